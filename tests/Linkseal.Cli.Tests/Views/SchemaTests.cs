using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.Views;

public sealed class SchemaTests
{
    [Fact]
    public void Every_golden_json_is_as_the_schema_says()
    {
        var judged = OutputSchema.Validate([.. Directory.EnumerateFiles(Golden.Folder, "*.json").Order(StringComparer.Ordinal)]);
        Assert.True(judged.ExitCode == 0, judged.All);
    }

    [Fact]
    public void A_property_that_the_schema_does_not_know_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["strange.json"], """{"schema":"linkseal/1","command":"plan","exitCode":0,"diagnostics":[],"strange":1}""");
        Assert.Equal(1, OutputSchema.Validate(folder["strange.json"]).ExitCode);
    }

    [Fact]
    public void Diagnostics_and_failures_are_as_the_schema_says()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["usage.json"], Run.Line("plan", "--chek", "-o", "json").Output);
        File.WriteAllText(folder["missing.json"], Run.Line("plan", "-o", "json").Output);
        File.WriteAllText(folder["codes.json"], Run.Line("explain", "-o", "json").Output);
        var judged = OutputSchema.Validate(folder["usage.json"], folder["missing.json"], folder["codes.json"]);
        Assert.True(judged.ExitCode == 0, judged.All);
    }
}
