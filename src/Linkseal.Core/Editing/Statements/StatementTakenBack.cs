using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Edits of ours that stand no more because somebody gave the file back what it said before: from a backup, by an update of the product.</summary>
internal static class StatementTakenBack
{
    /// <summary>True when all of them are: the file is one that we never edited.</summary>
    public static bool All(StatementText doc, ImmutableArray<AppliedEdit> edits) => !edits.IsEmpty && edits.All(e => Is(doc, e));

    /// <summary>True when nothing of an edit stands, and what it replaced does; a commented-out form may have become another one.</summary>
    public static bool Is(StatementText doc, AppliedEdit edit) => edit switch
    {
        { Kind: AppliedEditKind.Lines, Ours.Length: 0 } => !doc.Find(edit.Key).Matches.IsEmpty && doc.Source.Holds(new(edit.Original)),
        { Kind: AppliedEditKind.Value } => doc.Find(edit.Key).Counting is { } statement
            && StatementFormat.Holds(doc.Grammar, statement, StatementPath.LastWords(doc.Grammar, edit.Key).Length, new EditValue.Raw(StatementReversal.ValueIn(doc.Grammar, edit.Original, edit.Ours))),
        _ when OurStatements.IsBlock(edit) => OurStatements.Read(doc.Grammar, edit.Ours) is { IsDefault: false } ours
            && !doc.SectionsAt(edit.Key[..^1]).Any(s => s.Statements.Any(there => ours.Any(o => StatementTrees.SameHead(doc.Grammar, o, there)))),
        _ => doc.Find(edit.Key).Matches.IsEmpty,
    };
}
