using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>What must be true of one path after an edit.</summary>
/// <param name="Path">The path of mapping keys.</param>
/// <param name="Holds">Asked with the node that stands there; null: nothing does.</param>
internal sealed record Expectation(ImmutableArray<string> Path, Func<YamlNode?, bool> Holds)
{
    public static Expectation Of(Edit edit) => edit switch
    {
        Edit.Set set => new(set.Key, node => YamlMeaning.Holds(node, set.Value)),
        Edit.Remove remove => Absent(remove.Key),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Expectation Absent(ImmutableArray<string> path) => new(path, static node => node is null);
}

/// <summary>Compares documents by what they say, comments and layout aside.</summary>
internal static class YamlTrees
{
    /// <summary>True when the documents are equal everywhere but at the paths of the expectations, and those hold.</summary>
    public static bool EqualBut(YamlNode? before, YamlNode? after, ImmutableArray<Expectation> changes) => EqualBut(before, after, changes, depth: 0);

    /// <summary>True when the nodes say the same.</summary>
    public static bool Equal(YamlNode? one, YamlNode? other) => (one, other) switch
    {
        (null, null) => true,
        (YamlNode.Scalar a, YamlNode.Scalar b) => a.Value == b.Value && a.IsPlain == b.IsPlain,
        (YamlNode.Sequence a, YamlNode.Sequence b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(static p => Equal(p.First, p.Second)),
        (YamlNode.Mapping a, YamlNode.Mapping b) => Children(a) is { } x && Children(b) is { } y && x.Count == y.Count && x.All(e => y.TryGetValue(e.Key, out var v) && Equal(e.Value, v)),
        _ => false,
    };

    private static bool EqualBut(YamlNode? before, YamlNode? after, ImmutableArray<Expectation> changes, int depth)
    {
        if (changes.IsEmpty) return Equal(before, after);
        if (changes.Any(c => c.Path.Length == depth)) return changes.All(c => c.Path.Length > depth || c.Holds(after));
        if (Children(before) is not { } old || Children(after) is not { } now) return Equal(before, after) && changes.All(static c => c.Holds(null));

        foreach (var key in old.Keys.Union(now.Keys).Union(changes.Select(c => c.Path[depth])))
        {
            ImmutableArray<Expectation> below = [.. changes.Where(c => c.Path[depth] == key)];
            if (!EqualBut(old.GetValueOrDefault(key), now.GetValueOrDefault(key), below, depth + 1)) return false;
        }

        return true;
    }

    /// <summary>What stands under a mapping's keys: nothing for an absent or empty value; null: it can have no keys.</summary>
    private static Dictionary<string, YamlNode>? Children(YamlNode? node) => node switch
    {
        null => [],
        YamlNode.Mapping mapping => mapping.Entries.ToDictionary(static e => e.Key.Value, static e => e.Value),
        _ => YamlScalars.IsNull(node) ? [] : null,
    };
}
