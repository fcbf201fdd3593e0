using System.Text.RegularExpressions;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Commands;

public sealed partial class ExplainTests
{
    [Fact]
    public void A_code_in_any_case_of_letters_has_its_page()
    {
        var (exit, output, _) = Run.Line("explain", "ls1480");
        Assert.Equal(0, exit);
        Assert.StartsWith("LS1480: the command line was not understood\n", output);
        Assert.Contains("\nRemedy\n", output);
        Assert.DoesNotContain("```", output);
    }

    [Fact]
    public void Without_a_code_all_are_listed()
    {
        var (exit, output, _) = Run.Line("explain");
        Assert.Equal(0, exit);
        Assert.Equal(Directory.GetFiles(Path.Combine(Repository.Root, "docs", "codes"), "LS*.md").Length, output.Count(static c => c == '\n'));
    }

    [Fact]
    public void An_unknown_code_is_LS1483_with_the_nearest()
    {
        var (exit, _, error) = Run.Line("explain", "LS148O");
        Assert.Equal(2, exit);
        Assert.Contains("error LS1483: there is no code \"LS148O\"\n  hint: did you mean LS1480?\n", error);
    }

    [Fact]
    public void Every_code_in_the_source_has_a_whole_page_and_a_test()
    {
        var codes = Sources("src").SelectMany(static file => Literal().Matches(File.ReadAllText(file)).Select(static m => m.Groups[1].Value)).ToHashSet();
        // Any text counts, the rows of a table too: a code may be one case of a theory.
        var tested = Sources("tests").SelectMany(static file => Word().Matches(File.ReadAllText(file)).Select(static m => m.Value)).ToHashSet();
        List<string> missing = [];
        foreach (var code in codes.Order(StringComparer.Ordinal))
        {
            missing.AddRange(Faults(code));
            if (!tested.Contains(code)) missing.Add($"{code}: no test mentions it");
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_page_is_of_a_code_in_the_source()
    {
        var codes = Sources("src").SelectMany(static file => Literal().Matches(File.ReadAllText(file)).Select(static m => m.Groups[1].Value)).ToHashSet();
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "codes"), "*.md").Select(static p => Path.GetFileNameWithoutExtension(p));
        Assert.Equal([], pages.Except(codes).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Faults(string code)
    {
        var path = Path.Combine(Repository.Root, "docs", "codes", code + ".md");
        if (!File.Exists(path))
        {
            yield return $"{code}: no page docs/codes/{code}.md";
            yield break;
        }

        var text = File.ReadAllText(path);
        if (!text.StartsWith($"# {code}: ", StringComparison.Ordinal)) yield return $"{code}: the page does not begin with \"# {code}: \"";
        foreach (var heading in (string[])["\n## Example\n", "\n## Remedy\n"])
        {
            if (!text.Contains(heading, StringComparison.Ordinal)) yield return $"{code}: the page lacks \"{heading.Trim()}\"";
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex("\"(LS[0-9]{4})\"")]
    private static partial Regex Literal();

    [GeneratedRegex("LS[0-9]{4}")]
    private static partial Regex Word();
}
