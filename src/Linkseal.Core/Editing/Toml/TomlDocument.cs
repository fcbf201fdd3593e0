using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>A TOML text that was read: its tables, and questions by the path of keys.</summary>
public sealed class TomlDocument
{
    internal TomlDocument(TomlNode.Table root, ImmutableArray<TomlSection> sections, SourceText source)
    {
        Root = root;
        Sections = sections;
        Source = source;
    }

    /// <summary>The document's table.</summary>
    public TomlNode.Table Root { get; }

    /// <summary>Headers and settings as they stand, from top to bottom.</summary>
    internal ImmutableArray<TomlSection> Sections { get; }

    /// <summary>The text.</summary>
    internal SourceText Source { get; }

    /// <summary>
    /// What stands at a path; null: nothing does. A part <c>[name=value]</c> is the entry of an array whose <c>name</c> is <c>value</c>,
    /// <c>[2]</c> the third entry.
    /// </summary>
    public TomlNode? Find(params ReadOnlySpan<string> path) => TomlPath.Find(Root, path);

    /// <summary>The string at a path; null: none stands there.</summary>
    public string? Text(params ReadOnlySpan<string> path) => (Find(path) as TomlNode.Scalar)?.Text;

    /// <summary>The whole number at a path; null: none stands there.</summary>
    public long? Integer(params ReadOnlySpan<string> path) => (Find(path) as TomlNode.Scalar)?.Integer;

    /// <summary>The truth value at a path; null: none stands there.</summary>
    public bool? Flag(params ReadOnlySpan<string> path) => (Find(path) as TomlNode.Scalar)?.Flag;

    /// <summary>The strings of the array at a path; null: no array stands there, or one that holds something else too.</summary>
    public ImmutableArray<string>? Texts(params ReadOnlySpan<string> path)
    {
        if (Find(path) is not TomlNode.Array array) return null;
        var texts = array.Items.Select(static i => (i as TomlNode.Scalar)?.Text).ToImmutableArray();
        return texts.Contains(null) ? null : texts!;
    }
}
