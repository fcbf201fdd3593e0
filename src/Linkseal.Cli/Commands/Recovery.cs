using Linkseal.Cli.Views;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary>What an apply that did not come to its end left is completed or undone before anything new is begun.</summary>
internal static class Recovery
{
    /// <summary>Null: there was nothing, or it is done: go on with a workspace opened anew. Else what to exit with.</summary>
    /// <param name="session">Whom to ask.</param>
    /// <param name="command">The command, for the question: <c>apply</c>.</param>
    /// <param name="undoing">True: what the user wants is exactly this, so that nothing more follows where an apply was undone.</param>
    public static ExitCode? Run(Session session, string command, bool undoing = false)
    {
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        if (workspace.Interrupted is not { } interrupted) return null;

        session.Report.Remark(Words.Sentence(interrupted.Description));
        if (Confirmation.Refused(session, command, interrupted.Completes ? "Complete what was begun?" : "Undo what was begun?") is { } refused) return refused;

        var report = workspace.Recover();
        foreach (var remark in report.Remarks) session.Report.Remark(Words.Sentence(remark));
        if (report.Failure is null && report.End != ApplyEnd.Stuck) return undoing && !interrupted.Completes ? Undone(session) : null;
        return Ending.Show(session, new() { Report = report, Now = session.Terminal.Clock.GetUtcNow() });
    }

    // After a crash, "undo" means the apply that crashed. It is undone now; the one before it stands until it is asked for.
    private static ExitCode Undone(Session session)
    {
        session.Report.Remark("The interrupted apply is undone; the one before it stands. linkseal undo again gives that back too.");
        return ExitCode.Ok;
    }
}
