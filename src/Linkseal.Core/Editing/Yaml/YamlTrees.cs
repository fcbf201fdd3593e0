using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>What must be true of one path after an edit.</summary>
/// <param name="Path">The path of mapping keys and entries of lists.</param>
/// <param name="Holds">Asked with the node that stands there; null: nothing does.</param>
internal sealed record Expectation(ImmutableArray<string> Path, Func<YamlNode?, bool> Holds)
{
    public static Expectation Of(Edit edit) => edit switch
    {
        Edit.Set set => Value(set.Key, set.Value),
        Edit.Remove remove => Absent(remove.Key),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Expectation Value(ImmutableArray<string> path, EditValue value) => new(path, node => YamlMeaning.Holds(node, value));

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
        if ((before is YamlNode.Sequence || after is YamlNode.Sequence) && YamlItems.Of(before) is { } oldItems && YamlItems.Of(after) is { } nowItems)
        {
            return ItemsEqualBut(oldItems, nowItems, changes, depth);
        }

        if (Children(before) is not { } old || Children(after) is not { } now) return Equal(before, after) && changes.All(static c => c.Holds(null));

        foreach (var key in old.Keys.Union(now.Keys).Union(changes.Select(c => c.Path[depth])))
        {
            ImmutableArray<Expectation> below = [.. changes.Where(c => c.Path[depth] == key)];
            if (!EqualBut(old.GetValueOrDefault(key), now.GetValueOrDefault(key), below, depth + 1)) return false;
        }

        return true;
    }

    /// <summary>The same of two lists: items that no expectation names are equal one by one; a new one has the key that names it.</summary>
    private static bool ItemsEqualBut(ImmutableArray<YamlNode> before, ImmutableArray<YamlNode> after, ImmutableArray<Expectation> changes, int depth)
    {
        var (old, now) = (new HashSet<int>(), new HashSet<int>());
        foreach (var below in changes.GroupBy(c => EntryPart.Of(c.Path[depth]) is { } part ? (Old: YamlItems.IndexOf(before, part), Now: YamlItems.IndexOf(after, part)) : (Old: -1, Now: -1)))
        {
            var (was, stands) = (below.Key.Old < 0 ? null : before[below.Key.Old], below.Key.Now < 0 ? null : after[below.Key.Now]);
            old.Add(below.Key.Old);
            now.Add(below.Key.Now);
            if (was is null && stands is null ? !below.All(static c => c.Holds(null)) : !EqualBut(was, stands, was is null ? WithName([.. below], depth) : [.. below], depth + 1)) return false;
        }

        return before.Where((_, i) => !old.Contains(i)).SequenceEqual(after.Where((_, i) => !now.Contains(i)), SameMeaning.Instance);
    }

    private static ImmutableArray<Expectation> WithName(ImmutableArray<Expectation> expected, int depth)
    {
        if (expected.FirstOrDefault(e => EntryPart.Of(e.Path[depth]) is { Name: not null }) is not { } named) return expected;
        var part = EntryPart.Of(named.Path[depth])!;
        ImmutableArray<string> path = [.. named.Path[..(depth + 1)], part.Name!];
        return expected.Any(e => e.Path.Length == depth + 1 || e.Path[depth + 1] == part.Name) ? expected : expected.Add(Expectation.Value(path, new EditValue.Text(part.Value)));
    }

    /// <summary>What stands under a mapping's keys: nothing for an absent or empty value; null: it can have no keys.</summary>
    private static Dictionary<string, YamlNode>? Children(YamlNode? node) => node switch
    {
        null => [],
        YamlNode.Mapping mapping => mapping.Entries.ToDictionary(static e => e.Key.Value, static e => e.Value),
        _ => YamlScalars.IsNull(node) ? [] : null,
    };

    private sealed class SameMeaning : IEqualityComparer<YamlNode>
    {
        public static readonly SameMeaning Instance = new();

        public bool Equals(YamlNode? x, YamlNode? y) => YamlTrees.Equal(x, y);

        public int GetHashCode(YamlNode obj) => 0;
    }
}
