using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing;

/// <summary>A text and where its lines begin: turns an index into a place that people can find.</summary>
internal sealed class SourceText
{
    private readonly ImmutableArray<int> starts;

    /// <summary>Finds the lines; a line ends with <c>\n</c>, or with the end of the text.</summary>
    public SourceText(string text)
    {
        Text = text;
        ContentStart = text.StartsWith('\uFEFF') ? 1 : 0;
        LineEnd = text.IndexOf('\n') is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";
        var found = ImmutableArray.CreateBuilder<int>();
        found.Add(0);
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1)) found.Add(i + 1);
        starts = found.ToImmutable();
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Where the text proper begins: after the byte order mark, if there is one.</summary>
    public int ContentStart { get; }

    /// <summary>The line end of the text's first line; <c>\n</c> when it has only one line.</summary>
    public string LineEnd { get; }

    /// <summary>How many lines there are; a text that ends with a line end has an empty one after it.</summary>
    public int Count => starts.Length;

    /// <summary>The index of a line's first character; the length of the text for the line after the last.</summary>
    /// <param name="line">Line, from 0.</param>
    public int StartOf(int line) => line < starts.Length ? Math.Max(starts[line], ContentStart) : Text.Length;

    /// <summary>A line without its line end.</summary>
    /// <param name="line">Line, from 0.</param>
    public string LineAt(int line)
    {
        var end = StartOf(line + 1);
        if (end > StartOf(line) && Text[end - 1] == '\n') end--;
        if (end > StartOf(line) && Text[end - 1] == '\r') end--;
        return Text[StartOf(line)..end];
    }

    /// <summary>The blanks with which a line begins.</summary>
    public string LeadOf(int line)
    {
        var text = LineAt(line);
        return text[..^text.AsSpan().TrimStart(" \t").Length];
    }

    /// <summary>True for a line of blanks, or of nothing.</summary>
    public bool IsBlank(int line) => LineAt(line).AsSpan().Trim(" \t").IsEmpty;

    /// <summary>Whole lines in front of a line (from 0); behind a last line that has no line end they begin with one.</summary>
    public Splice LinesBefore(int line, params IEnumerable<string> lines)
    {
        var at = StartOf(line);
        var endsLine = at == ContentStart || Text[at - 1] == '\n';
        return new(at, at, string.Concat(lines.Select(l => endsLine ? l + LineEnd : LineEnd + l)));
    }

    /// <summary>The deletion of whole lines, from 0, both included; without a final line end, the one before them goes with them.</summary>
    public Splice LinesDeletion(int first, int last)
    {
        var (start, end) = (StartOf(first), StartOf(last + 1));
        if (end < Text.Length || Text.EndsWith('\n') || first == 0) return new(start, end, "");
        return new(StartOf(first - 1) + LineAt(first - 1).Length, end, "");
    }

    /// <summary>The deletion of lines that we wrote, with the empty ones that we put above them. Ours begins with a line end of its own where the last line had none.</summary>
    /// <param name="ours">What we wrote.</param>
    /// <param name="first">The first line of it that is not empty, from 0.</param>
    /// <param name="last">The last line.</param>
    public Splice Deletion(string ours, int first, int last)
    {
        var lineEnds = ours.AsSpan()[..ours.AsSpan().IndexOfAnyExcept('\r', '\n')].Count('\n');
        var blanks = ours.EndsWith('\n') ? lineEnds : lineEnds - 1;
        for (; blanks > 0 && first > 0 && IsBlank(first - 1); blanks--) first--;
        return LinesDeletion(first, last);
    }

    /// <summary>True when the lines of another text stand here in their order, whatever stands between them; its empty lines aside.</summary>
    public bool Holds(SourceText other)
    {
        var line = 0;
        for (var wanted = 0; wanted < other.Count; wanted++)
        {
            if (other.LineAt(wanted).Length == 0) continue;
            while (line < Count && LineAt(line) != other.LineAt(wanted)) line++;
            if (line++ >= Count) return false;
        }

        return true;
    }

    /// <summary>The line, from 0, in which an index stands.</summary>
    public int LineOf(int index)
    {
        var found = starts.BinarySearch(index);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The place of an index; a byte order mark takes no column.</summary>
    public Position PositionOf(int index)
    {
        var line = LineOf(Math.Clamp(index, 0, Text.Length));
        return new(line + 1, Math.Max(index - StartOf(line), 0) + 1);
    }
}
