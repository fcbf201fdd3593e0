using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>TiUP's own commands, printed: it deploys, turns TLS on, restarts.</summary>
internal static class TiUpSteps
{
    private const string Program = "tiup";
    private const string All = "the whole cluster: TiUP stops all of it and starts it again";
    private const string OneByOne = "one server after the other: its sessions, its leaders";

    public static ImmutableArray<RunStep> Of(TiUpSetup tiup)
    {
        var (topology, cluster) = (tiup.Topology, tiup.Cluster);
        if (!tiup.IsRunning)
        {
            return
            [
                Step(tiup, "deploy", ["deploy", cluster, tiup.Setup.Version.ToString(), topology.Path], "TiUP makes certificates, configuration and start scripts from the topology", null),
                Step(tiup, "start", ["start", cluster], "nothing runs yet", null),
            ];
        }

        var steps = ImmutableArray.CreateBuilder<RunStep>();
        if (!topology.HasTls) steps.Add(Step(tiup, "tls", Enable(cluster), "TLS is off; certificates, URLs, the data of PD and every restart are TiUP's matter", All) with { Stands = topology.IsMeta });
        // What came back may have TLS of its own; and TiUP's copy takes a topology only that says the same of it as the cluster.
        if (!topology.IsMeta) steps.Add(Step(tiup, "tls-off", [], "the topology that came back may say nothing of TLS: then TiUP turns it off, with all that belongs to it", All) with { Command = ["sh", "-c", $"grep -q '^ *enable_tls: *true' {topology.Path} || {Program} cluster tls {cluster} disable"], OnApply = false, OnRemove = true });
        if (!topology.IsMeta) steps.Add(Step(tiup, "edit-config", ["edit-config", cluster, "--topology-file", topology.Path], "TiUP keeps a copy of the topology, which is what it goes by", null));
        steps.Add(Step(tiup, "reload", ["reload", cluster], "TiUP writes the configuration anew, and the lists are read at start", OneByOne));
        return steps.ToImmutable();
    }

    /// <summary>The command that turns TLS on.</summary>
    public static ImmutableArray<string> Enable(string cluster) => ["tls", cluster, "enable"];

    private static RunStep Step(TiUpSetup tiup, string id, ImmutableArray<string> command, string reason, string? interrupts) => new()
    {
        Id = "tiup-" + id, Component = TiDbTopology.Dialect, Command = [Program, "cluster", .. command], Reason = reason, Interrupts = interrupts, After = [tiup.Topology.Path], Runs = false,
        OnRemove = id is "edit-config" or "reload",
    };
}
