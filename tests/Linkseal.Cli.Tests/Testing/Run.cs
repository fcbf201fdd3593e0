using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>Runs command lines, commands and views in memory.</summary>
internal static class Run
{
    public static (int Exit, string Output, string Error) Line(MemoryTerminal terminal, params string[] arguments)
    {
        var exit = new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(arguments);
        return (exit, terminal.Text, terminal.ErrorText);
    }

    public static (int Exit, string Output, string Error) Line(params string[] arguments) => Line(new MemoryTerminal(), arguments);

    public static string Text(IView view, bool quiet = false, bool colour = false)
    {
        var terminal = new MemoryTerminal { OutputIsTerminal = colour };
        Report(terminal, OutputFormat.Text, quiet).Show(view);
        return terminal.Text;
    }

    public static string Json(IView view, string command)
    {
        var terminal = new MemoryTerminal();
        var report = Report(terminal, OutputFormat.Json, quiet: false, command);
        report.Show(view);
        report.Finish(ExitCode.Ok);
        return terminal.Text;
    }

    public static Session Session(MemoryTerminal terminal, bool yes = false, bool quiet = false, OutputFormat output = OutputFormat.Text)
    {
        var global = new GlobalArguments { File = "/nowhere/linkseal.yaml", Yes = yes, Quiet = quiet, Output = output };
        return new(terminal, global, new(terminal, global, "apply"), TestContext.Current.CancellationToken);
    }

    private static Report Report(MemoryTerminal terminal, OutputFormat format, bool quiet, string command = "test") =>
        new(terminal, new() { File = "/nowhere/linkseal.yaml", Output = format, Quiet = quiet }, command);
}
