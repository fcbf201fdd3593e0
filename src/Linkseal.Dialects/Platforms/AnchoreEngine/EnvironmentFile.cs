using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>compose's <c>env_file</c>: lines <c>NAME=VALUE</c>. Of its names, which may be anybody's passwords, only those are taken that decide about TLS.</summary>
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

    /// <summary>What they say together; those that are not here say nothing.</summary>
    public static ImmutableDictionary<string, string> Read(ImmutableArray<string> files, ImmutableDictionary<string, string> documents)
    {
        var given = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in files.Select(f => documents.GetValueOrDefault(f, "")).SelectMany(static t => t.Split('\n')))
        {
            if (Variable(line.Trim()) is { } variable) given[variable.Name] = variable.Value;
        }

        return given.ToImmutable();
    }

    private static (string Name, string Value)? Variable(string line)
    {
        if (line.StartsWith("export ", StringComparison.Ordinal)) line = line["export ".Length..].TrimStart();
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || line[0] == '#') return null;
        var name = line[..equals].TrimEnd();
        if (!name.StartsWith("ANCHORE", StringComparison.Ordinal) && name is not "REQUESTS_CA_BUNDLE") return null;
        var value = Unquoted(line[(equals + 1)..].Trim());
        return value.Contains("${", StringComparison.Ordinal) ? null : (name, value);
    }

    private static string Unquoted(string text)
    {
        if (text is ['"' or '\'', ..] && text.IndexOf(text[0], 1) is > 0 and var end) return text[1..end];
        return text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment ? text[..comment].TrimEnd() : text;
    }
}
