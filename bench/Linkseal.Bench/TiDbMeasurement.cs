using System.Text;

namespace Linkseal.Bench;

/// <summary>A TiDB cluster of many hosts, each with a certificate and an edited file of its own, beside a Harbor folder: plan and apply in one run, and the share of one instance.</summary>
internal static class TiDbMeasurement
{
    private const int Rounds = 7;

    /// <summary>How many of each, and which of the products' samples each one has.</summary>
    private static readonly (string Product, int Count, string Sample)[] Products = [("pd", 3, "pd-v8.5.0.toml"), ("tikv", 200, "tikv-v8.5.0.toml"), ("tidb", 97, "tidb-v8.5.toml")];

    public static void Run(Ground ground)
    {
        var (tidb, harbor) = (Cluster(ground.Folder()), Harbor(ground.Folder()));
        tidb.PlanAndApply();
        harbor.PlanAndApply();
        var (instances, components) = (Keys(tidb) - 1, Keys(harbor));
        if (instances != Products.Sum(static p => p.Count)) throw new InvalidOperationException($"{instances} instances have a key");

        var runs = Measure.Interleaved(
            Rounds,
            new Subject($"TiDB, {instances} instances", () => Cluster(ground.Folder()).PlanAndApply),
            new Subject($"Harbor, {components} components", () => Harbor(ground.Folder()).PlanAndApply),
            new Subject("TiDB, nothing to do", () => () => NothingToDo(tidb)),
            new Subject("Harbor, nothing to do", () => () => NothingToDo(harbor)));
        int[] counts = [instances, components, instances, components];
        Table.Print(
            $"tidb: plan and apply of a new platform in one run, each with a certificate and its file edited; medians of {Rounds} interleaved rounds",
            ["", "time", "each"],
            runs.Zip(counts, static (r, count) => new[] { r.Name, Table.Milliseconds(r.Median), Table.Milliseconds(r.Median / count) }));
        Console.WriteLine($"  an instance of TiDB over a component of Harbor: {Table.Ratio(runs[0].Over(runs[1]) * components / instances)}; with nothing to do: {Table.Ratio(runs[2].Over(runs[3]) * components / instances)}");
    }

    private static Site Cluster(string folder)
    {
        var site = new Site(folder);
        var text = new StringBuilder("platform: bench\nprofile: tidb\nsettings:\n  version: v8.5.0\n  callers: named\n  instances:\n");
        var host = 0;
        foreach (var (product, count, sample) in Products)
        {
            var toml = File.ReadAllText(Path.Combine(Samples(), sample));
            text.Append($"    {product}:\n");
            for (var i = 1; i <= count; i++)
            {
                var address = $"10.0.{++host / 250}.{(host % 250) + 1}";
                text.Append($"      - {{ host: {address}, config: /etc/tidb/{product}.toml{(product == "pd" ? $", name: pd-{i}" : "")} }}\n");
                Directory.CreateDirectory(Path.Combine(site.Root, address, "etc/tidb"));
                File.WriteAllText(Path.Combine(site.Root, address, $"etc/tidb/{product}.toml"), toml);
            }
        }

        File.WriteAllText(site.File, text.ToString());
        return site;
    }

    private static Site Harbor(string folder)
    {
        var site = new Site(folder);
        var installer = Directory.CreateDirectory(Path.Combine(site.Root, "opt/harbor")).FullName;
        File.WriteAllText(Path.Combine(installer, "harbor.yml"), File.ReadAllText(Path.Combine(Samples(), "../harbor/2.12.0/harbor.yml.tmpl")));
        File.WriteAllText(Path.Combine(installer, "prepare"), "#!/bin/sh\n# docker run goharbor/prepare:v2.12.0\n");
        File.WriteAllText(site.File, "platform: bench\nprofile: harbor\nsettings: { install: /opt/harbor, https: off, with: [trivy] }\n");
        return site;
    }

    private static int Keys(Site site) => Directory.EnumerateFiles(site.Root, "*.key", SearchOption.AllDirectories).Count(static f => new FileInfo(f).Directory!.Name != "current");

    private static void NothingToDo(Site site)
    {
        using var planned = site.Plan();
        if (!planned.Plan.IsEmpty) throw new InvalidOperationException("the plan after an apply is not empty");
    }

    // The files as the products ship them: what is edited is as long as an operator's.
    private static string Samples()
    {
        var folder = Path.Combine(Ground.Repository, "..", "shared", "fixtures", "tidb");
        return Directory.Exists(folder) ? folder : throw new InvalidOperationException($"the samples are not here: {folder}");
    }
}
