namespace Linkseal.Core.Editing.Yaml;

/// <summary>Finds where a key stands commented out as an entry of a given mapping.</summary>
internal static class CommentedKeys
{
    /// <summary>Commented-out keys of the root: <c># key:</c> or <c>#key:</c> at the very left, anywhere in the file.</summary>
    public static IEnumerable<CommentedLine> OfRoot(YamlText doc, string key) =>
        from line in Enumerable.Range(0, doc.Source.Count)
        let comment = CommentedLine.At(doc.Source, line)
        where comment is { Lead: 0, Inner: <= 1 } && comment.Key == key
        select comment;

    /// <summary>
    /// Commented-out keys directly below an entry: comments from its line to the next setting that is not below it, as far as they are indented
    /// deeper than the entry (by their mark or behind it). A commented-out neighbour of the entry ends the search: what follows is below that one.
    /// </summary>
    public static IEnumerable<CommentedLine> Below(YamlText doc, YamlEntry parent, string key)
    {
        if (doc.IndentOf(parent) is not { } indent) yield break;
        var above = new Stack<CommentedLine>();
        for (var line = doc.LineOf(parent) + 1; line < doc.Source.Count; line++)
        {
            var raw = doc.Source.LineAt(line);
            var first = raw.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (first < 0) continue;
            if (raw[first] != '#')
            {
                if (first <= indent) yield break;
                above.Clear();
                continue;
            }

            if (CommentedLine.At(doc.Source, line) is not { } comment || (comment.Key is null && !comment.IsItem)) continue;
            if (!comment.IsItem && comment.Lead <= indent && comment.Lead + comment.Inner < indent + 2) yield break;
            while (above.Count > 0 && above.Peek().Column >= comment.Column) above.Pop();
            if (above.Count == 0 && comment.Key == key) yield return comment;
            if (comment.IsHeader || comment.IsItem) above.Push(comment);
        }
    }
}
