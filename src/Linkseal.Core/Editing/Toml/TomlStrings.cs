using System.Globalization;
using System.Text;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Reads strings: basic and literal, in one line and over several.</summary>
internal static class TomlStrings
{
    /// <summary>Reads a string; line ends in it become <c>\n</c>.</summary>
    /// <param name="scanner">At its first quote; afterwards behind its last.</param>
    public static string Read(TomlScanner scanner)
    {
        var start = scanner.Index;
        var quote = scanner.Next;
        if (scanner.Take(new string(quote, 3))) return Lines(scanner, quote, start);

        scanner.Index++;
        var text = new StringBuilder();
        while (scanner.Next != quote)
        {
            if (scanner.AtEnd || scanner.Next is '\n' or '\r') throw scanner.Syntax("the quote that opens here is not closed in its line", start);
            if (quote == '"' && scanner.Next == '\\') Escape(scanner, text);
            else text.Append(scanner.Text[scanner.Index++]);
        }

        scanner.Index++;
        return text.ToString();
    }

    private static string Lines(TomlScanner scanner, char quote, int start)
    {
        var text = new StringBuilder();
        scanner.SkipLineEnd();
        while (true)
        {
            if (scanner.AtEnd) throw scanner.Syntax("the three quotes that open here are not closed", start);
            if (scanner.Next == quote)
            {
                if (TakeQuotes(scanner, quote, text)) return text.ToString();
            }
            else if (quote == '"' && scanner.Next == '\\')
            {
                if (!TakeLineContinuation(scanner)) Escape(scanner, text);
            }
            else if (scanner.SkipLineEnd())
            {
                text.Append('\n');
            }
            else
            {
                text.Append(scanner.Text[scanner.Index++]);
            }
        }
    }

    /// <summary>Goes over quotes; true when they close the string. Up to two may stand before the closing three and belong to the text.</summary>
    private static bool TakeQuotes(TomlScanner scanner, char quote, StringBuilder text)
    {
        var count = 0;
        while (count < 5 && scanner.Next == quote)
        {
            scanner.Index++;
            count++;
        }

        var closes = count >= 3;
        text.Append(quote, closes ? count - 3 : count);
        return closes;
    }

    /// <summary>Goes over a backslash at the end of a line and all blanks and line ends after it; false: it is none.</summary>
    private static bool TakeLineContinuation(TomlScanner scanner)
    {
        var backslash = scanner.Index++;
        scanner.SkipBlanks();
        if (!scanner.SkipLineEnd())
        {
            scanner.Index = backslash;
            return false;
        }

        do scanner.SkipBlanks();
        while (scanner.SkipLineEnd());
        return true;
    }

    private static void Escape(TomlScanner scanner, StringBuilder text)
    {
        var backslash = scanner.Index++;
        var sign = scanner.Next;
        if (sign is 'u' or 'U')
        {
            scanner.Index++;
            text.Append(Scalar(scanner, sign == 'u' ? 4 : 8, backslash));
            return;
        }

        text.Append(sign switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => throw scanner.Syntax("this backslash begins no escape that TOML knows; a text with backslashes stands in single quotes", backslash),
        });
        scanner.Index++;
    }

    private static string Scalar(TomlScanner scanner, int digits, int backslash)
    {
        var end = Math.Min(scanner.Index + digits, scanner.Text.Length);
        var hex = scanner.Text.AsSpan(scanner.Index, end - scanner.Index);
        if (hex.Length < digits || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || !Rune.IsValid(value))
        {
            throw scanner.Syntax($"this escape needs {digits} hexadecimal digits that name a character", backslash);
        }

        scanner.Index = end;
        return new Rune(value).ToString();
    }
}
