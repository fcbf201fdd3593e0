using System.Security.Cryptography;

namespace Linkseal.Bench;

/// <summary>How plan and apply grow with the platform, and what it costs to see that nothing changed.</summary>
internal static class ScaleMeasurement
{
    private const int Largest = 10_000;

    public static void Run(Ground ground)
    {
        for (var i = 0; i < 3; i++) Grown(ground, 100).PlanAndApply();
        List<string[]> rows = [];
        var perComponent = new Dictionary<int, (double Plan, double Apply, double Again)>();
        foreach (var (count, rounds) in new[] { (10, 9), (100, 7), (1000, 5), (Largest, 3) })
        {
            var runs = Growth(ground, count, rounds);
            perComponent[count] = (runs[0].Median / count, runs[1].Median / count, runs[2].Median / count);
            rows.Add([$"{count}", .. runs.SelectMany(r => new[] { Table.Milliseconds(r.Median), $"{r.Median / count * 1000:0} µs" })]);
        }

        Table.Print("scale: a platform of so many components; medians, and the time of one component", ["", "plan of a new one", "each", "apply", "each", "plan when unchanged", "each"], rows);
        var (small, large) = (perComponent[1000], perComponent[Largest]);
        Console.WriteLine($"  each at {Largest} over each at 1000: plan {large.Plan / small.Plan:0.00}, apply {large.Apply / small.Apply:0.00}, unchanged {large.Again / small.Again:0.00} (linear: about 1)");
        Unchanged(ground);
    }

    private static Runs[] Growth(Ground ground, int count, int rounds)
    {
        // One platform goes through all three, as an operator's does.
        Site site = null!;
        Planned planned = null!;
        return Measure.Interleaved(
            rounds,
            new("plan", () =>
            {
                site = Site.Make(ground.Folder(), count);
                return () => planned = site.Plan();
            }),
            new("apply", () => () =>
            {
                using (planned) planned.Apply();
            }),
            new("again", () => () => AssertNothingToDo(site)));
    }

    private static void Unchanged(Ground ground)
    {
        var site = Grown(ground, Largest);
        var files = site.Files();
        var runs = Measure.Interleaved(
            9,
            new("open, look and plan", () => () => AssertNothingToDo(site)),
            new("bare parallel loop: read and SHA-256", () => () => Hash(files)));
        Table.Print(
            $"scale: an unchanged platform of {Largest} components, {files.Length} files; medians of 9 interleaved runs",
            ["", "time", "each", "cores", "over bare"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), $"{r.Median / Largest * 1000:0} µs", Table.Ratio(r.Cores), Table.Ratio(r.Over(runs[1])) }));
        Console.WriteLine($"  plan over the bare loop: {Table.Wanted(runs[0].Over(runs[1]) <= 3, "at most 3")}");
    }

    private static Site Grown(Ground ground, int count)
    {
        var site = Site.Make(ground.Folder(), count);
        site.PlanAndApply();
        return site;
    }

    private static void AssertNothingToDo(Site site)
    {
        using var planned = site.Plan();
        if (!planned.Plan.IsEmpty) throw new InvalidOperationException("the plan after an apply is not empty");
    }

    private static void Hash(string[] files)
    {
        var hashes = new byte[files.Length][];
        Parallel.For(0, files.Length, i => hashes[i] = SHA256.HashData(File.ReadAllBytes(files[i])));
    }
}
