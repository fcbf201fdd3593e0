using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>A node of a YAML document with where it stands. Aliases are replaced by what they stand for.</summary>
/// <param name="Start">Where it begins, for people.</param>
/// <param name="StartIndex">Where it begins, UTF-16 index into the text.</param>
/// <param name="EndIndex">Where it ends, exclusive; for a block collection, the end of its last node.</param>
public abstract record YamlNode(Position Start, int StartIndex, int EndIndex)
{
    /// <summary>A tag that is not YAML's own (compose's <c>!reset</c>), where the reader was told to keep them, or a mark of who resolved the tree; null: none.</summary>
    public string? Tag { get; init; }

    /// <summary>A scalar.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Value">The value, quotes and escapes resolved.</param>
    /// <param name="IsPlain">True when it stands without quotes: <c>true</c> is then a truth value, <c>8</c> a number, empty or <c>~</c> null.</param>
    public sealed record Scalar(Position Start, int StartIndex, int EndIndex, string Value, bool IsPlain) : YamlNode(Start, StartIndex, EndIndex);

    /// <summary>A mapping, its keys in the order of the text.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Entries">Keys and values.</param>
    /// <param name="IsFlow">True for <c>{ a: 1 }</c>.</param>
    public sealed record Mapping(Position Start, int StartIndex, int EndIndex, ImmutableArray<YamlEntry> Entries, bool IsFlow) : YamlNode(Start, StartIndex, EndIndex)
    {
        /// <summary>The value under a key; null where there is none.</summary>
        public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Value == key)?.Value;
    }

    /// <summary>A sequence.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Items">The items.</param>
    /// <param name="IsFlow">True for <c>[a, b]</c>.</param>
    public sealed record Sequence(Position Start, int StartIndex, int EndIndex, ImmutableArray<YamlNode> Items, bool IsFlow) : YamlNode(Start, StartIndex, EndIndex);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key; a mapping or sequence as key is refused when reading.</param>
/// <param name="Value">The value; an empty plain scalar where nothing stands.</param>
public sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value)
{
    /// <summary>True for an item of a sequence, whose key is the part of a path that names it.</summary>
    internal bool IsItem { get; init; }
}
