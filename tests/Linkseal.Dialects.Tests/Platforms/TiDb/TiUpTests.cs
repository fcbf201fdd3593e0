using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects.Platforms.TiDb;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>A cluster that TiUP runs: read from its topology, and only what TiUP leaves to the topology is written.</summary>
public sealed class TiUpTests
{
    private const string Topology = "/home/ops/tidb/topology.yaml";
    private const string Meta = "/home/ops/.tiup/storage/cluster/clusters/test/meta.yaml";

    private static readonly string OnePd = """
        # ours
        global:
          user: tidb
          deploy_dir: /tidb-deploy
        server_configs:
          tikv:
            storage.reserve-space: 1K # kept
        pd_servers:
          - host: 10.0.1.1
        tikv_servers:
          - host: 10.0.1.2
          - host: 10.0.1.2
            port: 20161
            status_port: 20181
        tidb_servers:
          - host: 10.0.1.3
        tiflash_servers:
          - host: 10.0.1.4
        cdc_servers:
          - host: 10.0.1.5
        monitoring_servers:
          - host: 10.0.1.6

        """;

    private static string Record(string topology) => "user: tidb\ntidb_version: v8.5.0\ntopology:\n" + string.Concat(topology.TrimEnd().Split('\n').Select(static l => l.Length == 0 ? "\n" : $"  {l}\n"));

    [Theory]
    [InlineData("tiup-topology-cluster-v1.16.1.yaml", "3 pd, 6 tikv, 4 tidb, 4 tiflash, 1 prometheus")]
    [InlineData("tiup-topology-cluster-minimal-v1.16.1.yaml", "3 pd, 3 tikv, 3 tidb, 2 tiflash, 1 prometheus")]
    [InlineData("tiup-topology-cluster-tls-v1.16.1.yaml", "3 pd, 4 tikv, 2 tidb, 3 ticdc, 1 tiproxy, 3 pump, 1 drainer, 1 prometheus")]
    public void Every_sample_of_a_topology_is_read_sealed_and_stays_as_it_was_but_for_our_lines(string sample, string servers)
    {
        var text = File.ReadAllText(Path.Combine(Fixtures.Folder("tidb"), sample));
        var expansion = Expanded(text, "callers: named");
        Assert.Equal(servers.Split(", ").Order(StringComparer.Ordinal), expansion.Platform.Title!.Split(": ")[1].Split(", by")[0].Split(", ").Order(StringComparer.Ordinal));
        var edited = Edited(text, expansion);
        var lines = edited.Split('\n').ToHashSet();
        Assert.All(text.Split('\n').Where(static l => !l.Contains("enable_tls", StringComparison.Ordinal) && l.TrimEnd() != "server_configs:"), l => Assert.Contains(l, lines));
        var again = Edited(edited, Expanded(edited, "callers: named"));
        Assert.Equal(edited, again);
    }

    [Fact]
    public void Lists_are_in_the_products_spelling_with_TiUPs_names_its_own_and_the_scrapers()
    {
        var edited = Edited(OnePd, Expanded(OnePd, "callers: named", "cluster: test"));
        Assert.StartsWith("# ours\nglobal:\n  user: tidb\n  deploy_dir: /tidb-deploy\n  enable_tls: true\n", edited, StringComparison.Ordinal);
        var configs = (YamlNode.Mapping)((YamlNode.Mapping)YamlReader.Read("", edited).Value!)["server_configs"]!;
        Assert.Equal("tidb, pd, tikv, tiflash, cdc, test-client, prometheus", List(configs, "pd", "security.cert-allowed-cn"));
        Assert.Equal("tidb, pd, tikv, tiflash, cdc, test-client, prometheus", List(configs, "tikv", "security.cert-allowed-cn"));
        Assert.Equal("tidb, pd, test-client, prometheus", List(configs, "tidb", "security.cluster-verify-cn"));
        Assert.Equal("tidb, tiflash, prometheus", List(configs, "tiflash", "security.cert_allowed_cn"));
        Assert.Equal("tidb, pd, tikv, prometheus", string.Join(", ", List(configs, "tiflash-learner", "security.cert-allowed-cn").Split(", ").Where(static n => n != "tiflash")));
        Assert.Contains("storage.reserve-space: 1K # kept", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("-path", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_stays_nested_where_it_is_and_a_servers_own_list_is_set_too()
    {
        var text = OnePd.Replace("    storage.reserve-space: 1K # kept", "    security:\n      cert-allowed-cn: [old]", StringComparison.Ordinal)
            .Replace("    port: 20161", "    port: 20161\n    config:\n      security.cert-allowed-cn: [older]", StringComparison.Ordinal);
        var edited = Edited(text, Expanded(text, "callers: { tikv: [a, b] }"));
        Assert.Equal(2, edited.Split("cert-allowed-cn: [a, b]").Length - 1);
        Assert.DoesNotContain("old", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Dashboards_files_are_written_and_nothing_else_of_the_SQL_port()
    {
        var edited = Edited(OnePd, Expanded(OnePd, "dashboard: { ca: /etc/sql/ca.pem, certificate: /etc/sql/pd.pem, key: /etc/sql/pd.key }"));
        Assert.Contains("dashboard.tidb-cacert-path: /etc/sql/ca.pem\n", edited, StringComparison.Ordinal);
        Assert.Contains("dashboard.tidb-cert-path: /etc/sql/pd.pem\n", edited, StringComparison.Ordinal);
        Assert.Contains("dashboard.tidb-key-path: /etc/sql/pd.key\n", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("ssl", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_cluster_is_deployed_and_started_and_a_running_one_is_turned_by_TiUPs_own_command()
    {
        Assert.Equal([$"tiup cluster deploy test v8.5.0 {Topology}", "tiup cluster start test"], Commands(Expanded(OnePd, "cluster: test")));
        Assert.Equal(
            ["tiup cluster tls test enable", $"tiup cluster edit-config test --topology-file {Topology}", "tiup cluster reload test"],
            Commands(Expanded(OnePd, "cluster: test", "state: running")));
        var meta = Expand(Record(OnePd), Meta).Value!;
        Assert.Equal(["tiup cluster tls test enable", "tiup cluster reload test"], Commands(meta));
        Assert.Equal(Record(OnePd), Edited(Record(OnePd), meta));
        var off = Assert.Single(meta.Desired.Notes, static n => n.Code == "LS2550");
        Assert.StartsWith("tiup cluster tls test enable", off.Remedy, StringComparison.Ordinal);
        Assert.All(meta.Desired.Steps, static s => Assert.False(s.Runs));
        Assert.Equal("tiup-tls", Assert.Single(meta.Desired.Steps, static s => s.Stands).Id);
        Assert.Empty(meta.Desired.Leaves);
        Assert.Empty(meta.Desired.Authorities);
    }

    [Fact]
    public void Taken_out_TiUP_turns_TLS_off_where_it_came_with_us_and_takes_its_copy_anew() => Assert.Equal(
        [$"sh -c grep -q '^ *enable_tls: *true' {Topology} || tiup cluster tls test disable", $"tiup cluster edit-config test --topology-file {Topology}", "tiup cluster reload test"],
        Expanded(OnePd, "cluster: test", "state: running").Desired.Steps.Where(static s => s.OnRemove).Select(static s => string.Join(' ', s.Command)));

    [Theory]
    [InlineData("authority: { existing: { certificate: ca.crt, key: ca.key } }", "")]
    [InlineData("leaf: { lifetime: 30d }", "")]
    [InlineData("", "mysql: true")]
    [InlineData("", "tools: each")]
    [InlineData("", "owner: \"1000:1000\"")]
    [InlineData("components: { loader: { dialect: files, folder: /etc/loader } }\nlinks: [loader -> tikv]", "")]
    public void Certificates_of_ours_are_LS1551(string more, string setting)
    {
        var wrong = Expand(OnePd, Topology, more, setting).Diagnostics;
        Assert.Contains(wrong, static d => d.Code == "LS1551");
    }

    [Fact]
    public void What_is_no_topology_is_said()
    {
        var description = Read(Topology, "", []);
        Assert.Contains(Cluster.Profile.Expand(description, ImmutableDictionary<string, string>.Empty).Diagnostics, static d => d.Code == "LS1552");
        Assert.Contains(Expand("a: 1\n", Topology).Diagnostics, static d => d.Code == "LS1553");
        Assert.Contains(Expand("master_servers:\n- host: a\n", Topology).Diagnostics, static d => d.Code == "LS1553" && d.Message.Contains("tiup dm", StringComparison.Ordinal));
        Assert.Contains(Expand("pd_servers:\n- name: a\n", Topology).Diagnostics, static d => d.Code == "LS1553" && d.At == new Position(2, 3));
        Assert.Contains(Expand("pd_servers:\n- host: a\n  client_port: 99999\n", Topology).Diagnostics, static d => d.Code == "LS1553" && d.At == new Position(3, 16));
        Assert.Contains(Expand("pd_servers: [\n", Topology).Diagnostics, static d => d.Severity is Severity.Error);
        Assert.Contains(Expand(OnePd + "tispark_masters:\n  - host: a\n", Topology).Diagnostics, static d => d.Code == "LS1556");
        Assert.Contains(Expand(OnePd, Topology, "", "instances: { pd: [{ host: a, config: /pd.toml }] }").Diagnostics, static d => d.Code == "LS1555");
        Assert.Contains(Cluster.Small.Says("cluster: test").Expand().Diagnostics, static d => d.Code == "LS1555");
        Assert.Contains(Cluster.Small.Says("dashboard: { ca: /ca.pem }").Expand().Diagnostics, static d => d.Code == "LS1555");
    }

    [Fact]
    public void Several_PDs_of_a_running_cluster_are_refused_with_TiUPs_own_way()
    {
        var three = OnePd.Replace("  - host: 10.0.1.1\n", "  - host: 10.0.1.1\n  - host: 10.0.1.7\n  - host: 10.0.1.8\n    client_port: 2479\n", StringComparison.Ordinal);
        Assert.DoesNotContain(Expand(three, Topology).Diagnostics, static d => d.Severity is Severity.Error);
        var wrong = Assert.Single(Expand(Record(three), Meta).Diagnostics);
        Assert.Equal("LS1554", wrong.Code);
        Assert.Contains("tiup cluster scale-in test --node 10.0.1.7:2379,10.0.1.8:2479", wrong.Hint, StringComparison.Ordinal);
        var sealedAlready = three.Replace("  user: tidb", "  user: tidb\n  enable_tls: true", StringComparison.Ordinal);
        Assert.Empty(Expand(Record(sealedAlready), Meta).Diagnostics);
    }

    [Fact]
    public void Audit_sees_the_levels_that_the_topology_gives()
    {
        Assert.All(Standing(OnePd).Links, static l => Assert.Equal(Level.Plaintext, l.Required));
        var on = OnePd.Replace("  user: tidb", "  user: tidb\n  enable_tls: true", StringComparison.Ordinal);
        Assert.Equal(Level.Mutual, Assert.Single(Standing(on).Links, static l => l is { Caller: "tidb", Callee: "tikv", Endpoint: "grpc" }).Required);
        Assert.Equal(Level.Authenticated, Assert.Single(Standing(on).Links, static l => l is { Caller: "tidb", Callee: "tidb" }).Required);
        var named = on.Replace("    storage.reserve-space", "    security.cert-allowed-cn: [tidb, tikv]\n    storage.reserve-space", StringComparison.Ordinal);
        Assert.Equal(Level.Named, Assert.Single(Standing(named).Links, static l => l is { Caller: "tidb", Callee: "tikv", Endpoint: "grpc" }).Required);
        // One server with an empty list of its own lets everybody in.
        var open = named.Replace("    port: 20161", "    port: 20161\n    config: { security.cert-allowed-cn: [] }", StringComparison.Ordinal);
        Assert.Equal(Level.Mutual, Assert.Single(Standing(open).Links, static l => l is { Caller: "tidb", Callee: "tikv", Endpoint: "grpc" }).Required);
    }

    [Theory]
    [InlineData("pd: { security.cert-allowed-cn: [pd] }", "v8.5.0", "LS2522", "guards port 2380 only")]
    [InlineData("pd: { security.cert-allowed-cn: [pd, tidb] }", "v8.1.0", "LS2523", "does not start with more than one")]
    [InlineData("tikv: { security.cert-allowed-cn: [tidb, pd, tiflash, cdc, prometheus, prod-client] }", "v8.5.0", "LS2524", "the list of tikv lacks its own name tikv")]
    [InlineData("tikv: { security.cert-allowed-cn: [tidb, pd, tikv, tiflash, ticdc, prometheus, prod-client] }", "v8.5.0", "LS2525", "the list of tikv lacks cdc:")]
    [InlineData("tikv: { security: { cert-allowed-cn: [tidb, pd, tikv, tiflash, cdc, prometheus] } }", "v8.5.0", "LS2525", "lacks prod-client:")]
    [InlineData("tikv: { security.cert-allowed-cn: [tidb, pd, tikv, tiflash, cdc, prometheus, prod-client, tik] }", "v9.0.0", "LS2529", "tik admits tikv")]
    [InlineData("tiflash: { security.cert_allowed_cn: [tidb] }", "v8.5.0", "LS2524", "the list of tiflash lacks its own name tiflash")]
    public void A_trap_in_a_list_of_the_topology_is_found_by_check_and_by_audit(string list, string version, string code, string words)
    {
        var text = OnePd.Replace("server_configs:\n", $"server_configs:\n  {list}\n", StringComparison.Ordinal).Replace("  tikv:\n    storage.reserve-space: 1K # kept\n", "", StringComparison.Ordinal);
        Assert.Contains(Findings(text, version), f => f.Code == code && f.Message.Contains(words, StringComparison.Ordinal) && f.Path == Topology && f.Remedy!.Contains("tiup cluster reload prod", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_that_are_derived_have_no_trap_and_a_shared_one_is_judged_once()
    {
        var sealedOne = Edited(OnePd, Expanded(OnePd, "callers: named", "cluster: prod"));
        Assert.DoesNotContain(Findings(sealedOne, "v8.5.0"), static f => f.Severity is Severity.Error or Severity.Warning);
        Assert.DoesNotContain(Findings(sealedOne, "v8.5.0"), static f => f.Code == "LS2531");
        Assert.Single(Findings(sealedOne.Replace("tikv, ", "", StringComparison.Ordinal), "v8.5.0"), static f => f.Code == "LS2524" && f.Component == "tikv");
    }

    [Fact]
    public void Without_lists_the_open_ports_are_named_once_TLS_is_on()
    {
        var on = OnePd.Replace("global:\n", "global:\n  enable_tls: true\n", StringComparison.Ordinal);
        Assert.Contains(Findings(on, "v8.5.0"), static f => f.Code == "LS2531" && f.Message.Contains("20180 (status) and 20181 (status)", StringComparison.Ordinal));
        Assert.DoesNotContain(Findings(OnePd, "v8.5.0"), static f => f.Code == "LS2531");
    }

    [Fact]
    public void Where_nobody_says_the_clusters_name_any_client_of_TiUPs_may_be_its_own()
    {
        var text = OnePd.Replace("    storage.reserve-space: 1K # kept\n", "    security.cert-allowed-cn: [tidb, pd, tikv, tiflash, cdc, prometheus, other-client]\n", StringComparison.Ordinal);
        Assert.Contains(Findings(text, "v8.5.0"), static f => f.Code == "LS2525" && f.Message.Contains("prod-client", StringComparison.Ordinal));
        Assert.DoesNotContain(Findings(text, "v8.5.0", ""), static f => f.Code == "LS2525");
    }

    [Fact]
    public void Servers_without_rules_are_LS2551() =>
        Assert.Contains(Expanded(OnePd + "kvcdc_servers:\n  - host: a\n").Desired.Notes, static n => n.Code == "LS2551" && n.Message.Contains("kvcdc_servers", StringComparison.Ordinal));

    [Fact]
    public void A_tool_takes_the_certificate_that_TiUP_keeps()
    {
        var tool = Assert.Single(Expand(Record(OnePd), Meta).Value!.Platform.Tools, static t => t.Name == "pd-ctl");
        Assert.Contains("/home/ops/.tiup/storage/cluster/clusters/test/tls/client.crt", tool.Command);
    }

    [Fact]
    public void Init_knows_a_topology_and_keeps_the_lists_that_are_there()
    {
        var text = OnePd.Replace("    storage.reserve-space", "    security.cert-allowed-cn: [tidb, mine]\n    storage.reserve-space", StringComparison.Ordinal);
        var draft = DraftTests.Draft(new(StringComparer.Ordinal) { ["topology.yaml"] = text, ["pd.toml"] = "" });
        Assert.Contains("  topology: /home/ops/cluster/topology.yaml\n", draft.Description, StringComparison.Ordinal);
        Assert.Contains("    tikv: [tidb, mine]\n", draft.Description, StringComparison.Ordinal);
        Assert.Equal("pd.toml", Assert.Single(draft.NotLookedAt).Path);
        var read = DraftTests.Read(draft);
        var expansion = Cluster.Profile.Expand(read, ImmutableDictionary<string, string>.Empty.Add("/home/ops/cluster/topology.yaml", text));
        Assert.Empty(expansion.Diagnostics);
        Assert.Contains("[tidb, mine]", Edited(text, expansion.Value!), StringComparison.Ordinal);
    }

    [Fact]
    public void Init_knows_TiUPs_own_record_and_its_version()
    {
        var draft = DraftTests.Draft(new(StringComparer.Ordinal) { ["meta.yaml"] = Record(OnePd) });
        Assert.Equal("TiDB v8.5.0, run by TiUP (meta.yaml)", draft.Saw[0]);
        Assert.DoesNotContain("\n  version", draft.Description, StringComparison.Ordinal);
        Assert.Null(DraftTests.Make(new(StringComparer.Ordinal) { ["meta.yaml"] = "topology:\n  master_servers:\n  - host: a\n" }));
    }

    private static string List(YamlNode.Mapping configs, string part, string key) =>
        string.Join(", ", ((YamlNode.Sequence)((YamlNode.Mapping)configs[part]!)[key]!).Items.Cast<YamlNode.Scalar>().Select(static s => s.Value));

    private static ImmutableArray<string> Commands(Expansion expansion) => [.. expansion.Desired.Steps.Where(static s => s.OnApply).Select(static s => string.Join(' ', s.Command))];

    private static string Edited(string text, Expansion expansion)
    {
        var edit = Assert.Single(expansion.Desired.Edits);
        var edited = ConfigEditor.Apply(edit.Format, edit.Path, text, edit.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Platform Standing(string topology)
    {
        var result = Cluster.Profile.AsItStands(Read(Topology, "", []), ImmutableDictionary<string, string>.Empty.Add(Topology, topology));
        Assert.Empty(result.Diagnostics);
        return result.Value!.Platform;
    }

    private static Expansion Expanded(string text, params string[] settings)
    {
        var result = Expand(text, Topology, "", settings);
        Assert.Equal([], result.Diagnostics.Select(static d => d.Message));
        return result.Value!;
    }

    private static Result<Expansion> Expand(string text, string path, string more = "", params string[] settings) =>
        Cluster.Profile.Expand(Read(path, more, settings), ImmutableDictionary<string, string>.Empty.Add(path, text));

    private static PlatformDescription Read(string path, string more, string[] settings)
    {
        var version = path == Meta ? "" : "  version: v8.5.0\n";
        var read = DescriptionReader.Read(
            "linkseal.yaml", "/home/ops/tidb", $"platform: prod\nprofile: tidb\nsettings:\n{version}  topology: {path}\n{string.Concat(settings.Where(static s => s.Length > 0).Select(static s => $"  {s}\n"))}{more}\n", Catalogue.Words, null);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    /// <summary>What check finds, and audit as well.</summary>
    private static ImmutableArray<Finding> Findings(string topology, string version, string cluster = "cluster: prod")
    {
        var text = $"platform: prod\nprofile: tidb\nsettings:\n  version: {version}\n  topology: {Topology}\n  {cluster}\n";
        var description = DescriptionReader.Read("linkseal.yaml", "/home/ops/tidb", text, Catalogue.Words, null).Value!;
        var documents = ImmutableDictionary<string, string>.Empty.Add(Topology, topology);
        return Cluster.Profile.Check(description, Cluster.Profile.AsItStands(description, documents).Value!, new() { Now = default, Files = ImmutableDictionary<string, FileState>.Empty, Documents = documents });
    }
}
