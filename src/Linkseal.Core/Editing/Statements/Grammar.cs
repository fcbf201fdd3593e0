using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Statements;

/// <summary>What a format of statements does its own way; everything else is the same for all of them.</summary>
/// <param name="Name">The format's name for people, as in <c>this can't be read as …</c>.</param>
internal sealed record Grammar(string Name)
{
    /// <summary>True where statements end with a sign and braces open a section; false: a line is a statement.</summary>
    public bool HasBraces { get; init; }

    /// <summary>What begins a comment that goes to the end of its line.</summary>
    public ImmutableArray<string> Comments { get; init; } = ["#"];

    /// <summary>True where <c>/* … */</c> is a comment too.</summary>
    public bool HasBlockComments { get; init; }

    /// <summary>Where in a line a comment can begin.</summary>
    public CommentPlace CommentPlace { get; init; }

    /// <summary>What of a commented-out statement is taken for a setting.</summary>
    public CommentedForm Commented { get; init; } = CommentedForm.FewWords;

    /// <summary>How words are quoted.</summary>
    public WordRules Words { get; init; } = new();

    /// <summary>What stands between a name and its value.</summary>
    public SignRule Sign { get; init; }

    /// <summary>The sign as it is written where no neighbour shows how.</summary>
    public string NewSign { get; init; } = " ";

    /// <summary>True where a value is the rest of its line, whatever stands in it.</summary>
    public bool RestIsValue { get; init; }

    /// <summary>True where a backslash at the end of a line makes the next one its continuation.</summary>
    public bool GoesOnBelow { get; init; }

    /// <summary>True where <c>[name]</c> opens a section.</summary>
    public bool HasBrackets { get; init; }

    /// <summary>The words with which a line opens a section; empty: none does.</summary>
    public ImmutableArray<string> SectionWords { get; init; } = [];

    /// <summary>True where two sections of one name are one.</summary>
    public bool SectionsMerge { get; init; }

    /// <summary>True where each of several statements of one name counts; false: the last does.</summary>
    public bool EachCounts { get; init; }

    /// <summary>Names that are the same have the same folded form.</summary>
    public Func<string, string> Fold { get; init; } = static name => name;

    /// <summary>How true is said, the word that is written first.</summary>
    public ImmutableArray<string> True { get; init; } = ["true"];

    /// <summary>How false is said.</summary>
    public ImmutableArray<string> False { get; init; } = ["false"];

    /// <summary>True where text in quotes is another value than the same without: <c>"1"</c> and <c>1</c>.</summary>
    public bool IsTyped { get; init; }

    /// <summary>True where brackets hold a list, and braces under a name a section: NATS and JSON.</summary>
    public bool HasValues { get; init; }

    /// <summary>True where a comma has to stand between two settings.</summary>
    public bool NeedsCommas { get; init; }

    /// <summary>What ends a statement that is written.</summary>
    public string Terminator { get; init; } = "";

    /// <summary>What separates statements that are written into one line.</summary>
    public string BesideOnLine { get; init; } = " ";

    /// <summary>The statements that bring in other files.</summary>
    public ImmutableArray<string> Includes { get; init; } = [];

    /// <summary>True where a part of a path is several words; false: it is one name.</summary>
    public bool PartsAreWords => Sign == SignRule.Blank;

    /// <summary>True where a name can stand without a value.</summary>
    public bool NamesStandAlone => PartsAreWords || HasBrackets;

    /// <summary>True where blanks at a value's end belong to it.</summary>
    public bool KeepsBlanks => Sign == SignRule.Loose;

    /// <summary>True where lines open sections.</summary>
    public bool HasHeaders => HasBrackets || !SectionWords.IsEmpty;
}

/// <summary>Where in a line a comment can begin.</summary>
internal enum CommentPlace
{
    /// <summary>At its beginning only.</summary>
    LineStart,

    /// <summary>There and behind a blank.</summary>
    AfterBlank,

    /// <summary>Anywhere outside quotes.</summary>
    Anywhere,
}

/// <summary>What of a commented-out statement is taken for a setting, and what for prose.</summary>
internal enum CommentedForm
{
    /// <summary>No more words than a setting has; prose has more.</summary>
    FewWords,

    /// <summary>No blank behind the mark.</summary>
    Tight,

    /// <summary>The sign that stands in a setting; a name alone must have no blank before it.</summary>
    Signed,

    /// <summary>Nothing: rows that are commented out are no defaults.</summary>
    None,
}

/// <summary>What stands between a name and its value.</summary>
internal enum SignRule
{
    /// <summary>Blanks; several words may follow.</summary>
    Blank,

    /// <summary><c>=</c>; a name may stand alone where <see cref="Grammar.Commented"/> of it is known, and lines that begin with <c>!</c> are words.</summary>
    Equals,

    /// <summary><c>=</c> or nothing.</summary>
    OptionalEquals,

    /// <summary><c>=</c>, <c>:</c> or a blank.</summary>
    Loose,

    /// <summary><c>:</c>.</summary>
    Colon,
}
