using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>The forms in which compose files say the same.</summary>
/// <remarks>Source: docs.docker.com, compose file reference, services.</remarks>
internal static class ComposeNodes
{
    /// <summary>The names under which <c>docker compose</c> looks for a file: it takes the first that is there.</summary>
    public static ImmutableArray<string> FileNames { get; } = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    /// <summary>A command in either of its forms, word by word.</summary>
    public static ImmutableArray<string> Words(YamlNode? node) => node switch
    {
        YamlNode.Sequence sequence => [.. sequence.Items.Select(Text).OfType<string>()],
        YamlNode.Scalar scalar => [.. scalar.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)],
        _ => [],
    };

    /// <summary>The entries of a list; empty where there is none.</summary>
    public static ImmutableArray<YamlNode> Items(YamlNode? node) => node is YamlNode.Sequence sequence ? sequence.Items : [];

    /// <summary>A value's text; null where it is none.</summary>
    public static string? Text(YamlNode? node) => node is YamlNode.Scalar scalar ? scalar.Value : null;

    /// <summary>Variables in either of their forms, those with a value.</summary>
    public static IEnumerable<(string Name, string Value, YamlNode Node)> Variables(YamlNode? node) => node is YamlNode.Mapping mapping
        ? mapping.Entries.Where(static e => Text(e.Value) is not null).Select(static e => (e.Key.Value, Text(e.Value)!, e.Value))
        : Items(node).OfType<YamlNode.Scalar>().Where(static s => s.Value.Contains('=', StringComparison.Ordinal)).Select(static s => (s.Value[..s.Value.IndexOf('=')], s.Value[(s.Value.IndexOf('=') + 1)..], (YamlNode)s));

    /// <summary>A list of published ports; one whose side of the host the engine chooses is none that is known.</summary>
    public static ImmutableArray<(int Host, int Inside)> Ports(YamlNode? list) => [.. Items(list).Select(Port).OfType<(int, int)>()];

    private static (int, int)? Port(YamlNode node)
    {
        if (node is YamlNode.Mapping mapping) return int.TryParse(Text(mapping["published"]), out var outside) && int.TryParse(Text(mapping["target"]), out var target) ? (outside, target) : null;
        if (Text(node) is not { } text) return null;
        var parts = text.Split('/')[0].Split(':');
        return parts.Length >= 2 && int.TryParse(parts[^2], out var host) && int.TryParse(parts[^1], out var inside) ? (host, inside) : null;
    }
}
