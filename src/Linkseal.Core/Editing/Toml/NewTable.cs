using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Writes the header of a table that is not there yet.</summary>
internal static class NewTable
{
    /// <summary>The ways to open a table, empty.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="key">The table's path, as it was wished for.</param>
    /// <param name="path">The same, entries of arrays by number.</param>
    /// <param name="depth">How many parts of the path are there.</param>
    public static TomlWays For(TomlText doc, ImmutableArray<string> key, ImmutableArray<string> path, int depth)
    {
        var below = doc.Sections.Where(s => s.Path.Length >= depth && s.Path[..depth].SequenceEqual(path[..depth])).ToList();
        var sibling = below.Where(s => s.Path.Length == depth + 1 && s.Header is not null).Append(below[0]).First();
        var lead = sibling.Header is { } header ? doc.LeadOf(doc.LineOf(header)) : "";
        var line = $"{lead}[{string.Join('.', path.Where(static p => EntryPart.Of(p) is null).Select(TomlFormat.Key))}]";

        // A table known from one below it gets its header before that one; any other stands behind all that is already under its own.
        var splice = depth == path.Length ? BeforeHeader(doc, doc.LineOf(below[0].Header!), line) : BeforeHeader(doc, doc.EndOf(below[^1]), line);
        return new([new(splice, new(key, "", splice.With, AppliedEditKind.Lines), Opened(doc, path))], "the text around it does not allow a new table");
    }

    /// <summary>A line in front of a header, or at the end of the text: before the prose that belongs to the header, with an empty line above it.</summary>
    public static Splice BeforeHeader(TomlText doc, int headerLine, string line)
    {
        var gap = headerLine;
        var atEnd = headerLine == doc.Source.Count;
        if (!atEnd)
        {
            while (gap > 0 && IsProse(doc, gap - 1)) gap--;
            while (gap > 0 && doc.IsBlank(gap - 1)) gap--;
        }
        else if (doc.Source.LineAt(gap - 1).Length == 0)
        {
            gap--;
        }

        return doc.LinesBefore(gap, gap == 0 || doc.IsBlank(gap - 1) ? [line] : ["", line]);
    }

    /// <summary>An empty table, or all that was under it before.</summary>
    private static TomlExpectation Opened(TomlText doc, ImmutableArray<string> path)
    {
        var before = doc.Node(path);
        return new(path, node => node is TomlNode.Table { Kind: TomlTableKind.Header } table && (before is null ? table.Entries.IsEmpty : TomlTrees.Equal(before, table)));
    }

    private static bool IsProse(TomlText doc, int line) =>
        doc.Source.LineAt(line).AsSpan().TrimStart(" \t") is ['#', ..] && !CommentedSetting.IsHeader(doc, line) && CommentedSetting.At(doc, line) is null;
}
