using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Statements;

/// <summary>One statement of a configuration: a setting, a row, or the opening of a section with what stands in it.</summary>
public sealed class Statement
{
    private readonly string text;

    internal Statement(string text, ImmutableArray<string> section, Position at, ImmutableArray<Word> words, int headEnd)
    {
        (this.text, Section, At, Words, HeadEnd) = (text, section, at, words, headEnd);
        End = headEnd;
    }

    /// <summary>The sections in which it stands, from outside in, each by its words: <c>http</c>, <c>server</c>.</summary>
    public ImmutableArray<string> Section { get; }

    /// <summary>Where it begins.</summary>
    public Position At { get; }

    /// <summary>Its first word: the key, the directive, the section's keyword.</summary>
    public string Name => Words[0].Text;

    /// <summary>The words behind it, quotes and escapes resolved; of a list in brackets its items, those that are no text as they stand.</summary>
    public ImmutableArray<string> Arguments => Words is [_, { Items.IsDefault: false } list] ? [.. list.Items.Select(static i => i.Text)] : [.. Words.Skip(1).Select(static w => w.Text)];

    /// <summary>The value as the product takes it: one word without its quotes, several as they stand; empty: none.</summary>
    public string Value => Words.Length == 2 ? Words[1].Text : Raw;

    /// <summary>The text behind the first word as it stands, without the comment behind it.</summary>
    public string Raw => RawFrom(1);

    /// <summary>True when it stands behind a comment mark.</summary>
    public bool IsCommentedOut { get; internal init; }

    /// <summary>True when it opens a section.</summary>
    public bool IsSection => Body is not null;

    /// <summary>What stands in the section; empty for a setting.</summary>
    public ImmutableArray<Statement> Statements => Body?.Statements ?? [];

    /// <summary>The words; the first is the name.</summary>
    internal ImmutableArray<Word> Words { get; }

    /// <summary>True when a sign stands between name and value.</summary>
    internal bool HasSign { get; init; }

    /// <summary>The section that it opens; null: it opens none.</summary>
    internal Block? Body { get; private set; }

    internal int Start => Words[0].Start is var start && HasBrackets ? start - 1 : start;

    /// <summary>True for <c>[name]</c>.</summary>
    internal bool HasBrackets { get; init; }

    /// <summary>Where the statement ends without its section: behind its words and its terminator.</summary>
    internal int HeadEnd { get; }

    /// <summary>Where it ends with its section and its terminator.</summary>
    internal int End { get; private set; }

    /// <summary>The text of the words from a number on, as it stands; empty: there are none.</summary>
    internal string RawFrom(int word) => word < Words.Length ? text[Words[word].Start..Words[^1].End] : "";

    /// <summary>Gives it the section that it opens.</summary>
    internal void Open(Block body, int end) => (Body, End) = (body, end);
}

/// <summary>The inside of a section, or the whole text.</summary>
/// <param name="Owner">The statement that opens it; null: the whole text.</param>
/// <param name="Open">Where it begins: behind the brace, behind the header's line.</param>
/// <param name="Close">Where it ends: at the brace, where the next header begins, at the end of the text.</param>
/// <param name="Statements">What stands in it.</param>
internal sealed record Block(Statement? Owner, int Open, int Close, ImmutableArray<Statement> Statements)
{
    /// <summary>True when it stands between braces; those round the whole text count.</summary>
    public bool IsBraced { get; init; }

    /// <summary>True when it is the whole text, no braces round it.</summary>
    public bool IsWhole => Owner is null && !IsBraced;
}
