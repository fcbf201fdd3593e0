namespace Linkseal.Core.Editing.Statements;

/// <summary>The text can't be read on from here. Never leaves the reader, which makes a diagnostic of it.</summary>
internal sealed class StatementRefusedException(int index, string reason) : Exception(reason)
{
    /// <summary>Where, UTF-16 index into the text.</summary>
    public int Index => index;
}
