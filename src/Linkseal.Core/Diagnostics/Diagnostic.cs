using System.Runtime.InteropServices;

namespace Linkseal.Core.Diagnostics;

/// <summary>A place in a text file.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Position(int Line, int Column);

/// <summary>The input is wrong: one thing, where it stands, what was expected and what to do.</summary>
/// <param name="Code">Stable code, <c>LS1xxx</c>; <c>linkseal explain CODE</c> has its page.</param>
/// <param name="Severity">Errors end the run with exit code 2 and nothing written.</param>
/// <param name="Message">What is wrong and what was expected, one sentence.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message)
{
    /// <summary>The file it is about; null: no file (an argument).</summary>
    public string? File { get; init; }

    /// <summary>Where in <see cref="File"/>; null: the file as a whole.</summary>
    public Position? At { get; init; }

    /// <summary>What to do, one sentence; null: the message says it.</summary>
    public string? Hint { get; init; }
}
