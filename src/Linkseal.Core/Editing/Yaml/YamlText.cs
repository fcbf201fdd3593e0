using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>A YAML text together with its nodes: answers where things stand, and splices.</summary>
internal sealed class YamlText
{
    private YamlText(string file, string text, YamlNode root)
    {
        File = file;
        Source = new(text);
        Root = root;
        LineEnd = text.IndexOf('\n') is > 0 and var i && text[i - 1] == '\r' ? "\r\n" : "\n";
    }

    public string File { get; }

    public SourceText Source { get; }

    public string Text => Source.Text;

    public YamlNode Root { get; }

    /// <summary>The line end of the text's first line; <c>\n</c> when it has only one line.</summary>
    public string LineEnd { get; }

    /// <summary>Reads the text; null with what is wrong when it is not to be trusted.</summary>
    public static (YamlText? Read, ImmutableArray<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var result = YamlReader.Read(file, text);
        return (result.Failed ? null : new(file, text, result.Value!), result.Diagnostics);
    }

    /// <summary>The text after replacements; null when that can't be read any more.</summary>
    public YamlText? With(params IEnumerable<Splice> splices) => Read(File, Spliced(splices)).Read;

    /// <summary>The text after replacements that do not overlap.</summary>
    public string Spliced(params IEnumerable<Splice> splices)
    {
        var text = Text;
        foreach (var splice in splices.OrderByDescending(static s => s.Start)) text = text[..splice.Start] + splice.With + text[splice.End..];
        return text;
    }

    /// <summary>The node at a path; null: none. The empty path is the root.</summary>
    public YamlNode? Node(ImmutableArray<string> path) => YamlScalars.Find(Root, path.AsSpan());

    /// <summary>The entry at a path; null: none.</summary>
    public YamlEntry? Entry(ImmutableArray<string> path) => path.IsEmpty ? null : Node(path[..^1]) switch
    {
        YamlNode.Mapping parent => parent.Entries.FirstOrDefault(e => e.Key.Value == path[^1]),
        YamlNode.Sequence parent => YamlItems.Entry(Source, parent, path[^1]),
        _ => null,
    };

    /// <summary>The entries of the mapping, or the items of the list, at a path.</summary>
    public IEnumerable<YamlEntry> Below(ImmutableArray<string> path) => Node(path) switch
    {
        YamlNode.Mapping parent => parent.Entries,
        YamlNode.Sequence parent => Enumerable.Range(0, parent.Items.Length).Select(i => YamlItems.Entry(Source, parent, $"[{i}]")!),
        _ => [],
    };

    /// <summary>The first part of a path that names more than one entry of its list; null: none does.</summary>
    public string? AmbiguousPart(ImmutableArray<string> path) =>
        Enumerable.Range(0, path.Length).Where(i => Node(path[..i]) is YamlNode.Sequence list && YamlItems.IsAmbiguous(list, path[i])).Select(i => path[i]).FirstOrDefault();

    /// <summary>
    /// True when the path leads through an alias: what stands there belongs to another place too.
    /// An alias is known by its value standing before its key.
    /// </summary>
    public bool PassesAlias(ImmutableArray<string> path)
    {
        for (var i = 1; i <= path.Length; i++)
        {
            if (Entry(path[..i]) is not { } entry) return false;
            if (entry.Value.StartIndex < entry.Key.EndIndex) return true;
        }

        return false;
    }

    /// <summary>The line, from 0, in which an entry's key stands.</summary>
    public int LineOf(YamlEntry entry) => Source.LineOf(entry.Key.StartIndex);

    /// <summary>
    /// The column, from 0, at which an entry's key stands, or an item's dash; null when something stands before it in its line that is no dash.
    /// </summary>
    public int? IndentOf(YamlEntry entry)
    {
        var before = BeforeKey(entry);
        if (before.IndexOfAnyExcept(' ', '-') >= 0 || before.Contains("--", StringComparison.Ordinal) || before.EndsWith('-')) return null;
        if (!entry.IsItem) return before.Length;
        return before.LastIndexOf('-') is >= 0 and var dash ? dash : null;
    }

    /// <summary>True when an entry begins its line, an item with its dash.</summary>
    public bool BeginsLine(YamlEntry entry) => IndentOf(entry) is { } indent && BeforeKey(entry)[..indent].Trim(' ').IsEmpty;

    private ReadOnlySpan<char> BeforeKey(YamlEntry entry)
    {
        var start = Source.StartOf(LineOf(entry));
        return Text.AsSpan(start, entry.Key.StartIndex - start);
    }

    /// <summary>By how much the file indents: taken from its first nested mapping, else 2.</summary>
    public int IndentStep
    {
        get
        {
            foreach (var entry in (Root as YamlNode.Mapping)?.Entries ?? [])
            {
                if (entry.Value is YamlNode.Mapping { IsFlow: false, Entries: [var child, ..] } && IndentOf(child) - IndentOf(entry) is > 0 and var step) return step;
            }

            return 2;
        }
    }

    /// <summary>Where whole lines begin that are to stand after a line (from 0), and their text there: with a line end first after a last line that has none.</summary>
    public Splice LinesAfter(int line, IEnumerable<string> lines)
    {
        var at = Source.StartOf(line + 1);
        var endsLine = at == Source.ContentStart || Text[at - 1] == '\n';
        return new(at, at, endsLine ? string.Concat(lines.Select(l => l + LineEnd)) : string.Concat(lines.Select(l => LineEnd + l)));
    }
}
