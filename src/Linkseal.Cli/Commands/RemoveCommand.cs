using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal remove [--component X] [--with-authority]</c>: takes Linkseal out again; later edits by hand survive.</summary>
internal static class RemoveCommand
{
    /// <summary>Shows what would go, asks, and takes it out.</summary>
    public static ExitCode Run(Session session, RemoveArguments arguments)
    {
        if (Opening.Open(session) is not { } workspace) return ExitCode.BadInput;
        if (workspace.Interrupted is { } interrupted)
        {
            if (Recovery.Run(session, workspace, interrupted) is { } stopped) return stopped;
            if (Opening.Open(session) is not { } reopened) return ExitCode.BadInput;
            workspace = reopened;
        }

        var observed = workspace.Observe(Depth.Quick, session.Cancellation);
        var known = workspace.Expansion.Platform.Components.Any(c => c.Name == arguments.Component)
            || observed.Inventory.Files.Values.Any(f => f.Component == arguments.Component)
            || observed.Inventory.Edits.Values.Any(e => e.Component == arguments.Component);
        if (arguments.Component is { } component && !known)
        {
            session.Report.Show([Unknown.Component(component, workspace.Expansion.Platform)]);
            return ExitCode.BadInput;
        }

        var planned = workspace.PlanRemove(observed, arguments.Component);
        session.Report.Show(planned.Diagnostics);
        if (!Opening.Accepts(session, planned)) return ExitCode.BadInput;
        return Making.Run(session, workspace, new()
        {
            Command = "remove",
            Done = "Removed",
            Plan = planned.Value!,
            Options = new() { RunSteps = !arguments.NoReload, WithAuthority = arguments.WithAuthority },
        });
    }
}
