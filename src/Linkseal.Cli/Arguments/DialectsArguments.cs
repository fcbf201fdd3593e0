using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>dialects</c> is given.</summary>
/// <param name="Name">Only this one; null: all.</param>
internal sealed record DialectsArguments(string? Name)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var name = new Argument<string?>("NAME") { Description = "A dialect or profile", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("dialects", "List the products and platforms that are known, and up to which level") { name };
        command.SetAction(parse => run(parse, session => DialectsCommand.Run(session, new(parse.GetValue(name)))));
        return command;
    }
}
