using System.Collections.Immutable;

namespace Linkseal.Cli.Demo;

/// <summary>One act of the demo: what is said, what is typed, how it has to end.</summary>
/// <param name="Says">One or two sentences before the command.</param>
/// <param name="Types">The command's arguments, as an operator would type them in the installer's folder.</param>
/// <param name="Ends">The exit code that the act shows.</param>
internal sealed record Act(string Says, ImmutableArray<string> Types, ExitCode Ends)
{
    /// <summary>What happens to the folder before the command; null: nothing.</summary>
    public Action<DemoFolder>? Before { get; init; }
}

/// <summary>The acts, in order: plaintext, described, planned, applied, clean, broken, found, repaired.</summary>
internal static class DemoStory
{
    /// <summary>The whole story.</summary>
    public static ImmutableArray<Act> Acts { get; } =
    [
        new("A Harbor 2.12 as many are: its components talk in plaintext. What does check find?", ["check"], ExitCode.Differs),
        new("One file describes it. init makes it from what lies in the folder.", ["init"], ExitCode.Ok),
        new("What would be done? Nothing is written yet.", ["plan"], ExitCode.Ok),
        new("Do it: make the authority and the certificates, set owners and modes, edit harbor.yml.", ["apply", "--yes"], ExitCode.Ok),
        new("And now?", ["check"], ExitCode.Ok),
        new("A fault that Harbor's own prepare accepts and that ends in 502s: somebody copied portal's pair over core's.", ["check"], ExitCode.Differs)
        {
            Before = static folder => folder.BreakCore(),
        },
        new("Found by name, before anything was restarted. apply repairs it.", ["apply", "--yes"], ExitCode.Ok),
        new("Repaired.", ["check"], ExitCode.Ok),
    ];
}
