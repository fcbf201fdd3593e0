using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Platforms.TiDb;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>What init and audit make of a folder of TiDB's files.</summary>
public sealed class DraftTests
{
    /// <summary>Every sample with what it is.</summary>
    public static TheoryData<string, string> Samples => new()
    {
        { "dm-master-tls-v8.5.0.toml", "dm-master" },
        { "dm-master-v8.5.0.toml", "dm-master" },
        { "dm-worker-tls-v8.5.0.toml", "dm-worker" },
        { "dm-worker-v8.5.0.toml", "dm-worker" },
        { "drainer-v5.4.3.toml", "drainer" },
        { "pd-tls-v5.1.5.toml", "pd" },
        { "pd-v5.4.3.toml", "pd" },
        { "pd-v8.5.0.toml", "pd" },
        { "pump-v5.4.3.toml", "pump" },
        { "ticdc-server-v8.5.0.toml", "ticdc" },
        { "tidb-lightning-v5.1.5.toml", "lightning" },
        { "tidb-lightning-v8.5.toml", "lightning" },
        { "tidb-tls-mini-v8.5.0.toml", "tidb" },
        { "tidb-tls-v5.1.5.toml", "tidb" },
        { "tidb-v5.4.toml", "tidb" },
        { "tidb-v8.5.toml", "tidb" },
        { "tiflash-docker-v8.5.0.toml", "tiflash" },
        { "tiflash-learner-v8.5.0.toml", "tiflash-learner" },
        { "tiflash-v5.4.3.toml", "tiflash" },
        { "tiflash-v8.5.0.toml", "tiflash" },
        { "tikv-master-202608.toml", "tikv" },
        { "tikv-tls-v5.1.5.toml", "tikv" },
        { "tikv-v5.4.3.toml", "tikv" },
        { "tikv-v8.5.0.toml", "tikv" },
        { "tiproxy-v1.0.0.toml", "tiproxy" },
        { "tiproxy-v1.3.0.toml", "tiproxy" },
        { "tiproxy-v26.3.1.toml", "tiproxy" },
    };

    /// <summary>What keys alone can't tell: TiFlash's second file is a TiKV's, and the three TLS keys of a small file are those of four products.</summary>
    private static readonly string[] ByNameToo = ["tiflash-learner-v8.5.0.toml", "tidb-tls-mini-v8.5.0.toml"];

    private static string Sample(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("tidb"), name));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_told_by_its_keys(string sample, string role)
    {
        Assert.Equal([role], TiDbRole.Tell(Sample(sample), sample));
        var unnamed = TiDbRole.Tell(Sample(sample), "config.toml");
        if (ByNameToo.Contains(sample)) Assert.Contains(role, unnamed);
        else Assert.Equal([role], unnamed);
    }

    [Fact]
    public void No_sample_is_left_out_of_the_table()
    {
        var table = Samples.Select(static s => s.Data.Item1).Order(StringComparer.Ordinal);
        Assert.Equal(Directory.GetFiles(Fixtures.Folder("tidb"), "*.toml").Select(Path.GetFileName).Order(StringComparer.Ordinal), table);
    }

    [Theory]
    [InlineData("", "pd.toml", "pd")]
    [InlineData("# nothing yet\n", "tikv.toml", "tikv")]
    [InlineData("", "config.toml", "")]
    [InlineData("[package]\nname = \"tidb\"\n", "tidb.toml", "")]
    [InlineData("[security]\nca-path = \"/tls/ca.pem\"\n", "tikv.toml", "tikv")]
    [InlineData("[security]\nca-path = \"/tls/ca.pem\"\n", "config.toml", "tikv, tiflash-learner, ticdc")]
    [InlineData("[server]\nengine-addr = \"10.0.3.1:3930\"\n[rocksdb]\n[raftdb]\n", "tikv.toml", "tiflash-learner")]
    [InlineData("[security\nca_path = \"a\"\n[flash]\n", "x.toml", "tiflash")]
    public void A_file_with_little_in_it_is_told_by_its_name_or_not_at_all(string text, string name, string roles) => Assert.Equal(roles, string.Join(", ", TiDbRole.Tell(text, name)));

    [Fact]
    public void A_folder_for_each_host_becomes_a_description_with_the_folder_as_root()
    {
        var draft = Draft(Hosts());
        var description = Read(draft);
        Assert.Equal("/home/ops/cluster", description.Root);
        var instances = TiDbSettingsReader.Read(description).Value!.Instances;
        Assert.Equal(
            ["pd 10.0.1.1 /etc/tidb/pd.toml", "tikv 10.0.1.2 /data/tikv.toml", "tidb db.internal /etc/tidb/tidb.toml", "tiflash 10.0.1.4 /conf/tiflash.toml"],
            instances.Select(static i => $"{i.Product.Name} {i.Host} {i.Config}").OrderBy(static i => Array.IndexOf(["pd", "tikv", "tidb", "tiflash"], i.Split(' ')[0])));
        Assert.Equal("/proxy.toml", instances.Single(static i => i.Product.Name == "tiflash").Learner);
        Assert.Empty(draft.NotLookedAt);
        Assert.Contains("1 tiflash: 10.0.1.4/conf/tiflash.toml", draft.Saw);
    }

    [Fact]
    public void Files_directly_in_the_folder_are_this_machines_and_need_no_root()
    {
        var draft = Draft(Small());
        var description = Read(draft);
        Assert.Null(description.Root);
        Assert.All(TiDbSettingsReader.Read(description).Value!.Instances, static i => Assert.Equal("/home/ops/cluster/" + i.Product.Name + ".toml", i.Config));
    }

    [Fact]
    public void Paths_that_every_machine_has_are_no_hosts()
    {
        var draft = Draft(new() { ["etc/tidb/pd.toml"] = Sample("pd-v8.5.0.toml"), ["10.0.1.2/tikv.toml"] = Sample("tikv-v8.5.0.toml") });
        Assert.Equal(["localhost /etc/tidb/pd.toml", "10.0.1.2 /tikv.toml"], TiDbSettingsReader.Read(Read(draft)).Value!.Instances.Select(static i => $"{i.Host} {i.Config}"));
    }

    [Fact]
    public void What_is_not_clear_is_listed_with_what_would_help()
    {
        var files = Small();
        files["config.toml"] = "[security]\nca-path = \"/tls/ca.pem\"\n";
        files["Cargo.toml"] = "[package]\nname = \"x\"\n";
        files["prometheus.yml"] = "scrape_configs:\n- job_name: node\n";
        var draft = Draft(files);
        Assert.Equal(
            [
                ("Cargo.toml", "none of its keys is known of TiDB's products: --as ROLE=FILE, if it is one of them"),
                ("config.toml", "by its keys it can be tikv or tiflash-learner or ticdc: --as ROLE=FILE says which"),
                ("prometheus.yml", "none of its jobs is called as a product of TiDB: --as prometheus=FILE, if it scrapes this cluster"),
            ],
            draft.NotLookedAt.Select(static n => (n.Path, n.Reason)));
        Assert.Contains("# not taken: config.toml: ", draft.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_stand_there_are_carried_over_with_the_names_of_our_certificates()
    {
        var files = Small();
        files["tidb.toml"] = "[performance]\n[security]\ncluster-verify-cn = [\n  \"TiDB\", # as issued\n  \"prometheus\",\n]\n";
        var draft = Draft(files);
        var callers = TiDbSettingsReader.Read(Read(draft)).Value!.Callers;
        Assert.Equal(["TiDB", "prometheus", "tidb", "pd", "tools"], callers.Of("tidb").Names);
        // What has no list gets none.
        Assert.Equal(TiDbCallerKind.Require, callers.Of("tikv").Kind);
        Assert.Contains("    tidb: [TiDB, prometheus, tidb, pd, tools]  # added: tidb, pd, tools\n", draft.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("# callers", draft.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_has_every_name_stays_as_it_is()
    {
        var files = Small();
        files["tikv.toml"] = "[rocksdb]\n[raftdb]\n[security]\ncert-allowed-cn = [\"tools\", \"pd\", \"tikv\", \"tidb\", \"backup\"]\n";
        var draft = Draft(files);
        Assert.Contains("    tikv: [tools, pd, tikv, tidb, backup]\n", draft.Description, StringComparison.Ordinal);
        Assert.Contains("# callers: named", Draft(Small()).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lists_of_several_instances_and_of_both_files_of_TiFlash_are_kept_apart()
    {
        var files = Hosts();
        files["10.0.1.9/tikv.toml"] = "[rocksdb]\n[raftdb]\n[security]\ncert-allowed-cn = [\"b\"]\n";
        files["10.0.1.2/data/tikv.toml"] = "[rocksdb]\n[raftdb]\n[security]\ncert-allowed-cn = [\"a\"]\n";
        files["10.0.1.4/conf/tiflash.toml"] += "\n[security]\ncert_allowed_cn = \"c,d,tiflash\"\n";
        var callers = TiDbSettingsReader.Read(Read(Draft(files))).Value!.Callers;
        Assert.Equal(["a", "b", "tidb", "pd", "tikv", "tiflash", "tools"], callers.Of("tikv").Names);
        Assert.Equal(["c", "d", "tiflash", "tidb"], callers.Of("tiflash").Names);
        // It would follow the first one.
        Assert.Equal(TiDbCallerKind.Require, callers.Of("tiflash-learner").Kind);
    }

    [Fact]
    public void Of_DM_masters_list_the_first_name_is_that_of_our_certificates()
    {
        var draft = Draft(new() { ["dm-master.toml"] = "master-addr = \":8261\"\ncert-allowed-cn = [\"DM\"]\n" });
        Assert.Equal(["dm", "DM"], TiDbSettingsReader.Read(Read(draft)).Value!.Callers.Of("dm-master").Names);
    }

    [Fact]
    public void A_role_by_hand_wins_over_keys_and_name()
    {
        var files = Small();
        files["config.toml"] = "";
        var draft = Draft(files, ("config.toml", "drainer"), ("tikv.toml", "tiflash-learner"));
        Assert.Equal(["tidb", "pd", "drainer"], TiDbSettingsReader.Read(Read(draft)).Value!.Instances.Select(static i => i.Product.Name));
        Assert.Equal("tikv.toml", Assert.Single(draft.NotLookedAt).Path);
    }

    [Fact]
    public void A_role_that_nothing_has_is_LS1550()
    {
        var result = Make(Small(), ("pd.toml", "tkv"))!;
        var wrong = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1550", "pd.toml", "did you mean `tikv`? known: tidb, pd, tikv, tiflash, tiflash-learner, ticdc, tiproxy, pump, drainer, dm-master, dm-worker, lightning, prometheus"), (wrong.Code, wrong.File, wrong.Hint));
    }

    [Fact]
    public void Several_members_have_names_and_several_instances_of_a_host_are_told_apart()
    {
        var draft = Draft(new()
        {
            ["a/pd.toml"] = "name = \"one\"\n[schedule]\n",
            ["b/pd.toml"] = "[schedule]\n",
            ["c/pd.toml"] = "initial-cluster = \"one=http://a:2380,three=http://c:2380\"\n[schedule]\n",
            ["c/1/tikv.toml"] = "[rocksdb]\n",
            ["c/2/tikv.toml"] = "[rocksdb]\n",
        });
        Assert.Equal([null, "pd-2", "three", "c-1", "c-2"], TiDbSettingsReader.Read(Read(draft)).Value!.Instances.Select(static i => i.Name));
        Assert.Contains("name: pd-2, config: /pd.toml }  # check this: the member's name, as in its --name\n", draft.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cargo.toml", "[package]\nname = \"x\"\n")]
    [InlineData("prometheus.yml", "scrape_configs:\n- job_name: tikv\n")]
    [InlineData("tiflash-learner.toml", "[server]\nengine-addr = \"a:1\"\n")]
    public void A_folder_without_a_product_is_not_TiDBs(string name, string text) => Assert.Null(Make(new() { [name] = text }));

    [Fact]
    public void Linkseals_own_folder_is_no_host() => Assert.Null(Make(new() { [".linkseal/pd.toml"] = Sample("pd-v8.5.0.toml") }));

    [Fact]
    public void A_path_that_would_be_misread_is_quoted()
    {
        var draft = Draft(new() { ["fd00::1/etc/my \"tidb\"/pd.toml"] = "[schedule]\n" });
        var instance = Assert.Single(TiDbSettingsReader.Read(Read(draft)).Value!.Instances);
        Assert.Equal(("fd00::1", "/etc/my \"tidb\"/pd.toml"), (instance.Host, instance.Config));
    }

    private static SortedDictionary<string, string> Small() => new(StringComparer.Ordinal)
    {
        ["pd.toml"] = Sample("pd-v8.5.0.toml"), ["tikv.toml"] = Sample("tikv-v8.5.0.toml"), ["tidb.toml"] = Sample("tidb-v8.5.toml"),
    };

    private static SortedDictionary<string, string> Hosts() => new(StringComparer.Ordinal)
    {
        ["10.0.1.1/etc/tidb/pd.toml"] = Sample("pd-v8.5.0.toml"),
        ["10.0.1.2/data/tikv.toml"] = Sample("tikv-v8.5.0.toml"),
        ["db.internal/etc/tidb/tidb.toml"] = Sample("tidb-v8.5.toml"),
        ["10.0.1.4/conf/tiflash.toml"] = Sample("tiflash-docker-v8.5.0.toml"),
        ["10.0.1.4/proxy.toml"] = Sample("tikv-tls-v5.1.5.toml"),
    };

    internal static Result<Draft>? Make(SortedDictionary<string, string> files, params (string Path, string Role)[] roles) => Cluster.Profile.Draft(new()
    {
        Folder = "/home/ops/cluster",
        Documents = files.ToImmutableDictionary(),
        Roles = roles.ToImmutableDictionary(static r => r.Path, static r => r.Role),
    });

    internal static Draft Draft(SortedDictionary<string, string> files, params (string Path, string Role)[] roles)
    {
        var result = Make(files, roles);
        Assert.NotNull(result);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    internal static PlatformDescription Read(Draft draft)
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/home/ops/cluster", draft.Description, Catalogue.Words, null);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(TiDbSettingsReader.Read(read.Value!).Diagnostics);
        return read.Value!;
    }
}
