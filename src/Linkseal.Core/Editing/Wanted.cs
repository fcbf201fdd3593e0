using System.Collections.Immutable;

namespace Linkseal.Core.Editing;

/// <summary>The wanted edits, by path. Several components may want the same of one file; that they want different things is our own mistake.</summary>
internal sealed class Wanted
{
    private readonly Dictionary<string, Edit> byPath = [];

    /// <summary>Takes the edits in their order.</summary>
    /// <exception cref="ArgumentException">Two of them give one path different values.</exception>
    public Wanted(ImmutableArray<Edit> edits)
    {
        foreach (var edit in edits)
        {
            var path = Joined(edit.Key);
            if (byPath.TryAdd(path, edit) || Equals(Said(byPath[path]), Said(edit))) continue;
            throw new ArgumentException($"two different values are wanted for \"{string.Join('.', edit.Key)}\"", nameof(edits));
        }
    }

    /// <summary>The wanted value of a path; null: none is.</summary>
    public EditValue? Value(ImmutableArray<string> path) => byPath.GetValueOrDefault(Joined(path)) is Edit.Set set ? set.Value : null;

    /// <summary>True when the path is to be gone.</summary>
    public bool Removes(ImmutableArray<string> path) => byPath.GetValueOrDefault(Joined(path)) is Edit.Remove;

    /// <summary>The lines that are wanted under a name; null: none are.</summary>
    public Edit.Block? Block(ImmutableArray<string> path) => byPath.GetValueOrDefault(Joined(path)) as Edit.Block;

    /// <summary>All edits, in their order.</summary>
    public IEnumerable<Edit> All => byPath.Values;

    /// <summary>True when a value is wanted below the path.</summary>
    public bool ReachesBelow(ImmutableArray<string> path) => byPath.Values.Any(e => e is Edit.Set or Edit.Block && e.Key.Length > path.Length && e.Key.AsSpan(0, path.Length).SequenceEqual(path.AsSpan()));

    /// <summary>What is not yet so, as far as a document goes.</summary>
    /// <param name="holds">Whether an edit is true there.</param>
    public ImmutableArray<Edit> Pending(Func<Edit, bool> holds) => [.. byPath.Values.Where(e => !holds(e))];

    private static object? Said(Edit edit) => edit switch
    {
        Edit.Set set => set.Value,
        Edit.Block block => (block.Lines, block.First, block.Before, block.After),
        _ => null,
    };

    private static string Joined(ImmutableArray<string> path) => string.Join('\n', path);
}
