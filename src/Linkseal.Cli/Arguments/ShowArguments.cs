using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>show</c> is given.</summary>
/// <param name="Component">Only this one; null: the whole platform.</param>
internal sealed record ShowArguments(string? Component)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var component = new Argument<string?>("COMPONENT") { Description = "Its identity, files and links, ready to paste", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Show components, links and their levels") { component };
        command.SetAction(parse => run(parse, session => ShowCommand.Run(session, new(parse.GetValue(component)))));
        return command;
    }
}
