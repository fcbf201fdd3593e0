namespace Linkseal.Core.Editing;

/// <summary>The lines around a gap between two lines, as far as it takes to know the gap again: empty lines and comments look alike, settings do not. Secrets in them are not remembered.</summary>
internal static class Surroundings
{
    private const int MostLines = 50;

    /// <summary>The lines before the gap in front of a line (from 0), back to a setting; null: none.</summary>
    public static string? Before(SourceText source, int gap)
    {
        var start = gap;
        while (start > 0 && gap - start < MostLines && (start == gap || !IsSetting(source.LineAt(start)))) start--;
        return Joined(source, start, gap);
    }

    /// <summary>The lines after the gap, on to a setting; null: none.</summary>
    public static string? After(SourceText source, int gap)
    {
        var end = gap;
        while (end < source.Count && end - gap < MostLines && (end == gap || !IsSetting(source.LineAt(end - 1)))) end++;
        return Joined(source, gap, end);
    }

    /// <summary>The gaps of a text, those first around which most is as remembered: all lines, the two next to it, one of them.</summary>
    public static IEnumerable<int> Gaps(SourceText source, string? before, string? after)
    {
        var (last, first) = (before?.Split('\n')[^1], after?.Split('\n')[0]);
        bool Above(int gap) => (gap > 0 ? Shown(source, gap - 1) : null) == last;
        bool Below(int gap) => (gap < source.Count ? Shown(source, gap) : null) == first;

        List<int> gaps = [.. Enumerable.Range(0, source.Count + 1).Where(g => Above(g) || Below(g))];
        return gaps.Where(g => Above(g) && Below(g) && Stand(source, g, before, after))
            .Concat(gaps.Where(g => Above(g) && Below(g)))
            .Concat(gaps)
            .Distinct();
    }

    /// <summary>The lines around a gap, as many more of them as it takes to tell it from every other gap of the text.</summary>
    public static (string? Before, string? After) Around(SourceText source, int gap)
    {
        var (before, after) = (Before(source, gap), After(source, gap));
        while (Math.Max(Count(before), Count(after)) < MostLines && Enumerable.Range(0, source.Count + 1).Any(g => g != gap && Stand(source, g, before, after)))
        {
            var (above, below) = (Math.Min((2 * Count(before)) + 1, gap), Math.Min((2 * Count(after)) + 1, source.Count - gap));
            if ((above, below) == (Count(before), Count(after))) break;
            (before, after) = (Joined(source, gap - above, gap), Joined(source, gap, gap + below));
        }

        return (before, after);
    }

    /// <summary>True when the lines around a gap are these.</summary>
    private static bool Stand(SourceText source, int gap, string? before, string? after)
    {
        var (above, below) = (Count(before), Count(after));
        if (above > gap || below > source.Count - gap || (before is null && gap > 0) || (after is null && gap < source.Count)) return false;
        return (before is null || Shown(source, gap - 1) == before[(before.LastIndexOf('\n') + 1)..]) && Joined(source, gap - above, gap) == before && Joined(source, gap, gap + below) == after;
    }

    private static int Count(string? lines) => lines is null ? 0 : lines.AsSpan().Count('\n') + 1;

    private static string? Joined(SourceText source, int start, int end) =>
        start == end ? null : string.Join('\n', Enumerable.Range(start, end - start).Select(line => Shown(source, line)));

    private static string Shown(SourceText source, int line) => SecretRedaction.Line(source.LineAt(line));

    private static bool IsSetting(string line) => line.AsSpan().TrimStart() is [not '#', ..];
}
