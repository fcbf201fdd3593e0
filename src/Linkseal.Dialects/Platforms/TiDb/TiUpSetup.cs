using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Settings and topology together.</summary>
/// <param name="Setup">The servers as instances whose files are TiUP's.</param>
/// <param name="Topology">What was read.</param>
/// <param name="Cluster">Its name for TiUP.</param>
internal sealed record TiUpSetup(TiDbSetup Setup, TiUpTopology Topology, string Cluster)
{
    private const string Caller = "tiup";

    /// <summary>The cluster is deployed, so that it has data.</summary>
    public bool IsRunning => Topology.IsMeta || Setup.Settings.State is TiDbState.Running;

    /// <summary>The name is said, or stands in the path of TiUP's record: otherwise it is a guess.</summary>
    public bool IsNamed => Setup.Settings.TiUp.Cluster is not null || Folder(Topology) is not null;

    /// <summary>The common name of the certificate that TiUP itself shows, and that its tools take along.</summary>
    public static string ClientName(string cluster) => cluster + "-client";

    /// <summary>True where TiUP runs the cluster that is described.</summary>
    public static bool IsMeant(PlatformDescription description) => description.Profile?.Settings?["topology"] is not null;

    public static ImmutableArray<string> Reads(PlatformDescription description) => TiDbSettingsReader.Read(description).Value?.TiUp.Topology is { } path ? [path] : [];

    public static Result<TiUpSetup> Read(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var settings = TiDbSettingsReader.Read(description);
        var diagnostics = new List<Diagnostic>(settings.Diagnostics);
        if (settings.Value is not { TiUp: { Topology: { } path } tiup } read) return Result.With<TiUpSetup>(null, diagnostics);
        if (!read.Instances.IsEmpty) diagnostics.Add(TiUpDiagnostics.Both(description.File, tiup.TopologyAt!.Value));
        if (!documents.TryGetValue(path, out var text))
        {
            diagnostics.Add(TiUpDiagnostics.Absent(description.File, tiup.TopologyAt, path));
            return Result.With<TiUpSetup>(null, diagnostics);
        }

        var topology = TiUpTopology.Read(path, text);
        diagnostics.AddRange(topology.Diagnostics);
        if (topology.Value is not { } found) return Result.With<TiUpSetup>(null, diagnostics);
        var version = read.Version ?? found.Version;
        if (version is null && read.VersionAt is null) diagnostics.Add(TiDbDiagnostics.NoVersion(description.File, description.Profile!.Name.At));
        var instances = found.Instances(diagnostics);
        if (version is null || instances.IsEmpty) return Result.With<TiUpSetup>(null, diagnostics);

        var cluster = tiup.Cluster ?? Folder(found) ?? description.Platform;
        var members = instances.Select(i => new TiDbMember(i, VersionOf(found, i.Product, version), Files(i))).ToImmutableArray();
        return Result.With(new TiUpSetup(new() { Description = description, Settings = read, Version = version, Members = members, Tools = [Client(cluster, members)] }, found, cluster), diagnostics);
    }

    // ~/.tiup/storage/cluster/clusters/NAME/meta.yaml
    private static string? Folder(TiUpTopology topology) => topology.IsMeta && topology.Path.Split('/') is [.., "clusters", { Length: > 0 } name, _] ? name : null;

    private static TiDbVersion VersionOf(TiUpTopology topology, TiDbProduct product, TiDbVersion cluster)
    {
        if (!product.OwnVersion) return cluster;
        var said = (topology.Root["component_versions"] as Core.Editing.Yaml.YamlNode.Mapping)?[product.Name] as Core.Editing.Yaml.YamlNode.Scalar;
        return TiDbVersion.Parse(said?.Value ?? "") ?? new TiDbVersion(1, 0);
    }

    private static ImmutableArray<TiDbFile> Files(TiDbInstance instance)
    {
        ImmutableArray<TiDbFile> main = [new(TiDbConfigFile.Main, instance.Config, instance.OnPlace(instance.Config), null, null)];
        var learner = TiDbInstance.Parent(instance.Config) + "/tiflash-learner.toml";
        return instance.Product.HasLearner ? main.Add(new(TiDbConfigFile.Learner, learner, instance.OnPlace(learner), null, null)) : main;
    }

    /// <summary>TiUP asks PD and the status ports for what `tiup cluster display` shows.</summary>
    private static TiDbTool Client(string cluster, ImmutableArray<TiDbMember> members)
    {
        ImmutableArray<(string, string)> calls = [("pd", "client"), ("tidb", "status"), ("tikv", "status"), ("tiproxy", "http")];
        return new(Caller, [.. calls.Where(c => members.Any(m => m.Product.Name == c.Item1))], []) { CommonName = ClientName(cluster) };
    }
}
