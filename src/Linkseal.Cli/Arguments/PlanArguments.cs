using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>plan</c> is given.</summary>
/// <param name="Check">Exit with 1 where changes are pending.</param>
/// <param name="NewAuthority">Plan as <c>apply --new-authority</c> would.</param>
internal sealed record PlanArguments(bool Check, bool NewAuthority)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var check = new Option<bool>("--check") { Description = "Exit with 1 where changes are pending" };
        var newAuthority = new Option<bool>("--new-authority") { Description = "Plan as apply --new-authority would" };
        var command = new Command("plan", "Show what apply would change; changes nothing") { check, newAuthority };
        command.SetAction(parse => run(parse, session => PlanCommand.Run(session, new(parse.GetValue(check), parse.GetValue(newAuthority)))));
        return command;
    }
}
