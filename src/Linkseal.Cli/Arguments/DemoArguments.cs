using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>demo</c> is given.</summary>
/// <param name="Stay">True: the platform runs on until Ctrl-C.</param>
internal sealed record DemoArguments(bool Stay)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var stay = new Option<bool>("--stay") { Description = "Leave the platform running until Ctrl-C, to try things on it" };
        var command = new Command("demo", "Do the main job on a small platform that runs in ./linkseal-demo: seal it, prove it, break it, repair it") { stay };
        command.SetAction(parse => run(parse, session => DemoCommand.Run(session, new(parse.GetValue(stay)))));
        return command;
    }
}
