namespace Linkseal.Core.Editing.Statements;

/// <summary>How the words of a format are quoted and escaped.</summary>
internal sealed record WordRules
{
    /// <summary>The signs that quote, the one that is written first.</summary>
    public string Quotes { get; init; } = "";

    /// <summary>True where quotes can begin within a word.</summary>
    public bool QuotesInside { get; init; }

    /// <summary>True where a word can go on behind a closing quote.</summary>
    public bool GoesOnAfterQuotes { get; init; }

    /// <summary>The quotes within which a doubled quote is one.</summary>
    public string Doubles { get; init; } = "";

    /// <summary>The quotes within which a backslash escapes.</summary>
    public string Escapes { get; init; } = "";

    /// <summary>The quotes within which a backslash escapes that quote, and nothing else.</summary>
    public string EscapesItself { get; init; } = "";

    /// <summary>True where a backslash escapes outside quotes too.</summary>
    public bool EscapesOutside { get; init; }

    /// <summary>What letters mean behind a backslash: pairs of the letter and its meaning.</summary>
    public string Letters { get; init; } = "n\nr\rt\t";

    /// <summary>The letters behind a backslash that a number in base 16 follows, of as many digits: <c>x</c> of 2, <c>u</c> of 4.</summary>
    public string Numbers { get; init; } = "";

    /// <summary>The signs before which a backslash goes; before any other it stays. Empty: before all it goes.</summary>
    public string Escapable { get; init; } = "";

    /// <summary>The signs that end a word without quotes, blanks and line ends aside.</summary>
    public string Ends { get; init; } = "";

    /// <summary>True where a word that ends in a comma goes on with the next.</summary>
    public bool GoesOnAfterComma { get; init; }

    /// <summary>The signs besides letters and digits that are written without quotes; empty: whatever reads back as it was.</summary>
    public string Bare { get; init; } = "";

    /// <summary>True where quoted text is written even when it could do without.</summary>
    public bool PrefersQuotes { get; init; }

    /// <summary>True where text in quotes can go over line ends.</summary>
    public bool SpansLines { get; init; }

    /// <summary>True where <c>${</c> does not end a word.</summary>
    public bool HasVariables { get; init; }
}
