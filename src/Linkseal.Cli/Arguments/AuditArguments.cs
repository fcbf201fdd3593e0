using System.Collections.Immutable;
using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>audit</c> is given.</summary>
/// <param name="Paths">Folders and files, as typed; empty: this folder.</param>
/// <param name="As">What files are, said by hand: <c>tikv=FILE</c>, as typed.</param>
internal sealed record AuditArguments(ImmutableArray<string> Paths, ImmutableArray<string> As)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Folders or configuration files of platforms (default: this folder)", Arity = ArgumentArity.ZeroOrMore };
        var roles = new Option<string[]>("--as") { Description = RolesByHand.Help, HelpName = "ROLE=FILE" };
        var command = new Command("audit", "How sealed is it as it stands? Needs no description, writes nothing") { paths, roles };
        command.SetAction(parse => run(parse, session => AuditCommand.Run(session, new([.. parse.GetValue(paths) ?? []], [.. parse.GetValue(roles) ?? []]))));
        return command;
    }
}
