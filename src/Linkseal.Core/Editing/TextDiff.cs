using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Core.Editing;

/// <summary>What became of a line.</summary>
public enum DiffKind
{
    /// <summary>It stands in both texts.</summary>
    Kept,

    /// <summary>It stood in the old text only.</summary>
    Removed,

    /// <summary>It stands in the new text only.</summary>
    Added,
}

/// <summary>A line of a diff.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="OldLine">Its number in the old text, from 1; for an added line, the number of the line that it stands before.</param>
/// <param name="NewLine">Its number in the new text, from 1; for a removed line, the number of the line that stands there now.</param>
/// <param name="Text">The line without its line end, secrets redacted.</param>
/// <param name="EndsLine">False for a last line without a line end.</param>
public sealed record DiffLine(DiffKind Kind, int OldLine, int NewLine, string Text, bool EndsLine);

/// <summary>Compares two texts line by line, for people: the changed lines with three lines around them, secrets redacted.</summary>
public static class TextDiff
{
    private const int Context = 3;

    /// <summary>The largest table of line pairs; texts that differ in more than that are shown as taken out and put in as a whole.</summary>
    private const long LargestTable = 4_000_000;

    /// <summary>The changed places from top to bottom, each with its surroundings; empty for equal texts. A changed line end is a change.</summary>
    public static ImmutableArray<ImmutableArray<DiffLine>> Hunks(string before, string after)
    {
        var lines = Lines(before, after);
        var hunks = ImmutableArray.CreateBuilder<ImmutableArray<DiffLine>>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Kind == DiffKind.Kept) continue;
            var (start, end, kept) = (Math.Max(i - Context, 0), i + 1, 0);
            while (end < lines.Length && kept <= 2 * Context) kept = lines[end++].Kind == DiffKind.Kept ? kept + 1 : 0;
            end -= Math.Max(kept - Context, 0);
            hunks.Add(lines[start..end]);
            i = end - 1;
        }

        return hunks.ToImmutable();
    }

    /// <summary>The unified form, with the file named in the first two lines; empty for equal texts.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    public static string Unified(string path, string before, string after)
    {
        var hunks = Hunks(before, after);
        if (hunks.IsEmpty) return "";
        var text = new StringBuilder().Append("--- ").Append(path).Append("\n+++ ").Append(path).Append('\n');
        foreach (var hunk in hunks)
        {
            text.Append("@@ -").Append(Range(hunk, DiffKind.Added, hunk[0].OldLine)).Append(" +").Append(Range(hunk, DiffKind.Removed, hunk[0].NewLine)).Append(" @@\n");
            foreach (var line in hunk)
            {
                text.Append(line.Kind switch { DiffKind.Removed => '-', DiffKind.Added => '+', _ => ' ' }).Append(line.Text).Append('\n');
                if (!line.EndsLine) text.Append("\\ No newline at end of file\n");
            }
        }

        return text.ToString();
    }

    /// <summary>First line and count of one side; a side without lines is named by the line before it.</summary>
    private static string Range(ImmutableArray<DiffLine> hunk, DiffKind others, int first)
    {
        var count = hunk.Count(l => l.Kind != others);
        return count == 1 ? $"{first}" : $"{(count == 0 ? first - 1 : first)},{count}";
    }

    private static ImmutableArray<DiffLine> Lines(string before, string after)
    {
        var (old, now) = (Split(before), Split(after));
        var (oldShown, nowShown) = (Shown(old), Shown(now));
        var lines = ImmutableArray.CreateBuilder<DiffLine>();
        var (o, n) = (0, 0);
        foreach (var (keptOld, keptNew) in Common(old, now).Append((old.Length, now.Length)))
        {
            for (; o < keptOld; o++) lines.Add(new(DiffKind.Removed, o + 1, n + 1, oldShown[o], old[o].EndsWith('\n')));
            for (; n < keptNew; n++) lines.Add(new(DiffKind.Added, o + 1, n + 1, nowShown[n], now[n].EndsWith('\n')));
            if (o == old.Length) break;
            lines.Add(new(DiffKind.Kept, o + 1, n + 1, oldShown[o], old[o].EndsWith('\n')));
            (o, n) = (o + 1, n + 1);
        }

        return lines.ToImmutable();
    }

    private static ImmutableArray<string> Shown(string[] lines) => SecretRedaction.Lines(lines.Select(static l => l.TrimEnd('\n').TrimEnd('\r')));

    /// <summary>The lines with their line ends.</summary>
    private static string[] Split(string text)
    {
        var source = new SourceText(text);
        return [.. Enumerable.Range(0, source.Count).Select(i => text[(i == 0 ? 0 : source.StartOf(i))..source.StartOf(i + 1)]).Where(static l => l.Length > 0)];
    }

    /// <summary>Pairs of equal lines, rising in both texts, as many as there can be: equal beginnings and ends first, a table for the rest.</summary>
    private static IEnumerable<(int Old, int New)> Common(string[] old, string[] now)
    {
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start]) yield return (start, start++);
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)]) end++;
        var (rows, columns) = (old.Length - start - end, now.Length - start - end);
        if ((long)rows * columns <= LargestTable)
        {
            foreach (var (row, column) in Longest(old.AsMemory(start, rows), now.AsMemory(start, columns))) yield return (start + row, start + column);
        }

        for (; end > 0; end--) yield return (old.Length - end, now.Length - end);
    }

    private static List<(int Row, int Column)> Longest(ReadOnlyMemory<string> old, ReadOnlyMemory<string> now)
    {
        var a = old.Span;
        var b = now.Span;
        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--) length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) pairs.Add((i++, j++));
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }

        return pairs;
    }
}
