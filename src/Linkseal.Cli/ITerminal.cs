namespace Linkseal.Cli;

/// <summary>All that the program knows of the console and its surroundings, so that commands and views run in memory under test.</summary>
internal interface ITerminal
{
    /// <summary>Results.</summary>
    TextWriter Output { get; }

    /// <summary>Diagnostics, questions, progress.</summary>
    TextWriter Error { get; }

    /// <summary>True when a person reads <see cref="Output"/>.</summary>
    bool OutputIsTerminal { get; }

    /// <summary>True when a person reads <see cref="Error"/>.</summary>
    bool ErrorIsTerminal { get; }

    /// <summary>True when a question can be asked: a person reads <see cref="Error"/> and types.</summary>
    bool CanAsk { get; }

    /// <summary>Columns; 100 where nobody looks.</summary>
    int Width { get; }

    /// <summary>The folder that relative paths start from, absolute.</summary>
    string Folder { get; }

    /// <summary>The clock.</summary>
    TimeProvider Clock { get; }

    /// <summary>A line that was typed; null: the end of input.</summary>
    string? ReadLine();

    /// <summary>An environment variable; null: not set.</summary>
    string? Variable(string name);
}
