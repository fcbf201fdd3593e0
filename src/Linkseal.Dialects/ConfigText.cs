using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>What dialects ask of a configuration in a format of statements, and how they spell their edits.</summary>
internal static class ConfigText
{
    /// <summary>The mode of a configuration that holds no secret: everybody may read it.</summary>
    public const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Of a configuration that is Linkseal's alone.
    private const string Heading = "# Written by Linkseal: changes made here are lost.\n";

    /// <summary>A document that was read; null: it is missing, or can't be read (the editor then says so).</summary>
    public static StatementDocument? Read(ImmutableDictionary<string, string> documents, ConfigFormat format, string path) =>
        documents.TryGetValue(path, out var text) ? StatementReader.Read(format, path, text).Value : null;

    /// <summary>The same of a document in YAML.</summary>
    public static YamlNode.Mapping? ReadYaml(ImmutableDictionary<string, string> documents, string path) =>
        documents.TryGetValue(path, out var text) ? YamlReader.Read(path, text).Value as YamlNode.Mapping : null;

    /// <summary>A file of configuration that is Linkseal's alone, where <c>#</c> begins a comment.</summary>
    /// <param name="request">The component.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="text">What it says below its first line.</param>
    public static DesiredFile OurFile(DialectRequest request, string path, string text) =>
        new() { Path = path, Component = request.Name, Content = new FileContent.Known(Heading + text), Mode = Readable };

    /// <summary>The folder that a path lies in.</summary>
    public static string Folder(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];

    /// <summary>The last part of a path.</summary>
    public static string LastPart(string path) => path[(path.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');

    /// <summary>The port that a setting says, alone or behind a colon (<c>127.0.0.1:4222</c>); null: none.</summary>
    public static int? Port(string? value) =>
        value is not null && int.TryParse(value.AsSpan(value.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    /// <summary>A number as configuration spells it.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A setting that is a text.</summary>
    public static Edit Set(string value, params ImmutableArray<string> key) => new Edit.Set(key, new EditValue.Text(value));

    /// <summary>A setting that is a truth value.</summary>
    public static Edit Set(bool value, params ImmutableArray<string> key) => new Edit.Set(key, new EditValue.Flag(value));

    /// <summary>A setting that is a number.</summary>
    public static Edit Set(int value, params ImmutableArray<string> key) => new Edit.Set(key, new EditValue.Number(value));
}
