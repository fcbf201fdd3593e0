using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Description;

/// <summary>Holds the names in <c>links:</c> against the components, once a profile's are known too.</summary>
public static class LinkNames
{
    /// <summary>One error for each end of a link that is no component, with the nearest name.</summary>
    /// <param name="description">The description.</param>
    /// <param name="components">Every component's name, a profile's included.</param>
    public static ImmutableArray<Diagnostic> Unknown(PlatformDescription description, IReadOnlyCollection<string> components) =>
    [
        .. from link in description.Links
           from end in new[] { link.Caller, link.Callee }
           where !components.Contains(end.Value)
           select NameDiagnostics.UnknownComponent(end.At, end.Value, $"{link.Caller.Value} -> {link.Callee.Value}", components) with { File = description.File },
    ];
}
