using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>clients:</c>, the kinds of client machine that a profile serves.</summary>
internal static class ClientsSection
{
    public static ImmutableArray<Located> Read(FieldReader platform)
    {
        if (platform.Has("clients") && !platform.Has("profile")) platform.Scope.Report(ShapeDiagnostics.NeedsProfile(platform.At("clients"), "clients"));
        var known = platform.Scope.Words.Clients;
        var clients = ImmutableArray.CreateBuilder<Located>();
        foreach (var node in platform.List("clients"))
        {
            var text = Expect.Text(platform.Scope, node, "an entry of `clients`", Unknown);
            if (text is null) continue;
            if (clients.Any(c => c.Value == text.Value)) platform.Scope.Report(ShapeDiagnostics.ListedTwice(text.Start, "`clients`", text.Value));
            else clients.Add(new(text.Value, text.Start));
        }

        return clients.ToImmutable();

        Diagnostic? Unknown(YamlNode.Scalar text) => known.Contains(text.Value) ? null : NameDiagnostics.UnknownClient(text.Start, text.Value, known);
    }
}
