namespace Linkseal.Core.Editing.Statements;

/// <summary>A place in a text that is being read, and what every format says the same way: blanks, line ends, comments.</summary>
internal sealed class TextCursor(Grammar grammar, string text, int start)
{
    public string Text => text;

    public int Index { get; set; } = start;

    public bool AtEnd => Index >= text.Length;

    /// <summary>The next character; a zero, which no text holds, at the end.</summary>
    public char Next => Peek(0);

    public bool AtLineEnd => AtEnd || Next == '\n' || (Next == '\r' && Peek(1) == '\n');

    /// <summary>True at the backslash behind which a line goes on below.</summary>
    public bool AtContinuation => grammar.GoesOnBelow && Next == '\\' && (Peek(1) == '\n' || (Peek(1) == '\r' && Peek(2) == '\n'));

    public char Peek(int distance) => Index + distance < text.Length ? text[Index + distance] : '\0';

    /// <summary>True where a comment begins, as far as its mark goes.</summary>
    public bool AtMark
    {
        get
        {
            foreach (var mark in grammar.Comments)
            {
                if (string.CompareOrdinal(text, Index, mark, 0, mark.Length) == 0) return true;
            }

            return false;
        }
    }

    /// <summary>True where a comment begins behind something else in its line.</summary>
    public bool AtTrailingComment => AtMark && text[Index] != ';' && grammar.CommentPlace switch
    {
        CommentPlace.Anywhere => true,
        CommentPlace.AfterBlank => Index == 0 || text[Index - 1] is ' ' or '\t' or '\n' or ';' or '{' or '}' or ',',
        _ => false,
    };

    public void SkipBlanks()
    {
        while (true)
        {
            if (Next is ' ' or '\t') Index++;
            else if (AtContinuation) SkipLine();
            else return;
        }
    }

    /// <summary>On over blanks, line ends and comments.</summary>
    public void SkipTrivia()
    {
        while (!AtEnd)
        {
            if (Next is ' ' or '\t' or '\r' or '\n') Index++;
            else if (grammar.HasBlockComments && Next == '/' && Peek(1) == '*') SkipBlockComment();
            else if (AtMark) SkipLine();
            else return;
        }
    }

    private void SkipBlockComment()
    {
        var end = text.IndexOf("*/", Index + 2, StringComparison.Ordinal);
        if (end < 0) throw Refused("the comment that begins here is not ended");
        Index = end + 2;
    }

    /// <summary>On to the first character of the next line.</summary>
    public void SkipLine()
    {
        var end = text.IndexOf('\n', Index);
        Index = end < 0 ? text.Length : end + 1;
    }

    /// <summary>On to the line end.</summary>
    public void SkipRest()
    {
        while (!AtLineEnd) Index++;
    }

    public bool Take(char sign)
    {
        if (Next != sign || AtEnd) return false;
        Index++;
        return true;
    }

    public StatementRefusedException Refused(string reason) => new(Index, reason);

    public static StatementRefusedException Refused(int index, string reason) => new(index, reason);
}
