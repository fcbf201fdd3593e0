using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>
/// The ways to give a setting its value: in its place, from its commented-out form, as a new line; where its table is not there, the next step towards it.
/// </summary>
internal static class TomlSetter
{
    private const string NoLine = "the text around it does not allow a new line";

    /// <summary>The ways for a set that does not hold.</summary>
    public static TomlWays For(TomlText doc, Edit.Set set)
    {
        var path = doc.Resolved(set.Key);
        if (doc.Node(path) is { } there) return InPlace(doc, set, there);

        var depth = path.Length - 1;
        while (doc.Node(path[..depth]) is null) depth--;
        if (path[depth..].FirstOrDefault(static p => EntryPart.Of(p) is not null) is { } entry) return TomlWays.None($"there is no entry {entry}");
        if (doc.Node(path[..depth]) is not TomlNode.Table table)
        {
            return TomlWays.None($"a table is needed under \"{string.Join('.', path[..depth])}\", and something else stands there");
        }

        if (table.Kind == TomlTableKind.Inline || doc.BracesAbove(path[..(depth + 1)]) is not null) return TomlBraces.Added(doc, set, path, depth);
        if (table.Kind == TomlTableKind.Dotted) return Dotted(doc, set, path, depth);
        if (table.Kind == TomlTableKind.Implied || depth < path.Length - 1) return NewTable.For(doc, set.Key[..^1], path[..^1], depth);
        return Line(doc, set, doc.SectionAt(path[..depth])!);
    }

    private static TomlWays InPlace(TomlText doc, Edit.Set set, TomlNode old)
    {
        if (old is TomlNode.Table or TomlNode.Array { IsTables: true } or TomlNode.Array { Items: [TomlNode.Table, ..] }) return TomlWays.None("a table stands where one value is needed");
        var replaced = doc.Text[old.StartIndex..old.EndIndex];
        var written = TomlFormat.Value(set.Value, replaced);
        return new([new(new(old.StartIndex, old.EndIndex, written), new(set.Key, replaced, written, AppliedEditKind.Value), TomlExpectation.Of(set))], "the text around it does not allow another value");
    }

    /// <summary>From the commented-out form, else behind the table's last setting.</summary>
    private static TomlWays Line(TomlText doc, Edit.Set set, TomlSection section)
    {
        var commented = CommentedSetting.Of(doc, section).ToList();
        return new([.. commented.Where(c => c.Setting.Key[0].Name == set.Key[^1]).Select(c => Uncommented(doc, set, c)), New(doc, set, section, commented)], NoLine);
    }

    private static TomlStep Uncommented(TomlText doc, Edit.Set set, CommentedSetting commented)
    {
        var (start, end) = (doc.Source.StartOf(commented.Line), doc.Source.StartOf(commented.Line + 1));
        var original = doc.Text[start..end];
        var ours = commented.With(set.Value) + original[doc.Source.LineAt(commented.Line).Length..];
        return new(new(start, end, ours), new(set.Key, original, ours, AppliedEditKind.Lines), TomlExpectation.Of(set));
    }

    /// <summary>
    /// Behind the key that was asked for or the last setting; without one, behind the last commented-out one (one at the margin is none of an indented table's), else below the
    /// header, or at the end of what stands before the first.
    /// </summary>
    private static TomlStep New(TomlText doc, Edit.Set set, TomlSection section, List<CommentedSetting> commented)
    {
        var last = section.Settings.FirstOrDefault(s => s.Key.Length == 1 && s.Key[0].Name == set.After) ?? section.Settings.LastOrDefault();
        var lead = section.Header is { } own ? doc.LeadOf(doc.LineOf(own)) : "";
        var line = Written(doc, TomlFormat.Key(set.Key[^1]), set.Value, last);
        var splice = (last, commented.LastOrDefault(c => lead.Length == 0 || c.Lead.Length > 0), section.Header) switch
        {
            ({ } setting, _, _) => doc.LinesBefore(doc.LinesOf(setting).Last + 1, doc.LeadOf(doc.LinesOf(setting).First) + line),
            (_, { } comment, _) => doc.LinesBefore(comment.Line + 1, comment.Lead + line),
            (_, _, { } header) => doc.LinesBefore(doc.LineOf(header) + 1, lead + line),
            _ => NewTable.BeforeHeader(doc, doc.EndOf(section), line),
        };
        return Added(set, splice);
    }

    /// <summary>In a table that dotted keys made: one more behind the last of them, written like that.</summary>
    private static TomlWays Dotted(TomlText doc, Edit.Set set, ImmutableArray<string> path, int depth)
    {
        var (section, last, _) = doc.Settings().Last(s => s.Section.Path.Length < depth && s.Path.Length > depth && s.Path[..depth].SequenceEqual(path[..depth]));
        var above = doc.Text[last.Start..last.Key[depth - section.Path.Length - 1].End];
        var line = Written(doc, above + "." + string.Join('.', path[depth..].Select(TomlFormat.Key)), set.Value, last);
        return new([Added(set, doc.LinesBefore(doc.LinesOf(last).Last + 1, doc.LeadOf(doc.LinesOf(last).First) + line))], NoLine);
    }

    private static TomlStep Added(Edit.Set set, Splice splice) => new(splice, new(set.Key, "", splice.With, AppliedEditKind.Lines), TomlExpectation.Of(set));

    /// <summary>The line, with blanks round the sign unless its neighbour (else the file's first setting) has none.</summary>
    private static string Written(TomlText doc, string key, EditValue value, TomlSetting? neighbour)
    {
        neighbour ??= doc.Settings().Select(static s => s.Setting).FirstOrDefault();
        var tight = neighbour is not null && doc.Text[neighbour.Key[^1].End] == '=' && neighbour.Value.StartIndex == neighbour.Key[^1].End + 1;
        return key + (tight ? "=" : " = ") + TomlFormat.Value(value);
    }
}
