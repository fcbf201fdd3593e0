using System.CommandLine;
using Linkseal.Cli.Commands;

namespace Linkseal.Cli.Arguments;

/// <summary>What <c>status</c> is given.</summary>
/// <param name="ExpiresWithin">A certificate that ends within this time counts as due; zero: only one that has ended.</param>
internal sealed record StatusArguments(TimeSpan ExpiresWithin)
{
    private const string Name = "--expires-within";

    /// <summary>The command.</summary>
    public static Command Define(RunCommand run)
    {
        var within = new Option<string?>(Name) { Description = "Exit with 1 where a certificate ends within this time: 14d, 2w, 12h", HelpName = "TIME" };
        var command = new Command("status", "List certificates by expiry, and each link's level") { within };
        command.SetAction(parse => run(parse, session =>
        {
            if (parse.GetValue(within) is not { } text) return StatusCommand.Run(session, new(TimeSpan.Zero));
            if (Core.Certificates.Lifetime.Parse(text) is { } given) return StatusCommand.Run(session, new(given.Approximate));
            session.Report.Show([UsageDiagnostics.BadTimeSpan(Name, text)]);
            return ExitCode.BadInput;
        }));
        return command;
    }
}
