using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal apply</c>: makes it so, after showing what and asking.</summary>
internal static class ApplyCommand
{
    /// <summary>First what an earlier apply left half done, then the plan.</summary>
    public static ExitCode Run(Session session, ApplyArguments arguments)
    {
        if (Opening.Open(session, arguments.NewAuthority) is not { } workspace) return ExitCode.BadInput;
        if (workspace.Interrupted is { } interrupted)
        {
            if (Recovery.Run(session, workspace, interrupted) is { } stopped) return stopped;
            if (Opening.Open(session, arguments.NewAuthority) is not { } reopened) return ExitCode.BadInput;
            workspace = reopened;
        }

        var planned = workspace.Plan(workspace.Observe(Depth.Quick, session.Cancellation));
        session.Report.Show(planned.Diagnostics);
        if (!Opening.Accepts(session, planned)) return ExitCode.BadInput;
        return Making.Run(session, workspace, new()
        {
            Command = "apply",
            Done = "Applied",
            Plan = planned.Value!,
            Options = new() { RunSteps = !arguments.NoReload },
        });
    }
}
