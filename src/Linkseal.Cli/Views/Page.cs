using System.Text;

namespace Linkseal.Cli.Views;

/// <summary>Writes text for people: colour where wanted, lines no wider than the terminal where they can be broken.</summary>
/// <remarks>
/// Control characters in what is printed (a certificate's name, a line of a product's file) are shown, not obeyed:
/// else a file could repaint the terminal of whoever checks it.
/// </remarks>
internal sealed class Page(TextWriter writer, bool colour, int width)
{
    /// <summary>Columns to fill.</summary>
    public int Width => width;

    /// <summary>An empty line.</summary>
    public void Blank() => writer.Write('\n');

    /// <summary>One line.</summary>
    public void Line(string text, Style style = Style.Plain)
    {
        writer.Write(Paint(text, style));
        writer.Write('\n');
    }

    /// <summary>One line of differently coloured pieces.</summary>
    public void Line(params ReadOnlySpan<(string Text, Style Style)> pieces)
    {
        foreach (var (text, style) in pieces) writer.Write(Paint(text, style));
        writer.Write('\n');
    }

    /// <summary>A text broken at spaces, every line behind <paramref name="indent"/>; the first line behind <paramref name="first"/> where given.</summary>
    public void Wrapped(string text, string indent = "", string? first = null, Style style = Style.Plain)
    {
        var lead = first ?? indent;
        foreach (var line in Wrap(text, width - indent.Length))
        {
            Line((lead, Style.Plain), (line, style));
            lead = indent;
        }
    }

    /// <summary>Breaks a text at spaces into lines of at most <paramref name="limit"/> columns; a longer word (a path) stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int limit)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', '\n'))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > limit)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        yield return line.ToString();
    }

    private string Paint(string text, Style style)
    {
        var clean = VisibleText.Of(text);
        return colour && style != Style.Plain && clean.Length > 0 ? Code(style) + clean + "\e[0m" : clean;
    }

    private static string Code(Style style) => style switch
    {
        Style.Bold => "\e[1m",
        Style.Dim => "\e[2m",
        Style.Red => "\e[31m",
        Style.Green => "\e[32m",
        Style.Yellow => "\e[33m",
        _ => "\e[36m",
    };
}
