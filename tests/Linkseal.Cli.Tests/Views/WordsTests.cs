using Linkseal.Cli.Views;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Views;

public sealed class WordsTests
{
    [Theory]
    [InlineData(90 * 24 * 60, "in 90 days")]
    [InlineData(47 * 60, "in 47 hours")]
    [InlineData(119, "in 119 minutes")]
    [InlineData(1, "in 1 minute")]
    [InlineData(-3 * 24 * 60, "3 days ago")]
    public void Distances_are_in_the_unit_that_people_count_in(int minutes, string text)
    {
        var now = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(text, Words.Distance(now, now.AddMinutes(minutes)));
    }

    [Fact]
    public void A_command_line_can_be_pasted_into_a_shell()
    {
        string[] words = ["printf", "%s|", "plain/path.x", "two words", "it's", "$HOME", "", "a*b"];
        var judged = Shell.Run("/bin/sh", ["-c", Words.CommandLine(words)]);
        Assert.Equal("plain/path.x|two words|it's|$HOME||a*b|", judged.Output);
    }

    [Theory]
    [InlineData("/srv/a/b", "/srv", "a/b")]
    [InlineData("/srvx/a", "/srv", "/srvx/a")]
    [InlineData("/a", "/", "/a")]
    public void Paths_are_shown_as_they_are_typed_from_here(string path, string folder, string shown) => Assert.Equal(shown, Words.Relative(path, folder));
}
