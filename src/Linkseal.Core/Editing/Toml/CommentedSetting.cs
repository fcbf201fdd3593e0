using System.Text.RegularExpressions;

namespace Linkseal.Core.Editing.Toml;

/// <summary>A line that is a comment, and a setting without its mark: <c># ca-path = ""</c>.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Lead">The blanks before the mark.</param>
/// <param name="Content">What follows the mark and the blanks behind it.</param>
/// <param name="Setting">The setting, its indexes within the content.</param>
internal sealed partial record CommentedSetting(int Line, string Lead, string Content, TomlSetting Setting)
{
    /// <summary>
    /// The commented-out settings of a section's own table: up to the next header, a commented-out one too, as what follows that belongs to its table.
    /// </summary>
    public static IEnumerable<CommentedSetting> Of(TomlText doc, TomlSection section)
    {
        var first = section.Header is { } header ? doc.LineOf(header) + 1 : 0;
        var settings = section.Settings.Select(doc.LinesOf).SelectMany(static l => Enumerable.Range(l.First, l.Last - l.First + 1)).ToHashSet();
        for (var line = first; line < doc.EndOf(section); line++)
        {
            if (settings.Contains(line)) continue;
            if (IsHeader(doc, line)) yield break;
            if (At(doc, line) is { } commented) yield return commented;
        }
    }

    /// <summary>True for a commented-out header.</summary>
    public static bool IsHeader(TomlText doc, int line) => CommentedHeader().IsMatch(doc.Source.LineAt(line));

    /// <summary>The setting that a line would be; null: it is none. Prose with a sign in it can't be read as one.</summary>
    public static CommentedSetting? At(TomlText doc, int line)
    {
        if (Commented().Match(doc.Source.LineAt(line)) is not { Success: true } match) return null;
        var content = match.Groups["content"].Value;
        return TomlReader.Read("", content).Value is { Sections: [{ Settings: [{ Key.Length: 1 } setting] }] } ? new(line, match.Groups["lead"].Value, content, setting) : null;
    }

    /// <summary>The line as the setting with another value; a comment behind it stays.</summary>
    public string With(EditValue value) =>
        Lead + Content[..Setting.Value.StartIndex] + TomlFormat.Value(value, Content[Setting.Value.StartIndex..Setting.End]) + Content[Setting.End..];

    [GeneratedRegex(@"^(?<lead>[ \t]*)#[ \t]*(?<content>[A-Za-z0-9_\-""'][^=]*=.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commented();

    [GeneratedRegex(@"^[ \t]*#[ \t]*\[\[?[^\[\]]+\]\]?[ \t]*(#.*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommentedHeader();
}
