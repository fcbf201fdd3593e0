using System.Globalization;
using System.Text.RegularExpressions;
using Linkseal.Core.Diagnostics;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Description;

/// <summary>The pages of LS10xx say what the reader says: each example is read, and its message is the page's. <c>LINKSEAL_GOLDEN=write</c> rewrites the messages.</summary>
public partial class DescriptionPagesTests
{
    [Fact]
    public void The_example_of_each_page_gives_the_message_on_the_page()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "codes"), "LS10*.md").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(38, pages.Length);
        Assert.All(pages, static page =>
        {
            var (text, code) = (File.ReadAllText(page), Path.GetFileNameWithoutExtension(page));
            var example = Example().Match(text);
            Assert.True(example.Success, page);
            var diagnostics = Described.Read(example.Groups["yaml"].Value).Diagnostics;
            Assert.Equal([code], diagnostics.Select(static d => d.Code));
            var said = string.Concat(diagnostics.Select(Said));
            if (Environment.GetEnvironmentVariable("LINKSEAL_GOLDEN") == "write") File.WriteAllText(page, text.Replace(example.Value, $"```yaml\n{example.Groups["yaml"].Value}```\n```text\n{said}```\n", StringComparison.Ordinal));
            else Assert.Equal(said, example.Groups["said"].Value);
        });
    }

    private static string Said(Diagnostic d) => string.Create(
        CultureInfo.InvariantCulture,
        $"{d.File}:{d.At?.Line}:{d.At?.Column}: {d.Severity.ToString().ToLowerInvariant()} {d.Code}: {d.Message}\n{(d.Hint is null ? "" : $"  hint: {d.Hint}\n")}");

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```\n```text\n(?<said>.*?)```\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
