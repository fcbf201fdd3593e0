using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>What is decided for one edit of ours in a format of statements.</summary>
internal sealed class StatementReconciliation(Wanted wanted, ImmutableArray<AppliedEdit> earlier) : ReconcilingPasses<StatementText>
{
    protected override string Says(StatementText text) => text.Text;

    protected override StatementText? Without(AppliedEdit edit) => StatementReversal.Of(Doc, edit, earlier) is { After: { } after, Problem: null } ? after : null;

    protected override void Decide(AppliedEdit edit)
    {
        if (edit is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) Removed(edit);
        else if (OurStatements.IsBlock(edit)) Block(edit);
        else if (wanted.Value(edit.Key) is null && IsSection(edit)) Section(edit);
        else Setting(edit);
    }

    private bool IsSection(AppliedEdit edit) => edit.Kind != AppliedEditKind.Value && OurStatements.Read(Doc.Grammar, edit.Ours) is [{ IsSection: true }];

    private void Removed(AppliedEdit edit)
    {
        if (!wanted.Removes(edit.Key))
        {
            TakeOut(edit);
            return;
        }

        Keep(edit);
        if (!Doc.Find(edit.Key).Matches.IsEmpty) Say(StatementReversal.HandEdit(Doc, edit, Severity.Error));
    }

    private void Section(AppliedEdit edit)
    {
        if (!wanted.ReachesBelow(edit.Key)) TakeOut(edit);
        else if (Doc.Find(edit.Key).Matches.Any(static s => s.IsSection)) Keep(edit);
    }

    private void Block(AppliedEdit edit)
    {
        var stands = StatementReversal.Stands(Doc, edit);
        if (wanted.Block(edit.Key) is not { } block || (stands && !SaysTheSame(edit, block)))
        {
            TakeOut(edit);
            return;
        }

        // Somebody may have written by hand what is wanted now.
        var isNow = OurStatements.Read(Doc.Grammar, block.Lines) is { IsDefault: false } lines && Doc.SectionsAt(block.Section).Any(s => OurStatements.Runs(Doc.Grammar, s, lines).Any());
        Keep(edit);
        if (!stands && !isNow) Say(StatementReversal.HandEdit(Doc, edit, Severity.Error));
    }

    private bool SaysTheSame(AppliedEdit edit, Edit.Block block) =>
        OurStatements.Read(Doc.Grammar, block.Lines) is { IsDefault: false } lines && OurStatements.Read(Doc.Grammar, edit.Ours) is { IsDefault: false } ours && StatementTrees.Equal(Doc.Grammar, lines, ours);

    private void Setting(AppliedEdit edit)
    {
        var stands = StatementReversal.Stands(Doc, edit);
        if (wanted.Value(edit.Key) is not { } value)
        {
            TakeOut(edit);
        }
        else if (Expectation.IsSo(Doc, new Edit.Set(edit.Key, value)))
        {
            Keep(stands ? edit : With(edit, Now(edit)) ?? edit);
        }
        else if (!stands)
        {
            Keep(edit);
            Say(StatementReversal.HandEdit(Doc, edit, Severity.Error));
        }
        else if (edit.Kind == AppliedEditKind.Value || Refreshed(edit, value) is not { } refreshed)
        {
            TakeOut(edit);
        }
        else
        {
            Keep(refreshed);
        }
    }

    /// <summary>The value that stands there now, as text.</summary>
    private EditValue.Raw Now(AppliedEdit edit) => new(Doc.Find(edit.Key).Counting!.RawFrom(StatementPath.LastWords(Doc.Grammar, edit.Key).Length));

    /// <summary>Our setting with the value that is wanted now: the document follows. Null: the text around it does not allow it.</summary>
    private AppliedEdit? Refreshed(AppliedEdit edit, EditValue value)
    {
        var there = Doc.Find(edit.Key).Counting!;
        if (With(edit, value) is not { } refreshed) return null;
        if (StatementSetter.ValueSplice(Doc.Grammar, Doc.Text, there, StatementPath.LastWords(Doc.Grammar, edit.Key).Length, value) is not { } splice) return null;
        var set = new Edit.Set(edit.Key, value);
        if (new StatementStep(splice, refreshed, after => Expectation.IsSo(after, set)) { ValueOf = there.Start }.Tried(Doc) is not { } after) return null;
        Doc = after;
        return refreshed;
    }

    /// <summary>The edit with another value in what we wrote; null: it can't be said.</summary>
    private AppliedEdit? With(AppliedEdit edit, EditValue value)
    {
        if (edit.Kind == AppliedEditKind.Value) return value is EditValue.Raw raw ? edit with { Ours = edit.Ours[..^StatementReversal.ValueIn(Doc.Grammar, edit.Ours, edit.Original).Length] + raw.Value } : null;
        if (OurStatements.Read(Doc.Grammar, edit.Ours) is not [var ours]) return null;
        var text = OurStatements.Inner(edit.Ours);
        if (StatementSetter.ValueSplice(Doc.Grammar, text, ours, StatementPath.LastWords(Doc.Grammar, edit.Key).Length, value) is not { } splice) return null;
        var at = edit.Ours.IndexOf(text, StringComparison.Ordinal);
        return edit with { Ours = edit.Ours[..(at + splice.Start)] + splice.With + edit.Ours[(at + splice.End)..] };
    }

    /// <summary>Takes an edit out. What was changed by hand and is not wanted any more is the user's own from here on.</summary>
    private void TakeOut(AppliedEdit edit)
    {
        var reversal = StatementReversal.Of(Doc, edit, earlier);
        Doc = reversal.After ?? Doc;
        if (reversal.StaysOurs) Keep(edit);
        if (reversal.Problem is { } problem) Say(problem);
    }
}
