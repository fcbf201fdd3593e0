using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>show</c> is given.</summary>
/// <param name="Component">Only this one; null: the whole platform.</param>
/// <param name="Tool">The command line of this client tool; null: none is asked for.</param>
internal sealed record ShowArguments(string? Component, string? Tool)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var component = new Argument<string?>("COMPONENT") { Description = "Its identity, files and links, ready to paste", Arity = ArgumentArity.ZeroOrOne };
        var tool = new Option<string?>("--tool") { Description = "The command line of one of the product's client tools, ready to paste", HelpName = "NAME" };
        var command = new Command("show", "Show components, links and their levels") { component, tool };
        command.SetAction(parse => run(parse, session => ShowCommand.Run(session, new(parse.GetValue(component), parse.GetValue(tool)))));
        return command;
    }
}
