using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>One way to come nearer to a wanted edit: tried, and taken only when the document then says what it said before but for what is expected.</summary>
/// <param name="Splice">The replacement.</param>
/// <param name="Applied">What to remember of it.</param>
/// <param name="Expected">What it changes.</param>
internal sealed record TomlStep(Splice Splice, AppliedEdit Applied, TomlExpectation Expected)
{
    /// <summary>The document after the step; null when it would say something else than wanted.</summary>
    public TomlText? Tried(TomlText doc) => doc.With(Splice) is { } after && TomlTrees.EqualBut(doc.Root, after.Root, [Expected]) ? after : null;
}

/// <summary>The ways that there are, best first; or why there is none.</summary>
/// <param name="Steps">The ways.</param>
/// <param name="Reason">Why there is none, for people; also said when none of them can be taken.</param>
internal sealed record TomlWays(IEnumerable<TomlStep> Steps, string Reason)
{
    public static TomlWays None(string reason) => new([], reason);
}
