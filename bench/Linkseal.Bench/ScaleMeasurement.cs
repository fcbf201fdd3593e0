using System.Security.Cryptography;

namespace Linkseal.Bench;

/// <summary>How plan and apply grow with the platform, and what it costs to see that nothing changed.</summary>
internal static class ScaleMeasurement
{
    private const int Largest = 10_000;
    private const int Rounds = 5;
    private const string HashAll = """
        var files = Directory.GetFiles(args[0], "*", SearchOption.AllDirectories);
        var hashes = new byte[files.Length][];
        Parallel.For(0, files.Length, i => hashes[i] = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(files[i])));
        return 0;
        """;

    private static readonly int[] Counts = [10, 100, 1000, Largest];

    public static void Run(Ground ground)
    {
        for (var i = 0; i < 3; i++) Grown(ground, 100).PlanAndApply();
        // All sizes within each round: other load then strikes all of them.
        var runs = Measure.Interleaved(Rounds, [.. Counts.SelectMany(count => Subjects(ground, count))]).Chunk(3).ToArray();
        Table.Print(
            $"scale: a platform of so many components; medians of {Rounds} interleaved rounds, and the time of one component",
            ["", "plan of a new one", "each", "apply", "each", "plan when unchanged", "each"],
            Counts.Zip(runs, static (count, of) => (string[])[$"{count}", .. of.SelectMany(r => new[] { Table.Milliseconds(r.Median), $"{r.Median / count * 1000:0} µs" })]));
        for (var i = 1; i < Counts.Length; i++)
        {
            var each = runs[i].Zip(runs[i - 1], static (large, small) => large.Over(small)).Select(r => Table.Ratio(r * Counts[i - 1] / Counts[i])).ToArray();
            Console.WriteLine($"  each at {Counts[i]} over each at {Counts[i - 1]}: plan {each[0]}, apply {each[1]}, unchanged {each[2]} (linear: at most about 1)");
        }

        Unchanged(ground);
    }

    // One platform goes through all three, as an operator's does.
    private static IEnumerable<Subject> Subjects(Ground ground, int count)
    {
        Site site = null!;
        Planned planned = null!;
        return
        [
            new($"plan {count}", () =>
            {
                site = Site.Make(ground.Folder(), count);
                return () => planned = site.Plan();
            }),
            new($"apply {count}", () => () =>
            {
                using (planned) planned.Apply();
            }),
            new($"again {count}", () => () => AssertNothingToDo(site)),
        ];
    }

    // As a user starts it, and once more within this process, on the ordinary runtime, which compiles while it is measured.
    private static void Unchanged(Ground ground)
    {
        var site = Grown(ground, Largest);
        var files = site.Files();
        var linkseal = Published.Release();
        var bare = Published.Native(ground.Folder(), HashAll);
        var runs = Measure.Interleaved(
            9,
            new("linkseal plan: whole process", () => () => Child.Run(linkseal, ["plan", "--check", "--file", site.File, "--root", site.Root])),
            new("bare native program: list, read, SHA-256", () => () => Child.Run(bare, [Path.Combine(site.Root, "srv")])),
            new("open, look and plan in this process", () => () => AssertNothingToDo(site)),
            new("bare parallel loop in this process", () => () => Hash(files)));
        string Over(int run, int bareRun) => Table.Ratio(runs[run].Over(runs[bareRun]));
        Table.Print(
            $"scale: an unchanged platform of {Largest} components, {files.Length} files; medians of 9 interleaved runs",
            ["", "time", "each", "over bare"],
            runs.Select((r, i) => new[] { r.Name, Table.Milliseconds(r.Median), $"{r.Median / Largest * 1000:0} µs", Over(i, i | 1) }));
        Console.WriteLine($"  linkseal plan over the bare program: {Table.Wanted(runs[0].Over(runs[1]) <= 3, "at most 3")}");
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
