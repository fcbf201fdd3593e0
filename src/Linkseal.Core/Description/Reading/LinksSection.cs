using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>links:</c>: <c>- web -> cache</c>, or <c>- web -> db: { level: named }</c>.</summary>
internal static class LinksSection
{
    private const string Arrow = "->";
    private const string OptionsHint = "write `{ level: named }` after the colon, or take the colon out";

    public static ImmutableArray<LinkEntry> Read(FieldReader platform)
    {
        var links = ImmutableArray.CreateBuilder<LinkEntry>();
        foreach (var node in platform.List("links"))
        {
            if (One(platform.Scope, node) is { } link) links.Add(link);
        }

        return links.ToImmutable();
    }

    private static LinkEntry? One(ReadScope scope, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Scalar text when !YamlScalars.IsNull(text):
                return Ends(scope, text);
            case YamlNode.Mapping { Entries: [var entry] }:
                var link = Ends(scope, entry.Key);
                var options = Expect.Mapping(scope, entry.Value, $"the link {Quoted.Text(entry.Key.Value)}", OptionsHint);
                var fields = options is null ? null : new FieldReader(scope, options, "a link", ["level", "user", "database"]);
                var level = fields?.Word<Level>("level", Levels.Names, Levels.TryParse);
                return link is null ? null : link with { Level = level, User = Account(fields, "user"), Database = Account(fields, "database") };
            case YamlNode.Mapping mapping:
                scope.Report(NameDiagnostics.BadLink(mapping.Start, mapping.Entries.IsEmpty ? "this is empty" : "several keys stand in one entry"));
                return null;
            default:
                _ = Expect.Text(scope, node, "an entry of `links`");
                return null;
        }
    }

    private static LinkEntry? Ends(ReadScope scope, YamlNode.Scalar text)
    {
        if (text.Value.Split(Arrow) is not [var left, var right])
        {
            scope.Report(NameDiagnostics.BadLink(text.Start, $"{Quoted.Text(text.Value)} has not exactly one arrow"));
            return null;
        }

        var (caller, end) = (left.Trim(), right.Trim());
        var dot = end.IndexOf('.', StringComparison.Ordinal);
        var (callee, endpoint) = dot < 0 ? (end, null) : (end[..dot], end[(dot + 1)..]);
        if (NameRule.Holds(caller) && NameRule.Holds(callee) && (endpoint is null || NameRule.Holds(endpoint)))
        {
            var at = At(scope, text, end, last: true);
            return new(At(scope, text, caller, last: false), at with { Value = callee }, null) { Endpoint = endpoint is null ? null : new(endpoint, at.At) };
        }

        scope.Report(NameDiagnostics.BadLink(text.Start, $"{Quoted.Text(text.Value)} has not a component's name on each side of the arrow"));
        return null;
    }

    private static string? Account(FieldReader? fields, string key) =>
        fields?.Text(key, t => t.Value.Length is 0 or > 63 || t.Value.Any(static c => char.IsControl(c) || c is '"' or '\'' or '\\') ? ValueDiagnostics.BadAccount(t.Start, Quoted.Text(key), t.Value) : null)?.Value;

    // The scalar may be quoted, tagged or folded: the names are found as typed, on their side of the arrow.
    private static Located At(ReadScope scope, YamlNode.Scalar text, string name, bool last)
    {
        var typed = scope.Typed(text);
        var arrow = typed.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0) return new(name, text.Start);
        var index = last ? typed.IndexOf(name, arrow, StringComparison.Ordinal) : typed.LastIndexOf(name, arrow, StringComparison.Ordinal);
        return new(name, index < 0 ? text.Start : scope.Within(text, index));
    }
}
