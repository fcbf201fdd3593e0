namespace Linkseal.Cli.Views;

/// <summary>How a piece of text looks on a terminal.</summary>
internal enum Style
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Headings.</summary>
    Bold,

    /// <summary>What may be passed over.</summary>
    Dim,

    /// <summary>Errors, what goes.</summary>
    Red,

    /// <summary>What comes.</summary>
    Green,

    /// <summary>Warnings, what changes.</summary>
    Yellow,

    /// <summary>What is run, places in a diff.</summary>
    Cyan,
}
