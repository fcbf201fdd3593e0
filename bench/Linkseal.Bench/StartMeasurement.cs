namespace Linkseal.Bench;

/// <summary>How long a command takes that has nothing to do, against an empty program published the same way.</summary>
internal static class StartMeasurement
{
    private const int Rounds = 41;

    public static void Run(Ground ground)
    {
        Child.Run(Path.Combine(Ground.Repository, "build"), ["release"]);
        var linkseal = Path.Combine(Ground.Repository, "artifacts", "release", "linkseal");
        var empty = Publish(ground.Folder());
        var site = Site.Make(ground.Folder(), 3);
        site.PlanAndApply();
        string[] plan = ["plan", "--file", site.File, "--root", site.Root];

        var runs = Measure.Interleaved(
            Rounds,
            new("empty program", () => () => Child.Run(empty, [])),
            new("linkseal --version", () => () => Child.Run(linkseal, ["--version"])),
            new("linkseal plan, 3 components, unchanged", () => () => Child.Run(linkseal, plan)));
        Table.Print(
            $"start: one self-contained, trimmed ReadyToRun file; medians of {Rounds} interleaved runs",
            ["", "time", "over empty"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), Table.Ratio(r.Over(runs[0])) }));
        Console.WriteLine($"  --version over empty: {Table.Wanted(runs[1].Over(runs[0]) <= 1.3, "at most 1.3")}; plan over empty: {Table.Wanted(runs[2].Over(runs[0]) <= 3, "at most 3")}");
    }

    // The same switches as ./build release gives to ours, and nothing of the repository's own.
    private static string Publish(string folder)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;\n");
        File.WriteAllText(Path.Combine(folder, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        Child.Run("dotnet", [
            "publish", folder, "-c", "Release", "-r", "linux-x64", "--self-contained", "-v", "quiet", "-o", Path.Combine(folder, "out"),
            "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true", "-p:DebugType=none",
        ]);
        return Path.Combine(folder, "out", "empty");
    }
}
