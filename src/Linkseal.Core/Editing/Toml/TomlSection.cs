using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>A header: <c>[a.b]</c>, or <c>[[a.b]]</c> for one more entry of an array of tables.</summary>
/// <param name="Key">The parts between the brackets.</param>
/// <param name="IsArray">True for two brackets.</param>
/// <param name="Start">UTF-16 index of the first bracket.</param>
/// <param name="End">UTF-16 index after the last.</param>
internal sealed record TomlHeader(ImmutableArray<TomlKeyPart> Key, bool IsArray, int Start, int End);

/// <summary>A key with its value, as it stands in a line.</summary>
/// <param name="Key">The key's parts.</param>
/// <param name="Value">The value.</param>
internal sealed record TomlSetting(ImmutableArray<TomlKeyPart> Key, TomlNode Value)
{
    /// <summary>UTF-16 index of the key's first character.</summary>
    public int Start => Key[0].Start;

    /// <summary>UTF-16 index after the value.</summary>
    public int End => Value.EndIndex;
}

/// <summary>A header with the settings up to the next one; the first section of a document has no header.</summary>
/// <param name="Header">The header; null for what stands before the first.</param>
/// <param name="Path">The table's path from the root, entries of arrays by number: <c>servers</c>, <c>[0]</c>.</param>
/// <param name="Settings">The settings, in the order of the text.</param>
internal sealed record TomlSection(TomlHeader? Header, ImmutableArray<string> Path, ImmutableArray<TomlSetting> Settings);
