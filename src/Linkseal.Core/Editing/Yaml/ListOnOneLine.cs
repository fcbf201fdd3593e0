namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// Writes another list in the place of one that stands over several lines: on the line of its key, before the comment that is there.
/// The lines of the old one, their comments included, are the original of the edit.
/// </summary>
internal static class ListOnOneLine
{
    public static Ways For(YamlText doc, Edit.Set set, EditValue.List wanted, YamlEntry entry, YamlNode.Sequence old)
    {
        const string NoRoom = "the text behind its key does not allow a list on one line";
        var source = doc.Source;
        var line = doc.LineOf(entry);
        var lineEnd = source.StartOf(line) + source.LineAt(line).Length;
        var colon = doc.Text.IndexOf(':', entry.Key.EndIndex);
        if (entry.IsItem || colon < 0 || colon >= lineEnd || !doc.Text.AsSpan(entry.Key.EndIndex, colon - entry.Key.EndIndex).Trim(" \t\"'").IsEmpty) return Ways.None(NoRoom);

        var start = colon + 1;
        var last = source.LineOf(old.EndIndex);
        var end = source.StartOf(last) + source.LineAt(last).Length;
        if (last <= line || !IsComment(doc.Text.AsSpan(start, lineEnd - start)) || !IsComment(doc.Text.AsSpan(old.EndIndex, end - old.EndIndex))) return Ways.None(NoRoom);

        var ours = " " + YamlFormat.Value(wanted) + doc.Text[start..lineEnd];
        var applied = new AppliedEdit(set.Key, doc.Text[start..end], ours, AppliedEditKind.Value);
        return new([new([new(start, end, ours)], [applied], [set])], NoRoom);
    }

    /// <summary>True when nothing but blanks and perhaps a comment stands there.</summary>
    private static bool IsComment(ReadOnlySpan<char> text) => text.TrimStart(" \t") is [] or ['#', ..] && text is [] or [' ' or '\t', ..];
}
