using Linkseal.Cli.Tests.Testing;

namespace Linkseal.Cli.Tests.Views;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_for_people_is_as_reviewed(string name) => Golden.Holds(name + ".txt", Run.Text(SampleViews.All[name].View));

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_for_programs_is_as_reviewed(string name) => Golden.Holds(name + ".json", Run.Json(SampleViews.All[name].View, SampleViews.All[name].Command));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_line_that_can_be_broken_is_longer_than_the_terminal(string name)
    {
        // Paths, fingerprints and what is set in (configuration, examples) are never broken: they are copied.
        var whole = Run.Text(SampleViews.All[name].View).Split('\n').Where(static l => l.Length > 100 && !l.Contains('/') && !l.Contains("SHA-256") && !l.StartsWith("    ", StringComparison.Ordinal));
        Assert.Empty(whole);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Colour_changes_nothing_but_colour(string name)
    {
        var coloured = Run.Text(SampleViews.All[name].View, colour: true);
        Assert.Equal(Run.Text(SampleViews.All[name].View), System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", ""));
    }
}
