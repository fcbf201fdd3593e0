using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What does not go together with a cluster that TiUP runs.</summary>
internal static class TiUpRules
{
    public static IEnumerable<Diagnostic> Broken(TiUpSetup tiup) =>
        [.. Ours(tiup.Setup), .. Members(tiup), .. Spark(tiup.Topology), .. TiDbRules.Versions(tiup.Setup), .. TiDbRules.Callers(tiup.Setup), .. TiDbLinkRules.Broken(tiup.Setup)];

    /// <summary>Settings of TiUP's where TiUP does not run the cluster.</summary>
    public static IEnumerable<Diagnostic> WithoutTiUp(TiDbSetup setup)
    {
        var (file, tiup) = (setup.Description.File, setup.Settings.TiUp);
        if (tiup.ClusterAt is { } cluster) yield return TiUpDiagnostics.OnlyTiUp(file, cluster, "cluster");
        if (tiup.DashboardAt is { } dashboard) yield return TiUpDiagnostics.OnlyTiUp(file, dashboard, "dashboard");
    }

    // Settings that say how our certificates are written: TiUP writes its own.
    private static readonly string[] OfOurFiles = ["tools", "owner"];

    private static IEnumerable<Diagnostic> Ours(TiDbSetup setup)
    {
        var (description, settings) = (setup.Description, setup.Description.Profile?.Settings);
        Position? At(string key) => settings?.Entries.FirstOrDefault(e => e.Key.Value == key)?.Key.Start;
        var at = description.Profile!.Name.At;
        if (description.Authority.At is { } authority) yield return Refused(authority, "`authority`");
        if (description.Leaf != new LeafEntry()) yield return Refused(at, "`leaf`");
        if (setup.Mysql) yield return Refused(At("mysql"), "`mysql: true`");
        foreach (var key in OfOurFiles.Where(k => At(k) is not null)) yield return Refused(At(key), $"`{key}`");
        foreach (var component in description.Components.Where(static c => c.Dialect is not null)) yield return Refused(component.Name.At, $"component {component.Name.Value}");

        Diagnostic Refused(Position? at, string what) => TiUpDiagnostics.OurCertificates(description.File, at, what);
    }

    private static IEnumerable<Diagnostic> Members(TiUpSetup tiup)
    {
        var pds = tiup.Setup.Of("pd").ToArray();
        if (pds.Length < 2 || !tiup.IsRunning || tiup.Topology.HasTls) yield break;
        var port = tiup.Setup.Of("pd").Skip(1).Select(static p => TiDbUrl.Joined(p.Instance.Host, p.Instance.Ports.GetValueOrDefault("client", 2379)));
        yield return TiUpDiagnostics.SeveralPds(
            tiup.Topology.Path, pds[1].Instance.At, pds.Length,
            $"TiUP does it with one PD only:\ntiup cluster scale-in {tiup.Cluster} --node {string.Join(',', port)}\ntiup cluster tls {tiup.Cluster} enable\ntiup cluster scale-out {tiup.Cluster} TOPOLOGY  # the PDs again");
    }

    private static IEnumerable<Diagnostic> Spark(TiUpTopology topology) => TiUpServers.Spark.Where(s => !topology.Servers(s).IsEmpty).Take(1).Select(s => TiUpDiagnostics.Spark(topology.Path, topology.Root[s]!.Start));
}
