using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>A line that is a comment, seen as the setting that it would be without its mark.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Lead">Blanks before the mark.</param>
/// <param name="Inner">Blanks after the mark.</param>
/// <param name="Content">What follows them.</param>
internal sealed partial record CommentedLine(int Line, int Lead, int Inner, string Content)
{
    /// <summary>The column at which the content stands: two lines nest as these columns do, wherever their marks are.</summary>
    public int Column => Lead + 1 + Inner;

    /// <summary>The key, if the content looks like one with its colon; null: it is prose, or a comment within the comment.</summary>
    public string? Key => KeyWithColon().Match(Content) is { Success: true } match ? match.Groups["key"].Value : null;

    /// <summary>True for a key with nothing behind it but perhaps a comment: other keys may nest under it.</summary>
    public bool IsHeader => HeaderOnly().IsMatch(Content);

    /// <summary>True for an item of a list: what is indented deeper belongs to it.</summary>
    public bool IsItem => Content.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>The comment at a line; null: it is none, or its blanks hold tabs, so that nobody knows its columns.</summary>
    public static CommentedLine? At(SourceText source, int line)
    {
        var match = Comment().Match(source.LineAt(line));
        return match.Success ? new(line, match.Groups["lead"].Length, match.Groups["inner"].Length, match.Groups["content"].Value) : null;
    }

    [GeneratedRegex(@"^(?<lead> *)#(?<inner> *)(?<content>[^ \t].*|)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<key>[A-Za-z_][A-Za-z0-9_.\-]*):($|[ \t])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyWithColon();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.\-]*:[ \t]*($|[ \t]#)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderOnly();
}
