using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What must be true of one path after an edit.</summary>
/// <param name="Path">The path.</param>
/// <param name="Holds">Asked with the node that stands there; null: nothing does.</param>
internal sealed record TomlExpectation(ImmutableArray<string> Path, Func<TomlNode?, bool> Holds)
{
    public static TomlExpectation Of(Edit edit) => edit switch
    {
        Edit.Set set => new(set.Key, node => TomlMeaning.Holds(node, set.Value)),
        Edit.Remove remove => Absent(remove.Key),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static TomlExpectation Absent(ImmutableArray<string> path) => new(path, static node => node is null);

    public static TomlExpectation EmptyTable(ImmutableArray<string> path) => new(path, static node => node is TomlNode.Table { Entries.IsEmpty: true });
}

/// <summary>Compares documents by what they say; comments, layout and how a table is written aside.</summary>
internal static class TomlTrees
{
    /// <summary>True when the documents are equal everywhere but at the paths of the expectations, and those hold.</summary>
    public static bool EqualBut(TomlNode? before, TomlNode? after, ImmutableArray<TomlExpectation> changes) => EqualBut(before, after, changes, depth: 0);

    /// <summary>True when the nodes say the same.</summary>
    public static bool Equal(TomlNode? one, TomlNode? other) => (one, other) switch
    {
        (null, null) => true,
        (TomlNode.Scalar a, TomlNode.Scalar b) => a.Kind == b.Kind && a.Value == b.Value,
        (TomlNode.Array a, TomlNode.Array b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(static p => Equal(p.First, p.Second)),
        (TomlNode.Table a, TomlNode.Table b) => Children(a) is var x && Children(b) is var y && x.Count == y.Count && x.All(e => y.TryGetValue(e.Key, out var v) && Equal(e.Value, v)),
        _ => false,
    };

    private static bool EqualBut(TomlNode? before, TomlNode? after, ImmutableArray<TomlExpectation> changes, int depth)
    {
        if (changes.IsEmpty) return Equal(before, after);
        if (changes.Any(c => c.Path.Length == depth)) return changes.All(c => c.Path.Length > depth || c.Holds(after));
        if (before is TomlNode.Array || after is TomlNode.Array) return ItemsEqualBut(before, after, changes, depth);
        if (before is TomlNode.Scalar || after is TomlNode.Scalar) return Equal(before, after) && changes.All(static c => c.Holds(null));

        var (old, now) = (Children(before), Children(after));
        foreach (var key in old.Keys.Union(now.Keys).Union(changes.Select(c => c.Path[depth])))
        {
            ImmutableArray<TomlExpectation> below = [.. changes.Where(c => c.Path[depth] == key)];
            if (!EqualBut(old.GetValueOrDefault(key), now.GetValueOrDefault(key), below, depth + 1)) return false;
        }

        return true;
    }

    /// <summary>Items change in their places; an item that the path ends at may have come or gone.</summary>
    private static bool ItemsEqualBut(TomlNode? before, TomlNode? after, ImmutableArray<TomlExpectation> changes, int depth)
    {
        if (before is TomlNode.Table or TomlNode.Scalar || after is TomlNode.Table or TomlNode.Scalar) return false;
        var (old, now) = (Items(before), Items(after));
        var byItem = changes.GroupBy(c => TomlPath.IndexOf(old, c.Path[depth]) ?? TomlPath.IndexOf(now, c.Path[depth]) ?? -1).ToDictionary(static g => g.Key, static g => g.ToImmutableArray());
        if (byItem.Remove(-1, out var nowhere) && !nowhere.All(static c => c.Holds(null))) return false;
        if (old.Length != now.Length)
        {
            if (Math.Abs(old.Length - now.Length) != 1 || byItem.Count != 1 || byItem.Single() is not { Key: var at, Value: [var only] } || only.Path.Length != depth + 1) return false;
            if (!only.Holds(now.Length > old.Length ? now[at] : null)) return false;
            (old, now) = old.Length > now.Length ? (old.RemoveAt(at), now) : (old, now.RemoveAt(at));
            byItem.Clear();
        }

        return old.Zip(now).Select((p, i) => EqualBut(p.First, p.Second, byItem.GetValueOrDefault(i, []), depth + 1)).All(static same => same);
    }

    private static ImmutableArray<TomlNode> Items(TomlNode? node) => node is TomlNode.Array array ? array.Items : [];

    /// <summary>What stands under a table's keys: nothing for an absent one.</summary>
    private static Dictionary<string, TomlNode> Children(TomlNode? node) =>
        node is TomlNode.Table table ? table.Entries.ToDictionary(static e => e.Key, static e => e.Value) : [];
}
