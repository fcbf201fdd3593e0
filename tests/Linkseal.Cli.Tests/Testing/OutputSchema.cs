using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Testing;

/// <summary>docs/output.schema.json, judged by python's jsonschema: not our own idea of the schema.</summary>
internal static class OutputSchema
{
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

    public static void Accepts(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["output.json"], json);
        var judged = Validate(folder["output.json"]);
        Assert.True(judged.ExitCode == 0, judged.All + json);
    }

    public static ShellResult Validate(params string[] files)
    {
        var python = Missing.Program("python3");
        if (Shell.Run(python, ["-c", "import jsonschema"]).ExitCode != 0) Missing.Skip("python3-jsonschema is not installed: ./test --install");
        return Shell.Run(python, ["-W", "ignore", "-c", Judge, Path.Combine(Repository.Root, "docs", "output.schema.json"), .. files]);
    }
}
