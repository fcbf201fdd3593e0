using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>compose's <c>env_file</c> and <c>.env</c>: lines <c>NAME=VALUE</c>.</summary>
/// <remarks>Source: docs.docker.com, compose file reference, services: env_file; .env syntax.</remarks>
internal static class EnvironmentFile
{
    /// <summary>The files, absolute: one, a list, or a list of <c>{ path, required }</c>; what compose alone can resolve is left out.</summary>
    public static IEnumerable<string> Paths(YamlNode? node, string folder)
    {
        IEnumerable<YamlNode> items = node is YamlNode.Sequence sequence ? sequence.Items : node is null ? [] : [node];
        return items.Select(static i => ((i as YamlNode.Mapping)?["path"] ?? i) as YamlNode.Scalar).OfType<YamlNode.Scalar>()
            .Where(static s => s.Value.Length > 0 && !s.Value.Contains('$', StringComparison.Ordinal)).Select(s => LexicalPath.Resolve(folder, s.Value));
    }

    /// <summary>Every variable of a <c>.env</c>; later lines may use those before them.</summary>
    public static ImmutableDictionary<string, string> Variables(string text)
    {
        var known = new ComposeVariables(ImmutableDictionary<string, string>.Empty);
        foreach (var (name, written, isLiteral) in Lines(text))
        {
            var value = isLiteral ? written : known.Resolve(written);
            known = new(value is null ? known.Given.Remove(name) : known.Given.SetItem(name, value));
        }

        return known.Given;
    }

    /// <summary>Each line's variable; a literal one knows no variables in its value.</summary>
    public static IEnumerable<(string Name, string Value, bool IsLiteral)> Lines(string text) => text.Split('\n').Select(static l => Variable(l.Trim())).OfType<(string, string, bool)>();

    private static (string Name, string Value, bool IsLiteral)? Variable(string line)
    {
        if (line.StartsWith("export ", StringComparison.Ordinal)) line = line["export ".Length..].TrimStart();
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || line[0] == '#') return null;
        var name = line[..equals].TrimEnd();
        var written = line[(equals + 1)..].Trim();
        return (name, Unquoted(written), written.StartsWith('\''));
    }

    private static string Unquoted(string text)
    {
        if (text is ['"' or '\'', ..] && text.IndexOf(text[0], 1) is > 0 and var end) return text[1..end];
        return text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment ? text[..comment].TrimEnd() : text;
    }
}
