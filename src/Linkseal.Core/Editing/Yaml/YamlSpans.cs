using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// Makes YamlDotNet's marks exact where they are not: tag and anchor are inside a scalar's span, a block scalar's span runs to the
/// next token, the mark of a closing bracket stands before it, an empty value's may stand lines below its key.
/// </summary>
internal sealed class YamlSpans(SourceText source)
{
    private readonly string text = source.Text;

    /// <summary>Where a scalar's own characters begin and end.</summary>
    public (int Start, int End) OfScalar(Scalar scalar, int start, int end)
    {
        start = Math.Min(start, text.Length);
        end = Math.Min(end, text.Length);
        if (!scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty) start = AfterProperties(start, end);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded) return (start, EndOfBlock(start, end));
        return scalar.Style == ScalarStyle.Plain && scalar.Value.Length == 0 ? (start, start) : (start, end);
    }

    /// <summary>The index after anchor and tag and the blanks and comments behind them; after the last of them where nothing follows.</summary>
    public int AfterProperties(int start, int end)
    {
        var (i, last) = (start, start);
        while (i < end && text[i] is '&' or '!')
        {
            var verbatim = text.AsSpan(i).StartsWith("!<");
            while (i < end && text[i] is not (' ' or '\t' or '\r' or '\n') && (verbatim || text[i] is not (',' or '[' or ']' or '{' or '}'))) i++;
            last = i;
            i = AfterBlanks(i, end);
        }

        return i < end ? i : last;
    }

    /// <summary>The index after a closing bracket whose mark is given.</summary>
    public int AfterBracket(int mark, char bracket)
    {
        var found = text.IndexOf(bracket, Math.Min(mark, text.Length));
        return found < 0 ? text.Length : found + 1;
    }

    /// <summary>The index of a tab before a key in its line; null when there is none, or the key is not the line's first word.</summary>
    public int? IndentationTab(int key)
    {
        var start = source.StartOf(source.LineOf(key));
        var before = text.AsSpan(start, key - start);
        var tab = before.IndexOf('\t');
        return tab >= 0 && before.Trim(" \t").IsEmpty ? start + tab : null;
    }

    /// <summary>
    /// The tab that a reader stumbled over: in the indentation of the lines that it named, else of the first line from there on that holds
    /// more than a comment; null: none.
    /// </summary>
    public int? OffendingTab(int start, int end)
    {
        var (first, last) = (source.LineOf(Math.Min(start, text.Length)), source.LineOf(Math.Min(end, text.Length)));
        return Tabs(first, last, comments: true) ?? Tabs(first, source.Count - 1, comments: false);
    }

    private int? Tabs(int first, int last, bool comments) =>
        Enumerable.Range(first, last - first + 1).Select(line => IndentationTabOf(line, comments)).FirstOrDefault(static tab => tab is not null);

    private int? IndentationTabOf(int line, bool comments)
    {
        var content = source.LineAt(line);
        var first = content.AsSpan().IndexOfAnyExcept(' ', '\t');
        var tab = content.IndexOf('\t');
        return tab >= 0 && tab < first && (comments || content[first] != '#') ? source.StartOf(line) + tab : null;
    }

    private int AfterBlanks(int i, int end)
    {
        while (i < end)
        {
            if (text[i] is ' ' or '\t' or '\r' or '\n') i++;
            else if (text[i] == '#') i = Math.Min(source.StartOf(source.LineOf(i) + 1), end);
            else break;
        }

        return i;
    }

    /// <summary>The end of a block scalar's last line that is its own, without the line end; with <c>+</c> its trailing empty lines are its own.</summary>
    private int EndOfBlock(int header, int reported)
    {
        var line = source.LineOf(header);
        var keep = source.LineAt(line)[(header - source.StartOf(line))..].Split(' ')[0].Contains('+');
        var last = line;
        int? indent = null;
        for (var i = line + 1; i < source.Count && source.StartOf(i) < reported; i++)
        {
            var content = source.LineAt(i);
            var first = content.AsSpan().IndexOfAnyExcept(' ');
            if (first < 0)
            {
                if (keep && source.StartOf(i + 1) <= reported) last = i;
                continue;
            }

            indent ??= first;
            if (first >= indent || content.Length == 0) last = i;
        }

        return source.StartOf(last) + source.LineAt(last).Length;
    }
}
