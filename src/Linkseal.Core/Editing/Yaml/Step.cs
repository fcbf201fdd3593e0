using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>One way to make some edits true: tried, and taken only when the document then says what it said before but for these edits.</summary>
/// <param name="Splices">The replacements; they do not overlap.</param>
/// <param name="Applied">What to remember of them, in the order in which they were made.</param>
/// <param name="Done">The edits that it makes true.</param>
internal sealed record Step(ImmutableArray<Splice> Splices, ImmutableArray<AppliedEdit> Applied, ImmutableArray<Edit> Done)
{
    /// <summary>The document after the step; null when it would say something else than wanted.</summary>
    public YamlText? Tried(YamlText doc) =>
        doc.With(Splices) is { } after && YamlTrees.EqualBut(doc.Root, after.Root, [.. Done.Select(Expectation.Of)]) ? after : null;
}

/// <summary>The ways that there are, best first; or why there is none.</summary>
/// <param name="Steps">The ways.</param>
/// <param name="Reason">Why there is none, for people; also said when none of them can be taken.</param>
internal sealed record Ways(IEnumerable<Step> Steps, string Reason)
{
    public static Ways None(string reason) => new([], reason);

    public static Ways Ambiguous(string part) => None($"several entries of the list match {part}; which one is meant can be said by its number");
}
