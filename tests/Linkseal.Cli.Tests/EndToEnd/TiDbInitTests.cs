namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>From a folder of files per host to a sealed cluster without typing a setting; and what audit says of one that nobody described.</summary>
public sealed class TiDbInitTests : IDisposable
{
    private readonly TiDbFolder cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public void Init_plan_apply_check_and_back_need_no_further_word()
    {
        Lay();
        var before = cluster.Snapshot();
        Assert.Contains("2 tikv: 10.0.1.2/etc/tidb/tikv.toml, 10.0.1.3/etc/tidb/tikv.toml", cluster.Succeed("init"), StringComparison.Ordinal);
        Assert.Contains("to create", cluster.Succeed("plan"), StringComparison.Ordinal);
        cluster.Succeed("apply", "--yes");
        Assert.DoesNotContain("warning", cluster.Succeed("check"), StringComparison.Ordinal);
        Assert.Contains("ca-path = \"/etc/tidb/tls/tikv/current/ca.crt\"", File.ReadAllText(cluster.At("10.0.1.2/etc/tidb/tikv.toml")), StringComparison.Ordinal);
        Assert.True(File.Exists(cluster.At("10.0.1.2/etc/tidb/tls/tikv/current/tls.key")));

        var after = cluster.Snapshot();
        cluster.Succeed("plan", "--check");
        cluster.Succeed("apply", "--yes");
        Assert.Equal(after, cluster.Snapshot());
        cluster.Succeed("remove", "--yes");
        Assert.Equal(before, cluster.Snapshot());
    }

    [Fact]
    public void The_description_holds_from_another_folder_too()
    {
        Lay();
        var file = cluster.At("../linkseal.yaml");
        cluster.Succeed("init", cluster.Path, "--file", file);
        cluster.Succeed("apply", "--yes", "--file", file);
        Assert.True(File.Exists(cluster.At("10.0.1.1/etc/tidb/tls/pd/current/tls.key")));
    }

    [Fact]
    public void Lists_of_callers_that_stand_in_the_files_are_not_taken_out()
    {
        Lay();
        cluster.Write("10.0.1.2/etc/tidb/tikv.toml", "[security]\ncert-allowed-cn = [\"tidb\", \"backup\"]\n[rocksdb]\n");
        cluster.Succeed("init");
        cluster.Succeed("apply", "--yes");
        Assert.Contains("cert-allowed-cn = [\"tidb\", \"backup\", \"pd\", \"tikv\", \"tiflash\", \"ticdc\", \"tools\"]", File.ReadAllText(cluster.At("10.0.1.2/etc/tidb/tikv.toml")), StringComparison.Ordinal);
        Assert.DoesNotContain("error", cluster.Succeed("check"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plaintext_cluster_is_plaintext_in_every_link_and_nothing_is_written()
    {
        Lay("tikv-v5.4.3.toml");
        var before = cluster.Snapshot();
        var (exit, text) = cluster.Type("audit");
        Assert.Matches("\n[0-9]+ links: [0-9]+ plaintext · 1 error", text);
        Assert.Contains("LS2540", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Equal(before, cluster.Snapshot());
        Assert.False(Directory.Exists(cluster.At(".linkseal")));
    }

    [Fact]
    public void The_TLS_samples_of_PD_TiKV_and_TiDB_have_their_levels_and_the_traps_of_PD()
    {
        cluster.Lay("10.0.1.1/etc/tidb/pd.toml", "pd-tls-v5.1.5.toml");
        cluster.Lay("10.0.1.2/etc/tidb/tikv.toml", "tikv-tls-v5.1.5.toml");
        cluster.Lay("10.0.1.3/etc/tidb/tidb.toml", "tidb-tls-v5.1.5.toml");
        var (exit, text) = cluster.Type("audit");
        Assert.Equal(ExitCode.Differs, exit);
        // The sample has certificates and no URLs, whose default is http: the trap itself.
        Assert.Matches("tidb:pd +plaintext", text);
        Assert.Matches(@"has\s+no\s+client-urls,\s+and\s+its", text);
        // Two of a caller's links to the same callee are told apart.
        Assert.Matches("tidb:tikv grpc +(mutual|authenticated)", text);
        Assert.Matches("tidb:tikv status +(mutual|authenticated)", text);
        Assert.Contains("LS2510", text, StringComparison.Ordinal);
        // The certificates lie on the hosts.
        Assert.Contains("LS2801", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_clear_is_listed_and_a_role_by_hand_takes_it_in()
    {
        cluster.Lay("10.0.1.1/pd.toml", "pd-v8.5.0.toml");
        cluster.Write("10.0.1.2/config.toml", "[security]\nca-path = \"/tls/ca.pem\"\n");
        Assert.Contains("--as ROLE=FILE says which", cluster.Type("audit").Text, StringComparison.Ordinal);
        var text = cluster.Type("audit", ".", "--as", "tikv=10.0.1.2/config.toml").Text;
        Assert.Contains("tikv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("says which", text, StringComparison.Ordinal);
        Assert.Contains("LS1550", cluster.Type("audit", ".", "--as", "tkiv=10.0.1.2/config.toml").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_is_looked_at_alone_and_the_audit_says_so()
    {
        cluster.Lay("pd.toml", "pd-v8.5.0.toml");
        cluster.Lay("tikv.toml", "tikv-v8.5.0.toml");
        var text = cluster.Type("audit", "pd.toml").Text;
        Assert.Contains("1 pd: pd.toml", text, StringComparison.Ordinal);
        Assert.Contains("pd.toml alone, as it was named: 1 other file of ", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("tikv.toml", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alone", cluster.Type("audit", ".").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Taken_out_all_stops_the_old_files_are_sent_and_nothing_that_is_gone()
    {
        cluster.Lay("10.0.1.1/etc/tidb/pd.toml", "pd-v8.5.0.toml");
        cluster.Lay("10.0.1.2/etc/tidb/tikv.toml", "tikv-v8.5.0.toml");
        cluster.Lay("10.0.1.3/etc/tidb/tidb.toml", "tidb-v8.5.toml");
        cluster.Succeed("init");
        cluster.Succeed("apply", "--yes");
        // Ready to paste on this machine: what lies here lies below the root.
        var tool = cluster.Succeed("show", "--tool", "pd-ctl");
        Assert.True(File.Exists(System.Text.RegularExpressions.Regex.Match(tool, "--cacert ([^ ]+)").Groups[1].Value), tool);
        var text = cluster.Succeed("remove", "--yes");
        string[] order = ["'systemctl stop tidb'", "'systemctl stop pd'", "rsync -R", "'systemctl start pd'", "'systemctl start tidb'", "member update", "rm -rf /etc/tidb/tls/pd/current"];
        var at = order.Select(o => text.IndexOf(o, StringComparison.Ordinal)).ToArray();
        Assert.True(at.All(static i => i > 0) && at.SequenceEqual(at.Order()), text);
        Assert.DoesNotContain("rsync -aR", text, StringComparison.Ordinal);
        Assert.DoesNotContain("systemctl restart", text, StringComparison.Ordinal);
        // One component by itself restarts.
        cluster.Succeed("apply", "--yes");
        text = cluster.Type("remove", "--component", "tidb", "--yes").Text;
        Assert.DoesNotContain("systemctl stop", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_named_and_lie_together_are_one_host_and_their_links_are_judged()
    {
        cluster.Lay("here/pd.toml", "pd-v8.5.0.toml");
        cluster.Lay("here/tikv.toml", "tikv-v8.5.0.toml");
        cluster.Lay("here/tidb.toml", "tidb-v8.5.toml");
        cluster.Lay("there/ticdc.toml", "ticdc-server-v8.5.0.toml");
        var text = cluster.Type("audit", "here/pd.toml", "here/tikv.toml").Text;
        Assert.Contains("1 pd: pd.toml", text, StringComparison.Ordinal);
        Assert.Contains("1 tikv: tikv.toml", text, StringComparison.Ordinal);
        Assert.Contains("\n  tikv:pd  ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tidb:", text, StringComparison.Ordinal);
        Assert.Contains("pd.toml, tikv.toml alone, as they were named: 1 other file", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        // Named all, they are what their folder is.
        string Links(string[] paths) => string.Join('\n', cluster.Type(["audit", .. paths]).Text.Split('\n').Where(static l => l.Contains("plaintext  ", StringComparison.Ordinal)));
        Assert.Equal(Links(["here"]), Links(["here/tikv.toml", "here/pd.toml", "here/tidb.toml"]));
        // What lies elsewhere is another's.
        text = cluster.Type("audit", "here/pd.toml", "there/ticdc.toml", "here/tikv.toml").Text;
        Assert.Contains("/there: TiDB", text, StringComparison.Ordinal);
        Assert.Contains("\n  tikv:pd  ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ticdc:pd", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_file_of_a_TiFlash_and_a_scraper_are_known_by_the_files_beside_which_they_are_named()
    {
        cluster.Lay("tiflash.toml", "tiflash-v8.5.0.toml");
        cluster.Lay("learner.toml", "tiflash-learner-v8.5.0.toml");
        cluster.Write("prometheus.yml", "scrape_configs:\n  - job_name: tiflash\n    static_configs: [{ targets: ['localhost:8234'] }]\n");
        cluster.Write("else.toml", "name = \"x\"\n");
        cluster.Write("notes.txt", "x\n");
        var (exit, text) = cluster.Type("audit", "learner.toml", "tiflash.toml", "prometheus.yml");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("1 prometheus: prometheus.yml", text, StringComparison.Ordinal);
        Assert.Contains("prometheus:tiflash", text, StringComparison.Ordinal);
        // What belongs to nothing is said of each file.
        (exit, text) = cluster.Type("audit", "tiflash.toml", "else.toml", "notes.txt");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("not looked at: else.toml: none of its keys is known", text, StringComparison.Ordinal);
        foreach (var name in (string[])["else.toml", "notes.txt"]) Assert.Contains(name + ": error LS1802", text, StringComparison.Ordinal);
        Assert.Equal(2, cluster.Type("audit", "else.toml", "notes.txt").Text.Split("error LS1802").Length - 1);
    }

    [Fact]
    public void Two_topologies_that_are_named_are_two_clusters()
    {
        cluster.Lay("a.yaml", "tiup-topology-cluster-minimal-v1.16.1.yaml");
        cluster.Lay("b.yaml", "tiup-topology-cluster-tls-v1.16.1.yaml");
        var text = cluster.Type("audit", "a.yaml", "b.yaml").Text;
        Assert.Contains("(a.yaml)", text, StringComparison.Ordinal);
        Assert.Contains("(b.yaml)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not looked at:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_role_is_looked_at_beside_a_topology_too()
    {
        cluster.Write("topology.yaml", "pd_servers: [{ host: 10.0.1.1 }]\ntikv_servers: [{ host: 10.0.1.2 }]\ntidb_servers: [{ host: 10.0.1.3 }]\n");
        cluster.Write("x.toml", "");
        var text = cluster.Type("audit", "--as", "tikv=x.toml", "x.toml").Text;
        Assert.Contains("1 tikv: x.toml", text, StringComparison.Ordinal);
        Assert.DoesNotContain("topology of TiUP", text, StringComparison.Ordinal);
        Assert.Contains("topology of TiUP", cluster.Type("audit", "topology.yaml").Text, StringComparison.Ordinal);
        text = cluster.Type("audit", "--as", "tikv=x.toml", "topology.yaml").Text;
        Assert.Contains("1 tikv: x.toml", text, StringComparison.Ordinal);
        Assert.Contains("topology of TiUP", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.toml")]
    [InlineData("x.yaml")]
    [InlineData("x.conf")]
    public void A_role_that_is_none_is_refused_for_any_file(string file)
    {
        cluster.Lay("pd.toml", "pd-v8.5.0.toml");
        cluster.Write(file, "");
        var (exit, text) = cluster.Type("audit", "--as", "foo=" + file, ".");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1550", text, StringComparison.Ordinal);
        Assert.Contains("known: tidb, pd, tikv", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_takes_a_role_by_hand_too()
    {
        cluster.Lay("10.0.1.1/pd.toml", "pd-v8.5.0.toml");
        cluster.Write("10.0.1.2/config.toml", "[security]\nca-path = \"/tls/ca.pem\"\n");
        cluster.Write("10.0.1.3/tikv.conf", "");
        cluster.Succeed("init");
        Assert.Contains("# not taken: 10.0.1.2/config.toml", File.ReadAllText(cluster.At("linkseal.yaml")), StringComparison.Ordinal);
        cluster.Succeed("init", "--force", "--as", "tikv=10.0.1.2/config.toml", "--as", "tikv=10.0.1.3/tikv.conf");
        var text = File.ReadAllText(cluster.At("linkseal.yaml"));
        Assert.DoesNotContain("not taken", text, StringComparison.Ordinal);
        Assert.Contains("{ host: 10.0.1.2, config: /config.toml }", text, StringComparison.Ordinal);
        Assert.Contains("{ host: 10.0.1.3, config: /tikv.conf }", text, StringComparison.Ordinal);
        cluster.Succeed("apply", "--yes");
    }

    [Theory]
    [InlineData("tikv", "LS1803", "not of the form ROLE=FILE")]
    [InlineData("tikv=nowhere.toml", "LS1803", "there is no such file")]
    [InlineData("tikv=../outside.toml", "LS1803", "does not lie below")]
    [InlineData("tkiv=10.0.1.1/pd.toml", "LS1550", "did you mean `tikv`?")]
    public void A_role_that_cannot_be_is_refused_by_init_and_nothing_is_written(string role, string code, string words)
    {
        cluster.Lay("10.0.1.1/pd.toml", "pd-v8.5.0.toml");
        cluster.Write("../outside.toml", "");
        var (exit, text) = cluster.Type("init", "--as", role);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(words, text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(File.Exists(cluster.At("linkseal.yaml")));
    }

    private void Lay(string secondTikv = "tikv-tls-v5.1.5.toml")
    {
        cluster.Lay("10.0.1.1/etc/tidb/pd.toml", "pd-v8.5.0.toml");
        cluster.Lay("10.0.1.2/etc/tidb/tikv.toml", "tikv-v8.5.0.toml");
        cluster.Lay("10.0.1.3/etc/tidb/tikv.toml", secondTikv);
        cluster.Lay("10.0.1.4/etc/tidb/tidb.toml", "tidb-v8.5.toml");
        cluster.Lay("10.0.1.5/etc/tidb/tiflash.toml", "tiflash-v8.5.0.toml");
        cluster.Lay("10.0.1.5/etc/tidb/tiflash-learner.toml", "tiflash-learner-v8.5.0.toml");
        cluster.Lay("10.0.1.6/etc/tidb/cdc.toml", "ticdc-server-v8.5.0.toml");
    }
}
