namespace Linkseal.Bench;

/// <summary>How long a command takes that has nothing to do, against an empty program published the same way.</summary>
internal static class StartMeasurement
{
    private const int Rounds = 41;

    public static void Run(Ground ground)
    {
        Child.Run(Path.Combine(Ground.Repository, "build"), ["release"]);
        var linkseal = Path.Combine(Ground.Repository, "artifacts", "release", "linkseal");
        var empty = Publish(ground.Folder(), "-p:PublishAot=true");
        var readyToRun = Publish(ground.Folder(), "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true");
        var site = Site.Make(ground.Folder(), 3);
        site.PlanAndApply();
        string[] plan = ["plan", "--file", site.File, "--root", site.Root];

        var runs = Measure.Interleaved(
            Rounds,
            new("empty program", () => () => Child.Run(empty, [])),
            new("empty program, trimmed ReadyToRun file", () => () => Child.Run(readyToRun, [])),
            new("linkseal --version", () => () => Child.Run(linkseal, ["--version"])),
            new("linkseal plan, 3 components, unchanged", () => () => Child.Run(linkseal, plan)));
        Table.Print(
            $"start: a native program; medians of {Rounds} interleaved runs",
            ["", "time", "over empty", "over ReadyToRun"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), Table.Ratio(r.Over(runs[0])), Table.Ratio(r.Over(runs[1])) }));
        Console.WriteLine($"  --version over empty: {Table.Wanted(runs[2].Over(runs[0]) <= 1.3, "at most 1.3")}; plan over empty: {Table.Wanted(runs[3].Over(runs[0]) <= 3, "at most 3")}");
    }

    // Nothing of the repository's own; with PublishAot it is published as ./build release publishes ours.
    private static string Publish(string folder, params string[] how)
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
            "publish", folder, "-c", "Release", "-r", "linux-x64", "-v", "quiet", "-o", Path.Combine(folder, "out"), "-p:DebugType=none", .. how,
        ]);
        return Path.Combine(folder, "out", "empty");
    }
}
