using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>
/// Splices edits into the text of any format of statements. The document says where things stand; after each step the text is read again and has to say what it said
/// before but for the step, else the next way is tried, and at last the edit is refused.
/// </summary>
internal static class StatementEditor
{
    /// <inheritdoc cref="ConfigEditor.Apply"/>
    public static Result<Edited> Apply(ConfigFormat format, string file, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier)
    {
        var (read, diagnostics) = StatementText.Read(Grammars.Of(format), file, text);
        if (read is null) return Result.With<Edited>(null, diagnostics);

        var wanted = new Wanted(edits);
        var reconciliation = new StatementReconciliation(wanted, earlier);
        var (doc, applied) = reconciliation.Of(read, StatementTakenBack.All(read, earlier) ? [] : earlier);
        List<Diagnostic> problems = [.. reconciliation.Diagnostics];
        if (problems.Exists(static d => d.Severity == Severity.Error)) return Result.With<Edited>(null, problems);

        var refused = new HashSet<Edit>();
        var seen = new HashSet<string>();
        while (wanted.Pending(e => refused.Contains(e) || IsSo(doc, e, wanted, applied)) is [_, ..] pending)
        {
            // Where a comma is the last one's, what goes to the end is put above it: what is to stand first comes when all else stands.
            var next = pending.FirstOrDefault(e => !doc.Grammar.NeedsCommas || e is not Edit.Block { First: true }) ?? pending[0];
            var ways = next switch
            {
                Edit.Set set => StatementSetter.For(doc, set),
                Edit.Remove remove => StatementRemover.For(doc, remove),
                Edit.Block block => WantedBlock.For(doc, block, wanted),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

            // Two edits of which each undoes the other would go on for ever: of two spellings of one name, for instance.
            if (!seen.Add(doc.Text)) ways = StatementWays.None("another edit that is wanted contradicts it");
            if (Taken(doc, ways) is { } taken)
            {
                doc = taken.After;
                applied = applied.Add(taken.Step.Applied);
                continue;
            }

            refused.Add(next);
            problems.Add(EditingDiagnostics.Unsafe(file, doc.PositionOf(next.Key), next.Key, ways.Reason, ByHand(doc.Grammar, next)));
        }

        return Result.With(refused.Count > 0 ? null : new Edited(doc.Text, applied), problems);
    }

    /// <inheritdoc cref="ConfigEditor.Revert"/>
    public static Result<Edited> Revert(ConfigFormat format, string file, string text, ImmutableArray<AppliedEdit> applied)
    {
        var (doc, diagnostics) = StatementText.Read(Grammars.Of(format), file, text);
        if (doc is null) return Result.With<Edited>(null, diagnostics);

        List<Diagnostic> problems = [];
        var left = ImmutableArray.CreateBuilder<AppliedEdit>();

        // Asked before anything goes back: what we put back ourselves looks the same.
        var takenBack = applied.Where(e => StatementTakenBack.Is(doc, e)).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var edit in applied.Reverse())
        {
            if (takenBack.Contains(edit)) continue;
            var reversal = StatementReversal.Of(doc, edit, applied);
            doc = reversal.After ?? doc;
            if (reversal.After is null) left.Insert(0, edit);
            if (reversal.Problem is { } problem) problems.Add(problem);
        }

        return Result.With(new Edited(doc.Text, left.ToImmutable()), problems);
    }

    private static bool IsSo(StatementText doc, Edit edit, Wanted wanted, ImmutableArray<AppliedEdit> applied) => edit switch
    {
        Edit.Set set => Expectation.IsSo(doc, set),
        Edit.Block block => WantedBlock.IsSo(doc, block, wanted, applied),
        _ => Expectation.IsGone(doc, edit.Key),
    };

    private static (StatementStep Step, StatementText After)? Taken(StatementText doc, StatementWays ways)
    {
        foreach (var step in ways.Steps)
        {
            if (step.Tried(doc) is { } after) return (step, after);
        }

        return null;
    }

    private static string ByHand(Grammar grammar, Edit edit) => edit switch
    {
        Edit.Set set when StatementFormat.Value(grammar, set.Value) is { } value =>
            $"set {string.Join('.', set.Key)} by hand: {SecretRedaction.Line(StatementFormat.Setting(grammar, set.Key[StatementPath.LastName(set.Key)], grammar.NewSign, value))}",
        Edit.Set set => $"set {string.Join('.', set.Key)} by hand",
        Edit.Block block => $"write these lines by hand: {string.Join(" / ", SecretRedaction.Lines(block.Lines.Trim('\n').Split('\n')))}",
        _ => $"take {string.Join('.', edit.Key)} out by hand",
    };
}
