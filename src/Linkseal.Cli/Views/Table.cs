using System.Collections.Immutable;

namespace Linkseal.Cli.Views;

/// <summary>One cell.</summary>
/// <param name="Text">The text, one line.</param>
/// <param name="Style">Its colour.</param>
internal readonly record struct Cell(string Text, Style Style = Style.Plain)
{
    /// <summary>A plain cell.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table in plain text: columns as wide as their widest cell, only the last one broken where the line would be too long, and in a narrow window put below its row.</summary>
internal static class Table
{
    private const string Gap = "  ";
    private const int NarrowestLast = 24;

    /// <summary>Writes the table behind <paramref name="indent"/>; without a header where it is empty.</summary>
    public static void Write(Page page, ImmutableArray<string> header, ImmutableArray<ImmutableArray<Cell>> rows, string indent = "")
    {
        if (rows.IsEmpty) return;
        ImmutableArray<Cell> head = [.. header.Select(static h => new Cell(h, Style.Dim))];
        var all = header.IsEmpty ? rows : rows.Insert(0, head);
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => all.Max(row => row[column].Text.Length)).ToArray();
        var isNarrow = indent.Length + widths.Sum(static w => w + Gap.Length) + NarrowestLast > page.Width;
        foreach (var row in all)
        {
            // Its own header says nothing there.
            if (isNarrow) WriteNarrow(page, row, widths, indent, isHeader: row == head);
            else WriteRow(page, row, widths, indent);
        }
    }

    private static void WriteNarrow(Page page, ImmutableArray<Cell> row, int[] widths, string indent, bool isHeader)
    {
        WriteRow(page, row.SetItem(row.Length - 1, ""), widths, indent);
        if (!isHeader && row[^1].Text.Length > 0) page.Wrapped(row[^1].Text, indent + Gap + Gap, style: row[^1].Style);
    }

    private static void WriteRow(Page page, ImmutableArray<Cell> row, int[] widths, string indent)
    {
        List<(string, Style)> pieces = [(indent, Style.Plain)];
        var used = indent.Length;
        var filled = row.Length;
        while (filled > 1 && row[filled - 1].Text.Length == 0) filled--;
        for (var column = 0; column < filled - 1; column++)
        {
            var (text, style) = row[column];
            pieces.Add((text, style));
            pieces.Add((new string(' ', widths[column] - text.Length) + Gap, Style.Plain));
            used += widths[column] + Gap.Length;
        }

        var last = row[filled - 1];
        var lines = Page.Wrap(last.Text, Math.Max(NarrowestLast, page.Width - used)).ToList();
        page.Line([.. pieces, (lines[0], last.Style)]);
        foreach (var line in lines.Skip(1)) page.Line((new string(' ', used), Style.Plain), (line, last.Style));
    }
}
