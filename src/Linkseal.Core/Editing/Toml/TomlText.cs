using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>A TOML text together with its document: answers where things stand, and splices. Paths have entries of arrays by number here.</summary>
internal sealed class TomlText
{
    private TomlText(string file, TomlDocument document)
    {
        File = file;
        Document = document;
    }

    public string File { get; }

    public TomlDocument Document { get; }

    public SourceText Source => Document.Source;

    public string Text => Source.Text;

    public TomlNode.Table Root => Document.Root;

    public ImmutableArray<TomlSection> Sections => Document.Sections;

    /// <summary>Reads the text; null with what is wrong when it is not to be trusted.</summary>
    public static (TomlText? Read, ImmutableArray<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var result = TomlReader.Read(file, text);
        return (result.Failed ? null : new(file, result.Value!), result.Diagnostics);
    }

    /// <summary>The text after replacements; null when that can't be read any more.</summary>
    public TomlText? With(params IEnumerable<Splice> splices)
    {
        var text = Text;
        foreach (var splice in splices.OrderByDescending(static s => s.Start)) text = text[..splice.Start] + splice.With + text[splice.End..];
        return Read(File, text).Read;
    }

    /// <summary>The path with entries of arrays by number.</summary>
    public ImmutableArray<string> Resolved(ImmutableArray<string> key) => TomlPath.Resolved(Root, key);

    /// <summary>The node at a path; null: none. The empty path is the root.</summary>
    public TomlNode? Node(ImmutableArray<string> path) => TomlPath.Find(Root, path.AsSpan());

    /// <summary>The setting in a line of its own whose value stands at a path; null: there is none, or it stands in braces.</summary>
    public TomlSetting? SettingAt(ImmutableArray<string> path) => Settings().FirstOrDefault(s => s.Path.SequenceEqual(path)).Setting;

    /// <summary>The section of the header of a table; the root's has none. Null: the table has no header of its own.</summary>
    public TomlSection? SectionAt(ImmutableArray<string> path) => Sections.FirstOrDefault(s => s.Path.SequenceEqual(path));

    /// <summary>All settings that stand in lines, with their paths, from top to bottom.</summary>
    public IEnumerable<(TomlSection Section, TomlSetting Setting, ImmutableArray<string> Path)> Settings() =>
        from section in Sections
        from setting in section.Settings
        select (section, setting, section.Path.AddRange(setting.Key.Select(static k => k.Name)));

    /// <summary>How many parts of a path lead to the innermost table in braces that holds what is below; null: nothing on the way stands in braces.</summary>
    public int? BracesAbove(ImmutableArray<string> path)
    {
        for (var length = path.Length - 1; length > 0; length--)
        {
            if (Node(path[..length]) is TomlNode.Table { Kind: TomlTableKind.Inline }) return length;
        }

        return null;
    }

    /// <summary>First and last line, from 0, of a setting.</summary>
    public (int First, int Last) LinesOf(TomlSetting setting) => (Source.LineOf(setting.Start), Source.LineOf(setting.End - 1));

    /// <summary>The line, from 0, of a header.</summary>
    public int LineOf(TomlHeader header) => Source.LineOf(header.Start);

    /// <summary>The line after a section's last: that of the next header, or the end of the text.</summary>
    public int EndOf(TomlSection section)
    {
        var next = Sections.IndexOf(section) + 1;
        return next < Sections.Length ? LineOf(Sections[next].Header!) : Source.Count;
    }

    /// <inheritdoc cref="SourceText.LeadOf"/>
    public string LeadOf(int line) => Source.LeadOf(line);

    /// <inheritdoc cref="SourceText.IsBlank"/>
    public bool IsBlank(int line) => Source.IsBlank(line);

    /// <inheritdoc cref="SourceText.LinesBefore"/>
    public Splice LinesBefore(int line, params IEnumerable<string> lines) => Source.LinesBefore(line, lines);

    /// <inheritdoc cref="SourceText.LinesDeletion"/>
    public Splice LinesDeletion(int first, int last) => Source.LinesDeletion(first, last);
}
