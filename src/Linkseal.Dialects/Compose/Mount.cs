using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>A folder or file of the host inside a container.</summary>
internal sealed record Mount(string Host, string Inside)
{
    /// <summary>Reads compose's short and long form; null for a named volume, and for what compose alone can resolve.</summary>
    public static Mount? Read(YamlNode node, string folder)
    {
        var (source, target) = node switch
        {
            YamlNode.Mapping mapping => ((mapping["source"] as YamlNode.Scalar)?.Value, (mapping["target"] as YamlNode.Scalar)?.Value),
            YamlNode.Scalar { Value: var text } when text.Split(':') is [var from, var to, ..] => (from, to),
            _ => (null, null),
        };
        if (source is null || target is null || !target.StartsWith('/') || source.Contains('$', StringComparison.Ordinal)) return null;
        if (!(source.StartsWith('/') || source is "." or ".." || source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal))) return null;
        return new(LexicalPath.Resolve(folder, source), LexicalPath.Resolve("/", target));
    }
}

/// <summary>A volume of the container engine's: what lies in it is on no path of the host's.</summary>
internal sealed record NamedVolume(string Name, string Inside)
{
    public string Shown => Name.Length > 0 ? $"the volume {Name}" : "a volume without a name";

    /// <summary>Reads compose's short and long form; a volume without a name too. Null for a folder or file of the host, and for what compose alone can resolve.</summary>
    public static NamedVolume? Read(YamlNode node)
    {
        var (name, target) = node switch
        {
            YamlNode.Mapping mapping when (mapping["type"] as YamlNode.Scalar)?.Value == "volume" => ((mapping["source"] as YamlNode.Scalar)?.Value ?? "", (mapping["target"] as YamlNode.Scalar)?.Value),
            YamlNode.Scalar { Value: var text } when text.Split(':') is [var from, var to, ..] => (from, to),
            YamlNode.Scalar { Value: var only } => ("", only),
            _ => ("", null),
        };
        return target is null || !target.StartsWith('/') || name.Contains('/', StringComparison.Ordinal) || name.Contains('$', StringComparison.Ordinal) || name is "." or ".." ? null : new(name, LexicalPath.Resolve("/", target));
    }
}

/// <summary>How paths of the host and paths inside the containers belong together.</summary>
internal static class Mounts
{
    /// <summary>The host's path of a path inside, by the nearest mount; null: it is the container's own.</summary>
    public static string? HostOf(this ImmutableArray<Mount> mounts, string inside) =>
        mounts.Where(m => LexicalPath.IsWithin(inside, m.Inside)).MaxBy(static m => m.Inside.Length) is { } mount ? Joined(mount.Host, inside, mount.Inside) : null;

    /// <summary>The volume that hides a path inside; null: none does.</summary>
    public static NamedVolume? Hides(this ImmutableArray<NamedVolume> volumes, ImmutableArray<Mount> mounts, string inside) =>
        volumes.Where(v => LexicalPath.IsWithin(inside, v.Inside)).MaxBy(static v => v.Inside.Length) is { } volume
        && !mounts.Any(m => m.Inside.Length > volume.Inside.Length && LexicalPath.IsWithin(inside, m.Inside)) ? volume : null;

    /// <summary>The path inside of a path of the host; null: it is not mounted.</summary>
    public static string? InsideOf(this ImmutableArray<Mount> mounts, string host) =>
        mounts.Where(m => LexicalPath.IsWithin(host, m.Host)).MaxBy(static m => m.Host.Length) is { } mount ? Joined(mount.Inside, host, mount.Host) : null;

    private static string Joined(string to, string path, string from) => from == "/" ? LexicalPath.Join(to, path[1..]) : to + path[from.Length..];
}
