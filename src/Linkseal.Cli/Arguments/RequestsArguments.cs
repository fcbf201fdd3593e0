using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>requests</c> is given.</summary>
/// <param name="To">The folder for the requests, absolute.</param>
internal sealed record RequestsArguments(string To)
{
    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var to = new Option<string>("--to") { Description = "The folder that gets one NAME.csr per leaf", HelpName = "DIR", Required = true };
        var command = new Command("requests", "Write certificate requests for a CA that is not ours; the keys stay in the state") { to };
        command.SetAction(parse => run(parse, session =>
            RequestsCommand.Run(session, new(Path.GetFullPath(parse.GetRequiredValue(to), session.Terminal.Folder)))));
        return command;
    }
}
