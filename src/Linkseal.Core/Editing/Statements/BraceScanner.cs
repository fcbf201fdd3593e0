using System.Collections.Immutable;
using System.Text;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Reads formats in which braces open sections.</summary>
internal sealed class BraceScanner(Grammar grammar, SourceText source)
{
    /// <summary>Deepest nesting that is read: no configuration is nested so deep, and each step costs stack.</summary>
    private const int Deepest = 100;

    private readonly TextCursor cursor = new(grammar, source.Text, source.ContentStart);

    /// <summary>The whole text.</summary>
    /// <param name="isPart">True for statements that stand within a section.</param>
    public Block Read(bool isPart)
    {
        cursor.SkipTrivia();
        if (isPart || !grammar.HasValues || (cursor.Next != '{' && !grammar.NeedsCommas))
        {
            var statements = Statements(null, [], 0);
            return new(null, source.ContentStart, source.Text.Length, statements);
        }

        // Braces round everything.
        var open = cursor.Index;
        if (!cursor.Take('{')) throw cursor.Refused("a \"{\" is missing");
        var inside = Statements(open, [], 0);
        var close = cursor.Index - 1;
        cursor.SkipTrivia();
        if (!cursor.AtEnd) throw cursor.Refused("something follows the last brace");
        return new(null, open + 1, close, inside) { IsBraced = true };
    }

    /// <summary>The statements up to a closing brace, which is taken, or to the end of the text.</summary>
    /// <param name="open">Where the brace stands that opened them; null: none did.</param>
    /// <param name="section">The path of their section.</param>
    /// <param name="depth">How deep they are nested.</param>
    private ImmutableArray<Statement> Statements(int? open, ImmutableArray<string> section, int depth)
    {
        if (depth > Deepest) throw cursor.Refused($"more than {Deepest} braces within each other");
        var statements = ImmutableArray.CreateBuilder<Statement>();
        var names = new HashSet<string>();
        while (true)
        {
            cursor.SkipTrivia();
            if (cursor.AtEnd) return open is { } brace ? throw TextCursor.Refused(brace, "the brace that opens here is not closed") : statements.ToImmutable();
            if (cursor.Next == '}')
            {
                if (open is null) throw cursor.Refused("a brace closes here that nothing opened");
                cursor.Index++;
                return statements.ToImmutable();
            }

            var statement = grammar.HasValues ? Setting(section, depth) : Directive(section, depth);
            statements.Add(statement);
            if (grammar.NeedsCommas && !names.Add(grammar.Fold(statement.Name))) throw TextCursor.Refused(statement.Start, "this name stands twice in one object");
        }
    }

    /// <summary><c>name arguments;</c> or <c>name arguments { … }</c>.</summary>
    private Statement Directive(ImmutableArray<string> section, int depth)
    {
        var start = cursor.Index;
        var words = ImmutableArray.CreateBuilder<Word>();
        for (cursor.SkipTrivia(); cursor.Next is not (';' or '{') || cursor.AtEnd; cursor.SkipTrivia())
        {
            if (cursor.AtEnd || cursor.Next == '}') throw TextCursor.Refused(start, "the statement that begins here is not ended by a \";\"");
            words.Add(WordScanner.Read(grammar, cursor));
        }

        if (words.Count == 0) throw cursor.Refused("a name is missing");
        if (words[0].Text.EndsWith("_by_lua_block", StringComparison.Ordinal)) throw TextCursor.Refused(start, "the Lua in these braces is not nginx's language");
        var isSection = cursor.Next == '{';
        cursor.Index++;
        var statement = new Statement(source.Text, section, source.PositionOf(start), words.ToImmutable(), cursor.Index);
        if (isSection) Open(statement, section, depth);
        return statement;
    }

    /// <summary><c>name: value</c>, and <c>name { … }</c>.</summary>
    private Statement Setting(ImmutableArray<string> section, int depth)
    {
        var start = cursor.Index;
        var name = Name();
        if (grammar.NeedsCommas) cursor.SkipTrivia();
        else cursor.SkipBlanks();
        var hasSign = cursor.Take(':') || (!grammar.NeedsCommas && cursor.Take('='));
        if (!hasSign && grammar.NeedsCommas) throw cursor.Refused("a \":\" is missing");
        if (grammar.NeedsCommas) cursor.SkipTrivia();
        else cursor.SkipBlanks();

        ImmutableArray<Word> words = cursor.Next == '{' ? [name] : [name, Value(depth)];
        var isSection = words.Length == 1;
        if (isSection) cursor.Index++;
        var headEnd = cursor.Index;
        var body = isSection ? Body(section, name, depth) : default;
        var end = End(cursor.Index);
        var statement = new Statement(source.Text, section, source.PositionOf(start), words, isSection ? headEnd : end) { HasSign = hasSign };
        if (isSection) statement.Open(new(statement, headEnd, body.Close, body.Statements) { IsBraced = true }, end);
        return statement;
    }

    private (ImmutableArray<Statement> Statements, int Close) Body(ImmutableArray<string> section, Word name, int depth)
    {
        var statements = Statements(cursor.Index - 1, section.Add(name.Text), depth + 1);
        return (statements, cursor.Index - 1);
    }

    private void Open(Statement statement, ImmutableArray<string> section, int depth)
    {
        var inside = Statements(cursor.Index - 1, section.Add(string.Join(' ', statement.Words.Select(static w => w.Text))), depth + 1);
        statement.Open(new(statement, statement.HeadEnd, cursor.Index - 1, inside) { IsBraced = true }, cursor.Index);
    }

    /// <summary>Where a setting ends: behind what separates it from the next.</summary>
    private int End(int valueEnd)
    {
        if (grammar.NeedsCommas)
        {
            cursor.SkipTrivia();
            if (cursor.Take(',')) return cursor.Index;
            if (cursor is { AtEnd: false, Next: not '}' }) throw cursor.Refused("a \",\" is missing");
            cursor.Index = valueEnd;
            return valueEnd;
        }

        cursor.SkipBlanks();
        if (cursor.Take(',') || cursor.Take(';')) return cursor.Index;
        if (!cursor.AtLineEnd && cursor.Next != '}' && !cursor.AtTrailingComment) throw cursor.Refused("something follows the value");
        return valueEnd;
    }

    private Word Name()
    {
        var (start, said) = (cursor.Index, new StringBuilder());
        if (grammar.Words.Quotes.Contains(cursor.Next))
        {
            WordScanner.Quoted(grammar.Words, cursor, said);
            return new(start, cursor.Index, said.ToString(), IsQuoted: true);
        }

        if (grammar.NeedsCommas) throw cursor.Refused("a name in quotes is missing");
        while (!cursor.AtLineEnd && cursor.Next is not (' ' or '\t' or ':' or '=' or '{' or '}' or '[' or ']' or ',' or ';' or '"')) cursor.Index++;
        return cursor.Index > start ? new(start, cursor.Index, cursor.Text[start..cursor.Index], IsQuoted: false) : throw cursor.Refused("a name is missing");
    }

    private Word Value(int depth)
    {
        if (cursor.Next == '[') return List(depth + 1);
        if (cursor.Next == '(' && !grammar.NeedsCommas) return Parentheses();
        if (cursor.AtLineEnd || cursor.AtTrailingComment || (grammar.Words.Ends.Contains(cursor.Next) && !grammar.Words.Quotes.Contains(cursor.Next))) throw cursor.Refused("a value is missing");
        var word = WordScanner.Read(grammar, cursor);
        if (grammar.NeedsCommas && !word.IsQuoted && !IsJson(word.Text)) throw TextCursor.Refused(word.Start, "a value stands here that JSON does not know");
        return word;
    }

    private Word List(int depth)
    {
        if (depth > Deepest) throw cursor.Refused($"more than {Deepest} brackets within each other");
        var open = cursor.Index++;
        var items = ImmutableArray.CreateBuilder<Word>();
        while (true)
        {
            cursor.SkipTrivia();
            if (cursor.AtEnd) throw TextCursor.Refused(open, "the bracket that opens here is not closed");
            if (cursor.Take(']')) break;
            items.Add(Item(depth));
            var behind = cursor.Index;
            cursor.SkipTrivia();
            var parted = cursor.Take(',') || cursor.Next == ']' || (!grammar.NeedsCommas && (cursor.AtEnd || cursor.Text.AsSpan(behind, cursor.Index - behind).Contains('\n')));
            if (!parted) throw cursor.AtEnd ? TextCursor.Refused(open, "the bracket that opens here is not closed") : cursor.Refused("a \",\" is missing");
        }

        return new(open, cursor.Index, cursor.Text[open..cursor.Index], IsQuoted: false) { Items = items.ToImmutable() };
    }

    /// <summary>An item; one in braces is text as it stands.</summary>
    private Word Item(int depth)
    {
        if (cursor.Next != '{') return Value(depth);
        var open = cursor.Index++;
        Statements(open, [], depth + 1);
        return new(open, cursor.Index, cursor.Text[open..cursor.Index], IsQuoted: false);
    }

    /// <summary>NATS: text over several lines.</summary>
    private Word Parentheses()
    {
        var open = cursor.Index;
        while (!cursor.AtEnd && cursor.Next != ')') cursor.Index++;
        if (!cursor.Take(')')) throw TextCursor.Refused(open, "the parenthesis that opens here is not closed");
        return new(open, cursor.Index, cursor.Text[(open + 1)..(cursor.Index - 1)], IsQuoted: true);
    }

    private static bool IsJson(string word)
    {
        if (word is "true" or "false" or "null") return true;
        var at = word.StartsWith('-') ? 1 : 0;
        return at < word.Length && char.IsAsciiDigit(word[at]) && word[at..].All(static c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-');
    }
}
