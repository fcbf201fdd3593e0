using Linkseal.Cli.Views;
using Linkseal.Runtime;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary>What an apply that did not come to its end left is completed or undone before anything new is begun.</summary>
internal static class Recovery
{
    /// <summary>Null: done, go on with the workspace opened anew. Else what to exit with.</summary>
    public static ExitCode? Run(Session session, Workspace workspace, Interrupted interrupted)
    {
        var verb = interrupted.Completes ? "Complete" : "Undo";
        session.Report.Remark(interrupted.Description + ".");
        if (Confirmation.Refused(session, "apply", $"{verb} what was begun?") is { } refused) return refused;

        using var progress = new ApplyProgress(session);
        var report = workspace.Recover(progress, session.Cancellation);
        progress.End();
        foreach (var remark in report.Remarks) session.Report.Remark(remark);
        if (report.End is ApplyEnd.Done or ApplyEnd.StepsPending)
        {
            session.Report.Remark(interrupted.Completes ? "Completed what was begun." : "Undid what was begun.");
            return null;
        }

        session.Report.Show(new AppliedView { Report = report, Done = "", Now = session.Terminal.Clock.GetUtcNow() });
        return Making.Exit(report, session.Cancellation.IsCancellationRequested);
    }
}
