using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal plan [--check]</c>: shows what apply would change; changes nothing.</summary>
internal static class PlanCommand
{
    /// <summary>Ends with 1 where changes are pending and <c>--check</c> is given.</summary>
    public static ExitCode Run(Session session, PlanArguments arguments)
    {
        using var workspace = Opening.Open(session, arguments.NewAuthority);
        if (workspace is null) return ExitCode.BadInput;
        Opening.SayInterrupted(session, workspace);
        if (Opening.Observe(session, workspace, Depth.Quick) is not { } observed) return ExitCode.BadInput;

        var planned = workspace.Plan(observed);
        session.Report.Show(planned.Diagnostics);
        if (!Opening.Accepts(session, planned)) return ExitCode.BadInput;

        session.Report.Show(new PlanView(workspace.Expansion.Platform, planned.Value!, workspace.Expansion.Desired.Notes));
        var pending = !planned.Value!.IsEmpty || workspace.Interrupted is not null;
        return arguments.Check && pending ? ExitCode.Differs : ExitCode.Ok;
    }
}
