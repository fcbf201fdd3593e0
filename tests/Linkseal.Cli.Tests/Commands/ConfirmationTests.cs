using Linkseal.Cli.Arguments;
using Linkseal.Cli.Commands;
using Linkseal.Cli.Tests.Testing;

namespace Linkseal.Cli.Tests.Commands;

public sealed class ConfirmationTests
{
    [Theory]
    [InlineData("y", null)]
    [InlineData("YES ", null)]
    [InlineData("n", ExitCode.Differs)]
    [InlineData("", ExitCode.Differs)]
    [InlineData("yesterday", ExitCode.Differs)]
    public void Only_yes_is_yes(string typed, object? refused)
    {
        var terminal = new MemoryTerminal { CanAsk = true }.Type(typed);
        Assert.Equal(refused, Confirmation.Refused(Run.Session(terminal), "apply", "Apply these 3 changes?"));
        Assert.Equal("Apply these 3 changes? [y/N] ", terminal.ErrorText);
    }

    [Fact]
    public void The_end_of_input_is_no() =>
        Assert.Equal(ExitCode.Differs, Confirmation.Refused(Run.Session(new() { CanAsk = true }), "apply", "?"));

    [Fact]
    public void Yes_beforehand_asks_nothing()
    {
        var terminal = new MemoryTerminal { CanAsk = true };
        Assert.Null(Confirmation.Refused(Run.Session(terminal, yes: true), "apply", "?"));
        Assert.Equal("", terminal.ErrorText);
    }

    [Fact]
    public void Nobody_to_ask_is_LS1482()
    {
        var terminal = new MemoryTerminal().Type("y");
        Assert.Equal(ExitCode.BadInput, Confirmation.Refused(Run.Session(terminal), "undo", "?"));
        Assert.Contains("error LS1482: undo has something to do, and nobody can be asked: this is no terminal", terminal.ErrorText);
    }

    [Fact]
    public void In_json_nothing_is_asked()
    {
        var terminal = new MemoryTerminal { CanAsk = true }.Type("y");
        Assert.Equal(ExitCode.BadInput, Confirmation.Refused(Run.Session(terminal, output: OutputFormat.Json), "apply", "?"));
    }
}
