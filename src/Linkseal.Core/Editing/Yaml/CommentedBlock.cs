using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>
/// A setting, or a block of them, that stands in the file commented out. It becomes the setting in its place: needed keys and the
/// comments among them lose one mark, other keys of the block keep theirs, so that nothing is switched on that nobody asked for.
/// What follows the last needed key stays as it is.
/// </summary>
internal sealed class CommentedBlock
{
    private readonly SourceText source;
    private readonly FlagCase flags;
    private readonly CommentedLine header;
    private readonly Dictionary<string, CommentedLine> keys = [];

    private CommentedBlock(YamlText doc, CommentedLine header, FlagCase flags)
    {
        source = doc.Source;
        this.flags = flags;
        this.header = header;
        Scan();
    }

    /// <summary>The blocks among the candidates that hold at least one wanted key, those with most of them first.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="headers">Commented-out lines with the first key below the container.</param>
    /// <param name="depth">The length of the container's path.</param>
    /// <param name="sets">What is wanted below the container, all under that first key.</param>
    public static IEnumerable<(CommentedBlock Block, ImmutableArray<Edit.Set> Held)> Among(YamlText doc, IEnumerable<CommentedLine> headers, int depth, ImmutableArray<Edit.Set> sets) =>
        from header in headers
        let block = new CommentedBlock(doc, header, YamlStyle.FlagCaseOf(doc.Root))
        let held = sets.Where(s => block.Holds(s, depth)).ToImmutableArray()
        where !held.IsEmpty
        orderby held.Length descending
        select (block, held);

    /// <summary>The step that makes the keys that it holds true.</summary>
    /// <param name="container">The path of the mapping that it is in.</param>
    /// <param name="indent">The column at which that mapping's keys stand.</param>
    /// <param name="held">What is wanted and held.</param>
    public (Splice Splice, AppliedEdit Applied) Uncommented(ImmutableArray<string> container, int indent, ImmutableArray<Edit.Set> held)
    {
        var needed = new Dictionary<int, Edit.Set?>();
        foreach (var set in held)
        {
            for (var length = 1; length <= set.Key.Length - container.Length; length++)
            {
                var path = set.Key.AsSpan(container.Length, length);
                needed[keys[Joined(path)].Line] = container.Length + length == set.Key.Length ? set : null;
            }
        }

        var (first, last) = (header.Line, needed.Keys.Max());
        var ours = string.Concat(Enumerable.Range(first, last - first + 1).Select(line => Line(line, indent, needed) + EndOf(line)));
        var (start, end) = (source.StartOf(first), source.StartOf(last + 1));
        return (new(start, end, ours), new([.. container, header.Key!], source.Text[start..end], ours, AppliedEditKind.Lines));
    }

    private static string Joined(ReadOnlySpan<string> path) => string.Join('\n', path!);

    private bool Holds(Edit.Set set, int depth) =>
        keys.TryGetValue(Joined(set.Key.AsSpan()[depth..]), out var line) && SettingLine.WithValue(line.Content, set.Value, flags) is not null;

    private void Scan()
    {
        var above = new Stack<CommentedLine>();
        keys.Add(header.Key!, header);
        if (!header.IsHeader) return;
        above.Push(header);
        for (var line = header.Line + 1; line < source.Count; line++)
        {
            var raw = source.LineAt(line).AsSpan().TrimStart(" \t");
            if (raw.IsEmpty) continue;
            if (raw[0] != '#') return;
            if (CommentedLine.At(source, line) is not { } comment || comment.Content.Length == 0 || comment.Content[0] == '#') continue;
            if (comment.Column <= header.Column) return;
            if (comment.Key is not { } key) continue;
            while (above.Peek().Column >= comment.Column) above.Pop();
            keys.TryAdd(Joined([.. above.Reverse().Select(static c => c.Key!), key]), comment);
            if (comment.IsHeader) above.Push(comment);
        }
    }

    private string Line(int line, int indent, Dictionary<int, Edit.Set?> needed)
    {
        if (CommentedLine.At(source, line) is not { } comment || comment.Column < header.Column) return source.LineAt(line);
        var blanks = new string(' ', indent + comment.Column - header.Column);
        if (needed.TryGetValue(line, out var set)) return blanks + (set is null ? comment.Content : SettingLine.WithValue(comment.Content, set.Value, flags));
        return comment.Content.StartsWith('#') ? blanks + comment.Content : source.LineAt(line);
    }

    private string EndOf(int line)
    {
        var content = source.StartOf(line) + source.LineAt(line).Length;
        return source.Text[content..source.StartOf(line + 1)];
    }
}
