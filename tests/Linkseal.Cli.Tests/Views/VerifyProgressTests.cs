using Linkseal.Cli.Arguments;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Cli.Views;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Tests.Views;

public sealed class VerifyProgressTests
{
    private static readonly LinkProof Holds = SampleVerifications.Clean.Links[0];
    private static readonly LinkProof Fails = SampleVerifications.Shop.Links[3];
    private static readonly LinkProof Skipped = SampleVerifications.Shop.Links[6];

    [Fact]
    public void Work_of_less_than_a_second_shows_nothing()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true };
        using var progress = new VerifyProgress(Run.Session(terminal));
        terminal.Time.Now += TimeSpan.FromMilliseconds(900);
        progress.Judged(Holds, 1, 3);
        progress.End();
        Assert.Equal("", terminal.ErrorText);
    }

    [Fact]
    public void Links_stand_above_the_counter_as_they_are_judged_and_are_taken_away_at_the_end()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true, OutputIsTerminal = true };
        using var progress = new VerifyProgress(Run.Session(terminal));
        progress.Judged(Holds, 1, 4);
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Judged(Fails, 2, 4);
        progress.Judged(Skipped, 3, 4);
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Judged(Holds, 4, 4);
        Assert.Equal(
            ["  ✓ browser:web at 10.0.0.2:443         authenticated", "  ✗ api:cache at 10.0.0.5:6380          authenticated", "  – db:db                               skipped", "  ✓ browser:web at 10.0.0.2:443         authenticated", "verifying 4/4"],
            Screen(terminal.ErrorText));
        progress.End();
        Assert.Equal([""], Screen(terminal.ErrorText));
        Assert.Equal("", terminal.Text);
    }

    [Fact]
    public void What_failed_stays_while_many_others_pass()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true };
        using var progress = new VerifyProgress(Run.Session(terminal));
        progress.Judged(Fails, 1, 100);
        for (var i = 2; i <= 100; i++)
        {
            terminal.Time.Now += TimeSpan.FromSeconds(1);
            progress.Judged(Holds, i, 100);
        }

        var screen = Screen(terminal.ErrorText);
        Assert.Equal(13, screen.Count);
        Assert.Contains("api:cache", screen[0], StringComparison.Ordinal);
        Assert.Equal("verifying 100/100", screen[^1]);
    }

    [Fact]
    public void Without_colour_the_signs_remain()
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = true };
        terminal.Variables["NO_COLOR"] = "1";
        using var progress = new VerifyProgress(Run.Session(terminal));
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Judged(Fails, 1, 1);
        Assert.DoesNotContain("\e[3", terminal.ErrorText, StringComparison.Ordinal);
        Assert.Contains("✗ api:cache", terminal.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, "xterm", "Text")]
    [InlineData(true, true, "xterm", "Text")]
    [InlineData(true, false, "dumb", "Text")]
    [InlineData(true, false, "xterm", "Json")]
    [InlineData(true, false, "xterm", "Junit")]
    public void Piped_quiet_on_a_dumb_terminal_or_for_programs_there_is_nothing(bool isTerminal, bool quiet, string term, string output)
    {
        var terminal = new MemoryTerminal { ErrorIsTerminal = isTerminal };
        terminal.Variables["TERM"] = term;
        using var progress = new VerifyProgress(Run.Session(terminal, quiet: quiet, output: Enum.Parse<OutputFormat>(output)));
        terminal.Time.Now += TimeSpan.FromSeconds(2);
        progress.Judged(Fails, 1, 1);
        progress.End();
        Assert.Equal("", terminal.ErrorText);
    }

    /// <summary>What stands on the screen after all of it: carriage return, cursor up, erase below; colours left out.</summary>
    private static List<string> Screen(string written)
    {
        List<string> lines = [""];
        var row = 0;
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '\r') continue;
            if (written[i] == '\n')
            {
                row++;
                if (row == lines.Count) lines.Add("");
                continue;
            }

            if (written[i] != '\e')
            {
                lines[row] += written[i];
                continue;
            }

            var end = written.IndexOfAny(['A', 'J', 'h', 'l', 'm'], i);
            if (written[end] == 'A') row -= int.Parse(written.AsSpan(i + 2, end - i - 2));
            if (written[end] == 'J')
            {
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                lines[row] = "";
            }

            i = end;
        }

        return lines;
    }
}
