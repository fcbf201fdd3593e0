using Linkseal.Cli.Arguments;

namespace Linkseal.Cli.Commands;

/// <summary>Asks before anything is changed.</summary>
internal static class Confirmation
{
    /// <summary>Null: go on. Else what to exit with: answered no, or nobody to ask.</summary>
    /// <param name="session">Whom to ask.</param>
    /// <param name="command">The command, for the diagnostic: <c>apply</c>.</param>
    /// <param name="question">A question that is answered with yes or no.</param>
    public static ExitCode? Refused(Session session, string command, string question)
    {
        if (session.Global.Yes) return null;
        if (session.Report.IsJson || !session.Terminal.CanAsk)
        {
            session.Report.Show([UsageDiagnostics.NobodyToAsk(command, session.Report.IsJson ? "the output is JSON" : "this is no terminal")]);
            return ExitCode.BadInput;
        }

        session.Terminal.Output.Flush();
        session.Terminal.Error.Write(question + " [y/N] ");
        session.Terminal.Error.Flush();
        var answer = session.Terminal.ReadLine()?.Trim();
        session.Cancellation.ThrowIfCancellationRequested();
        return string.Equals(answer, "y", StringComparison.OrdinalIgnoreCase) || string.Equals(answer, "yes", StringComparison.OrdinalIgnoreCase)
            ? null
            : ExitCode.Differs;
    }
}
