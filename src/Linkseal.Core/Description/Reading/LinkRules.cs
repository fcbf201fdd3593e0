using System.Collections.Immutable;

namespace Linkseal.Core.Description.Reading;

/// <summary>Holds links against each other and against the components.</summary>
internal static class LinkRules
{
    /// <summary>
    /// Reports links of a component to itself, links that stand twice and, where the components are all known, links to nothing.
    /// A profile's components are known only after it is expanded: with one, the names are resolved then.
    /// </summary>
    public static void Check(ReadScope scope, ImmutableArray<LinkEntry> links, IReadOnlyCollection<string>? components)
    {
        var lines = new Dictionary<(string, string, string?), int>();
        foreach (var link in links)
        {
            var (caller, callee) = (link.Caller, link.Callee);
            var (pair, text) = ((caller.Value, callee.Value, link.Endpoint?.Value), $"{caller.Value} -> {callee.Value}{(link.Endpoint is { } endpoint ? "." + endpoint.Value : "")}");
            if (caller.Value == callee.Value && link.Endpoint is null) scope.Report(NameDiagnostics.SelfLink(caller.At, caller.Value));
            else if (!lines.TryAdd(pair, caller.At.Line)) scope.Report(NameDiagnostics.LinkTwice(caller.At, text, lines[pair]));
            foreach (var end in caller.Value == callee.Value ? [caller] : new[] { caller, callee })
            {
                if (components?.Contains(end.Value) == false) scope.Report(NameDiagnostics.UnknownComponent(end.At, end.Value, text, components));
            }
        }
    }
}
