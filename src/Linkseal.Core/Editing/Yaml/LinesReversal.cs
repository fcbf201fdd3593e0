using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Takes lines that we wrote out again: a commented-out form gets its marks back line by line, new lines go.</summary>
internal static class LinesReversal
{
    public static Reversal Of(YamlText doc, AppliedEdit edit)
    {
        var ours = OurLines.Of(edit);
        if (ours.Settings.IsEmpty) return Reversal.Left(edit, Reversal.NotTakenOut(doc, edit));
        var at = new Dictionary<OurSetting, int>();
        foreach (var setting in ours.Settings.OrderBy(static s => s.IsHeader))
        {
            if (ours.StandsAt(doc, setting) is not { } line) return Reversal.Left(edit, Reversal.HandEdit(doc, setting.Path, ours[setting], Severity.Warning));
            at.Add(setting, line);
        }

        var kept = KeptHeaders(doc, ours, at, out var other);
        ImmutableArray<OurSetting> gone = [.. ours.Settings.Where(s => !kept.Contains(s))];
        var text = edit.Original.Length == 0 ? WithoutLines(doc, gone.Select(s => at[s])) : doc.Spliced(Restored(doc, ours, at, gone));
        var (after, _) = YamlText.Read(doc.File, text);
        if (after is null || !YamlTrees.EqualBut(doc.Root, after.Root, [.. gone.Select(s => Expectation.Absent(s.Path))])) return Reversal.Left(edit, Reversal.NotTakenOut(doc, edit));

        ImmutableArray<AppliedEdit> left = [.. kept.Select(s => Single(ours, s))];
        return new(after, left, other is null ? null : EditingDiagnostics.BlockStays(doc.File, doc.Entry(edit.Key)!.Key.Start, edit.Key, other))
        {
            Remarks = edit.Original.Length == 0 ? [.. gone.SelectMany(s => CommentGoes(doc, ours, s, at[s]))] : [],
        };
    }

    /// <summary>A comment that somebody put behind a line of ours which goes as a whole.</summary>
    private static IEnumerable<Diagnostic> CommentGoes(YamlText doc, OurLines ours, OurSetting setting, int line)
    {
        var (wrote, stands) = (LineParts.Of(ours[setting]), LineParts.Of(doc.Source.LineAt(line)));
        if (stands is null or { Comment: "" } || stands.Comment == wrote?.Comment) return [];
        var column = doc.Source.LineAt(line).Length - stands.Comment.Length + 1;
        return [EditingDiagnostics.CommentGoes(doc.File, new(line + 1, column), setting.Path, SecretRedaction.Line(stands.Comment))];
    }

    /// <summary>Headers under which something stands that is not ours: without them it would lose its place.</summary>
    private static HashSet<OurSetting> KeptHeaders(YamlText doc, OurLines ours, Dictionary<OurSetting, int> at, out string? other)
    {
        other = null;
        var kept = new HashSet<OurSetting>();
        var lines = at.Values.ToHashSet();
        foreach (var header in ours.Settings.Where(static s => s.IsHeader).Reverse())
        {
            var stranger = doc.Below(header.Path).FirstOrDefault(e => !lines.Contains(doc.LineOf(e)));
            if (stranger is null && !kept.Any(k => k.Path.Length == header.Path.Length + 1 && k.Path.AsSpan()[..^1].SequenceEqual(header.Path.AsSpan()))) continue;
            other ??= stranger?.Key.Value;
            kept.Add(header);
        }

        return kept;
    }

    /// <summary>Each line back to what it was; the comments among them as far as they still stand.</summary>
    private static IEnumerable<Splice> Restored(YamlText doc, OurLines ours, Dictionary<OurSetting, int> at, ImmutableArray<OurSetting> gone)
    {
        var original = new SourceText(ours.Edit.Original);
        var pairs = gone.ToDictionary(static s => s.Line, s => at[s]);
        var settings = pairs.Keys.ToHashSet();
        foreach (var (from, to) in ours.Settings.Zip(ours.Settings.Skip(1)))
        {
            var next = at[from] + 1;
            for (var line = from.Line + 1; line < to.Line; line++)
            {
                var found = next;
                while (found < at[to] && doc.Source.LineAt(found) != ours.Source.LineAt(line)) found++;
                if (found >= at[to]) continue;
                pairs.Add(line, found);
                next = found + 1;
            }
        }

        return pairs.Select(p => new Splice(doc.Source.StartOf(p.Value), doc.Source.StartOf(p.Value) + doc.Source.LineAt(p.Value).Length,
            settings.Contains(p.Key) ? WithComment(original.LineAt(p.Key), ours.Source.LineAt(p.Key), doc.Source.LineAt(p.Value)) : original.LineAt(p.Key)));
    }

    /// <summary>The original line, with the comment that somebody put behind ours.</summary>
    private static string WithComment(string original, string ours, string stands)
    {
        var (wrote, now) = (LineParts.Of(ours)?.Tail ?? "", LineParts.Of(stands)?.Tail ?? "");
        return now == wrote || now.Trim().Length == 0 || !original.EndsWith(wrote, StringComparison.Ordinal) ? original : original[..^wrote.Length] + now;
    }

    private static string WithoutLines(YamlText doc, IEnumerable<int> lines)
    {
        var text = doc.Spliced(lines.Select(l => new Splice(doc.Source.StartOf(l), doc.Source.StartOf(l + 1), "")));
        if (doc.Text.EndsWith('\n') || !text.EndsWith('\n')) return text;

        // The last line went: the one before it has the line end that we, or another edit of ours, gave it.
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text[..^1];
    }

    private static AppliedEdit Single(OurLines ours, OurSetting setting)
    {
        var original = ours.Edit.Original.Length == 0 ? "" : new SourceText(ours.Edit.Original).LineAt(setting.Line) + "\n";
        return new(setting.Path, original, ours[setting] + "\n", AppliedEditKind.Lines);
    }
}
