using System.Collections.Immutable;
using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>done</c> is given.</summary>
/// <param name="Steps">The steps that are done; empty: all that were printed.</param>
internal sealed record DoneArguments(ImmutableArray<string> Steps)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var steps = new Argument<string[]>("STEP") { Description = "The name of a printed step, as in status -o json; default: all", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("done", "Say that the commands which were printed to be typed by hand are done") { steps };
        command.SetAction(parse => run(parse, session => DoneCommand.Run(session, new([.. parse.GetValue(steps) ?? []]))));
        return command;
    }
}
