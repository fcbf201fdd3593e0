using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Editing.Yaml;

public partial class YamlPagesTests
{
    [Theory]
    [InlineData("LS1101")]
    [InlineData("LS1102")]
    [InlineData("LS1103")]
    [InlineData("LS1105")]
    [InlineData("LS1106")]
    [InlineData("LS1107")]
    [InlineData("LS1108")]
    [InlineData("LS1109")]
    [InlineData("LS1110")]
    public void A_pages_example_says_what_the_reader_says(string code)
    {
        var example = Example().Match(Page(code));
        Assert.True(example.Success, code);
        var diagnostic = Assert.Single(YamlReader.Read("harbor.yml", example.Groups["yaml"].Value).Diagnostics);
        Assert.Equal(example.Groups["text"].Value, Said(diagnostic));
    }

    [Fact]
    public void The_page_of_a_refused_edit_says_what_the_editor_says()
    {
        var example = Example().Match(Page("LS1111"));
        var diagnostic = Assert.Single(Edits.Tried(example.Groups["yaml"].Value, Edits.Of("https.port=#8443")).Diagnostics);
        Assert.Equal(example.Groups["text"].Value, Said(diagnostic with { File = "harbor.yml" }));
    }

    private static string Page(string code) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "codes", code + ".md"));

    private static string Said(Diagnostic d) => $"{d.File}:{d.At!.Value.Line}:{d.At.Value.Column}: error {d.Code}: {d.Message}\n" + (d.Hint is null ? "" : $"  hint: {d.Hint}\n");

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```\n```text\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
