using Linkseal.Cli.Views;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary>How an apply, undo or remove ends: what is said, and what the process exits with.</summary>
internal static class Ending
{
    /// <summary>Says it: a failure as one line on the error output, the rest as a result.</summary>
    public static ExitCode Show(Session session, AppliedView view)
    {
        if (Failure(view.Report) is { } failure) session.Report.Fail(failure);
        session.Report.Show(view);
        return Exit(view.Report, session.Cancellation.IsCancellationRequested);
    }

    /// <summary>What the end of an apply means for the shell.</summary>
    public static ExitCode Exit(ApplyReport report, bool cancelled) => report.End switch
    {
        ApplyEnd.Done or ApplyEnd.StepsPending => ExitCode.Ok,
        ApplyEnd.Stuck => ExitCode.Failed,
        _ when cancelled => ExitCode.Interrupted,
        _ => report.Failure is null ? ExitCode.Ok : ExitCode.Failed,
    };

    private static string? Failure(ApplyReport report)
    {
        var after = report.End switch
        {
            ApplyEnd.RolledBack => "everything is as it was before",
            ApplyEnd.Stuck => "not everything could be given back: the next linkseal apply goes on from here",
            _ => "nothing was changed",
        };
        if (report.Failure is not { } failure) return report.End == ApplyEnd.Stuck ? after : null;
        return failure.EndsWith(after, StringComparison.Ordinal) ? failure : failure + "; " + after;
    }
}
