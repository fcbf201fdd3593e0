using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;
using Linkseal.Core.Planning;
using Linkseal.Runtime;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal done [STEP…]</c>: what was printed to be typed by hand is done, by the operator's word; nothing but the state is touched.</summary>
internal static class DoneCommand
{
    /// <summary>Ends with 2 where a step is named that is not open.</summary>
    public static ExitCode Run(Session session, DoneArguments arguments)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null || Opening.Observe(session, workspace, Depth.Quick) is not { } observed) return ExitCode.BadInput;

        var open = observed.Inventory.ByHand;
        var unknown = arguments.Steps.Where(s => !open.Any(o => o.Id == s)).Select(s => Unknown.ByHandStep(s, [.. open.Select(static o => o.Id)])).ToArray();
        session.Report.Show(unknown);
        if (unknown.Length > 0) return ExitCode.BadInput;

        ByHandStep[] said = [.. open.Where(o => arguments.Steps.IsEmpty || arguments.Steps.Contains(o.Id))];
        if (said.Length == 0)
        {
            session.Report.Remark("Nothing is to be done by hand.");
            return ExitCode.Ok;
        }

        var exit = Ending.Show(session, new AppliedView { Report = workspace.Done([.. said.Select(static s => s.Id)]), Now = session.Terminal.Clock.GetUtcNow() });
        if (exit is ExitCode.Ok) session.Report.Remark($"Taken as done: {string.Join("; ", said.Select(static s => Words.CommandLine(s.Command)))}.");
        return exit;
    }
}
