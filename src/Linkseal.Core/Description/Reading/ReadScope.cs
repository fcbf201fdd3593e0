using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>What every section of the reader shares: the file, the catalogue's words, and the list that everything wrong goes to.</summary>
internal sealed class ReadScope(string file, string folder, string text, KnownWords words)
{
    private readonly SourceText source = new(text);
    private readonly List<Diagnostic> diagnostics = [];

    public string File => file;

    /// <summary>The absolute folder that relative paths start from.</summary>
    public string Folder { get; } = LexicalPath.Resolve("/", folder);

    public KnownWords Words => words;

    /// <summary>Everything reported so far, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. diagnostics.OrderBy(static d => d.At?.Line ?? 0).ThenBy(static d => d.At?.Column ?? 0)];

    /// <summary>One more thing is wrong; the reader goes on.</summary>
    public void Report(Diagnostic diagnostic) => diagnostics.Add(diagnostic with { File = file });

    /// <summary>A node as it was typed, quotes included.</summary>
    public string Typed(YamlNode node) => text[node.StartIndex..node.EndIndex];

    /// <summary>The position <paramref name="offset"/> UTF-16 units into a node.</summary>
    public Position Within(YamlNode node, int offset) => source.PositionOf(node.StartIndex + offset);
}
