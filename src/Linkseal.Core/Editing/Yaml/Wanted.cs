using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>The wanted edits, by path.</summary>
internal sealed class Wanted(ImmutableArray<Edit> edits)
{
    private readonly Dictionary<string, Edit> byPath = edits.ToDictionary(static e => Joined(e.Key));

    public ImmutableArray<Edit> Edits => edits;

    /// <summary>The wanted value of a path; null: none is.</summary>
    public EditValue? Value(ImmutableArray<string> path) => byPath.GetValueOrDefault(Joined(path)) is Edit.Set set ? set.Value : null;

    /// <summary>True when the path is to be gone.</summary>
    public bool Removes(ImmutableArray<string> path) => byPath.GetValueOrDefault(Joined(path)) is Edit.Remove;

    /// <summary>True when a value is wanted below the path.</summary>
    public bool ReachesBelow(ImmutableArray<string> path) => edits.Any(e => e is Edit.Set && e.Key.Length > path.Length && e.Key.AsSpan(0, path.Length).SequenceEqual(path.AsSpan()));

    /// <summary>What is not yet so in a document.</summary>
    public ImmutableArray<Edit> Pending(YamlText doc) => [.. edits.Where(e => !Expectation.Of(e).Holds(doc.Node(e.Key)))];

    private static string Joined(ImmutableArray<string> path) => string.Join('\n', path);
}
