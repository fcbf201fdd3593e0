using System.Globalization;
using System.Text;

namespace Linkseal.Cli.Views;

/// <summary>
/// Text of others (a certificate's name, a server's answer, a line of a product's file) made harmless for whoever reads it: what steers a terminal, turns the
/// direction of writing or can't be written at all is shown as its number, <c>\u202e</c>.
/// </summary>
internal static class VisibleText
{
    /// <summary>The same text where there is nothing of the kind. A tab stays.</summary>
    public static string Of(string text)
    {
        if (text.All(static c => c is '\t' or (>= ' ' and <= '~'))) return text;
        var visible = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
                at++;
                continue;
            }

            at += rune.Utf16SequenceLength;
            if (rune.Value != '\t' && IsUnseen(rune)) visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else visible.Append(rune.ToString());
        }

        return visible.ToString();
    }

    private static bool IsUnseen(Rune rune) => (rune.Value & 0xfffe) == 0xfffe || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
