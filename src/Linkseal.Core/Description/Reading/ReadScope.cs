using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>What every section of the reader shares: the file, the catalogue's words, and the list that everything wrong goes to.</summary>
internal sealed class ReadScope(string file, string folder, string text, KnownWords words)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public string File => file;

    /// <summary>The absolute folder that relative paths start from.</summary>
    public string Folder => folder;

    public KnownWords Words => words;

    /// <summary>Everything reported so far, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. _diagnostics.OrderBy(static d => d.At?.Line ?? 0).ThenBy(static d => d.At?.Column ?? 0)];

    /// <summary>One more thing is wrong; the reader goes on.</summary>
    public void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic with { File = file });

    /// <summary>A node as it was typed, quotes included.</summary>
    public ReadOnlySpan<char> Typed(YamlNode node) => text.AsSpan(node.StartIndex, node.EndIndex - node.StartIndex);

    /// <summary>The position <paramref name="offset"/> UTF-16 units into a node.</summary>
    public Position Within(YamlNode node, int offset)
    {
        var before = Typed(node)[..offset];
        var line = before.LastIndexOf('\n');
        return line < 0 ? new(node.Start.Line, node.Start.Column + offset) : new(node.Start.Line + before.Count('\n'), offset - line);
    }
}
