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

    // Markdown as a terminal wants it: headings stand out without their marks, fences go, what they held is set in.
    private static void WriteWhole(Page page, CodePage code)
    {
        var inFence = false;
        foreach (var line in code.Text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inFence = !inFence;
            else if (inFence) page.Line("    " + line, Style.Cyan);
            else if (line.StartsWith('#')) page.Line(line.TrimStart('#', ' '), Style.Bold);
            else page.Line(line);
        }
    }
}
