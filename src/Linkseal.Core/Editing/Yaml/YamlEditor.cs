using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// Splices edits into YAML text. Nodes say where things stand; after each step the text is read again and has to say what it said before
/// but for the edit, else the next way is tried, and at last the edit is refused.
/// </summary>
public static class YamlEditor
{
    /// <inheritdoc cref="ConfigEditor.Apply"/>
    public static Result<Edited> Apply(string file, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier)
    {
        var (read, diagnostics) = YamlText.Read(file, text);
        if (read is null) return Result.With<Edited>(null, diagnostics);

        var wanted = new Wanted(edits);
        var reconciliation = new Reconciliation(wanted);
        var (doc, applied) = reconciliation.Of(read, TakenBack.All(read, earlier) ? [] : earlier);
        List<Diagnostic> problems = [.. diagnostics, .. reconciliation.Diagnostics];
        if (problems.Exists(static d => d.Severity == Severity.Error)) return Result.With<Edited>(null, problems);

        var refused = new HashSet<Edit>();
        while (wanted.Pending(e => refused.Contains(e) || (Expectation.Of(e).Holds(doc.Node(e.Key)) && doc.AmbiguousPart(e.Key) is null)) is { IsEmpty: false } pending)
        {
            var ways = pending[0] switch
            {
                Edit.Set set => YamlSetter.For(doc, set, [.. pending.OfType<Edit.Set>()]),
                Edit.Remove remove => YamlRemover.For(doc, remove),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (Taken(doc, ways) is { } taken)
            {
                doc = taken.After;
                applied = applied.AddRange(taken.Step.Applied);
                continue;
            }

            refused.Add(pending[0]);
            problems.Add(EditingDiagnostics.Unsafe(file, Reversal.PositionOf(doc, pending[0].Key), pending[0].Key, ways.Reason, ByHand(pending[0])));
        }

        return Result.With(refused.Count > 0 ? null : new Edited(doc.Text, applied), problems);
    }

    /// <inheritdoc cref="ConfigEditor.Revert"/>
    public static Result<Edited> Revert(string file, string text, ImmutableArray<AppliedEdit> applied)
    {
        var (doc, diagnostics) = YamlText.Read(file, text);
        if (doc is null) return Result.With<Edited>(null, diagnostics);

        List<Diagnostic> problems = [.. diagnostics];
        var left = ImmutableArray.CreateBuilder<AppliedEdit>();
        foreach (var edit in applied.Reverse())
        {
            if (TakenBack.Is(doc, edit)) continue;
            var reversal = Reversal.Of(doc, edit);
            doc = reversal.After ?? doc;
            left.InsertRange(0, reversal.StillOurs);
            if (reversal.Problem is { } problem) problems.Add(problem);
            problems.AddRange(reversal.Remarks);
        }

        return Result.With(new Edited(doc.Text, left.ToImmutable()), problems);
    }

    private static (Step Step, YamlText After)? Taken(YamlText doc, Ways ways)
    {
        foreach (var step in ways.Steps)
        {
            if (step.Tried(doc) is { } after) return (step, after);
        }

        return null;
    }

    private static string ByHand(Edit edit) => edit switch
    {
        Edit.Set set => $"set {string.Join('.', set.Key)} by hand: {SecretRedaction.Line($"{set.Key[^1]}: {YamlFormat.Value(set.Value)}")}",
        _ => $"take {string.Join('.', edit.Key)} out by hand",
    };
}
