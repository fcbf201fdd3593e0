using System.Globalization;
using System.Text;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Reads one word: bare, in quotes, or of both.</summary>
internal static class WordScanner
{
    /// <summary>The word at a place that is neither blank nor the end of a line.</summary>
    public static Word Read(Grammar grammar, TextCursor cursor)
    {
        var (rules, start, said, quoted) = (grammar.Words, cursor.Index, new StringBuilder(), false);
        while (!Ends(grammar, cursor))
        {
            if (rules.Quotes.Contains(cursor.Next) && (rules.QuotesInside || cursor.Index == start))
            {
                Quoted(rules, cursor, said);
                quoted = true;
                if (rules.GoesOnAfterQuotes) continue;
                if (!Ends(grammar, cursor) && cursor.Next != ')') throw cursor.Refused("something follows the closing quote without a blank");
                break;
            }

            if (cursor.Next == '\\' && rules.EscapesOutside) Escaped(rules, cursor, said);
            else if (rules.HasVariables && cursor is { Next: '$' } && cursor.Peek(1) == '{') Taken(cursor, said, 2);
            else Taken(cursor, said, 1);
            if (rules.GoesOnAfterComma && said[^1] == ',') SkipToNext(cursor);
        }

        if (cursor.Index == start) throw cursor.Refused("a word is missing");
        return new(start, cursor.Index, said.ToString(), quoted);
    }

    /// <summary>Text in quotes: on from the opening one to behind the closing one.</summary>
    public static void Quoted(WordRules rules, TextCursor cursor, StringBuilder said)
    {
        var (open, quote) = (cursor.Index, cursor.Next);
        cursor.Index++;
        while (true)
        {
            if (cursor.AtEnd || (cursor.AtLineEnd && !rules.SpansLines)) throw TextCursor.Refused(open, "the quote that opens here is not closed" + (rules.SpansLines ? "" : " in its line"));
            if (cursor.Next == quote)
            {
                cursor.Index++;
                if (cursor.Next != quote || !rules.Doubles.Contains(quote)) return;
                Taken(cursor, said, 1);
            }
            else if (cursor.Next == '\\' && rules.Escapes.Contains(quote))
            {
                Escaped(rules, cursor, said);
            }
            else if (cursor.Next == '\\' && cursor.Peek(1) == quote && rules.EscapesItself.Contains(quote))
            {
                cursor.Index++;
                Taken(cursor, said, 1);
            }
            else
            {
                Taken(cursor, said, 1);
            }
        }
    }

    /// <summary>What a backslash and the sign behind it mean.</summary>
    public static void Escaped(WordRules rules, TextCursor cursor, StringBuilder said)
    {
        cursor.Index++;
        if (cursor.AtLineEnd)
        {
            said.Append('\\');
            return;
        }

        var sign = cursor.Next;
        cursor.Index++;
        if (rules.Letters.IndexOf(sign) is >= 0 and var at && at % 2 == 0)
        {
            said.Append(rules.Letters[at + 1]);
        }
        else if (rules.Numbers.Length > 0 && sign == rules.Numbers[0] && Number(cursor, rules.Numbers[1] - '0') is { } number)
        {
            said.Append(number);
        }
        else
        {
            if (rules.Escapable.Length > 0 && !rules.Escapable.Contains(sign)) said.Append('\\');
            said.Append(sign);
        }
    }

    private static char? Number(TextCursor cursor, int digits)
    {
        if (cursor.Index + digits > cursor.Text.Length || !ushort.TryParse(cursor.Text.AsSpan(cursor.Index, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
        cursor.Index += digits;
        return (char)number;
    }

    private static void Taken(TextCursor cursor, StringBuilder said, int count)
    {
        said.Append(cursor.Text, cursor.Index, count);
        cursor.Index += count;
    }

    private static bool Ends(Grammar grammar, TextCursor cursor) =>
        cursor.AtLineEnd || cursor.Next is ' ' or '\t' || grammar.Words.Ends.Contains(cursor.Next) || cursor.AtContinuation || (grammar.CommentPlace == CommentPlace.Anywhere && cursor.AtTrailingComment);

    /// <summary>Behind a comma on to what follows it in the same row, if anything does.</summary>
    private static void SkipToNext(TextCursor cursor)
    {
        var comma = cursor.Index;
        cursor.SkipBlanks();
        if (cursor.AtLineEnd || cursor.AtMark) cursor.Index = comma;
    }
}
