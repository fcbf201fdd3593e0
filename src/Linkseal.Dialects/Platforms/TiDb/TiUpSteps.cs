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
        if (!topology.IsMeta) steps.Add(Step(tiup, "edit-config", ["edit-config", cluster, "--topology-file", topology.Path], "TiUP keeps a copy of the topology, which is what it goes by", null));
        steps.Add(Step(tiup, "reload", ["reload", cluster], "TiUP writes the configuration anew, and the lists are read at start", OneByOne));
        return steps.ToImmutable();
    }

    /// <summary>The command that turns TLS on.</summary>
    public static ImmutableArray<string> Enable(string cluster) => ["tls", cluster, "enable"];

    private static RunStep Step(TiUpSetup tiup, string id, ImmutableArray<string> command, string reason, string? interrupts) => new()
    {
        Id = "tiup-" + id, Component = TiDbTopology.Dialect, Command = [Program, "cluster", .. command], Reason = reason, Interrupts = interrupts, After = [tiup.Topology.Path], Runs = false,
        // Taking TLS out again is another command, and nothing that follows from a file.
        OnRemove = id == "reload",
    };
}
