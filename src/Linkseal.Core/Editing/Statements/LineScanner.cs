using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Reads formats in which a line is a statement, and lines open sections.</summary>
internal sealed class LineScanner(Grammar grammar, SourceText source)
{
    private readonly TextCursor cursor = new(grammar, source.Text, source.ContentStart);

    /// <summary>The whole text.</summary>
    public Block Read()
    {
        var (root, below) = (ImmutableArray.CreateBuilder<Statement>(), ImmutableArray.CreateBuilder<Statement>());
        Statement? header = null;
        while (Line(header) is { } statement)
        {
            if (!IsHeader(statement))
            {
                (header is null ? root : below).Add(statement);
                continue;
            }

            Close(statement.Start);
            (header, below) = (statement, ImmutableArray.CreateBuilder<Statement>());
            root.Add(statement);
        }

        Close(source.Text.Length);
        return new(null, source.ContentStart, source.Text.Length, root.ToImmutable());

        void Close(int at)
        {
            var statements = below.ToImmutable();
            if (header is not null) header.Open(new(header, header.HeadEnd, at, statements), statements.IsEmpty ? header.HeadEnd : statements[^1].End);
        }
    }

    private bool IsHeader(Statement statement) => statement.HasBrackets || grammar.SectionWords.Contains(statement.Name);

    /// <summary>The next statement; null: there is none.</summary>
    private Statement? Line(Statement? header)
    {
        while (true)
        {
            cursor.SkipBlanks();
            if (cursor.AtEnd) return null;
            if (!cursor.AtLineEnd && !cursor.AtMark) break;
            cursor.SkipLine();
        }

        var start = cursor.Index;
        var words = ImmutableArray.CreateBuilder<Word>();
        var (hasSign, hasBrackets) = (false, grammar.HasBrackets && cursor.Next == '[');
        if (hasBrackets) words.Add(Bracketed());
        else if (grammar.Sign == SignRule.Blank || cursor.Next == '!') Words(words);
        else hasSign = Signed(words);

        var end = words[^1].End + (hasBrackets ? 1 : 0);
        cursor.SkipBlanks();
        if (source.LineOf(cursor.Index) != source.LineOf(end)) throw TextCursor.Refused(end, "the line goes on below, where nothing follows");
        if (!cursor.AtLineEnd && !cursor.AtTrailingComment) throw cursor.Refused(hasBrackets ? "something follows the bracket" : "something follows the value");
        cursor.SkipLine();
        var isInSection = header is not null && !hasBrackets && !grammar.SectionWords.Contains(words[0].Text);
        return new(source.Text, isInSection ? [string.Join(' ', header!.Words.Select(static w => w.Text))] : [], source.PositionOf(start), words.ToImmutable(), end)
        {
            HasSign = hasSign,
            HasBrackets = hasBrackets,
        };
    }

    private Word Bracketed()
    {
        var open = cursor.Index;
        cursor.Index++;
        while (!cursor.AtLineEnd && cursor.Next != ']') cursor.Index++;
        if (cursor.AtLineEnd) throw TextCursor.Refused(open, "the bracket that opens here is not closed in its line");
        if (cursor.Index == open + 1) throw TextCursor.Refused(open, "a section without a name");
        Word name = new(open + 1, cursor.Index, cursor.Text[(open + 1)..cursor.Index].Trim(), IsQuoted: false);
        cursor.Index++;
        return name;
    }

    private void Words(ImmutableArray<Word>.Builder words)
    {
        while (!cursor.AtLineEnd && !cursor.AtTrailingComment)
        {
            words.Add(WordScanner.Read(grammar, cursor));
            cursor.SkipBlanks();
        }
    }

    /// <summary>A name, perhaps a sign, perhaps a value; true where the sign stands.</summary>
    private bool Signed(ImmutableArray<Word>.Builder words)
    {
        words.Add(Name());
        var beforeSign = cursor.Index;
        cursor.SkipBlanks();
        var hasSign = cursor.Take('=') || (grammar.Sign == SignRule.Loose && cursor.Take(':'));
        cursor.SkipBlanks();
        if (cursor.AtLineEnd || cursor.AtTrailingComment)
        {
            if (grammar.Sign == SignRule.OptionalEquals) throw cursor.Refused("a value is missing");
            if (grammar.Sign == SignRule.Equals && !hasSign && !grammar.HasBrackets) throw cursor.Refused("a \"=\" is missing");
            return hasSign;
        }

        if (!hasSign && grammar.Sign == SignRule.Equals) throw TextCursor.Refused(beforeSign, "a \"=\" is missing");
        words.Add(grammar.RestIsValue ? Rest() : WordScanner.Read(grammar, cursor));
        return hasSign;
    }

    private Word Name()
    {
        // A shell hands on what is exported.
        const string Export = "export ";
        if (grammar.Sign == SignRule.Equals && !grammar.HasBrackets && string.CompareOrdinal(cursor.Text, cursor.Index, Export, 0, Export.Length) == 0)
        {
            cursor.Index += Export.Length;
            cursor.SkipBlanks();
        }

        var (start, said) = (cursor.Index, new StringBuilder());
        while (!cursor.AtLineEnd && cursor.Next is not (' ' or '\t' or '=') && !(grammar.Sign == SignRule.Loose && cursor.Next == ':') && !cursor.AtTrailingComment && !cursor.AtContinuation)
        {
            if (cursor.Next == '\\' && grammar.Words.EscapesOutside)
            {
                WordScanner.Escaped(grammar.Words, cursor, said);
                continue;
            }

            said.Append(cursor.Next);
            cursor.Index++;
        }

        if (said.Length == 0 || grammar.Words.Quotes.Contains(said[0])) throw TextCursor.Refused(start, "a name is missing");
        return new(start, cursor.Index, said.ToString(), IsQuoted: false);
    }

    /// <summary>The rest of the line: in quotes from beginning to end, or as it stands.</summary>
    private Word Rest()
    {
        var (start, rules) = (cursor.Index, grammar.Words);
        if (rules.Quotes.Contains(cursor.Next) && WholeInQuotes() is { } quoted) return quoted;

        cursor.Index = start;
        var (said, end, length) = (new StringBuilder(), start, 0);
        while (!cursor.AtLineEnd && !cursor.AtTrailingComment)
        {
            var from = cursor.Index;
            if (cursor.AtContinuation)
            {
                cursor.SkipBlanks();
                continue;
            }

            if (cursor.Next == '\\' && rules.EscapesOutside)
            {
                WordScanner.Escaped(rules, cursor, said);
            }
            else
            {
                said.Append(cursor.Next);
                cursor.Index++;
                if (cursor.Text[from] is ' ' or '\t' && !grammar.KeepsBlanks) continue;
            }

            (end, length) = (cursor.Index, said.Length);
        }

        return new(start, end, said.ToString(0, length), IsQuoted: false);
    }

    private Word? WholeInQuotes()
    {
        var (start, said) = (cursor.Index, new StringBuilder());
        try
        {
            WordScanner.Quoted(grammar.Words, cursor, said);
        }
        catch (StatementRefusedException)
        {
            return null;
        }

        var end = cursor.Index;
        cursor.SkipBlanks();
        return cursor.AtLineEnd || cursor.AtTrailingComment ? new(start, end, said.ToString(), IsQuoted: true) : null;
    }
}
