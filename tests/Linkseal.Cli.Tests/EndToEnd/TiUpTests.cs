using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A cluster that TiUP runs, from its topology to lists and TLS and back; and one that runs already, by hand.</summary>
public sealed class TiUpTests : IDisposable
{
    private readonly TiDbFolder cluster = new();

    public void Dispose() => cluster.Dispose();

    [Theory]
    [InlineData("tiup-topology-cluster-v1.16.1.yaml")]
    [InlineData("tiup-topology-cluster-minimal-v1.16.1.yaml")]
    [InlineData("tiup-topology-cluster-tls-v1.16.1.yaml")]
    public void A_topology_goes_through_the_whole_story_and_back(string sample)
    {
        cluster.Lay("topology.yaml", sample);
        var before = cluster.Snapshot();
        cluster.Succeed("init");
        File.WriteAllText(cluster.At("linkseal.yaml"), File.ReadAllText(cluster.At("linkseal.yaml")).Replace("  # callers: named", "  callers: named #", StringComparison.Ordinal));
        Assert.Contains("tiup cluster deploy", cluster.Succeed("plan"), StringComparison.Ordinal);
        cluster.Succeed("apply", "--yes");
        cluster.Succeed("check");
        var after = cluster.Snapshot();
        Assert.NotEqual(before, after);
        cluster.Succeed("plan", "--check");
        cluster.Succeed("apply", "--yes");
        Assert.Equal(after, cluster.Snapshot());
        Assert.Equal("True prometheus", Python("print(t['global']['enable_tls'], t['server_configs']['tikv']['security.cert-allowed-cn'][-1])"));

        cluster.Succeed("remove", "--yes");
        Assert.Equal(before, cluster.Snapshot());
    }

    [Fact]
    public void Audit_reads_a_topology_and_one_that_was_named_by_hand()
    {
        cluster.Lay("mine.yaml", "tiup-topology-cluster-tls-v1.16.1.yaml");
        var (_, text) = cluster.Type("audit", "mine.yaml");
        Assert.Contains("a topology of TiUP for TiDB (mine.yaml)", text, StringComparison.Ordinal);
        Assert.Matches("\n[0-9]+ links: [0-9]+ mutual, ", text);
        cluster.Lay("topology.yaml", "tiup-topology-cluster-minimal-v1.16.1.yaml");
        Assert.Matches("\n[0-9]+ links: [0-9]+ plaintext · ", cluster.Type("audit").Text);
    }

    [Fact]
    public void Audit_finds_what_is_wrong_with_the_lists_of_a_cluster_that_runs()
    {
        cluster.Write("meta.yaml", """
            user: tidb
            tidb_version: v8.1.0
            topology:
              global: { enable_tls: true }
              server_configs:
                pd: { security.cert-allowed-cn: [pd, tidb] }
                tikv: { security.cert-allowed-cn: [tidb, pd] }
              pd_servers: [{ host: 10.0.1.1 }]
              tikv_servers: [{ host: 10.0.1.2 }]
              tidb_servers: [{ host: 10.0.1.3 }]

            """);
        var (exit, text) = cluster.Type("audit");
        Assert.Equal(ExitCode.Differs, exit);
        foreach (var code in (string[])["LS2523", "LS2524", "LS2525", "LS2531"]) Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains("lacks its own name tikv", text, StringComparison.Ordinal);
        Assert.Contains("tiup cluster reload", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_TLS_is_off_and_nothing_is_to_be_written_TiUPs_command_is_named_until_it_was_run()
    {
        const string Meta = "user: tidb\ntidb_version: v8.5.0\ntopology:\n  global: { user: tidb }\n  pd_servers: [{ host: 10.0.1.1 }]\n  tikv_servers: [{ host: 10.0.1.2 }]\n  tidb_servers: [{ host: 10.0.1.3 }]\n";
        cluster.Write("meta.yaml", Meta);
        cluster.Succeed("init");
        cluster.Succeed("plan", "--check");
        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["plan"]])
        {
            var text = cluster.Succeed(command);
            Assert.Contains("still to be done by hand\n  > tiup cluster tls tidb enable\n", text, StringComparison.Ordinal);
            Assert.Contains("interrupts: the whole cluster", text, StringComparison.Ordinal);
            Assert.Contains("No changes", text, StringComparison.Ordinal);
        }

        // With something to write it comes in its order, once.
        var description = File.ReadAllText(cluster.At("linkseal.yaml"));
        File.WriteAllText(cluster.At("linkseal.yaml"), description.Replace("  # callers: named", "  callers: named #", StringComparison.Ordinal));
        var both = cluster.Succeed("plan");
        Assert.Equal(2, both.Split("> tiup cluster tls tidb enable").Length);
        Assert.DoesNotContain("still to be done", both, StringComparison.Ordinal);

        File.WriteAllText(cluster.At("linkseal.yaml"), description);
        cluster.Write("meta.yaml", Meta.Replace("{ user: tidb }", "{ user: tidb, enable_tls: true }", StringComparison.Ordinal));
        Assert.DoesNotContain("tiup", cluster.Succeed("plan"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_cluster_stops_as_a_whole_once_and_then_restarts_one_by_one()
    {
        cluster.Lay("10.0.1.1/etc/tidb/pd.toml", "pd-v8.5.0.toml");
        cluster.Lay("10.0.1.2/etc/tidb/tikv.toml", "tikv-v8.5.0.toml");
        cluster.Lay("10.0.1.3/etc/tidb/tidb.toml", "tidb-v8.5.toml");
        cluster.Succeed("init");
        File.WriteAllText(cluster.At("linkseal.yaml"), File.ReadAllText(cluster.At("linkseal.yaml")).Replace("  state: new ", "  state: running ", StringComparison.Ordinal));
        var plan = cluster.Succeed("plan");
        string[] order = ["rsync", "snapshot save", "systemctl stop tidb", "systemctl stop tikv", "systemctl stop pd", "systemctl start pd", "systemctl start tikv", "systemctl start tidb", "member update"];
        Assert.Equal(order.Select(o => plan.IndexOf(o, StringComparison.Ordinal)).Order(), order.Select(o => plan.IndexOf(o, StringComparison.Ordinal)));
        Assert.DoesNotContain(-1, order.Select(o => plan.IndexOf(o, StringComparison.Ordinal)));
        Assert.Contains("LS2552", cluster.Type("check").Text, StringComparison.Ordinal);
        cluster.Succeed("apply", "--yes");
        cluster.Succeed("plan", "--check");
        cluster.Succeed("check");
        Assert.DoesNotContain("LS2552", cluster.Type("check").Text, StringComparison.Ordinal);
    }

    private string Python(string script)
    {
        var result = Shell.Run(Missing.Program("python3"), ["-c", "import sys,yaml\nt=yaml.safe_load(open(sys.argv[1]))\n" + script, cluster.At("topology.yaml")]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }
}
