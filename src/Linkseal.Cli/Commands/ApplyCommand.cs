using Linkseal.Cli.Arguments;
using Linkseal.Core.Planning;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal apply</c>: makes it so, after showing what and asking.</summary>
internal static class ApplyCommand
{
    /// <summary>First what an earlier apply left half done, then the plan.</summary>
    public static ExitCode Run(Session session, ApplyArguments arguments)
    {
        if (Recovery.Run(session, "apply") is { } stopped) return stopped;
        using var workspace = Opening.Open(session, arguments.NewAuthority);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Quick) is not { } observed) return ExitCode.BadInput;

        var planned = workspace.Plan(observed);
        session.Report.Show(planned.Diagnostics);
        if (!Opening.Accepts(session, planned)) return Planner.IsObstructed(planned.Diagnostics) ? ExitCode.Failed : ExitCode.BadInput;
        return new Making
        {
            Command = "apply",
            Done = "Applied",
            Plan = planned.Value!,
            Notes = workspace.Expansion.Desired.Notes,
            Before = observed.Inventory,
            Options = new() { RunSteps = !arguments.NoReload },
        }.Run(session, workspace);
    }
}
