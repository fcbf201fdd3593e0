using Linkseal.Cli.Views;
using Linkseal.Core.Planning;
using Linkseal.Runtime;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary>A plan to be shown, asked about and carried out: what <c>apply</c> and <c>remove</c> share.</summary>
internal sealed record Making
{
    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>Said where everything went well.</summary>
    public required string Done { get; init; }

    /// <summary>What is to be done.</summary>
    public required Plan Plan { get; init; }

    /// <summary>How.</summary>
    public required ApplyOptions Options { get; init; }

    private bool HasNothingToDo => Plan.IsEmpty && !Options.WithAuthority && Plan.StepsSeen.IsEmpty && Plan.Forgotten.IsEmpty;

    /// <summary>Shows, asks, does, and says how it ended.</summary>
    public static ExitCode Run(Session session, Workspace workspace, Making making)
    {
        var view = new PlanView(workspace.Expansion.Platform, making.Plan);
        session.Report.Show(view);
        // A step that was seen to be run, a file that is no longer ours: the state forgets them without a question, nothing outside it changes.
        if (!making.Plan.IsEmpty || making.Options.WithAuthority)
        {
            var question = making.Options.WithAuthority
                ? $"{making.Command}: {Words.Count(view.Size, "change")}, and the authority's key is erased for good. Go on?"
                : view.Size == 1 ? "Apply this change?" : $"Apply these {view.Size} changes?";
            if (Confirmation.Refused(session, making.Command, question) is { } refused) return refused;
        }

        var report = making.HasNothingToDo ? null : Carry(session, workspace, making);
        var inventory = report?.Inventory ?? workspace.Observe(Depth.Quick, session.Cancellation).Inventory;
        session.Report.Show(new AppliedView
        {
            Report = report ?? new(ApplyEnd.NotBegun) { Inventory = inventory },
            Done = making.Done,
            Now = session.Terminal.Clock.GetUtcNow(),
            First = FirstExpiry.Of(inventory, workspace.Expansion.Desired.Leaves),
            StateFolder = inventory.Leaves.Values.Any(static l => l.Generation > 0) ? workspace.StateFolder : null,
            NewState = report?.End is ApplyEnd.Done or ApplyEnd.StepsPending && !making.Plan.Authorities.IsEmpty,
        });
        return report is null ? ExitCode.Ok : Exit(report, session.Cancellation.IsCancellationRequested);
    }

    /// <summary>What the end of an apply means for the shell.</summary>
    public static ExitCode Exit(ApplyReport report, bool cancelled) => report.End switch
    {
        ApplyEnd.Done or ApplyEnd.StepsPending => ExitCode.Ok,
        ApplyEnd.Stuck => ExitCode.Failed,
        _ when cancelled => ExitCode.Interrupted,
        ApplyEnd.NotBegun when report.Failure is null => ExitCode.Ok,
        _ => ExitCode.Failed,
    };

    private static ApplyReport Carry(Session session, Workspace workspace, Making making)
    {
        session.Terminal.Output.Flush();
        using var progress = new ApplyProgress(session);
        var report = workspace.Apply(making.Plan, making.Options, progress, session.Cancellation);
        progress.End();
        return report;
    }
}
