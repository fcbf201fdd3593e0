using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Views;

/// <summary>Where a command's results go: text at once, JSON as one envelope at the end.</summary>
internal sealed class Report
{
    private const string AsRoot = "sudo linkseal apply";

    private readonly ITerminal terminal;
    private readonly GlobalArguments global;
    private readonly Envelope envelope;

    /// <summary>The report of one run.</summary>
    public Report(ITerminal terminal, GlobalArguments global, string command)
    {
        (this.terminal, this.global) = (terminal, global);
        envelope = new() { Command = command };
        var colour = string.IsNullOrEmpty(terminal.Variable("NO_COLOR")) && terminal.Variable("TERM") != "dumb";
        Output = new(terminal.Output, colour && terminal.OutputIsTerminal, terminal.Width);
        Error = new(terminal.Error, colour && terminal.ErrorIsTerminal, terminal.Width);
    }

    /// <summary>Results for people; nothing may be written to it in JSON.</summary>
    public Page Output { get; }

    /// <summary>What is not a result: diagnostics, questions, progress, and the output of steps in JSON.</summary>
    public Page Error { get; }

    /// <summary>True where the result is one JSON document.</summary>
    public bool IsJson => global.Output == OutputFormat.Json;

    /// <summary>Shows a result.</summary>
    public void Show(IView view)
    {
        if (IsJson) view.Fill(envelope);
        else if (global.Output != OutputFormat.Junit) view.Write(Output, global.Quiet);
        else if (view is IJunitView junit) terminal.Output.Write(junit.Junit());
    }

    /// <summary>Shows what is wrong with the input.</summary>
    public void Show(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0) return;
        envelope.Diagnostics.AddRange(diagnostics.Select(DiagnosticItem.From));
        if (!IsJson) DiagnosticsText.Write(Error, diagnostics, terminal.Folder, global.Quiet);
    }

    /// <summary>Says something worth knowing that is no result: one line, to where it does not mix with results.</summary>
    public void Remark(string line)
    {
        if (IsJson) (envelope.Remarks ??= []).Add(line);
        else if (!global.Quiet) Error.Wrapped(line);
    }

    /// <summary>Says what stopped the command: one line.</summary>
    public void Fail(string line)
    {
        line = line.Replace(AsRoot, AsRoot + Options(), StringComparison.Ordinal);
        envelope.Failure = line;
        if (!IsJson) Error.Line(("linkseal: ", Style.Red), (line, Style.Plain));
    }

    // What is to be typed again has to mean the same files.
    private string Options()
    {
        string Shown(string path) => Words.CommandLine([Words.Relative(path, terminal.Folder)]);
        return (global.FileGiven ? " --file " + Shown(global.File) : "") + (global.Root is { } root ? " --root " + Shown(root) : "");
    }

    /// <summary>Writes what has been held back.</summary>
    public void Finish(ExitCode exit)
    {
        if (IsJson)
        {
            envelope.ExitCode = (int)exit;
            terminal.Output.Write(EnvelopeText.Of(envelope));
        }

        terminal.Output.Flush();
    }
}
