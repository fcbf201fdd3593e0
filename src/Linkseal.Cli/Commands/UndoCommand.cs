using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;

namespace Linkseal.Cli.Commands;

/// <summary><c>linkseal undo</c>: gives back what the last apply replaced.</summary>
internal static class UndoCommand
{
    /// <summary>Asks, and gives back.</summary>
    public static ExitCode Run(Session session, UndoArguments arguments)
    {
        if (Recovery.Run(session, "undo", undoing: true) is { } stopped) return stopped;
        using var workspace = Opening.Open(session);
        if (workspace is null) return ExitCode.BadInput;
        if (Confirmation.Refused(session, "undo", "Give back everything that the last apply replaced?") is { } refused) return refused;

        using var progress = new ApplyProgress(session);
        var report = workspace.Undo(new() { RunSteps = !arguments.NoReload }, progress, session.Cancellation);
        progress.End();
        return Ending.Show(session, new() { Report = report, Done = "Undone", Now = session.Terminal.Clock.GetUtcNow() });
    }
}
