using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>completion</c> is given.</summary>
/// <param name="Shell"><c>bash</c> or <c>zsh</c>.</param>
internal sealed record CompletionArguments(string Shell)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash or zsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Print the script that makes a shell complete commands and options") { shell };
        command.SetAction(parse => run(parse, session => CompletionCommand.Run(session, new(parse.GetRequiredValue(shell)))));
        return command;
    }
}
