namespace Linkseal.Bench;

/// <summary>How long a command takes that has nothing to do, against an empty program published the same way.</summary>
internal static class StartMeasurement
{
    private const int Rounds = 41;

    public static void Run(Ground ground)
    {
        var linkseal = Published.Release();
        var empty = Published.Native(ground.Folder(), "return 0;");
        var readyToRun = Published.ReadyToRun(ground.Folder(), "return 0;");
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
}
