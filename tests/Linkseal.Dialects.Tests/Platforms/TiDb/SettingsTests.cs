using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>One test for each diagnostic of the profile, by exactly its fault.</summary>
public sealed class SettingsTests
{
    private const string Instances = "  instances:\n    pd: [{ host: localhost, config: /pd.toml }]\n    tikv: [{ host: localhost, config: /tikv.toml }]\n";

    private static Cluster Local { get; } = new Cluster { Place = null }.With("/pd.toml", "").With("/tikv.toml", "");

    [Theory]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n" + Instances + "  caller: named\n", 8, 3)]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n" + Instances + "    tikvs: [{ host: a, config: /b }]\n", 8, 5)]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost, config: /pd.toml, confg: /x }]\n    tikv: [{ host: localhost, config: /tikv.toml }]\n", 6, 47)]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost, config: /pd.toml, learner: /x }]\n    tikv: [{ host: localhost, config: /tikv.toml }]\n", 6, 56)]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost, config: /pd.toml, ports: { clients: 1 } }]\n    tikv: [{ host: localhost, config: /tikv.toml }]\n", 6, 56)]
    [InlineData("LS1500", "settings:\n  version: v8.5.0\n" + Instances + "  callers: { tikw: named }\n", 8, 14)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n" + Instances + "  mysql: perhaps\n", 8, 10)]
    [InlineData("LS1501", "settings:\n  version: nightly\n" + Instances, 4, 12)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n" + Instances + "  tools: one\n", 8, 10)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n" + Instances + "  owner: tidb\n", 8, 10)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: \"*.x\", config: /pd.toml }]\n", 6, 18)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost }]\n", 6, 10)]
    [InlineData("LS1501", "settings:\n  version: v8.5.0\n" + Instances + "  callers: { tikv: [\"a,b\"] }\n", 8, 21)]
    [InlineData("LS1502", "settings:\n" + Instances, 2, 10)]
    [InlineData("LS1503", "settings: { version: v8.5.0 }\n", 2, 10)]
    [InlineData("LS1504", "settings:\n  version: v3.1.0\n" + Instances, 4, 12)]
    [InlineData("LS1507", "settings:\n  version: v8.5.0\n  instances:\n    pd: [{ host: localhost, name: a, config: /pd.toml }, { host: localhost, name: b, config: /pd.toml }]\n    tikv: [{ host: localhost, config: /tikv.toml }]\n", 6, 58)]
    [InlineData("LS1508", "settings:\n  version: v8.5.0\n  instances:\n    tikv: [{ host: localhost, config: /tikv.toml }]\n", 6, 12)]
    [InlineData("LS1512", "settings:\n  version: v8.3.0\n" + Instances + "  callers: { pd: [tidb, pd] }\n", 8, 18)]
    [InlineData("LS1513", "settings:\n  version: v8.5.0\n" + Instances + "  callers: { ticdc: named }\n", 8, 21)]
    [InlineData("LS1514", "settings:\n  version: v8.5.0\n" + Instances + "components:\n  tikv: { names: [x] }\n", 9, 3)]
    [InlineData("LS1515", "settings:\n  version: v8.5.0\n" + Instances + "links:\n  - tikv -> tools\n", 9, 5)]
    [InlineData("LS1516", "settings:\n  version: v8.5.0\n" + Instances + "links:\n  - tikv -> pd: { level: plaintext }\n", 9, 5)]
    public void A_wrong_setting_is_reported_at_its_place(string code, string lines, int line, int column)
    {
        var result = Local.Expand(Local.Read("platform: prod\nprofile: tidb\n" + lines));
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((code, "linkseal.yaml"), (diagnostic.Code, diagnostic.File));
        Assert.Equal((line, column), (diagnostic.At!.Value.Line, diagnostic.At.Value.Column));
        Assert.True(result.Failed);
    }

    [Fact]
    public void A_word_that_is_nearly_right_is_named() =>
        Assert.Equal("did you mean `tikv`?", Assert.Single(Local.Expand(Local.Read("platform: p\nprofile: tidb\nsettings:\n  version: v8.5.0\n" + Instances + "    tikw: [{ host: a, config: /b }]\n")).Diagnostics).Hint);

    [Fact]
    public void Other_machines_need_a_folder() => Assert.Contains("--root DIR", (Cluster.Small with { Place = null }).Wrong("LS1505").Hint, StringComparison.Ordinal);

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var result = Local.Expand(Local.Read("platform: p\nprofile: tidb\nsettings:\n  version: 8\n  mysql: 3\n  instances:\n    pd: [{ host: a b, config: pd.toml }]\n    tkv: []\n"));
        Assert.Equal(["LS1501", "LS1501", "LS1501", "LS1501", "LS1500"], result.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Missing_configurations_are_one_diagnostic_that_ends_in_the_commands_that_fetch_them()
    {
        var diagnostic = Cluster.Small.Without(Cluster.Tikv).Without(Cluster.Tidb).Wrong("LS1506");
        Assert.Contains("/home/ops/tidb/hosts/10.0.1.3/etc/tidb/tidb.toml, /home/ops/tidb/hosts/10.0.1.2/etc/tidb/tikv.toml", diagnostic.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nscp -p root@10.0.1.3:/etc/tidb/tidb.toml /home/ops/tidb/hosts/10.0.1.3/etc/tidb/tidb.toml\nmkdir -p /home/ops/tidb/hosts/10.0.1.2/etc/tidb\nscp -p root@10.0.1.2:/etc/tidb/tikv.toml /home/ops/tidb/hosts/10.0.1.2/etc/tidb/tikv.toml",
            diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_configuration_of_this_machine_is_no_business_of_scp() =>
        Assert.DoesNotContain("scp", Local.Without("/pd.toml").Expand(Local.Read("platform: p\nprofile: tidb\nsettings:\n  version: v8.5.0\n" + Instances)).Diagnostics.Single().Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData(Cluster.Tikv, "[pd]\nendpoints = [\"10.0.1.1:2379\", \"10.0.1.9:2379\"]\n", 2)]
    [InlineData(Cluster.Tidb, "store = \"tikv\"\npath = \"10.0.1.9:2379\"\n", 2)]
    public void A_pd_that_is_not_described_would_stay_plaintext(string path, string text, int line)
    {
        var diagnostic = Cluster.Small.With(path, text).Wrong("LS1509");
        Assert.Equal((path, line), (diagnostic.File, diagnostic.At!.Value.Line));
        Assert.Contains("10.0.1.9:2379", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_leads_to_a_pd_is_that_pd() =>
        Assert.Empty((Cluster.Small with { Instances = Cluster.Small.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, config: /etc/tidb/pd.toml, names: [pd.internal] }]") }).With(Cluster.Tikv, "[pd]\nendpoints = [\"pd.internal:2379\"]\n").Expand().Diagnostics);

    [Fact]
    public void A_store_of_another_kind_has_no_pd_in_its_path() => Assert.Empty(Cluster.Small.With(Cluster.Tidb, "store = \"unistore\"\npath = \"/tmp/tidb:1\"\n").Expand().Diagnostics);

    [Fact]
    public void Several_members_need_their_names()
    {
        var cluster = Cluster.Small with { Instances = Cluster.Small.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }, { host: 10.0.1.5, config: /etc/tidb/pd.toml }]") };
        Assert.Contains("pd on 10.0.1.5", cluster.With("/10.0.1.5/etc/tidb/pd.toml", "").Wrong("LS1510").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_has_one_name() => Assert.Contains("pd-7", Cluster.Small.With(Cluster.Pd, "name = \"pd-7\"\n").Wrong("LS1511").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("LS1517", "client-urls = \"ftp://x\"\n")]
    [InlineData("LS1517", "client-urls = \"http://10.0.1.1:port\"\n")]
    [InlineData("LS1518", "client-urls = 2379\n")]
    public void A_url_that_is_none_is_reported_at_its_line(string code, string text)
    {
        var diagnostic = Cluster.Small.With(Cluster.Pd, "# PD\n" + text).Wrong(code);
        Assert.Equal((Cluster.Pd, 2), (diagnostic.File, diagnostic.At!.Value.Line));
    }

    [Fact]
    public void A_file_of_TiUPs_is_not_written_beside_it() =>
        Assert.Contains("tiup cluster tls", Cluster.Small.With(Cluster.Tikv, "# WARNING: This file is auto-generated. Do not edit! All your modification will be overwritten!\n[server]\n").Wrong("LS1519").Hint, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_toml_is_refused_with_its_line()
    {
        var diagnostic = Assert.Single(Cluster.Small.With(Cluster.Tikv, "[security]\nca-path = \n").Expand().Diagnostics);
        Assert.Equal((Cluster.Tikv, 2, Severity.Error), (diagnostic.File, diagnostic.At!.Value.Line, diagnostic.Severity));
    }

    [Fact]
    public void TiFlash_of_4_0_0_has_no_TLS() =>
        Assert.Contains("tiflash", (Cluster.Small with { Version = "v4.0.0" }).Add("tiflash: [{ host: 10.0.1.4, config: /etc/tidb/tiflash.toml }]", "/10.0.1.4/etc/tidb/tiflash.toml", "").With("/10.0.1.4/etc/tidb/tiflash-learner.toml", "").Wrong("LS1504").Message, StringComparison.Ordinal);

    [Fact]
    public void Several_instances_on_one_host_have_files_of_their_own()
    {
        var cluster = (Cluster.Small with { Instances = Cluster.Small.Instances.SetItem(1, "tikv: [{ host: 10.0.1.2, config: /etc/tidb/tikv-1.toml }, { host: 10.0.1.2, config: /etc/tidb/tikv-2.toml }]") })
            .With("/10.0.1.2/etc/tidb/tikv-1.toml", "").With("/10.0.1.2/etc/tidb/tikv-2.toml", "");
        var desired = cluster.Expanded().Desired;
        Assert.Equal(["tikv-10.0.1.2-tikv-1", "tikv-10.0.1.2-tikv-2"], desired.Leaves.Where(static l => l.Component == "tikv").Select(static l => l.Name));
        Assert.Equal(["/10.0.1.2/etc/tidb/tls/tikv-1", "/10.0.1.2/etc/tidb/tls/tikv-2"], desired.Switched.Where(static s => s.Component == "tikv").Select(static s => s.Path));
    }
}
