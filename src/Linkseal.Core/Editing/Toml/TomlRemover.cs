using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>The ways to take something out: a setting's lines, a table with all that stands under it, an entry in braces.</summary>
internal static class TomlRemover
{
    public static TomlWays For(TomlText doc, Edit.Remove remove)
    {
        var path = doc.Resolved(remove.Key);
        if (doc.Node(path[..^1]) is TomlNode.Array array && (!array.IsTables || EntryPart.Of(remove.Key[^1]) is not { Name: not null })) return TomlWays.None("it is an entry of an array that has no name of its own");
        return doc.BracesAbove(path) is { } length ? Entry(doc, remove, path, length) : Lines(doc, remove, path);
    }

    private static TomlWays Entry(TomlText doc, Edit.Remove remove, ImmutableArray<string> path, int length)
    {
        if (TomlBraces.Deletion(doc, path, length) is not { } splice) return TomlWays.None("something else stands between its parts");
        var braces = doc.Node(path[..length])!;
        var (start, end) = (braces.StartIndex, braces.EndIndex);
        var applied = new AppliedEdit(remove.Key[..length], doc.Text[start..end], doc.Text[start..splice.Start] + doc.Text[splice.End..end], AppliedEditKind.Value);
        return new([new(splice, applied, TomlExpectation.Absent(path))], "the braces around it do not allow it");
    }

    private static TomlWays Lines(TomlText doc, Edit.Remove remove, ImmutableArray<string> path)
    {
        var lines = Statements(doc).ToList();
        var first = lines.FindIndex(l => IsBelow(l.Path, path));
        var last = lines.FindLastIndex(l => IsBelow(l.Path, path));
        if (first < 0 || lines[first..(last + 1)].Exists(l => !IsBelow(l.Path, path))) return TomlWays.None("something else stands between its lines");

        var (from, to) = (lines[first].First, lines[last].Last);
        var splice = doc.LinesDeletion(from, to);
        var applied = new AppliedEdit(remove.Key, doc.Text[splice.Start..splice.End], "", AppliedEditKind.Lines)
        {
            LinesBefore = Surroundings.Before(doc.Source, from),
            LinesAfter = Surroundings.After(doc.Source, to + 1),
        };
        return new([new(splice, applied, TomlExpectation.Absent(remove.Key))], "its lines hold something else too");
    }

    /// <summary>Headers and settings from top to bottom, with their first and last line.</summary>
    private static IEnumerable<(ImmutableArray<string> Path, int First, int Last)> Statements(TomlText doc)
    {
        foreach (var section in doc.Sections)
        {
            if (section.Header is { } header) yield return (section.Path, doc.LineOf(header), doc.LineOf(header));
            foreach (var setting in section.Settings)
            {
                var (first, last) = doc.LinesOf(setting);
                yield return (section.Path.AddRange(setting.Key.Select(static k => k.Name)), first, last);
            }
        }
    }

    private static bool IsBelow(ImmutableArray<string> path, ImmutableArray<string> above) => path.Length >= above.Length && path[..above.Length].SequenceEqual(above);
}
