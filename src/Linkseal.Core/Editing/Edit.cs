using System.Collections.Immutable;

namespace Linkseal.Core.Editing;

/// <summary>The formats of configuration that Linkseal edits without losing a byte that it did not have to change.</summary>
public enum ConfigFormat
{
    /// <summary>YAML 1.1/1.2, located with YamlDotNet's marks.</summary>
    Yaml,

    /// <summary>TOML 1.0.</summary>
    Toml,
}

/// <summary>One change to a configuration file, by the key's path, never by offset.</summary>
/// <param name="Key">
/// The path of mapping keys from the document's root. A part <c>[name=value]</c> is the entry of a list whose <c>name</c> is <c>value</c>,
/// a part <c>[2]</c> the third entry.
/// </param>
public abstract record Edit(ImmutableArray<string> Key)
{
    /// <summary>The setting has this value afterwards; a commented-out default becomes the setting in its place.</summary>
    /// <param name="Key">The path of mapping keys.</param>
    /// <param name="Value">The value.</param>
    public sealed record Set(ImmutableArray<string> Key, EditValue Value) : Edit(Key)
    {
        /// <summary>The key of the same mapping behind which a new setting goes; null, or where there is no such key: behind the last.</summary>
        public string? After { get; init; }
    }

    /// <summary>The setting is gone afterwards.</summary>
    /// <param name="Key">The path of mapping keys.</param>
    public sealed record Remove(ImmutableArray<string> Key) : Edit(Key);
}

/// <summary>A value to write; the format decides on quotes.</summary>
public abstract record EditValue
{
    private EditValue()
    {
    }

    /// <summary>A string.</summary>
    /// <param name="Value">The string.</param>
    public sealed record Text(string Value) : EditValue;

    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(long Value) : EditValue;

    /// <summary>A truth value.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Flag(bool Value) : EditValue;

    /// <summary>A list of strings, written on one line.</summary>
    /// <param name="Items">The strings, in order.</param>
    public sealed record List(ImmutableArray<string> Items) : EditValue
    {
        /// <summary>Equal by the items, in order.</summary>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, static (hash, item) => HashCode.Combine(hash, item));
    }
}

/// <summary>An edit that was made: how to find ours again, and what stood there before.</summary>
/// <param name="Key">The path of the setting, or of the block's first key.</param>
/// <param name="Original">The text that was replaced, whole lines or one value; empty: nothing stood there.</param>
/// <param name="Ours">The text that stands there now; empty: it was removed.</param>
/// <param name="Kind">What the two texts are.</param>
public sealed record AppliedEdit(ImmutableArray<string> Key, string Original, string Ours, AppliedEditKind Kind)
{
    /// <summary>
    /// Where lines were removed, the lines that stood before them, back to the first that is neither empty nor a comment, between <c>\n</c>;
    /// null: none did, or nothing was removed.
    /// </summary>
    public string? LinesBefore { get; init; }

    /// <summary>The same for the lines after them, on to the first that is neither empty nor a comment.</summary>
    public string? LinesAfter { get; init; }

    /// <summary>Equal by what the edits say: the path's keys one by one.</summary>
    public bool Equals(AppliedEdit? other) =>
        other is not null && Key.SequenceEqual(other.Key) && (Original, Ours, Kind, LinesBefore, LinesAfter) == (other.Original, other.Ours, other.Kind, other.LinesBefore, other.LinesAfter);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(string.Join('\n', Key), Original, Ours, Kind);
}

/// <summary>What the texts of an <see cref="AppliedEdit"/> are.</summary>
public enum AppliedEditKind
{
    /// <summary>One scalar within its line, or a flow mapping that lost an entry.</summary>
    Value,

    /// <summary>
    /// Whole lines, with their line ends. Original and ours have the same number of lines (a commented-out block that became
    /// the setting), or one of them is empty. Lines added at the end of a text without a final line end begin with one instead.
    /// </summary>
    Lines,

    /// <summary>One entry of a flow mapping, with its comma.</summary>
    Entry,
}
