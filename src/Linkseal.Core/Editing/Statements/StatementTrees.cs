using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Compares documents by what they say, in its order; comments and layout aside.</summary>
internal static class StatementTrees
{
    /// <summary>True when both say the same but for what stands in the replaced text and in what replaces it.</summary>
    /// <param name="before">The document.</param>
    /// <param name="splice">The replacement.</param>
    /// <param name="after">The document after it.</param>
    /// <param name="valueOf">Where the statement begins whose words behind the first may differ; null: none.</param>
    public static bool EqualBut(StatementDocument before, Splice splice, StatementDocument after, int? valueOf) =>
        Equal(before.Grammar, Outside(before.Root, splice.Start, splice.End), Outside(after.Root, splice.Start, splice.Start + splice.With.Length), splice, valueOf);

    /// <summary>True when the statements say the same, sections and all.</summary>
    public static bool Equal(Grammar grammar, ImmutableArray<Statement> one, ImmutableArray<Statement> other) =>
        one.Length == other.Length && one.Zip(other).All(p => Equal(grammar, p.First, p.Second));

    /// <summary>True when two statements say the same.</summary>
    public static bool Equal(Grammar grammar, Statement one, Statement other) => SameHead(grammar, one, other) && Equal(grammar, one.Statements, other.Statements);

    /// <summary>True when two statements say the same, what stands in their sections aside.</summary>
    public static bool SameHead(Grammar grammar, Statement one, Statement other) =>
        one.IsSection == other.IsSection && grammar.Fold(one.Name) == grammar.Fold(other.Name) && Word.Same(one.Words[1..], other.Words[1..], grammar.IsTyped);

    private static bool Equal(Grammar grammar, ImmutableArray<Statement> before, ImmutableArray<Statement> after, Splice splice, int? valueOf) =>
        before.Length == after.Length && before.Zip(after).All(p => Equal(grammar, p.First, p.Second, splice, valueOf));

    private static bool Equal(Grammar grammar, Statement before, Statement after, Splice splice, int? valueOf)
    {
        var same = before.Start == valueOf ? before.IsSection == after.IsSection && grammar.Fold(before.Name) == grammar.Fold(after.Name) : SameHead(grammar, before, after);
        if (!same || before.Body is null || after.Body is null) return same;
        return Equal(grammar, Outside(before.Body, splice.Start, splice.End), Outside(after.Body, splice.Start, splice.Start + splice.With.Length), splice, valueOf);
    }

    /// <summary>The statements of a section that do not lie within a stretch of the text.</summary>
    private static ImmutableArray<Statement> Outside(Block block, int start, int end) => [.. block.Statements.Where(s => s.Start < start || s.End > end)];
}
