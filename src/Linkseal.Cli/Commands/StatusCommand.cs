using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal status [--expires-within 14d]</c>: certificates by expiry, and each link's level by files.</summary>
internal static class StatusCommand
{
    /// <summary>Ends with 1 where a certificate has expired, ends within the time asked about, or was applied and is gone.</summary>
    public static ExitCode Run(Session session, StatusArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Full) is not { } observed) return ExitCode.BadInput;
        Opening.SayInterrupted(session, workspace);
        var report = workspace.Status(observed, arguments.ExpiresWithin);
        session.Report.Show(new StatusView(workspace.Expansion.Platform, observed.Now, report));
        return report.IsWrong ? ExitCode.Differs : ExitCode.Ok;
    }
}
