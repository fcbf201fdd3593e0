using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Toml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Toml;

public partial class TomlPagesTests
{
    [Theory]
    [InlineData("LS1120")]
    [InlineData("LS1121")]
    [InlineData("LS1122")]
    [InlineData("LS1125")]
    public void A_pages_example_says_what_the_reader_says(string code)
    {
        var example = Example().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "codes", code + ".md")));
        Assert.True(example.Success, code);
        var diagnostic = Assert.Single(TomlReader.Read("tikv.toml", example.Groups["toml"].Value).Diagnostics);
        Assert.Equal(example.Groups["text"].Value, Said(diagnostic));
    }

    [Fact]
    public void The_pages_of_a_character_and_of_a_limit_say_what_the_reader_says()
    {
        Assert.Contains(Said(TomlReader.Read("tikv.toml", new string('\n', 11) + "\0").Diagnostics[0]), File.ReadAllText(Path.Combine(Repository.Root, "docs", "codes", "LS1123.md")));
        Assert.Contains(Said(TomlReader.Read("tikv.toml", "a=" + new string('[', 300)).Diagnostics[0]), File.ReadAllText(Path.Combine(Repository.Root, "docs", "codes", "LS1124.md")));
    }

    private static string Said(Diagnostic d) => $"{d.File}:{d.At!.Value.Line}:{d.At.Value.Column}: error {d.Code}: {d.Message}\n" + (d.Hint is null ? "" : $"  hint: {d.Hint}\n");

    [GeneratedRegex("```toml\n(?<toml>.*?)```\n```text\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
