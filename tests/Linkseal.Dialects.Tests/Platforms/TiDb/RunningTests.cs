using System.Collections.Immutable;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>TLS turned on where there is data: the order, PD's record, and what is refused.</summary>
public sealed class RunningTests
{
    private static readonly Cluster Running = Cluster.Small.Says("state: running");

    private static ImmutableArray<string> Ids(Cluster cluster) => [.. cluster.Expanded().Desired.Steps.Where(static s => !s.Id.StartsWith("send-", StringComparison.Ordinal) && !s.Id.StartsWith("switch-", StringComparison.Ordinal) && !s.Id.StartsWith("configure-", StringComparison.Ordinal)).Select(static s => s.Id)];

    [Fact]
    public void Save_stop_all_start_all_and_correct_PDs_record() => Assert.Equal(
        [
            "running-save-pd",
            "running-stop-tidb-10.0.1.3", "running-stop-tikv-10.0.1.2", "running-stop-pd-pd-1",
            "running-start-pd-pd-1", "running-start-tikv-10.0.1.2", "running-start-tidb-10.0.1.3",
            "running-update-member",
        ],
        Ids(Running).Select(static i => i.Replace("stop-pd-1", "stop-pd-pd-1", StringComparison.Ordinal).Replace("start-pd-1", "start-pd-pd-1", StringComparison.Ordinal)));

    [Fact]
    public void Certificates_are_sent_first_configuration_while_all_is_stopped_and_every_command_is_only_printed()
    {
        var steps = Running.Expanded().Desired.Steps.ToList();
        int First(string id) => steps.FindIndex(s => s.Id.StartsWith(id, StringComparison.Ordinal));
        int Last(string id) => steps.FindLastIndex(s => s.Id.StartsWith(id, StringComparison.Ordinal));
        Assert.True(Last("switch-") < First("running-save"));
        Assert.True(Last("running-stop") < First("configure-"));
        Assert.True(Last("configure-") < First("running-start"));
        Assert.All(steps, static s => Assert.False(s.Runs));
        // Said once, where it begins.
        Assert.Equal("running-stop-tidb-10.0.1.3", Assert.Single(steps, static s => s.Interrupts?.Contains("whole cluster", StringComparison.Ordinal) is true).Id);
    }

    [Fact]
    public void A_restart_of_the_instances_own_says_how_it_stops_and_starts()
    {
        var own = Running with { Instances = Running.Instances.SetItem(1, "tikv: [{ host: 10.0.1.2, config: /etc/tidb/tikv.toml, restart: /opt/restart/ctl.sh restart tikv-20160 }]") };
        var steps = own.Expanded().Desired.Steps;
        Assert.Equal(["ssh", "root@10.0.1.2", "/opt/restart/ctl.sh stop tikv-20160"], steps.Single(static s => s.Id == "running-stop-tikv-10.0.1.2").Command);
        Assert.Equal(["ssh", "root@10.0.1.2", "/opt/restart/ctl.sh start tikv-20160"], steps.Single(static s => s.Id == "running-start-tikv-10.0.1.2").Command);
        var bounce = own with { Instances = Running.Instances.SetItem(1, "tikv: [{ host: 10.0.1.2, config: /etc/tidb/tikv.toml, restart: /opt/restart.sh tikv }]") };
        Assert.Contains("/opt/restart.sh tikv", bounce.Wrong("LS1261").Message, StringComparison.Ordinal);
        Assert.DoesNotContain((bounce with { Settings = [] }).Expand().Diagnostics, static d => d.Code == "LS1261");
    }

    [Fact]
    public void The_member_is_updated_by_etcds_own_command_with_PDs_certificate() => Assert.Equal(
        [
            "ssh", "root@10.0.1.1",
            "export ETCDCTL_API=3; etcdctl --endpoints https://10.0.1.1:2379 --cacert /etc/tidb/tls/pd/current/ca.crt --cert /etc/tidb/tls/pd/current/tls.crt --key /etc/tidb/tls/pd/current/tls.key"
            + " member update $(etcdctl --endpoints https://10.0.1.1:2379 --cacert /etc/tidb/tls/pd/current/ca.crt --cert /etc/tidb/tls/pd/current/tls.crt --key /etc/tidb/tls/pd/current/tls.key"
            + " member list | cut -d, -f1) --peer-urls=https://10.0.1.1:2380",
        ],
        Running.Expanded().Desired.Steps.Single(static s => s.Id == "running-update-member").Command);

    [Fact]
    public void How_PD_grows_again_is_LS2552() => Assert.Contains(Running.Expanded().Desired.Notes, static n => n.Code == "LS2552" && n.Remedy!.Contains("join = \"https://10.0.1.1:2379\"", StringComparison.Ordinal));

    [Fact]
    public void A_new_cluster_and_one_whose_PD_has_TLS_already_restart_one_by_one()
    {
        Assert.DoesNotContain(Ids(Cluster.Small), static i => i.StartsWith("running-", StringComparison.Ordinal));
        Assert.DoesNotContain(Ids(Cluster.Sealed.Says("state: running")), static i => i.StartsWith("running-", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_PDs_are_LS1554_with_the_way_that_works()
    {
        var two = Running with { Instances = Running.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }, { host: 10.0.1.9, name: pd-2, config: /etc/tidb/pd.toml }]") };
        var wrong = two.With("/10.0.1.9/etc/tidb/pd.toml", "").Wrong("LS1554");
        Assert.Contains("pd-ctl -u http://10.0.1.1:2379 member delete name pd-2", wrong.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain((two with { Settings = [] }).With("/10.0.1.9/etc/tidb/pd.toml", "").Expand().Diagnostics, static d => d.Code == "LS1554");
        // One that is to join has no record yet.
        Assert.DoesNotContain(two.With("/10.0.1.9/etc/tidb/pd.toml", "join = \"http://10.0.1.1:2379\"\n").Expand().Diagnostics, static d => d.Code == "LS1554");
    }

    [Fact]
    public void Turning_it_off_is_the_same_in_reverse_and_nothing_is_sent_that_is_gone()
    {
        var steps = Cluster.Sealed.Expanded().Desired.Steps.Where(static s => s.OnRemove).ToArray();
        Assert.Equal(
            [
                "off-stop-tidb-10.0.1.3", "off-stop-tikv-10.0.1.2", "off-stop-pd-1", "configure-10.0.1.3", "configure-10.0.1.1", "configure-10.0.1.2",
                "off-start-pd-1", "off-start-tikv-10.0.1.2", "off-start-tidb-10.0.1.3", "off-update-member", "restart-pd-1", "restart-tikv-10.0.1.2", "restart-tidb-10.0.1.3",
                "clean-10.0.1.3", "clean-10.0.1.1", "clean-10.0.1.2",
            ],
            steps.Select(static s => s.Id));
        // A restart of one has nothing left to do where all start anew; by itself, it is what takes one component out.
        Assert.All(steps.Where(static s => s.Id.StartsWith("restart-", StringComparison.Ordinal)), static s => Assert.Equal(s.Id.Replace("restart-", "off-start-", StringComparison.Ordinal), s.Within));
        Assert.Equal(
            "grep -q '^ *client-urls.*https' /etc/tidb/pd.toml || { export ETCDCTL_API=3; etcdctl --endpoints http://10.0.1.1:2379 member update $(etcdctl --endpoints http://10.0.1.1:2379 member list | cut -d, -f1) --peer-urls=http://10.0.1.1:2380; }",
            steps.Single(static s => s.Id == "off-update-member").Command[^1]);
        Assert.Equal("rm -rf /etc/tidb/tls/tikv/current /etc/tidb/tls/tikv/[0-9]*; rmdir --ignore-fail-on-non-empty /etc/tidb/tls/tikv", steps.Single(static s => s.Id == "clean-10.0.1.2").Command[^1]);
        Assert.DoesNotContain(Cluster.Sealed.Expanded().Desired.Steps, static s => s.OnApply && s.Id.StartsWith("off-", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_PDs_one_stays_when_it_is_turned_off_and_the_others_do_not_start()
    {
        var second = Cluster.Sealed.Texts[Cluster.Pd].Replace("10.0.1.1", "10.0.1.9", StringComparison.Ordinal);
        var two = Cluster.Sealed with { Instances = Cluster.Sealed.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }, { host: 10.0.1.9, name: pd-2, config: /etc/tidb/pd.toml }]") };
        var steps = two.With("/10.0.1.9/etc/tidb/pd.toml", second).Expanded().Desired.Steps.Where(static s => s.OnRemove).ToArray();
        Assert.StartsWith("off-shrink-", steps[0].Id, StringComparison.Ordinal);
        Assert.EndsWith("member delete name pd-2", steps[0].Command[^1], StringComparison.Ordinal);
        Assert.Contains("join = \"http://10.0.1.1:2379\"", Assert.Single(steps[0].Warnings), StringComparison.Ordinal);
        Assert.Contains(steps, static s => s.Id == "off-stop-pd-2");
        Assert.DoesNotContain(steps, static s => s.Id == "off-start-pd-2");
    }

    [Fact]
    public void A_word_that_is_neither_is_refused() => Assert.Equal("LS1501", Cluster.Small.Says("state: old").Wrong("LS1501").Code);
}
