using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>A value of a TOML document with where it stands.</summary>
/// <param name="Start">Where it begins, for people.</param>
/// <param name="StartIndex">Where it begins, UTF-16 index into the text.</param>
/// <param name="EndIndex">Where it ends, exclusive.</param>
public abstract record TomlNode(Position Start, int StartIndex, int EndIndex)
{
    /// <summary>A string, a number, a truth value, a date or a time.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Value">
    /// A string's own characters; of everything else one form for each value: <c>255</c> for <c>0xFF</c>, <c>1987-07-05T17:45:00Z</c> for
    /// <c>1987-07-05 17:45:00z</c>, <c>true</c>, <c>inf</c>.
    /// </param>
    public sealed record Scalar(Position Start, int StartIndex, int EndIndex, TomlKind Kind, string Value) : TomlNode(Start, StartIndex, EndIndex)
    {
        /// <summary>The string; null for every other kind.</summary>
        public string? Text => Kind == TomlKind.String ? Value : null;

        /// <summary>The whole number; null for every other kind.</summary>
        public long? Integer => Kind == TomlKind.Integer ? long.Parse(Value, CultureInfo.InvariantCulture) : null;

        /// <summary>The number with a point or an exponent; null for every other kind.</summary>
        public double? Float => Kind == TomlKind.Float ? TomlNumbers.Float(Value) : null;

        /// <summary>The truth value; null for every other kind.</summary>
        public bool? Flag => Kind == TomlKind.Boolean ? Value == "true" : null;
    }

    /// <summary>A table. One in braces spans them; else the span is the header, or the key that first named it; the root's is the whole text.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Entries">Keys and values, in the order of the text.</param>
    /// <param name="Kind">How it was written.</param>
    public sealed record Table(Position Start, int StartIndex, int EndIndex, ImmutableArray<TomlEntry> Entries, TomlTableKind Kind) : TomlNode(Start, StartIndex, EndIndex)
    {
        /// <summary>The value under a key; null where there is none.</summary>
        public TomlNode? this[string key] => Entry(key)?.Value;

        /// <summary>The entry of a key; null where there is none.</summary>
        public TomlEntry? Entry(string key) => Entries.FirstOrDefault(e => e.Key == key);
    }

    /// <summary>An array. One in brackets spans them; one of <c>[[headers]]</c> has the span of the first.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="StartIndex">UTF-16 index of its first character.</param>
    /// <param name="EndIndex">UTF-16 index after its last character.</param>
    /// <param name="Items">The items.</param>
    /// <param name="IsTables">True for one of <c>[[headers]]</c>.</param>
    public sealed record Array(Position Start, int StartIndex, int EndIndex, ImmutableArray<TomlNode> Items, bool IsTables) : TomlNode(Start, StartIndex, EndIndex);
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's own characters, without quotes; of a dotted key the one part.</param>
/// <param name="At">Where the key stands.</param>
/// <param name="KeyIndex">UTF-16 index of the key's first character.</param>
/// <param name="Value">The value.</param>
public sealed record TomlEntry(string Key, Position At, int KeyIndex, TomlNode Value);

/// <summary>What a scalar is.</summary>
public enum TomlKind
{
    /// <summary>Text in quotes.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number with a point or an exponent, an infinity, or no number (<c>nan</c>).</summary>
    Float,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A date and a time with its offset.</summary>
    OffsetDateTime,

    /// <summary>A date and a time of nowhere in particular.</summary>
    LocalDateTime,

    /// <summary>A date.</summary>
    LocalDate,

    /// <summary>A time of day.</summary>
    LocalTime,
}

/// <summary>How a table was written: that decides where its keys may stand.</summary>
public enum TomlTableKind
{
    /// <summary>The document.</summary>
    Root,

    /// <summary>By a header of its own, <c>[a]</c> or <c>[[a]]</c>.</summary>
    Header,

    /// <summary>Only by the header of a table below it: the <c>a</c> of <c>[a.b]</c>.</summary>
    Implied,

    /// <summary>By dotted keys: the <c>a</c> of <c>a.b = 1</c>.</summary>
    Dotted,

    /// <summary>In braces.</summary>
    Inline,
}
