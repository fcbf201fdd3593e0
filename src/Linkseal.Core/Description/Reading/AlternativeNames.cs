using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>names</c> and <c>hosts</c>: what goes into a certificate's subjectAltName.</summary>
internal static class AlternativeNames
{
    /// <param name="fields">The component.</param>
    /// <param name="key"><c>names</c> or <c>hosts</c>.</param>
    /// <param name="wildcards">True where <c>*.example.org</c> makes sense: no host is called so.</param>
    public static ImmutableArray<AlternativeName> Read(FieldReader fields, string key, bool wildcards)
    {
        var names = ImmutableArray.CreateBuilder<AlternativeName>();
        foreach (var node in fields.List(key))
        {
            var text = Expect.Text(fields.Scope, node, "an entry of " + Quoted.Text(key), t => Wrong(t, key, wildcards));
            if (text is null || AlternativeName.Parse(text.Value) is not { } name) continue;
            if (names.Contains(name)) fields.Scope.Report(ShapeDiagnostics.ListedTwice(text.Start, Quoted.Text(key), text.Value));
            else names.Add(name);
        }

        return names.ToImmutable();
    }

    private static Diagnostic? Wrong(YamlNode.Scalar text, string key, bool wildcards) =>
        (wildcards || !text.Value.StartsWith('*')) && AlternativeName.Parse(text.Value) is not null
            ? null
            : NameDiagnostics.BadCertificateName(text.Start, Quoted.Text(key), text.Value, wildcards);
}
