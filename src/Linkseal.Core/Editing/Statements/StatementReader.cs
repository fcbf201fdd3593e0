using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>Reads the configuration of any format of statements.</summary>
public static class StatementReader
{
    /// <summary>Longest text that is read, in UTF-16 units: a thousand times a big configuration file.</summary>
    private const int LongestText = 8 * 1024 * 1024;

    /// <summary>Reads a document. What its product would not read either is refused with line and column. An empty text is an empty document.</summary>
    /// <param name="format">A format of statements: any but YAML and TOML.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The whole text; a byte order mark at its beginning is passed over.</param>
    public static Result<StatementDocument> Read(ConfigFormat format, string file, string text) => Read(Grammars.Of(format), file, text, isPart: false);

    /// <summary>The same of a part of a text: statements that stand within some section.</summary>
    internal static Result<StatementDocument> Read(Grammar grammar, string file, string text, bool isPart)
    {
        var source = new SourceText(text);
        try
        {
            if (text.Length > LongestText) throw new StatementRefusedException(0, $"{text.Length} characters are more than a configuration file holds");
            if (FirstForbidden(source) is { } index) throw new StatementRefusedException(index, $"the character U+{(int)text[index]:X4} stands here: is it a text file, in UTF-8?");
            var root = grammar.HasBraces ? new BraceScanner(grammar, source).Read(isPart) : new LineScanner(grammar, source).Read();
            return Result.Ok(new StatementDocument(grammar, source, root));
        }
        catch (StatementRefusedException e)
        {
            return Result.With<StatementDocument>(null, [EditingDiagnostics.Unreadable(file, source.PositionOf(e.Index), grammar.Name, e.Message)]);
        }
    }

    /// <summary>Control characters, halves of surrogate pairs, and what stands where bytes were no UTF-8: such a text could not be written back as it was.</summary>
    private static int? FirstForbidden(SourceText source)
    {
        var text = source.Text;
        for (var i = source.ContentStart; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\t' || (c >= ' ' && c is not '\x7F' and not '\uFFFD' && !char.IsSurrogate(c))) continue;
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return i;
            i++;
        }

        return null;
    }
}
