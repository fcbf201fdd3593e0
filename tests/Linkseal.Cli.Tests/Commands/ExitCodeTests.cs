using Linkseal.Cli.Arguments;
using Linkseal.Cli.Commands;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Core.Diagnostics;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Cli.Tests.Commands;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(ApplyEnd.Done, null, false, ExitCode.Ok)]
    [InlineData(ApplyEnd.Done, null, true, ExitCode.Ok)]
    [InlineData(ApplyEnd.StepsPending, null, false, ExitCode.Ok)]
    [InlineData(ApplyEnd.RolledBack, "x", false, ExitCode.Failed)]
    [InlineData(ApplyEnd.RolledBack, "x", true, ExitCode.Interrupted)]
    [InlineData(ApplyEnd.Stuck, "x", false, ExitCode.Failed)]
    [InlineData(ApplyEnd.Stuck, "x", true, ExitCode.Failed)]
    [InlineData(ApplyEnd.NotBegun, "x", false, ExitCode.Failed)]
    [InlineData(ApplyEnd.NotBegun, "x", true, ExitCode.Interrupted)]
    [InlineData(ApplyEnd.NotBegun, null, false, ExitCode.Ok)]
    public void The_end_of_an_apply_says_how_the_process_exits(ApplyEnd end, string? failure, bool cancelled, object exit) =>
        Assert.Equal(exit, Ending.Exit(new(end) { Failure = failure }, cancelled));

    [Fact]
    public void Notes_and_warnings_are_allowed_and_strict_makes_warnings_count()
    {
        Finding note = new("LS2199", Severity.Note, "n"), warning = new("LS2198", Severity.Warning, "w"), error = new("LS2197", Severity.Error, "e");
        Assert.Equal(ExitCode.Ok, CheckCommand.Exit([note, warning], strict: false));
        Assert.Equal(ExitCode.Differs, CheckCommand.Exit([note, warning], strict: true));
        Assert.Equal(ExitCode.Ok, CheckCommand.Exit([note], strict: true));
        Assert.Equal(ExitCode.Differs, CheckCommand.Exit([note, error], strict: false));
    }

    [Fact]
    public void What_the_environment_refused_is_one_line_and_a_three()
    {
        var terminal = new MemoryTerminal();
        var exit = Guarded(terminal, static () => throw new DiskException("create", "/etc/x", 28));
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Equal("linkseal: cannot create /etc/x: no space left on device\n", terminal.ErrorText);
    }

    [Fact]
    public void Our_own_fault_is_one_line_too_and_says_how_to_see_more()
    {
        var terminal = new MemoryTerminal();
        Assert.Equal(ExitCode.Failed, Guarded(terminal, static () => throw new InvalidOperationException("no\nway")));
        Assert.Equal("linkseal: internal error, InvalidOperationException: no way (LINKSEAL_TRACE=1 shows where; please report it)\n", terminal.ErrorText);
    }

    [Fact]
    public void Ctrl_C_is_130()
    {
        var terminal = new MemoryTerminal();
        using var source = new CancellationTokenSource();
        source.Cancel();
        var session = Run.Session(terminal);
        Assert.Equal(ExitCode.Interrupted, Guard.Run(session.Report, terminal, () => throw new OperationCanceledException(source.Token), source.Token));
    }

    [Fact]
    public void A_failure_in_json_is_still_one_envelope()
    {
        var terminal = new MemoryTerminal();
        var session = Run.Session(terminal, output: OutputFormat.Json);
        session.Report.Finish(Guard.Run(session.Report, terminal, static () => throw new IOException("disk gone"), TestContext.Current.CancellationToken));
        Assert.Contains("\"failure\": \"disk gone\"", terminal.Text);
        Assert.Contains("\"exitCode\": 3", terminal.Text);
        Assert.Equal("", terminal.ErrorText);
    }

    private static ExitCode Guarded(MemoryTerminal terminal, Func<ExitCode> command) =>
        Guard.Run(Run.Session(terminal).Report, terminal, command, CancellationToken.None);
}
