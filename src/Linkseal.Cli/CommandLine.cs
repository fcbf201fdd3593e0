using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Linkseal.Cli.Arguments;
using Linkseal.Cli.Views;

namespace Linkseal.Cli;

/// <summary>Runs a parsed command in a session of its own.</summary>
internal delegate int RunCommand(ParseResult parse, Func<Session, ExitCode> command);

/// <summary>The whole command line: every command is one line here.</summary>
internal sealed class CommandLine(ITerminal terminal, CancellationToken cancellation)
{
    private readonly GlobalOptions globals = new();

    /// <summary>The program's version, as <c>--version</c> prints it.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly.GetName().Version!.ToString(3);

    /// <summary>Parses and runs.</summary>
    /// <returns>What the process exits with.</returns>
    public int Invoke(string[] arguments)
    {
        var root = Define();
        var parse = root.Parse(arguments);
        if (arguments.Length == 0)
        {
            root.Parse("--help").Invoke(Configuration(terminal.Error));
            return (int)ExitCode.BadInput;
        }

        // A directive ([suggest:11]) and --help answer whatever else is wrong.
        var asksForCommand = parse.Action is not (HelpAction or null) && !arguments[0].StartsWith('[');
        return parse.Errors.Count > 0 && (asksForCommand || parse.Action is null)
            ? Run(parse, session => Usage.Refuse(session, parse))
            : parse.Invoke(Configuration(terminal.Output));
    }

    private RootCommand Define()
    {
        var root = new RootCommand("One file, one command: mutual TLS between the components of a platform.");
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Add(new Option<bool>("--version") { Description = "Print the version", Action = new PrintVersion(terminal) });
        globals.AddTo(root);

        root.Add(InitArguments.Define(Run));
        root.Add(AuditArguments.Define(Run));
        root.Add(ShowArguments.Define(Run));
        root.Add(PlanArguments.Define(Run));
        root.Add(ApplyArguments.Define(Run));
        root.Add(UndoArguments.Define(Run));
        root.Add(DoneArguments.Define(Run));
        root.Add(RemoveArguments.Define(Run));
        root.Add(CheckArguments.Define(Run));
        root.Add(VerifyArguments.Define(Run));
        root.Add(ProbeArguments.Define(Run));
        root.Add(StatusArguments.Define(Run));
        root.Add(RequestsArguments.Define(Run));
        root.Add(AuthorityExportArguments.Define(Run));
        root.Add(DemoArguments.Define(Run));
        root.Add(DialectsArguments.Define(Run));
        root.Add(ExplainArguments.Define(Run));
        root.Add(CompletionArguments.Define(Run));
        return root;
    }

    private int Run(ParseResult parse, Func<Session, ExitCode> command)
    {
        var global = globals.Read(parse, terminal.Folder);
        var report = new Report(terminal, global, Usage.CommandName(parse));
        if (global.Output is OutputFormat.Junit && Usage.CommandName(parse) != VerifyArguments.Name)
        {
            report.Show([UsageDiagnostics.NotUnderstood($"{Usage.CommandName(parse)} has no JUnit form", null, "linkseal " + Usage.CommandName(parse))]);
            return (int)ExitCode.BadInput;
        }

        var exit = Guard.Run(report, terminal, () => command(new(terminal, global, report, cancellation)), cancellation);
        report.Finish(exit);
        return (int)exit;
    }

    // Exceptions are caught in one place, Guard; Ctrl-C in another, Interruption.
    private InvocationConfiguration Configuration(TextWriter output) => new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
        Output = output,
        Error = terminal.Error,
    };

    private sealed class PrintVersion(ITerminal terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            terminal.Output.Write("linkseal " + Version + "\n");
            return (int)ExitCode.Ok;
        }
    }
}
