using Linkseal.Testing;

namespace Linkseal.Core.Tests.Description;

/// <summary>
/// One set of examples, good and bad, for reader and schema. <c>LINKSEAL_GOLDEN=write</c> rewrites the lists of diagnostics;
/// reviewers read the difference.
/// </summary>
public class DescriptionGoldenTests
{
    private const string CaughtByBoth = "# caught by: reader, schema";
    private const string CaughtByReader = "# caught by: reader";

    [Fact]
    public void Every_good_example_is_read_with_nothing_to_say()
    {
        var good = Described.Files(Path.Combine(Described.Golden, "good"));
        Assert.NotEmpty(good);
        Assert.All(good, file => Described.Good(File.ReadAllText(file)));
    }

    [Fact]
    public void Every_bad_example_is_refused_with_its_list_of_diagnostics()
    {
        var bad = Described.Files(Path.Combine(Described.Golden, "bad"));
        Assert.NotEmpty(bad);
        Assert.All(bad, AssertGolden);
    }

    [Fact]
    public void Every_example_in_the_repository_is_read_with_nothing_to_say_and_names_the_schema()
    {
        var examples = Described.Files(Described.Examples);
        Assert.NotEmpty(examples);
        Assert.All(examples, file =>
        {
            var text = File.ReadAllText(file);
            Assert.StartsWith("# yaml-language-server: $schema=../docs/linkseal.schema.json\n", text, StringComparison.Ordinal);
            Described.Good(text);
        });
    }

    [Fact]
    public void The_schema_takes_what_the_reader_takes_and_refuses_what_it_can_of_the_rest()
    {
        var good = Described.Files(Path.Combine(Described.Golden, "good")).Concat(Described.Files(Described.Examples)).ToArray();
        var bad = Described.Files(Path.Combine(Described.Golden, "bad"));
        var verdicts = Schema([.. good, .. bad]);

        Assert.Equal("", string.Join('\n', good.Where(f => verdicts[f] != "ok").Select(f => f + ": " + verdicts[f])));
        Assert.All(bad, file =>
        {
            var first = File.ReadLines(file).First();
            Assert.Contains(first, (string[])[CaughtByBoth, CaughtByReader]);
            Assert.True((verdicts[file] != "ok") == (first == CaughtByBoth), $"{file}: {first}, but the schema says: {verdicts[file]}");
        });
    }

    private static void AssertGolden(string file)
    {
        var read = Described.Read(File.ReadAllText(file));
        var actual = string.Concat(read.Diagnostics.Select(static d => Described.Line(d) + "\n"));
        var golden = Path.ChangeExtension(file, ".diagnostics");
        if (Environment.GetEnvironmentVariable("LINKSEAL_GOLDEN") == "write") File.WriteAllText(golden, actual);

        Assert.True(read.Failed, file);
        Assert.All(read.Diagnostics, static d => Assert.NotNull(d.At));
        Assert.True(File.Exists(golden) && File.ReadAllText(golden) == actual, $"{file} now gives\n{actual}\nIf that is meant: LINKSEAL_GOLDEN=write, and review the difference");
    }

    private static Dictionary<string, string> Schema(string[] files)
    {
        var script = Path.Combine(Repository.Root, "tests", "Linkseal.Core.Tests", "Description", "judge_by_schema.py");
        var schema = Path.Combine(Repository.Root, "docs", "linkseal.schema.json");
        var result = Shell.Run(Missing.Program("python3"), [script, schema, .. files]);
        if (result.Error.Contains("ModuleNotFoundError", StringComparison.Ordinal)) Missing.Skip("python3-jsonschema or python3-yaml is not installed: ./test --install");
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l.Split('\t', 2)).ToDictionary(static p => p[0], static p => p[1]);
    }
}
