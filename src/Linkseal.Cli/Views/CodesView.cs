using System.Collections.Immutable;
using Linkseal.Cli.Commands;
using Linkseal.Cli.Views.Json;

namespace Linkseal.Cli.Views;

/// <summary>All codes with their titles, or the page of one.</summary>
/// <param name="Pages">The pages.</param>
/// <param name="Whole">True: whole pages; false: one line each.</param>
internal sealed record CodesView(ImmutableArray<CodePage> Pages, bool Whole) : IView
{
    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Whole)
        {
            foreach (var code in Pages) WriteWhole(page, code);
        }
        else
        {
            Table.Write(page, [], [.. Pages.Select(static p => (ImmutableArray<Cell>)[new(p.Code, Style.Bold), p.Title])]);
        }
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope) =>
        envelope.Codes = [.. Pages.Select(p => new CodeItem(p.Code, p.Title, Whole ? p.Text : null))];

    // Markdown as a terminal wants it: headings stand out without their marks, prose fills the line, fences go, what they held is set in.
    private static void WriteWhole(Page page, CodePage code)
    {
        List<string> paragraph = [];
        var inFence = false;
        foreach (var line in code.Text.TrimEnd('\n').Split('\n'))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            var isProse = !inFence && !isFence && line.Length > 0 && line[0] is not ('#' or '|' or ' ');
            if (paragraph.Count > 0 && (!isProse || line.StartsWith("- ", StringComparison.Ordinal))) Flush(page, paragraph);
            if (isFence) inFence = !inFence;
            else if (isProse) paragraph.Add(line);
            else if (inFence) page.Line("    " + line, Style.Cyan);
            else WriteHeadingOrLine(page, line);
        }

        if (paragraph.Count > 0) Flush(page, paragraph);
    }

    private static void WriteHeadingOrLine(Page page, string line)
    {
        if (line.StartsWith("##", StringComparison.Ordinal)) page.Blank();
        page.Line(line.TrimStart('#', ' '), line.StartsWith('#') ? Style.Bold : Style.Plain);
    }

    private static void Flush(Page page, List<string> paragraph)
    {
        page.Wrapped(string.Join(' ', paragraph), paragraph[0].StartsWith("- ", StringComparison.Ordinal) ? "  " : "", "");
        paragraph.Clear();
    }
}
