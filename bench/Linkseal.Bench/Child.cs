using System.Diagnostics;

namespace Linkseal.Bench;

/// <summary>Another program, run to its end with its output thrown away.</summary>
internal static class Child
{
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static void Run(string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{errors.Result}");
    }
}
