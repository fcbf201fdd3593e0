using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary><c>demo</c> is given nothing of its own.</summary>
internal static class DemoArguments
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var command = new Command("demo", "Do the main job on an embedded Harbor folder, in ./linkseal-demo; runs no docker, touches nothing else");
        command.SetAction(parse => run(parse, DemoCommand.Run));
        return command;
    }
}
