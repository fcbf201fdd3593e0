using System.ComponentModel;
using System.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Applying;

/// <summary>Runs a step's command and streams what it prints.</summary>
internal static class StepRunner
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>The exit code; a program that cannot be started is 127, as in a shell, with the reason as its last line.</summary>
    public static int Run(PlannedStep step, IApplyListener listener)
    {
        listener.StepStarts(step);
        var code = Start(step.Step, listener);
        listener.StepEnds(step, code);
        return code;
    }

    private static int Start(RunStep step, IApplyListener listener)
    {
        var folder = step.Folder ?? "/";
        var program = step.Command[0];
        // A relative program is meant from the step's folder; the framework would look in ours.
        if (program.Contains('/', StringComparison.Ordinal)) program = Path.GetFullPath(program, folder);
        var start = new ProcessStartInfo(program, step.Command.Skip(1))
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = new Process { StartInfo = start };
            var drained = new CountdownEvent(2);
            var telling = new Lock();
            process.OutputDataReceived += (_, line) => Tell(line.Data, isError: false);
            process.ErrorDataReceived += (_, line) => Tell(line.Data, isError: true);
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!process.WaitForExit(int.MaxValue))
            {
            }

            // A daemon that the step left behind may hold its output open for ever.
            drained.Wait(LastWords);
            return process.ExitCode;

            void Tell(string? line, bool isError)
            {
                lock (telling)
                {
                    if (line is not null) listener.StepPrints(line, isError);
                    else if (!drained.IsSet) drained.Signal();
                }
            }
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            listener.StepPrints(error.Message, isError: true);
            return 127;
        }
    }
}
