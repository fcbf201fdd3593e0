using Linkseal.Cli.Arguments;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal remove [--component X] [--with-authority]</c>: takes Linkseal out again; later edits by hand survive.</summary>
internal static class RemoveCommand
{
    /// <summary>Shows what would go, asks, and takes it out.</summary>
    public static ExitCode Run(Session session, RemoveArguments arguments)
    {
        if (Recovery.Run(session, "remove") is { } stopped) return stopped;
        using var workspace = Opening.Open(session);
        // What is wrong with certificates that the user brought does not keep anything from being taken out.
        if (workspace?.Observe(Depth.Quick, session.Cancellation).Value is not { } observed) return ExitCode.BadInput;
        if (arguments.Component is { } component && !Knows(workspace.Expansion.Platform, observed.Inventory, component))
        {
            session.Report.Show([Unknown.Component(component, workspace.Expansion.Platform)]);
            return ExitCode.BadInput;
        }

        var planned = workspace.PlanRemove(observed, arguments.Component);
        session.Report.Show(planned.Diagnostics);
        if (!Opening.Accepts(session, planned)) return Planner.IsObstructed(planned.Diagnostics) ? ExitCode.Failed : ExitCode.BadInput;
        var exit = new Making
        {
            Command = "remove",
            Done = "Removed",
            Plan = planned.Value!,
            Before = observed.Inventory,
            Options = new() { RunSteps = !arguments.NoReload, WithAuthority = arguments.WithAuthority },
        }.Run(session, workspace);
        if (exit == ExitCode.Ok && !arguments.WithAuthority && arguments.Component is null && observed.Authorities.Count > 0 && workspace.State.Exists)
            session.Report.Remark($"The state stays in {workspace.State.Path}; remove --with-authority erases the authority's key too.");
        if (exit == ExitCode.Failed && !arguments.NoReload && !planned.Value!.Steps.IsEmpty)
            session.Report.Remark("If the product can't be brought back to its old configuration by itself: remove --no-reload takes the files out, and leaves the steps to you.");
        return exit;
    }

    // A component that is no longer described may still have files.
    private static bool Knows(Platform platform, Inventory inventory, string component) =>
        platform.Components.Any(c => c.Name == component)
        || inventory.Files.Values.Any(f => f.Component == component)
        || inventory.Edits.Values.Any(e => e.Component == component);
}
