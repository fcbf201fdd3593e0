using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Views;

public sealed class SchemaTests
{
    // The judge is python's jsonschema: not our own idea of the schema.
    private const string Judge = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        bad = 0
        for path in sys.argv[2:]:
            for error in Draft202012Validator(schema).iter_errors(json.load(open(path))):
                bad += 1
                print(path, list(error.path), error.message)
        sys.exit(1 if bad else 0)
        """;

    private static string Schema => Path.Combine(Repository.Root, "docs", "output.schema.json");

    [Fact]
    public void Every_golden_json_is_as_the_schema_says()
    {
        var judged = Validate([.. Directory.EnumerateFiles(Golden.Folder, "*.json").Order(StringComparer.Ordinal)]);
        Assert.True(judged.ExitCode == 0, judged.All);
    }

    [Fact]
    public void A_property_that_the_schema_does_not_know_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["strange.json"], """{"schema":"linkseal/1","command":"plan","exitCode":0,"diagnostics":[],"strange":1}""");
        Assert.Equal(1, Validate(folder["strange.json"]).ExitCode);
    }

    [Fact]
    public void Diagnostics_and_failures_are_as_the_schema_says()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["usage.json"], Run.Line("plan", "--chek", "-o", "json").Output);
        File.WriteAllText(folder["missing.json"], Run.Line("plan", "-o", "json").Output);
        File.WriteAllText(folder["codes.json"], Run.Line("explain", "-o", "json").Output);
        var judged = Validate(folder["usage.json"], folder["missing.json"], folder["codes.json"]);
        Assert.True(judged.ExitCode == 0, judged.All);
    }

    private static ShellResult Validate(params string[] files)
    {
        var python = Missing.Program("python3");
        if (Shell.Run(python, ["-c", "import jsonschema"]).ExitCode != 0) Missing.Skip("python3-jsonschema is not installed: ./test --install");
        return Shell.Run(python, ["-W", "ignore", "-c", Judge, Schema, .. files]);
    }
}
