using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Whether a wanted edit is true of a document.</summary>
internal static class Expectation
{
    /// <summary>True when a value stands at its path.</summary>
    public static bool IsSo(StatementText doc, Edit.Set set) =>
        doc.Find(set.Key).Counting is { } statement && StatementFormat.Holds(doc.Grammar, statement, StatementPath.LastWords(doc.Grammar, set.Key).Length, set.Value);

    /// <summary>True when nothing stands at a path.</summary>
    public static bool IsGone(StatementText doc, ImmutableArray<string> key) => doc.Find(key).Matches.IsEmpty;
}
