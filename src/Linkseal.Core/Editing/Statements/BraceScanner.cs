namespace Linkseal.Core.Editing.Statements;

/// <summary>Reads formats in which braces open sections.</summary>
internal sealed class BraceScanner(Grammar grammar, SourceText source)
{
    private readonly TextCursor cursor = new(grammar, source.Text, source.ContentStart);

    /// <summary>The whole text.</summary>
    /// <param name="isPart">True for statements that stand within a section.</param>
    public Block Read(bool isPart) => throw cursor.Refused(isPart ? "braces are not read yet" : "this format is not read yet");

    public static Word Value(Grammar grammar, TextCursor cursor) => WordScanner.Read(grammar, cursor);
}
