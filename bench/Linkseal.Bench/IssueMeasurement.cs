namespace Linkseal.Bench;

/// <summary>A thousand leaves made and written, against a bare loop and against one openssl process per leaf.</summary>
internal static class IssueMeasurement
{
    private const int Leaves = 1000;
    private const int RsaLeaves = 100;
    private const int Sample = 100;

    public static void Run(Ground ground)
    {
        Elliptic(ground);
        Rsa(ground);
    }

    private static void Elliptic(Ground ground)
    {
        var bare = new BareLoop(rsa: false);
        var openssl = new OpenSslLoop(ground.Folder());
        WarmUp(ground, "ecdsa-p256", bare);
        var runs = Measure.Interleaved(
            7,
            new("apply", () => Apply(Site.Make(ground.Folder(), Leaves))),
            new("whole: open, look, plan, apply", () => Site.Make(ground.Folder(), Leaves).PlanAndApply),
            new("bare loop on all cores", () => Bare(ground, bare, Leaves)),
            new($"openssl per leaf ({Sample}, times {Leaves / Sample})", () => OpenSsl(ground, openssl), (double)Leaves / Sample));
        var (loop, processes) = (runs[2], runs[3]);
        Table.Print(
            $"issue: {Leaves} P-256 leaves issued and written, three files each, 0600 keys, durable; medians of 7 interleaved runs",
            ["", "time", "per leaf", "cores", "over bare", "openssl over it"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), Table.Milliseconds(r.Median / Leaves), Cores(r, processes), Table.Ratio(r.Over(loop)), Table.Ratio(processes.Over(r)) }));
        Console.WriteLine($"  apply over the bare loop: {Table.Wanted(runs[0].Over(loop) <= 1.5, "at most 1.5")}; openssl over apply: {Table.Wanted(processes.Over(runs[0]) >= 4, "at least 4")}");
    }

    private static void Rsa(Ground ground)
    {
        var bare = new BareLoop(rsa: true);
        WarmUp(ground, "rsa-2048", bare);
        var runs = Measure.Interleaved(
            5,
            new("apply", () => Apply(Site.Make(ground.Folder(), RsaLeaves, "rsa-2048"))),
            new("bare loop on all cores", () => Bare(ground, bare, RsaLeaves)));
        Table.Print(
            $"issue: {RsaLeaves} RSA-2048 leaves; medians of 5 interleaved runs",
            ["", "time", "per leaf", "cores", "over bare"],
            runs.Select(r => new[] { r.Name, Table.Milliseconds(r.Median), Table.Milliseconds(r.Median / RsaLeaves), Table.Ratio(r.Cores), Table.Ratio(r.Over(runs[1])) }));
        Console.WriteLine($"  cores used against the bare loop's: {Table.Wanted(runs[0].Cores >= 0.9 * runs[1].Cores, "at least 0.9 of it")} (on an idle machine both come near {Environment.ProcessorCount})");
    }

    private static void WarmUp(Ground ground, string key, BareLoop bare)
    {
        for (var i = 0; i < 3; i++)
        {
            Site.Make(ground.Folder(), 40, key).PlanAndApply();
            bare.Issue(ground.Folder(), 40);
        }
    }

    private static Action Apply(Site site)
    {
        var planned = site.Plan();
        return () =>
        {
            using (planned) planned.Apply();
        };
    }

    private static Action Bare(Ground ground, BareLoop bare, int count)
    {
        var folder = ground.Folder();
        return () => bare.Issue(folder, count);
    }

    private static Action OpenSsl(Ground ground, OpenSslLoop openssl)
    {
        var folder = ground.Folder();
        return () => openssl.Issue(folder, Sample);
    }

    // The processor time of other processes is not this one's.
    private static string Cores(Runs runs, Runs processes) => runs == processes ? "-" : Table.Ratio(runs.Cores);
}
