using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>What came of taking one edit out.</summary>
/// <param name="After">The document without it; null: it was left alone.</param>
/// <param name="StillOurs">What of it stays, and is remembered further.</param>
/// <param name="Problem">Why something stays; null: nothing does.</param>
internal sealed record Reversal(YamlText? After, ImmutableArray<AppliedEdit> StillOurs, Diagnostic? Problem)
{
    /// <summary>What of the user's own goes with it.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; init; } = [];

    /// <summary>How many places are tried for lines that go back: each costs a reading of the text, and empty lines look alike.</summary>
    private const int MostPlaces = 50;

    /// <summary>Takes an edit out, unless our text was changed by hand or the document would say something else than wanted.</summary>
    public static Reversal Of(YamlText doc, AppliedEdit edit) => edit switch
    {
        { Kind: AppliedEditKind.Lines, Ours.Length: 0 } => PutBack(doc, edit),
        { Kind: AppliedEditKind.Lines } => LinesReversal.Of(doc, edit),
        _ => Inline(doc, edit),
    };

    public static Reversal Left(AppliedEdit edit, Diagnostic problem) => new(null, [edit], problem);

    public static Diagnostic NotTakenOut(YamlText doc, AppliedEdit edit) => EditingDiagnostics.NotTakenOut(doc.File, PositionOf(doc, edit.Key), edit.Key);

    /// <summary>That a setting does not stand as we wrote it: what we wrote and what stands there, secrets left out.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="path">The setting.</param>
    /// <param name="ours">The line that we wrote, with its key; empty: we took it out.</param>
    /// <param name="severity">An error where the setting is wanted.</param>
    public static Diagnostic HandEdit(YamlText doc, ImmutableArray<string> path, string ours, Severity severity)
    {
        var stands = doc.Entry(path) is { } entry ? doc.Source.LineAt(doc.LineOf(entry)) : null;
        return EditingDiagnostics.HandEdit(doc.File, PositionOf(doc, path), path, SecretRedaction.Line(ours), stands is null ? null : SecretRedaction.Line(stands), severity);
    }

    /// <summary>An inline edit as a line with its key.</summary>
    public static string Shown(AppliedEdit edit) => edit.Kind == AppliedEditKind.Entry ? edit.Ours.TrimStart(',', ' ') : $"{edit.Key[^1]}: {edit.Ours.TrimStart(' ')}";

    /// <summary>Where a path stands, or the nearest thing above it that does; below an alias nothing stands of its own.</summary>
    public static Position PositionOf(YamlText doc, ImmutableArray<string> path)
    {
        var at = new Position(1, 1);
        for (var length = 1; length <= path.Length && doc.Entry(path[..length]) is { } entry; length++)
        {
            at = entry.Key.Start;
            if (doc.PassesAlias(path[..length])) break;
        }

        return at;
    }

    /// <summary>The span of a value or a flow entry of ours that stands just as we wrote it, as a deletion; null: it does not.</summary>
    public static Splice? InlineSpan(YamlText doc, AppliedEdit edit)
    {
        if (doc.PassesAlias(edit.Key) || doc.Entry(edit.Key) is not { } entry) return null;
        return edit.Kind == AppliedEditKind.Entry ? EntrySpan(doc, edit, entry) : ValueSpan(doc, edit, entry);
    }

    /// <summary>What stands behind a value of ours on its line and is ours too: the comment that was there when a list over several lines was replaced.</summary>
    public static string TailOf(AppliedEdit edit)
    {
        var body = edit.Ours.TrimStart(' ');
        return body.Contains('#') && YamlText.Read("", $"x: {body}").Read?.Node(["x"]) is { } value ? body[Math.Min(value.EndIndex - 3, body.Length)..] : "";
    }

    private static Splice? ValueSpan(YamlText doc, AppliedEdit edit, YamlEntry entry)
    {
        var body = edit.Ours.TrimStart(' ');
        var (start, end) = (entry.Value.StartIndex, entry.Value.EndIndex);
        var tail = TailOf(edit);
        if (doc.Text[start..end] != body[..^tail.Length]) return null;
        if (doc.Text.AsSpan(end).StartsWith(tail, StringComparison.Ordinal)) end += tail.Length;
        while (edit.Ours.StartsWith(' ') && doc.Text[start - 1] == ' ') start--;
        return new(start, end, "");
    }

    private static Splice? EntrySpan(YamlText doc, AppliedEdit edit, YamlEntry entry)
    {
        var body = edit.Ours.TrimStart(',', ' ');
        var (start, end) = (entry.Key.StartIndex, entry.Value.EndIndex);
        if (doc.Text[start..end] != body) return null;

        var container = edit.Key[..^1];
        var whole = start - (edit.Ours.Length - body.Length);
        if (whole >= 0 && doc.Text.AsSpan(whole).StartsWith(edit.Ours, StringComparison.Ordinal) && (edit.Ours.StartsWith(',') || doc.Below(container).Count() == 1))
        {
            return new(whole, end, "");
        }

        return doc.Node(container) is YamlNode.Mapping { IsFlow: true } or YamlNode.Sequence { IsFlow: true } ? YamlRemover.FlowDeletion(doc, container, entry) : null;
    }

    private static Reversal Inline(YamlText doc, AppliedEdit edit)
    {
        if (InlineSpan(doc, edit) is not { } span) return Left(edit, HandEdit(doc, edit.Key, Shown(edit), Severity.Warning));
        return edit.Kind == AppliedEditKind.Entry
            ? Tried(doc, edit, span, static node => node is null)
            : Tried(doc, edit, span with { With = edit.Original }, static _ => true);
    }

    private static Reversal Tried(YamlText doc, AppliedEdit edit, Splice splice, Func<YamlNode?, bool> holds) =>
        doc.With(splice) is { } after && YamlTrees.EqualBut(doc.Root, after.Root, [new(edit.Key, holds)]) ? new(after, [], null) : Left(edit, NotTakenOut(doc, edit));

    /// <summary>Puts removed lines back between the lines where they stood; where those are gone, behind the mapping's last entry.</summary>
    private static Reversal PutBack(YamlText doc, AppliedEdit edit)
    {
        if (doc.Entry(edit.Key) is not null) return Left(edit, HandEdit(doc, edit.Key, "", Severity.Warning));
        var original = YamlText.Read("", edit.Original).Read?.Node([edit.Key[^1]]);
        return Places(doc, edit)
            .Select(at => Tried(doc, edit, new(at, at, edit.Original), node => node is not null && (original is null || YamlTrees.Equal(node, original))))
            .FirstOrDefault(static r => r.After is not null) ?? Left(edit, NotTakenOut(doc, edit));
    }

    private static IEnumerable<int> Places(YamlText doc, AppliedEdit edit)
    {
        var source = doc.Source;
        var endsLine = edit.Original.StartsWith('\n') || edit.Original.StartsWith("\r\n", StringComparison.Ordinal);
        int At(int gap) => endsLine && gap > 0 ? source.StartOf(gap - 1) + source.LineAt(gap - 1).Length : source.StartOf(gap);
        foreach (var gap in Surroundings.Gaps(source, edit.LinesBefore, edit.LinesAfter).Take(MostPlaces)) yield return At(gap);
        if (doc.Node(edit.Key[..^1]) is YamlNode.Mapping { Entries.Length: > 0 } or YamlNode.Sequence { Items.Length: > 0 } && doc.Node(edit.Key[..^1]) is { } parent) yield return At(source.LineOf(parent.EndIndex) + 1);
    }
}
