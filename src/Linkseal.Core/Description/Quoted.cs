using System.Globalization;
using System.Text;

namespace Linkseal.Core.Description;

/// <summary>Words of the user's inside a message: on one line, not endless, and without characters that a terminal would act on.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>The text in backticks.</summary>
    public static string Text(string text)
    {
        var shown = new StringBuilder("`");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Longest) return shown.Append("…`").ToString();
            if (IsVisible(rune)) shown.Append(rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return shown.Append('`').ToString();
    }

    /// <summary>Valid words as a phrase: <c>`keep` or `close`</c>.</summary>
    public static string Choice(IEnumerable<string> words)
    {
        var quoted = words.Select(Text).ToArray();
        return quoted.Length < 2 ? string.Concat(quoted) : string.Join(", ", quoted[..^1]) + " or " + quoted[^1];
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
