using Linkseal.Demo;

namespace Linkseal.Cli;

/// <summary>Where the process begins and ends.</summary>
internal static class Program
{
    /// <summary>Runs one command.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    private static int Main(string[] arguments)
    {
        using var terminal = new SystemTerminal();
        if (arguments is ["--version"])
        {
            // Asked by scripts, often: without building the command line.
            terminal.Output.Write("linkseal " + CommandLine.Version + "\n");
            return (int)ExitCode.Ok;
        }

        // One of the demo's services, started by the demo.
        if (arguments is [DemoService.Word, var name, var folder]) return DemoService.Run(name, folder, new(terminal.ReadLine, terminal.Say)).GetAwaiter().GetResult();
        using var interruption = new Interruption();
        return new CommandLine(terminal, interruption.Token).Invoke(arguments);
    }
}
