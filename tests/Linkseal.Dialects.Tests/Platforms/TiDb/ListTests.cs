using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>The lists of callers: derived, by hand, and as they stand.</summary>
public sealed class ListTests
{
    private const string TiFlash = "/10.0.1.4/etc/tidb/tiflash.toml";
    private const string Learner = "/10.0.1.4/etc/tidb/tiflash-learner.toml";

    private static Cluster Official { get; } = (Cluster.Small with { Instances = Cluster.Small.Instances.Add("prometheus: [{ host: 10.0.1.9, config: /etc/prometheus.yml }]") })
        .With("/10.0.1.9/etc/prometheus.yml", "scrape_configs: []\n")
        .Add("tiflash: [{ host: 10.0.1.4, config: /etc/tidb/tiflash.toml }]", TiFlash, "").With(Learner, "");

    private static Cluster Dm { get; } = Cluster.Small
        .Add("dm-master: [{ host: 10.0.1.7, config: /etc/dm-master.toml }]", "/10.0.1.7/etc/dm-master.toml", "")
        .Add("dm-worker: [{ host: 10.0.1.8, config: /etc/dm-worker.toml }]", "/10.0.1.8/etc/dm-worker.toml", "");

    private static string List(Cluster cluster, string path)
    {
        var edit = cluster.Expanded().Desired.Edits.Single(e => e.Path == path).Edits.Single(static e => e.Key[^1] is "cluster-verify-cn" or "cert-allowed-cn" or "cert_allowed_cn");
        return edit is Edit.Set { Value: EditValue.List list } ? string.Join(", ", list.Items) : "";
    }

    private static Link Link(Cluster cluster, string id, string endpoint) => Assert.Single(cluster.Expanded().Platform.Links, l => l.Id == id && l.Endpoint == endpoint);

    [Theory]
    [InlineData(Cluster.Tidb, "tidb, pd, tools, prometheus")]
    [InlineData(Cluster.Tikv, "tidb, pd, tikv, tiflash, tools, prometheus")]
    [InlineData(Cluster.Pd, "tidb, pd, tikv, tiflash, tools, prometheus")]
    [InlineData(TiFlash, "tidb, tiflash, prometheus")]
    [InlineData(Learner, "tidb, pd, tikv, tiflash, prometheus")]
    public void Lists_hold_the_callers_that_there_are(string path, string names) => Assert.Equal(names, List(Official.Says("callers: named"), path));

    [Theory]
    [InlineData(Cluster.Tidb, "tidb, test-client, prometheus")]
    [InlineData(Cluster.Tikv, "tidb, pd, tikv, tiflash, prometheus")]
    [InlineData(Cluster.Pd, "tidb, pd, tikv, tiflash, test-client, prometheus")]
    [InlineData(TiFlash, "tidb, tikv, prometheus")]
    [InlineData(Learner, "tidb, tikv, tiflash, prometheus")]
    public void The_lists_of_TiDBs_own_page_can_be_written_by_hand(string path, string names)
    {
        var cluster = Official.Says(
            "callers:", "  tidb: [tidb, test-client, prometheus]", "  tikv: [tidb, pd, tikv, tiflash, prometheus]", "  pd: [tidb, pd, tikv, tiflash, test-client, prometheus]",
            "  tiflash: [tidb, tikv, prometheus]", "  tiflash-learner: [tidb, tikv, tiflash, prometheus]");
        Assert.Equal(names, List(cluster, path));
    }

    [Fact]
    public void Policies_can_differ_by_list()
    {
        var cluster = Official.Says("callers: { pd: require, tikv: named }");
        Assert.Equal("", List(cluster, Cluster.Pd));
        Assert.NotEqual("", List(cluster, Cluster.Tikv));
        Assert.Equal("", List(cluster, Cluster.Tidb));
    }

    [Fact]
    public void A_caller_of_the_users_own_is_in_the_lists_of_what_it_calls()
    {
        var cluster = Cluster.Small.Says("callers: named") with { More = "components:\n  RawKvClient1: { dialect: files, folder: /srv/kv/tls }\nlinks:\n  - RawKvClient1 -> tikv\n  - RawKvClient1 -> pd\n" };
        Assert.Equal("tidb, pd, tikv, tools, RawKvClient1", List(cluster, Cluster.Tikv));
        Assert.Equal("tidb, pd, tikv, tools, RawKvClient1", List(cluster, Cluster.Pd));
        Assert.Equal("tidb, pd, tools", List(cluster, Cluster.Tidb));
        Assert.Equal(Level.Named, Assert.Single(cluster.Expanded().Platform.Links, static l => l.Id == "RawKvClient1:tikv").Required);
        Assert.DoesNotContain(cluster.Check(), static f => f.Code == "LS2537");
    }

    [Fact]
    public void A_client_of_TiKV_calls_PD_too() => Assert.Equal(
        "RawKvClient1 -> pd",
        Assert.Single((Cluster.Small with { More = "components:\n  RawKvClient1: { dialect: files, folder: /srv/kv/tls }\nlinks: [RawKvClient1 -> tikv]\n" }).Check(), static f => f.Code == "LS2537").Expected);

    [Fact]
    public void PD_up_to_8_3_keeps_an_empty_list_and_says_why()
    {
        var cluster = (Cluster.Small with { Version = "v8.3.0" }).Says("callers: named");
        Assert.Equal("", List(cluster, Cluster.Pd));
        Assert.Equal("tidb, pd, tikv, tools", List(cluster, Cluster.Tikv));
        Assert.Contains("does not start with two names", Assert.Single(cluster.Check(), static f => f.Code == "LS2535").Message, StringComparison.Ordinal);
        var link = Link(cluster, "tidb:pd", "client");
        Assert.Equal((Level.Mutual, Level.Mutual), (link.Required, link.Reachable));
        Assert.Contains("does not start with two names", link.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PD_up_to_8_3_takes_one_name_by_hand() => Assert.Equal("all", List((Cluster.Small with { Version = "v8.3.0" }).Says("callers: { pd: [all] }"), Cluster.Pd));

    [Theory]
    [InlineData("v8.4.0", Level.Named, Level.Named)]
    [InlineData("v8.3.0", Level.Mutual, Level.Mutual)]
    [InlineData("v4.0.0", Level.Mutual, Level.Mutual)]
    public void Levels_of_PD_follow_its_version(string version, Level client, Level peer)
    {
        var cluster = (Cluster.Small with { Version = version }).Says("callers: named");
        Assert.Equal(client, Link(cluster, "tikv:pd", "client").Required);
        Assert.Equal(peer, Link(cluster, "pd:pd", "peer").Required);
    }

    [Fact]
    public void One_name_by_hand_guards_the_peers_of_PD_only()
    {
        var cluster = Cluster.Small.Says("callers: { pd: [pd] }");
        Assert.Equal(Level.Named, Link(cluster, "pd:pd", "peer").Required);
        Assert.Equal(Level.Mutual, Link(cluster, "tidb:pd", "client").Required);
    }

    [Fact]
    public void A_status_port_has_what_its_list_gives_it()
    {
        Assert.Equal(Level.Authenticated, Link(Cluster.Small, "tidb:tidb", "status").Required);
        Assert.Equal(Level.Named, Link(Cluster.Small.Says("callers: named"), "tidb:tidb", "status").Required);
        Assert.Equal(Level.Mutual, Link(Cluster.Small.Says("callers: named"), "tidb:tikv", "status").Required);
    }

    [Fact]
    public void DM_shares_one_name_and_lists_it()
    {
        var cluster = Dm.Says("callers: named");
        Assert.Equal("dm", List(cluster, "/10.0.1.7/etc/dm-master.toml"));
        Assert.Equal("dm", List(cluster, "/10.0.1.8/etc/dm-worker.toml"));
        Assert.All(cluster.Expanded().Desired.Leaves.Where(static l => l.Component is "dm-master" or "dm-worker" or "dmctl"), static l => Assert.Equal("dm", l.Subject.CommonName));
        Assert.Equal(Level.Named, Link(cluster, "dm-worker:dm-master", "client").Required);
        Assert.Equal(Level.Encrypted, Link(Dm, "dm-worker:dm-master", "client").Required);
    }

    [Fact]
    public void A_scraper_of_DM_keeps_the_list_of_DM_master_empty()
    {
        var cluster = Dm.Add("prometheus: [{ host: 10.0.1.9, config: /etc/prometheus.yml }]", "/10.0.1.9/etc/prometheus.yml", "scrape_configs: []\n").Says("callers: named");
        Assert.Equal("", List(cluster, "/10.0.1.7/etc/dm-master.toml"));
        Assert.Contains("counts the first name", Assert.Single(cluster.Check(), static f => f.Code == "LS2535").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TiCDC_lists_PD_and_TiKV_which_it_judges_too()
    {
        var cluster = Cluster.Small.Add("ticdc: [{ host: 10.0.1.5, config: /etc/cdc.toml }]", "/10.0.1.5/etc/cdc.toml", "").Says("callers: named");
        Assert.Equal("pd, tikv, ticdc, tools", List(cluster, "/10.0.1.5/etc/cdc.toml"));
    }

    [Fact]
    public void TiCDC_without_a_list_asks_by_its_own_switch_from_8_0_on()
    {
        var cluster = Cluster.Small.Add("ticdc: [{ host: 10.0.1.5, config: /etc/cdc.toml }]", "/10.0.1.5/etc/cdc.toml", "");
        Assert.Equal(Level.Mutual, Link(cluster, "ticdc:ticdc", "server").Required);
        Assert.Contains(cluster.Expanded().Desired.Edits.Single(static e => e.Component == "ticdc").Edits, static e => e is Edit.Set { Value: EditValue.Flag { Value: true } } && e.Key.SequenceEqual(["security", "mtls"]));
        var old = cluster with { Version = "v7.5.0" };
        Assert.Equal(Level.Authenticated, Link(old, "ticdc:ticdc", "server").Required);
        Assert.DoesNotContain(old.Expanded().Desired.Edits.Single(static e => e.Component == "ticdc").Edits, static e => e.Key[^1] == "mtls");
    }

    [Theory]
    [InlineData("v1.3.0", "")]
    [InlineData("v1.4.0", "tidb, tiproxy")]
    public void TiProxy_has_a_list_from_1_4_on(string version, string names) => Assert.Equal(
        names, List(Cluster.Small.Add($"tiproxy: [{{ host: 10.0.1.8, config: /etc/p.toml, version: {version} }}]", "/10.0.1.8/etc/p.toml", "").Says("callers: named"), "/10.0.1.8/etc/p.toml"));

    [Fact]
    public void TiProxy_checks_the_issuer_only() => Assert.Equal(
        Level.Encrypted, Link(Cluster.Small.Add("tiproxy: [{ host: 10.0.1.8, config: /etc/p.toml }]", "/10.0.1.8/etc/p.toml", ""), "tiproxy:pd", "client").Reachable);

    private static Cluster Listed(string path, string key, string list) => Cluster.Sealed.With(path, Cluster.Sealed.Texts[path] + $"{key} = {list}\n");

    private static Cluster Dmed(string list) => Cluster.Sealed.Add("dm-master: [{ host: 10.0.1.7, config: /etc/dm.toml }]", "/10.0.1.7/etc/dm.toml", $"peer-urls = \"https://10.0.1.7:8291\"\nssl-ca = \"/c\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\ncert-allowed-cn = {list}\n");

    [Fact]
    public void One_name_in_PDs_list_leaves_2379_open()
    {
        Listed(Cluster.Pd, "cert-allowed-cn", "[\"TiDB\"]").Finds("LS2522");
        (Listed(Cluster.Pd, "cert-allowed-cn", "[\"TiDB\"]") with { Version = "v8.3.0" }).FindsNot("LS2522");
    }

    [Fact]
    public void Two_names_keep_PD_up_to_8_3_from_starting() => (Listed(Cluster.Pd, "cert-allowed-cn", "[\"a\", \"b\"]") with { Version = "v8.3.0" }).Finds("LS2523");

    [Fact]
    public void A_list_without_its_own_name_refuses_itself() => Assert.Equal(
        "store", Listed(Cluster.Tikv, "cert-allowed-cn", "[\"sql\"]").Finds("LS2524", static o => o.Holds("/10.0.1.2/tls/tikv.pem", Seen.Certificate("store", "10.0.1.2"))).Expected);

    [Fact]
    public void A_list_without_a_caller_refuses_it()
    {
        var finding = Listed(Cluster.Tikv, "cert-allowed-cn", "[\"tikv\"]").Finds(
            "LS2525", static o => o.Holds("/10.0.1.2/tls/tikv.pem", Seen.Certificate("tikv", "10.0.1.2")).Holds("/10.0.1.3/tls/tidb.pem", Seen.Certificate("sql", "10.0.1.3")).Holds("/10.0.1.1/tls/pd.pem", Seen.Certificate("pd", "10.0.1.1")));
        Assert.StartsWith("sql, pd", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void DM_counts_the_first_name_only() => Dmed("[\"dm\", \"prometheus\"]").Finds("LS2526");

    [Theory]
    [InlineData("[\n  \"tidb\",\n]")]
    [InlineData("[\"tidb\" # ours\n]")]
    public void A_list_of_TiFlash_over_several_lines_is_read_wrongly(string list) => Cluster.Sealed
        .Add("tiflash: [{ host: 10.0.1.4, config: /etc/tidb/tiflash.toml }]", TiFlash, $"[security]\nca_path = \"/a\"\ncert_path = \"/b\"\nkey_path = \"/c\"\ncert_allowed_cn = {list}\n")
        .With(Learner, "[security]\nca-path = \"/a\"\ncert-path = \"/b\"\nkey-path = \"/c\"\ncert-allowed-cn = [\n \"tikv\",\n]\n").Finds("LS2527");

    [Fact]
    public void The_name_of_the_CA_in_a_list_admits_everybody() => Cluster.Sealed
        .Add("ticdc: [{ host: 10.0.1.5, config: /etc/cdc.toml }]", "/10.0.1.5/etc/cdc.toml", "[security]\nca-path = \"/tls/ca.pem\"\ncert-path = \"/b\"\nkey-path = \"/c\"\ncert-allowed-cn = [\"Our CA\"]\n")
        .Finds("LS2528", static o => o.Holds("/10.0.1.5/tls/ca.pem", Seen.Certificate("Our CA")));

    [Theory]
    [InlineData("pump: [{ host: 10.0.1.5, config: /etc/p.toml }]", "pd-urls = \"https://10.0.1.1:2379\"\n[security]\n")]
    [InlineData("pump: [{ host: 10.0.1.6, config: /etc/pump.toml }]\n    drainer: [{ host: 10.0.1.5, config: /etc/p.toml }]", "pd-urls = \"https://10.0.1.1:2379\"\n[security]\n")]
    [InlineData("dm-worker: [{ host: 10.0.1.5, config: /etc/p.toml }]", "join = \"10.0.1.7:8261\"\n")]
    public void It_does_wherever_any_certificate_of_the_chain_counts(string instance, string text) => Cluster.Sealed
        .Add("dm-master: [{ host: 10.0.1.7, config: /etc/dm.toml }]", "/10.0.1.7/etc/dm.toml", "peer-urls = \"https://10.0.1.7:8291\"\nssl-ca = \"/a\"\nssl-cert = \"/b\"\nssl-key = \"/c\"\n")
        .With("/10.0.1.6/etc/pump.toml", "pd-urls = \"https://10.0.1.1:2379\"\n[security]\nssl-ca = \"/a\"\nssl-cert = \"/b\"\nssl-key = \"/c\"\n")
        .Add(instance, "/10.0.1.5/etc/p.toml", text + "ssl-ca = \"/tls/ca.pem\"\nssl-cert = \"/b\"\nssl-key = \"/c\"\ncert-allowed-cn = [\"Our CA\"]\n")
        .Finds("LS2528", static o => o.Holds("/10.0.1.5/tls/ca.pem", Seen.Certificate("Our CA")));

    [Theory]
    [InlineData("v9.0.0", true)]
    [InlineData("v9.0.0-beta.1", false)]
    [InlineData("v8.5.7", false)]
    public void A_name_that_is_a_part_of_another_admits_it_in_a_TiKV_to_come(string version, bool found)
    {
        var cluster = Listed(Cluster.Tikv, "cert-allowed-cn", "[\"tidb\", \"not-tidb-really\"]") with { Version = version };
        if (found) cluster.Finds("LS2529");
        else cluster.FindsNot("LS2529");
    }

    [Fact]
    public void A_list_that_a_version_does_not_know_has_no_effect() => Cluster.Sealed
        .Add("tiproxy: [{ host: 10.0.1.8, config: /etc/p.toml, version: v1.3.0 }]", "/10.0.1.8/etc/p.toml", "[security.server-http-tls]\nca = \"/a\"\ncert = \"/b\"\nkey = \"/c\"\ncert-allowed-cn = [\"tidb\"]\n").Finds("LS2530");

    [Fact]
    public void Status_ports_without_a_list_are_named() =>
        Assert.Equal(["10080 (status)", "20180 (status)"], Cluster.Sealed.Check().Where(static f => f.Code == "LS2531").Select(static f => f.Message.Split(" on ")[1].Split(" as ")[0]));

    [Fact]
    public void Lists_come_in_one_order_whatever_the_order_of_the_description()
    {
        var turned = Official with { Instances = [.. Official.Instances.Reverse()] };
        foreach (var path in ImmutableArray.Create(Cluster.Tidb, Cluster.Tikv, Cluster.Pd, TiFlash, Learner)) Assert.Equal(List(Official.Says("callers: named"), path), List(turned.Says("callers: named"), path));
    }
}
