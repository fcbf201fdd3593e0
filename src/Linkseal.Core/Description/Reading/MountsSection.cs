using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads <c>mounts</c>: host folder → folder inside the container, as in compose.</summary>
internal static class MountsSection
{
    /// <summary>Longest host side first, so that the nearest mount of a path is met first.</summary>
    public static ImmutableArray<(string Host, string Inside)> Read(FieldReader fields)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in fields.Mapping("mounts")?.Entries ?? [])
        {
            if (Expect.Text(fields.Scope, entry.Value, "the inside of a mount") is not { } inside) continue;
            var reason = Wrong(entry.Key.Value) ?? Wrong(inside.Value);
            var host = LexicalPath.Resolve("/", entry.Key.Value);
            if (reason is null && !mounts.TryAdd(host, LexicalPath.Resolve("/", inside.Value))) reason = $"is the second one of the host's {Quoted.Text(host)}";
            if (reason is not null) Report(fields.Scope, entry, inside, reason);
        }

        return [.. mounts.Select(static m => (m.Key, m.Value)).OrderByDescending(static m => m.Key.Length).ThenBy(static m => m.Key, StringComparer.Ordinal)];
    }

    private static string? Wrong(string path)
    {
        if (path.Any(char.IsControl)) return "holds a control character";
        if (!path.StartsWith('/')) return "is not absolute on both sides";
        return path.Split('/').Contains("..") ? "leaves its folder by `..`" : null;
    }

    private static void Report(ReadScope scope, YamlEntry entry, YamlNode.Scalar inside, string reason) =>
        scope.Report(ValueDiagnostics.BadMount(entry.Key.Start, entry.Key.Value + ": " + inside.Value, reason));
}
