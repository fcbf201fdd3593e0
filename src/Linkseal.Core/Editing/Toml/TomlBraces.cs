using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Adds settings to tables in braces and takes them out.</summary>
internal static class TomlBraces
{
    /// <summary>The way to a setting in braces: another entry at their end; where its own table is not there, an empty one first.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="set">What is wanted.</param>
    /// <param name="path">Its path, entries of arrays by number.</param>
    /// <param name="depth">How many parts of the path are there.</param>
    public static TomlWays Added(TomlText doc, Edit.Set set, ImmutableArray<string> path, int depth)
    {
        var length = doc.BracesAbove(path[..(depth + 1)])!.Value;
        var braces = (TomlNode.Table)doc.Node(path[..length])!;
        var last = Leaves(braces).LastOrDefault();
        var equals = last is not null && doc.Text[last.StartIndex - 1] == '=' ? "=" : " = ";

        // Below dotted keys one more of those; a table of its own is opened before it is filled.
        var isWhole = depth > length || depth == path.Length - 1;
        var name = string.Join('.', path[length..(isWhole ? path.Length : depth + 1)].Select(TomlFormat.Key));
        var written = name + equals + (isWhole ? TomlFormat.Value(set.Value) : "{}");
        var splice = last is not null ? new Splice(last.EndIndex, last.EndIndex, ", " + written) : new(braces.StartIndex + 1, braces.EndIndex - 1, $" {written} ");
        var key = isWhole ? set.Key : set.Key[..(depth + 1)];
        if (last is null && doc.Text[splice.Start..splice.End].Length > 0) splice = new(splice.Start, splice.Start, " " + written);
        return new(
            [new(splice, new(key, "", splice.With, AppliedEditKind.Entry), isWhole ? TomlExpectation.Of(set) : TomlExpectation.EmptyTable(path[..(depth + 1)]))],
            "the braces around it do not allow another entry");
    }

    /// <summary>What to delete so that all below a path is gone from the braces, with one comma; null: there is nothing, or something else stands between.</summary>
    public static Splice? Deletion(TomlText doc, ImmutableArray<string> path, int length)
    {
        var braces = (TomlNode.Table)doc.Node(path[..length])!;
        var target = doc.Node(path);
        var leaves = Leaves(braces).ToList();
        var within = target is TomlNode.Table { Kind: TomlTableKind.Dotted } dotted ? Leaves(dotted).ToList() : leaves.Where(l => ReferenceEquals(l, target)).ToList();
        if (within.Count == 0) return null;
        var (first, last) = (leaves.IndexOf(within[0]), leaves.IndexOf(within[^1]));
        if (last - first != within.Count - 1) return null;
        if (first > 0) return new(leaves[first - 1].EndIndex, leaves[last].EndIndex, "");
        return new(KeyAfter(doc, braces.StartIndex), last + 1 < leaves.Count ? KeyAfter(doc, doc.Text.IndexOf(',', leaves[last].EndIndex)) : leaves[last].EndIndex, "");
    }

    /// <summary>The values between braces, those of dotted keys too, in the order of the text.</summary>
    private static IEnumerable<TomlNode> Leaves(TomlNode.Table table) =>
        table.Entries.SelectMany(static e => e.Value is TomlNode.Table { Kind: TomlTableKind.Dotted } dotted ? Leaves(dotted) : [e.Value]).OrderBy(static n => n.StartIndex);

    /// <summary>Where the key behind a brace or a comma begins.</summary>
    private static int KeyAfter(TomlText doc, int sign)
    {
        var i = sign + 1;
        while (doc.Text[i] is ' ' or '\t') i++;
        return i;
    }
}
