using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html;

/// <summary>Tables that become cards where the page is narrow: every cell knows the heading of its column.</summary>
internal static class Tables
{
    /// <summary>A table with a caption for those who hear it.</summary>
    /// <param name="page">Where it is written.</param>
    /// <param name="caption">What it lists.</param>
    /// <param name="headings">Of the columns; the first is each row's own heading.</param>
    /// <param name="rows">Each row's cells.</param>
    /// <param name="kind">The table's class.</param>
    /// <param name="scale">Written below the last heading; null: nothing.</param>
    public static void Table(
        this Markup page, string caption, ImmutableArray<string> headings, IEnumerable<ImmutableArray<Action<Markup>>> rows, string? kind = null, Action<Markup>? scale = null)
    {
        using (page.In("table", ("class", kind)))
        {
            page.Put("caption", caption);
            using (page.In("thead"))
            using (page.In("tr"))
            {
                foreach (var heading in headings)
                {
                    using var cell = page.In("th", ("scope", "col"));
                    page.Text(heading);
                    if (heading == headings[^1]) scale?.Invoke(page);
                }
            }

            using (page.In("tbody"))
            {
                foreach (var row in rows) Row(page, headings, row);
            }
        }
    }

    /// <summary>A cell of text.</summary>
    public static Action<Markup> Cell(string text) => page => page.Text(text);

    /// <summary>A cell of one of our own words, which is never broken.</summary>
    public static Action<Markup> Word(string text) => page => page.Put("span", text, ("class", "word"));

    /// <summary>A cell of text that is compared letter by letter.</summary>
    public static Action<Markup> Code(string text) => page => page.Put("code", text);

    private static void Row(Markup page, ImmutableArray<string> headings, ImmutableArray<Action<Markup>> cells)
    {
        using (page.In("tr"))
        {
            for (var i = 0; i < cells.Length; i++)
            {
                using (i == 0 ? page.In("th", ("scope", "row")) : page.In("td", ("data-label", headings[i])))
                // One child, so that a card can set it beside its heading.
                using (page.In("span", ("class", "cell"))) cells[i](page);
            }
        }
    }
}
