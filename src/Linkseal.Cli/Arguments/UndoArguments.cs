using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>undo</c> is given.</summary>
/// <param name="NoReload">Steps are remembered, not run.</param>
internal sealed record UndoArguments(bool NoReload)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var noReload = new Option<bool>("--no-reload") { Description = "Give the files back, and leave the steps that put them into effect" };
        var command = new Command("undo", "Give back what the last apply replaced") { noReload };
        command.SetAction(parse => run(parse, session => UndoCommand.Run(session, new(parse.GetValue(noReload)))));
        return command;
    }
}
