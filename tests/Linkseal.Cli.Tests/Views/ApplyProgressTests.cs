using Linkseal.Cli.Arguments;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Cli.Views;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Tests.Views;

public sealed class ApplyProgressTests
{
    private static readonly PlannedStep Step = new(Samples.Restart, "due");

    [Fact]
    public void Work_of_less_than_a_second_shows_no_counter()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true };
        using var progress = new ApplyProgress(Run.Session(terminal));
        progress.Phase("issuing", 3);
        terminal.Time.Now += TimeSpan.FromMilliseconds(900);
        progress.Progress();
        Assert.Equal("", terminal.ErrorText);
    }

    [Fact]
    public void Longer_work_shows_one_on_the_error_output_and_takes_it_away_again()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true, OutputIsTerminal = true };
        using var progress = new ApplyProgress(Run.Session(terminal));
        progress.Phase("issuing", 3);
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Progress();
        progress.Progress();
        progress.End();
        Assert.Equal("\rissuing 1/3\r\e[K", terminal.ErrorText);
        Assert.Equal("", terminal.Text);
    }

    [Fact]
    public void Nobody_who_looks_means_no_counter()
    {
        var terminal = new MemoryTerminal();
        using var progress = new ApplyProgress(Run.Session(terminal));
        progress.Phase("issuing", 3);
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Progress();
        Assert.Equal("", terminal.ErrorText);
    }

    [Fact]
    public void A_step_is_streamed_as_it_prints()
    {
        var terminal = new MemoryTerminal();
        using var progress = new ApplyProgress(Run.Session(terminal));
        progress.StepStarts(Step);
        progress.StepPrints("stopping", isError: false);
        Assert.Equal("> systemctl restart 'shop web'\n  | stopping\n", terminal.Text);
    }

    [Fact]
    public void A_quiet_step_speaks_only_when_it_failed()
    {
        var terminal = new MemoryTerminal();
        using var progress = new ApplyProgress(Run.Session(terminal, quiet: true));
        progress.StepStarts(Step);
        progress.StepPrints("fine", isError: false);
        progress.StepEnds(Step, 0);
        progress.StepStarts(Step);
        progress.StepPrints("no such unit", isError: true);
        progress.StepEnds(Step, 5);
        Assert.Equal("  | no such unit\n  systemctl restart 'shop web' ended with 5\n", terminal.Text);
    }

    [Fact]
    public void In_json_the_output_stays_one_document()
    {
        var terminal = new MemoryTerminal();
        using var progress = new ApplyProgress(Run.Session(terminal, output: OutputFormat.Json));
        progress.StepStarts(Step);
        progress.StepPrints("stopping", isError: false);
        Assert.Equal("", terminal.Text);
        Assert.Contains("  | stopping\n", terminal.ErrorText);
    }
}
