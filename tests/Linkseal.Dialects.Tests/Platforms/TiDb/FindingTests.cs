using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>One test for each finding about identities, URLs and material, by exactly its fault, in <c>check</c> and in <c>audit</c>.</summary>
public sealed class FindingTests
{
    private const string Pump = "/10.0.1.6/etc/tidb/pump.toml";
    private const string DmMaster = "/10.0.1.7/etc/tidb/dm.toml";
    private const string TiProxy = "/10.0.1.8/etc/tidb/tiproxy.toml";
    private const string TiFlash = "/10.0.1.4/etc/tidb/tiflash.toml";
    private const string Learner = "/10.0.1.4/etc/tidb/tiflash-learner.toml";
    private const string Prometheus = "/10.0.1.9/etc/prometheus.yml";

    private static Cluster WithTiFlash { get; } = Cluster.Sealed
        .Add("tiflash: [{ host: 10.0.1.4, config: /etc/tidb/tiflash.toml }]", TiFlash, "[security]\nca_path = \"/tls/ca.pem\"\ncert_path = \"/tls/f.pem\"\nkey_path = \"/tls/f.key\"\n")
        .With(Learner, "[security]\nca-path = \"/tls/ca.pem\"\ncert-path = \"/tls/f.pem\"\nkey-path = \"/tls/f.key\"\n");

    private static Cluster WithProxy { get; } = Cluster.Sealed.Add("tiproxy: [{ host: 10.0.1.8, config: /etc/tidb/tiproxy.toml, version: v1.3.0 }]", TiProxy,
        "[security.cluster-tls]\nca = \"/tls/ca.pem\"\ncert = \"/tls/p.pem\"\nkey = \"/tls/p.key\"\n[security.server-http-tls]\nca = \"/tls/ca.pem\"\ncert = \"/tls/p.pem\"\nkey = \"/tls/p.key\"\n");

    private static Cluster Scraped(string lines) => Cluster.Sealed.Add("prometheus: [{ host: 10.0.1.9, config: /etc/prometheus.yml }]", Prometheus, "scrape_configs:\n  - job_name: pd\n" + lines);

    [Fact]
    public void A_sealed_cluster_without_lists_has_notes_only()
    {
        Assert.DoesNotContain(WithTiFlash.Check(), static f => f.Severity is not Severity.Note);
        Assert.DoesNotContain(Cluster.Profile.Check(WithTiFlash.Read(), WithTiFlash.AsItStands(), Look()), static f => f.Severity is not Severity.Note);

        static Core.Planning.Observed Look() => new()
        {
            Now = default,
            Files = System.Collections.Immutable.ImmutableDictionary<string, Core.Planning.FileState>.Empty,
            Documents = WithTiFlash.Texts,
        };
    }

    [Fact]
    public void TiDB_without_a_CA_speaks_plaintext_and_says_nothing() => Assert.Equal("tidb", Cluster.Sealed.Change(Cluster.Tidb, "cluster-ssl-ca", "# ").Finds("LS2500").Component);

    [Fact]
    public void Pump_without_a_CA_speaks_plaintext() =>
        Cluster.Sealed.Add("pump: [{ host: 10.0.1.6, config: /etc/tidb/pump.toml }]", Pump, "pd-urls = \"https://10.0.1.1:2379\"\n[security]\nssl-cert = \"/a\"\nssl-key = \"/b\"\n").Finds("LS2500");

    [Fact]
    public void DM_without_a_CA_speaks_plaintext() =>
        Cluster.Sealed.Add("dm-master: [{ host: 10.0.1.7, config: /etc/tidb/dm.toml }]", DmMaster, "peer-urls = \"10.0.1.7:8291\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n").Finds("LS2500");

    [Theory]
    [InlineData("drainer: [{ host: 10.0.1.6, config: /etc/tidb/pump.toml }]", "pd-urls = \"https://10.0.1.1:2379\"\n[security]\nssl-cert = \"/a\"\nssl-key = \"/b\"\n")]
    [InlineData("dm-worker: [{ host: 10.0.1.6, config: /etc/tidb/pump.toml }]", "join = \"10.0.1.7:8261\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n")]
    public void Drainer_and_DM_worker_without_a_CA_speak_plaintext(string instance, string text) =>
        Cluster.Sealed.Add("dm-master: [{ host: 10.0.1.7, config: /etc/tidb/dm.toml }]", DmMaster, "peer-urls = \"https://10.0.1.7:8291\"\nssl-ca = \"/c\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n")
            .Add("pump: [{ host: 10.0.1.5, config: /etc/tidb/pump.toml }]", "/10.0.1.5/etc/tidb/pump.toml", "pd-urls = \"https://10.0.1.1:2379\"\n[security]\nssl-ca = \"/c\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n")
            .Add(instance, Pump, text).Finds("LS2500");

    [Fact]
    public void TiProxy_without_a_CA_calls_in_plaintext() => WithProxy.Change(TiProxy, "[security.cluster-tls]\nca = \"/tls/ca.pem\"\n", "[security.cluster-tls]\n").Finds("LS2500");

    [Fact]
    public void TiProxy_without_a_pair_serves_plaintext() => Assert.Contains("plaintext", WithProxy.Change(TiProxy, "[security.server-http-tls]\nca = \"/tls/ca.pem\"\ncert = \"/tls/p.pem\"\nkey = \"/tls/p.key\"\n", "[security.server-http-tls]\nca = \"/tls/ca.pem\"\n").Finds("LS2502").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ca-path = \"/a\"\ncert-path = \"/b\"\n")]
    [InlineData("cert-path = \"/b\"\nkey-path = \"/c\"\n")]
    [InlineData("ca-path = \"/a\"\n")]
    public void TiCDC_with_a_part_of_the_three_speaks_plaintext(string lines) =>
        Assert.Contains("plaintext", Cluster.Sealed.Add("ticdc: [{ host: 10.0.1.5, config: /etc/cdc.toml }]", "/10.0.1.5/etc/cdc.toml", "[security]\n" + lines).Audit().Single(static f => f.Code is "LS2500" or "LS2502").Message, StringComparison.Ordinal);

    [Fact]
    public void TiProxy_that_skips_the_CA_asks_only_who_shows_a_certificate() => WithProxy.Change(TiProxy, "[security.server-http-tls]\n", "[security.server-http-tls]\nskip-ca = true\n").Finds("LS2509");

    [Fact]
    public void PD_without_a_CA_asks_nobody_for_a_certificate() => Assert.Equal("pd", Cluster.Sealed.Change(Cluster.Pd, "cacert-path", "# ").Finds("LS2501").Component);

    [Theory]
    [InlineData(Cluster.Tikv, "key-path", "does not start")]
    [InlineData(Cluster.Tikv, "ca-path", "does not start")]
    [InlineData(Cluster.Tidb, "cluster-ssl-cert", "its connections fail")]
    [InlineData(Cluster.Pd, "key-path", "does not start")]
    public void A_part_of_the_three_is_found(string path, string key, string what) => Assert.Contains(what, Cluster.Sealed.Change(path, key, "# ").Finds("LS2502").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("client-urls = \"https", "client-urls = \"http")]
    [InlineData("peer-urls = \"https", "peer-urls = \"http")]
    public void PD_with_certificates_and_http_urls_speaks_plaintext(string from, string to) => Cluster.Sealed.Change(Cluster.Pd, from, to).Finds("LS2503");

    [Fact]
    public void An_initial_cluster_that_gives_a_member_another_url_keeps_it_from_starting() =>
        Assert.Contains("pd-1=https://10.0.1.1:2380", Cluster.Sealed.With(Cluster.Pd, "initial-cluster = \"pd-1=http://10.0.1.1:2380\"\n" + Cluster.Sealed.Texts[Cluster.Pd]).Finds("LS2504").Expected, StringComparison.Ordinal);

    [Fact]
    public void An_initial_cluster_as_it_should_be_is_none() =>
        Cluster.Sealed.With(Cluster.Pd, "initial-cluster = \"pd-1=https://10.0.1.1:2380,pd-2=https://10.0.1.2:2380\"\n" + Cluster.Sealed.Texts[Cluster.Pd]).FindsNot("LS2504");

    [Fact]
    public void PD_with_https_and_no_certificate_does_not_start() => Cluster.Small.With(Cluster.Pd, "client-urls = \"https://10.0.1.1:2379\"\n").Finds("LS2505");

    [Fact]
    public void Pump_that_calls_PD_by_http_reaches_nobody() =>
        Cluster.Sealed.Add("pump: [{ host: 10.0.1.6, config: /etc/tidb/pump.toml }]", Pump, "pd-urls = \"http://10.0.1.1:2379\"\n[security]\nssl-ca = \"/c\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n").Finds("LS2506");

    [Fact]
    public void A_join_by_http_reaches_nobody() => Cluster.Sealed.With(Cluster.Pd, "join = \"http://10.0.1.1:2379\"\n" + Cluster.Sealed.Texts[Cluster.Pd]).Finds("LS2506");

    [Fact]
    public void DM_master_without_peer_urls_has_peers_in_plaintext() =>
        Cluster.Sealed.Add("dm-master: [{ host: 10.0.1.7, config: /etc/tidb/dm.toml }]", DmMaster, "ssl-ca = \"/c\"\nssl-cert = \"/a\"\nssl-key = \"/b\"\n").Finds("LS2507");

    [Theory]
    [InlineData(Cluster.Tikv, "[security]\nca_path = \"/a\"\n", "security.ca-path")]
    [InlineData(Cluster.Tikv, "ca-path = \"/a\"\n", "security.ca-path")]
    [InlineData(Cluster.Tikv, "[security]\ncacert-path = \"/a\"\n", "security.ca-path")]
    [InlineData(Cluster.Tidb, "[security]\ncluster-ssl-CA = \"/a\"\n", "security.cluster-ssl-ca")]
    [InlineData(Cluster.Tidb, "[security]\nkey-path = \"/a\"\n", "security.cluster-ssl-key")]
    [InlineData(Cluster.Pd, "[security]\ncert-allowed_cn = [\"a\"]\n", "security.cert-allowed-cn")]
    [InlineData(Cluster.Tikv, "[security]\ncert-allowed-san = [\"a\"]\n", "nothing")]
    public void A_key_in_another_spelling_is_passed_over_in_silence(string path, string text, string meant) => Assert.Equal(meant, Cluster.Small.With(path, text).Finds("LS2508").Expected);

    [Fact]
    public void TiFlash_and_the_TiKV_in_it_spell_the_same_thing_in_two_ways()
    {
        WithTiFlash.FindsNot("LS2508");
        WithTiFlash.Change(TiFlash, "ca_path", "ca-path").Finds("LS2508");
        WithTiFlash.Change(Learner, "ca-path", "ca_path").Finds("LS2508");
    }

    [Fact]
    public void TiProxy_that_skips_the_CA_accepts_anybody() => WithProxy.Change(TiProxy, "[security.cluster-tls]\n", "[security.cluster-tls]\nskip-ca = true\n").Finds("LS2509");

    [Fact]
    public void Plaintext_beside_TLS_is_found_with_the_ports_that_lack_it()
    {
        var finding = Cluster.Sealed.With(Cluster.Tikv, "").Finds("LS2510");
        Assert.Equal("tikv on 10.0.1.2 (grpc), tikv on 10.0.1.2 (status)", finding.Observed);
        Cluster.Small.FindsNot("LS2510");
        Cluster.Sealed.FindsNot("LS2510");
    }

    [Fact]
    public void TiFlash_before_7_1_needs_https_port()
    {
        (WithTiFlash with { Version = "v6.5.0" }).Finds("LS2511");
        WithTiFlash.FindsNot("LS2511");
    }

    [Fact]
    public void TiFlash_can_serve_metrics_in_plaintext() => WithTiFlash.With(TiFlash, WithTiFlash.Texts[TiFlash] + "[status]\ndisable_metrics_tls = true\n").Finds("LS2512");

    [Fact]
    public void TiFlash_is_two_programs_and_both_need_TLS() => Assert.Equal(Learner, WithTiFlash.With(Learner, "").Finds("LS2513").Path);

    [Fact]
    public void Flags_win_over_the_file()
    {
        var cluster = Cluster.Sealed with { Instances = Cluster.Sealed.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, config: /etc/tidb/pd.toml, start: /etc/pd.service }]") };
        cluster.With("/10.0.1.1/etc/pd.service", "ExecStart=/bin/pd-server --config=/etc/tidb/pd.toml --client-urls=\"http://0.0.0.0:2379\"\n").Finds("LS2514");
        cluster.With("/10.0.1.1/etc/pd.service", "ExecStart=/bin/pd-server --client-urls=https://0.0.0.0:2379\n").FindsNot("LS2514");
    }

    [Theory]
    [InlineData("http", "[security]\nca-path = \"/a\"\ncert-path = \"/b\"\nkey-path = \"/c\"\n")]
    [InlineData("https", "")]
    public void TiCDC_holds_the_scheme_of_PD_against_its_certificates(string scheme, string text) => Cluster.Sealed
        .Add("ticdc: [{ host: 10.0.1.5, config: /etc/cdc.toml, start: /etc/cdc.sh }]", "/10.0.1.5/etc/cdc.toml", text)
        .With("/10.0.1.5/etc/cdc.sh", $"exec bin/cdc server \\\n  --pd {scheme}://10.0.1.1:2379 \\\n  --config /etc/cdc.toml\n").Finds("LS2515");

    [Fact]
    public void A_relative_path_was_not_looked_at() => Cluster.Sealed.Change(Cluster.Tikv, "\"/tls/tikv.pem\"", "\"tls/tikv.pem\"").Finds("LS2516");

    [Fact]
    public void One_instance_with_another_CA_is_found()
    {
        var (ca, other) = (Seen.Certificate("ca"), Seen.Certificate("other"));
        var leaf = Seen.Certificate("tikv", "10.0.1.2");
        var finding = Cluster.Sealed.Finds("LS2517", o => o.Holds("/10.0.1.1/tls/ca.pem", ca).Holds("/10.0.1.3/tls/ca.pem", other).Holds("/10.0.1.2/tls/tikv.pem", leaf).Signs(ca, leaf));
        Assert.Equal("/10.0.1.2/tls/tikv.pem", finding.Path);
        Cluster.Sealed.FindsNot("LS2517", o => o.Holds("/10.0.1.1/tls/ca.pem", ca).Holds("/10.0.1.3/tls/ca.pem", other, ca).Holds("/10.0.1.2/tls/tikv.pem", leaf).Signs(ca, leaf));
    }

    [Fact]
    public void A_PD_known_by_wildcards_only_is_found() => Cluster.Sealed.Finds("LS2518", static o => o.Holds("/10.0.1.1/tls/pd.pem", Seen.Certificate("pd", "*.pd.internal", "127.0.0.1")));

    [Fact]
    public void A_job_by_http_scrapes_nothing_of_a_sealed_product() => Scraped("    static_configs: []\n").Finds("LS2519");

    [Fact]
    public void A_job_that_verifies_nothing_is_found() => Scraped("    scheme: https\n    tls_config: { insecure_skip_verify: true, cert_file: /a, key_file: /b }\n").Finds("LS2520");

    [Fact]
    public void A_job_without_a_certificate_is_refused() => Scraped("    scheme: https\n    tls_config: { ca_file: /a }\n").Finds("LS2521");

    // The Dashboard reaches TiDB through a forwarder on loopback; the address that a file gives others is dialled, too.
    [Theory]
    [InlineData("LS2004", "/10.0.1.3/tls/tidb.pem", "10.0.1.3", "127.0.0.1")]
    [InlineData("LS2013", "/10.0.1.2/tls/tikv.pem", "10.0.1.2", "tikv-1.internal")]
    [InlineData("LS2013", "/10.0.1.1/tls/pd.pem", "pd.internal", "10.0.1.1")]
    public void The_general_rules_find_a_name_that_others_dial_and_the_certificate_lacks(string code, string path, string has, string lacks)
    {
        var cluster = Cluster.Sealed.With(Cluster.Tikv, Cluster.Sealed.Texts[Cluster.Tikv] + "[server]\nadvertise-addr = \"tikv-1.internal:20160\"\n");
        Assert.Contains(cluster.Audit(o => o.Holds(path, Seen.Certificate("x", has))), f => f.Code == code && f.Path == path && f.Expected!.Contains(lacks, StringComparison.Ordinal));
    }

    [Fact]
    public void The_general_rules_find_a_certificate_that_may_not_call()
    {
        var serverOnly = Seen.Certificate("tikv", "10.0.1.2") with { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"] };
        Assert.Contains(Cluster.Sealed.Audit(o => o.Holds("/10.0.1.2/tls/tikv.pem", serverOnly)), static f => f.Code == "LS2007" && f.Message.Contains("caller", StringComparison.Ordinal));
    }

    [Fact]
    public void The_general_rules_find_an_old_key_beside_a_new_certificate() => Assert.Contains(
        Cluster.Sealed.Audit(static o => o.Holds("/10.0.1.2/tls/tikv.pem", Seen.Certificate("tikv", "10.0.1.2")).HoldsKey("/10.0.1.2/tls/tikv.key", "key-of-before")), static f => f.Code == "LS2002");

    [Fact]
    public void The_general_rules_find_an_encrypted_key() => Assert.Contains(
        Cluster.Sealed.Audit(static o => o.Holds("/10.0.1.2/tls/tikv.pem", Seen.Certificate("tikv", "10.0.1.2")).HoldsKey("/10.0.1.2/tls/tikv.key", "key-tikv", encrypted: true)),
        static f => f.Message.Contains("encrypted", StringComparison.Ordinal));
}
