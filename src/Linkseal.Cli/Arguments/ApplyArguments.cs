using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>apply</c> is given.</summary>
/// <param name="NoReload">Steps are remembered, not run.</param>
/// <param name="NewAuthority">Certificates of an authority that is not in the state may be replaced.</param>
internal sealed record ApplyArguments(bool NoReload, bool NewAuthority)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var noReload = new Option<bool>("--no-reload") { Description = "Write the files, and leave the steps that put them into effect" };
        var newAuthority = new Option<bool>("--new-authority") { Description = "Replace certificates of an authority that is not in the state" };
        var command = new Command("apply", "Make it so: show the plan, ask, issue, write, put into effect; renews what is due") { noReload, newAuthority };
        command.SetAction(parse => run(parse, session => ApplyCommand.Run(session, new(parse.GetValue(noReload), parse.GetValue(newAuthority)))));
        return command;
    }
}
