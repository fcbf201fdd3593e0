using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>What came of taking one edit out.</summary>
/// <param name="After">The document without it; null: it was left alone.</param>
/// <param name="Problem">Why it stays, or what of the user's own goes with it; null: nothing is to be said.</param>
internal sealed record StatementReversal(StatementText? After, Diagnostic? Problem)
{
    /// <summary>True for a section that stays for what others put into it, and is remembered further.</summary>
    public bool StaysOurs { get; private init; }

    /// <summary>How many places are tried for lines that go back: each costs a reading of the text, and empty lines look alike.</summary>
    private const int MostPlaces = 50;

    /// <summary>Takes an edit out, unless what we wrote was changed by hand or the document would say something else than wanted.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="all">All edits of ours, this one among them.</param>
    public static StatementReversal Of(StatementText doc, AppliedEdit edit, ImmutableArray<AppliedEdit> all)
    {
        if (edit is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) return PutBack(doc, edit, all);
        if (edit.Kind == AppliedEditKind.Value) return Value(doc, edit);
        if (OurStatements.Standing(doc, edit) is not { IsDefault: false } run) return Left(HandEdit(doc, edit, Severity.Warning));
        if (!OurStatements.IsBlock(edit) && run[0].Statements is [var other, ..]) return Left(EditingDiagnostics.BlockStays(doc.File, run[0].At, edit.Key, other.Name)) with { StaysOurs = true };
        return edit.Kind == AppliedEditKind.Entry ? Entry(doc, edit, run) : Lines(doc, edit, run);
    }

    /// <summary>True when what we wrote still stands, wherever and with whatever comment.</summary>
    public static bool Stands(StatementText doc, AppliedEdit edit) =>
        edit.Kind == AppliedEditKind.Value ? ValueSpan(doc, edit) is not null : !OurStatements.Standing(doc, edit).IsDefault;

    /// <summary>That a setting does not stand as we wrote it: what we wrote and what stands there, secrets left out.</summary>
    public static Diagnostic HandEdit(StatementText doc, AppliedEdit edit, Severity severity)
    {
        var stands = OurStatements.IsBlock(edit) ? null : doc.Find(edit.Key).Matches.LastOrDefault();
        var ours = edit.Kind == AppliedEditKind.Value ? StatementFormat.Setting(doc.Grammar, edit.Key[StatementPath.LastName(edit.Key)], doc.Grammar.NewSign, edit.Ours.Trim()) : edit.Ours.Trim(',', ' ', '\t', '\r', '\n');
        var shown = edit.Ours.Length == 0 && edit.Kind != AppliedEditKind.Value ? "" : string.Join('\n', SecretRedaction.Lines(ours.ReplaceLineEndings("\n").Split('\n')));
        return EditingDiagnostics.HandEdit(doc.File, doc.PositionOf(edit.Key), edit.Key, shown, stands is null ? null : doc.Shown(stands), severity);
    }

    private static StatementReversal Left(Diagnostic problem) => new(null, problem);

    private static StatementReversal NotTakenOut(StatementText doc, AppliedEdit edit) => Left(EditingDiagnostics.NotTakenOut(doc.File, doc.PositionOf(edit.Key), edit.Key));

    private static StatementReversal Tried(StatementText doc, AppliedEdit edit, Splice splice, int? valueOf = null) =>
        doc.With(splice) is { } after && StatementTrees.EqualBut(doc.Document, splice, after.Document, valueOf) ? new(after, null) : NotTakenOut(doc, edit);

    private static StatementReversal Value(StatementText doc, AppliedEdit edit)
    {
        if (ValueSpan(doc, edit) is not var (start, end, statement)) return Left(HandEdit(doc, edit, Severity.Warning));
        return Tried(doc, edit, new(start, end, edit.Original), statement.Start);
    }

    /// <summary>Where the value that we wrote stands; null: it does not.</summary>
    private static (int Start, int End, Statement Statement)? ValueSpan(StatementText doc, AppliedEdit edit)
    {
        if (doc.Find(edit.Key).Counting is not { } statement) return null;
        var known = StatementPath.LastWords(doc.Grammar, edit.Key).Length;
        var ours = ValueIn(doc.Grammar, edit.Ours, edit.Original);
        if (!StatementFormat.Holds(doc.Grammar, statement, known, new EditValue.Raw(ours))) return null;
        var behind = statement.Words[known - 1].End;
        if (statement.Words.Length == known) return statement.HasSign ? (StatementSetter.SignEnd(doc.Text, behind), StatementSetter.SignEnd(doc.Text, behind), statement) : (behind, behind, statement);

        // What we wrote may be more than the value: the sign before it.
        var (start, lead) = (statement.Words[known].Start, edit.Ours.Length - ours.Length);
        return (lead <= start - behind && doc.Text.AsSpan(start - lead, lead).SequenceEqual(edit.Ours.AsSpan(0, lead)) ? start - lead : start, statement.Words[^1].End, statement);
    }

    /// <summary>The value in one text of an edit, without the sign that came or went with it where the other is empty.</summary>
    public static string ValueIn(Grammar grammar, string text, string other)
    {
        if (other.Length > 0) return text;
        if (text.StartsWith(grammar.NewSign, StringComparison.Ordinal)) return text[grammar.NewSign.Length..];
        return grammar.PartsAreWords || text.AsSpan().TrimStart(" \t") is not ['=' or ':', ..] ? text.TrimStart(' ', '\t') : text.TrimStart(' ', '\t')[1..].TrimStart(' ', '\t');
    }

    /// <summary>Lines of ours go, or become the comment again that they were.</summary>
    private static StatementReversal Lines(StatementText doc, AppliedEdit edit, ImmutableArray<Statement> run)
    {
        if (!doc.HaveTheirLines(run[0], run[^1])) return NotTakenOut(doc, edit);
        var (first, last) = doc.LinesOf(run[0], run[^1]);
        var ours = new SourceText(edit.Ours.TrimStart('\r', '\n'));

        // A comment of ours above the first statement.
        var above = 0;
        while (above < ours.Count && IsComment(doc.Grammar, ours.LineAt(above))) above++;
        if (above <= first && Enumerable.Range(0, above).All(i => doc.Source.LineAt(first - above + i).AsSpan().Trim().SequenceEqual(ours.LineAt(i).AsSpan().Trim()))) first -= above;

        var remark = CommentThatGoes(doc, edit, first, last);
        var reversal = edit.Original.Length == 0
            ? Tried(doc, edit, WithEmptyLineBelow(doc, edit, doc.Source.Deletion(edit.Ours, first, last), last))
            : Tried(doc, edit, new(doc.Source.StartOf(first), doc.Source.StartOf(last) + doc.Source.LineAt(last).Length, edit.Original.TrimEnd('\r', '\n')));
        return reversal.After is null ? reversal : reversal with { Problem = remark };
    }

    private static Splice WithEmptyLineBelow(StatementText doc, AppliedEdit edit, Splice deletion, int last)
    {
        var text = edit.Ours.Replace("\r\n", "\n", StringComparison.Ordinal);
        var isOurs = text.EndsWith("\n\n", StringComparison.Ordinal) && last + 1 < doc.Source.Count && doc.Source.IsBlank(last + 1);
        return isOurs ? deletion with { End = doc.Source.StartOf(last + 2) } : deletion;
    }

    /// <summary>A comment within the lines that go, which we did not write.</summary>
    private static Diagnostic? CommentThatGoes(StatementText doc, AppliedEdit edit, int first, int last)
    {
        for (var line = first; line <= last; line++)
        {
            var text = doc.Source.LineAt(line);
            if (doc.Grammar.CommentPlace == CommentPlace.LineStart && !IsComment(doc.Grammar, text)) continue;
            if (Comment(doc, line) is { } comment && !edit.Ours.Contains(comment, StringComparison.Ordinal) && !edit.Original.Contains(comment, StringComparison.Ordinal))
            {
                return EditingDiagnostics.CommentGoes(doc.File, new(line + 1, text.LastIndexOf(comment, StringComparison.Ordinal) + 1), edit.Key, SecretRedaction.Line(comment));
            }
        }

        return null;
    }

    /// <summary>The comment in a line; null: it has none.</summary>
    private static string? Comment(StatementText doc, int line)
    {
        var text = doc.Source.LineAt(line);
        if (IsComment(doc.Grammar, text)) return text.Trim();
        var (start, end) = (doc.Source.StartOf(line), doc.Source.StartOf(line) + text.Length);
        var behind = doc.Document.EndsWithin(start, end);
        return behind is { } at && doc.Text.AsSpan(at, end - at).Trim() is { Length: > 0 } rest && doc.Grammar.Comments.Any(m => doc.Text.AsSpan(at, end - at).TrimStart(" \t").StartsWith(m, StringComparison.Ordinal)) ? rest.ToString() : null;
    }

    private static bool IsComment(Grammar grammar, string line) => grammar.Comments.Any(m => line.AsSpan().TrimStart(" \t").StartsWith(m, StringComparison.Ordinal));

    /// <summary>A piece of a line: exactly what we wrote where it stands so, else the statements with what parts them from their neighbours.</summary>
    private static StatementReversal Entry(StatementText doc, AppliedEdit edit, ImmutableArray<Statement> run)
    {
        var lead = edit.Ours.Length - edit.Ours.AsSpan().TrimStart(" ,").Length;
        var start = run[0].Start - lead;
        if (start >= 0 && doc.Text.AsSpan(start).StartsWith(edit.Ours, StringComparison.Ordinal) && Tried(doc, edit, new(start, start + edit.Ours.Length, "")) is { After: not null } exact) return exact;

        var siblings = doc.SectionsAt(edit.Key[..StatementPath.LastName(edit.Key)]).Select(static s => s.Statements).FirstOrDefault(s => s.Contains(run[0]), []);
        var (first, last) = (siblings.IndexOf(run[0]), siblings.IndexOf(run[^1]));
        if (last >= 0 && last + 1 < siblings.Length) return Tried(doc, edit, new(run[0].Start, siblings[last + 1].Start, ""));
        if (first <= 0) return Tried(doc, edit, new(run[0].Start, run[^1].End, ""));
        var end = siblings[first - 1].End;
        return Tried(doc, edit, new(edit.Ours.StartsWith(',') && doc.Text[end - 1] == ',' ? end - 1 : end, run[^1].End, ""));
    }

    /// <summary>Puts removed lines back between the lines where they stood; where those are gone, behind the section's last statement.</summary>
    private static StatementReversal PutBack(StatementText doc, AppliedEdit edit, ImmutableArray<AppliedEdit> all)
    {
        if (OurStatements.Read(doc.Grammar, edit.Original) is not { IsDefaultOrEmpty: false } lost) return NotTakenOut(doc, edit);

        // What stands there now is ours that went back already, or somebody's own.
        var removed = all.Where(e => e.Ours.Length == 0 && e.Key.SequenceEqual(edit.Key)).Select(e => OurStatements.Read(doc.Grammar, e.Original)).Where(static r => !r.IsDefaultOrEmpty).ToList();
        if (doc.Find(edit.Key).Matches.Any(s => !removed.Exists(r => StatementTrees.Equal(doc.Grammar, r[0], s)))) return Left(HandEdit(doc, edit, Severity.Warning));
        foreach (var at in Places(doc, edit))
        {
            var splice = new Splice(at, at, edit.Original);
            if (doc.With(splice) is { } after && StatementTrees.EqualBut(doc.Document, splice, after.Document, null) && after.Find(edit.Key).Matches.Any(s => s.Start >= at && s.Start < at + edit.Original.Length && StatementTrees.Equal(doc.Grammar, s, lost[0])))
            {
                return new(after, null);
            }
        }

        return NotTakenOut(doc, edit);
    }

    private static IEnumerable<int> Places(StatementText doc, AppliedEdit edit)
    {
        var source = doc.Source;
        var endsLine = edit.Original.StartsWith('\n') || edit.Original.StartsWith("\r\n", StringComparison.Ordinal);
        int At(int gap) => endsLine && gap > 0 ? source.StartOf(gap - 1) + source.LineAt(gap - 1).Length : source.StartOf(gap);
        foreach (var gap in Surroundings.Gaps(source, edit.LinesBefore, edit.LinesAfter).Take(MostPlaces)) yield return At(gap);
        foreach (var section in doc.Find(edit.Key).Sections.Reverse())
        {
            yield return At(section.Statements is [.., var last] ? source.LineOf(last.End - 1) + 1 : source.LineOf(section.Open) + (section.IsWhole ? 0 : 1));
        }
    }
}
