using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>check</c> is given: nothing but the options of every command.</summary>
internal static class CheckArguments
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var command = new Command("check", "Find what is broken or open, from files alone; needs no description in a folder that init recognises");
        command.SetAction(parse => run(parse, CheckCommand.Run));
        return command;
    }
}
