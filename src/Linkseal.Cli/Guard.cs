using Linkseal.Cli.Views;

namespace Linkseal.Cli;

/// <summary>The one place where exceptions end: one clear line, and the exit code.</summary>
internal static class Guard
{
    private const string TraceVariable = "LINKSEAL_TRACE";

    /// <summary>Runs a command; what the environment refused becomes 3, Ctrl-C 130.</summary>
    public static ExitCode Run(Report report, ITerminal terminal, Func<ExitCode> command, CancellationToken cancellation)
    {
        try
        {
            return command();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            report.Fail("interrupted; nothing is left half done that the next apply would not complete or undo");
            return ExitCode.Interrupted;
        }
        // The last line of defence: whatever it is, the user gets one line and a 3, never a stack trace.
        catch (Exception exception)
        {
            report.Fail(OneLine(exception));
            if (terminal.Variable(TraceVariable) == "1") terminal.Error.Write(exception + "\n");
            return ExitCode.Failed;
        }
    }

    // The environment's refusals say what and where by themselves; anything else is ours, and says which kind it is.
    private static string OneLine(Exception exception)
    {
        var message = exception.Message.ReplaceLineEndings(" ");
        return exception is IOException or UnauthorizedAccessException or Runtime.Places.EnvironmentException
            ? message
            : $"internal error, {exception.GetType().Name}: {message} ({TraceVariable}=1 shows where; please report it)";
    }
}
