using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>
/// Splices edits into TOML text. The document says where things stand; after each step the text is read again and has to say what it said
/// before but for the step, else the next way is tried, and at last the edit is refused.
/// </summary>
public static class TomlEditor
{
    /// <inheritdoc cref="ConfigEditor.Apply"/>
    public static Result<Edited> Apply(string file, string text, ImmutableArray<Edit> edits, ImmutableArray<AppliedEdit> earlier)
    {
        var (read, diagnostics) = TomlText.Read(file, text);
        if (read is null) return Result.With<Edited>(null, diagnostics);

        var wanted = new Wanted(edits);
        var reconciliation = new TomlReconciliation(wanted);
        var (doc, applied) = reconciliation.Of(read, TomlTakenBack.All(read, earlier) ? [] : earlier);
        List<Diagnostic> problems = [.. reconciliation.Diagnostics];
        if (problems.Exists(static d => d.Severity == Severity.Error)) return Result.With<Edited>(null, problems);

        var refused = new HashSet<Edit>();
        while (wanted.Pending(e => refused.Contains(e) || IsSo(doc, e)) is [var next, ..])
        {
            var ways = next switch
            {
                _ when TomlPath.AmbiguousPart(doc.Root, next.Key) is { } part => TomlWays.None($"more than one entry is {part}"),
                Edit.Set set => TomlSetter.For(doc, set),
                Edit.Remove remove => TomlRemover.For(doc, remove),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (Taken(doc, ways) is { } taken)
            {
                doc = taken.After;
                applied = applied.Add(taken.Step.Applied);
                continue;
            }

            refused.Add(next);
            problems.Add(EditingDiagnostics.Unsafe(file, TomlReversal.PositionOf(doc, next.Key), next.Key, ways.Reason, ByHand(next)));
        }

        return Result.With(refused.Count > 0 ? null : new Edited(doc.Text, applied), problems);
    }

    /// <inheritdoc cref="ConfigEditor.Revert"/>
    public static Result<Edited> Revert(string file, string text, ImmutableArray<AppliedEdit> applied)
    {
        var (doc, diagnostics) = TomlText.Read(file, text);
        if (doc is null) return Result.With<Edited>(null, diagnostics);

        List<Diagnostic> problems = [];
        var left = ImmutableArray.CreateBuilder<AppliedEdit>();
        foreach (var edit in applied.Reverse())
        {
            if (TomlTakenBack.Is(doc, edit)) continue;
            var reversal = TomlReversal.Of(doc, edit);
            doc = reversal.After ?? doc;
            if (reversal.After is null) left.Insert(0, edit);
            if (reversal.Problem is { } problem) problems.Add(problem);
        }

        return Result.With(new Edited(doc.Text, left.ToImmutable()), problems);
    }

    private static bool IsSo(TomlText doc, Edit edit) => TomlExpectation.Of(edit).Holds(doc.Node(doc.Resolved(edit.Key))) && TomlPath.AmbiguousPart(doc.Root, edit.Key) is null;

    private static (TomlStep Step, TomlText After)? Taken(TomlText doc, TomlWays ways)
    {
        foreach (var step in ways.Steps)
        {
            if (step.Tried(doc) is { } after) return (step, after);
        }

        return null;
    }

    private static string ByHand(Edit edit) => edit switch
    {
        Edit.Set set => $"set {string.Join('.', set.Key)} by hand: {SecretRedaction.Line($"{TomlFormat.Key(set.Key[^1])} = {TomlFormat.Value(set.Value)}")}",
        _ => $"take {string.Join('.', edit.Key)} out by hand",
    };
}
