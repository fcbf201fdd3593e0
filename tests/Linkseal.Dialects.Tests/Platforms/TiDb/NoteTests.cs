namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>What is said without looking at anything but the settings.</summary>
public sealed class NoteTests
{
    private static int Count(Cluster cluster, string code) => cluster.Check().Count(f => f.Code == code);

    [Fact]
    public void A_version_that_is_newer_than_known_is_said()
    {
        Assert.Equal(1, Count(Cluster.Small with { Version = "v9.1.0" }, "LS2532"));
        Assert.Equal(0, Count(Cluster.Small with { Version = "v8.5.9" }, "LS2532"));
    }

    [Fact]
    public void A_TiProxy_without_a_version_is_taken_for_the_oldest() =>
        Assert.Equal(1, Count(Cluster.Small.Add("tiproxy: [{ host: 10.0.1.8, config: /etc/p.toml }]", "/10.0.1.8/etc/p.toml", ""), "LS2533"));

    [Fact]
    public void Keys_without_an_owner_are_said()
    {
        Assert.Equal(1, Count(Cluster.Small, "LS2534"));
        Assert.Equal(0, Count(Cluster.Small.Says("owner: \"1000:1000\""), "LS2534"));
    }

    [Fact]
    public void The_list_that_stays_empty_is_said() => Assert.Equal(1, Count((Cluster.Small with { Version = "v7.5.0" }).Says("callers: named"), "LS2535"));

    [Fact]
    public void The_SQL_port_that_is_left_is_said()
    {
        Assert.Equal(1, Count(Cluster.Small, "LS2536"));
        Assert.Equal(0, Count(Cluster.Small.Says("mysql: true"), "LS2536"));
    }

    [Fact]
    public void A_command_line_that_was_not_looked_at_is_said()
    {
        Assert.Equal(1, Count(Cluster.Small, "LS2538"));
        var known = Cluster.Small with { Instances = Cluster.Small.Instances.SetItem(0, "pd: [{ host: 10.0.1.1, config: /etc/tidb/pd.toml, start: /etc/pd.service }]") };
        Assert.Equal(0, Count(known, "LS2538"));
    }

    [Fact]
    public void Several_instances_on_a_host_share_one_restart_and_the_plan_doubts_it_LS2539()
    {
        static Cluster Two(string first, string second) => (Cluster.Small with
        {
            Instances = [.. Cluster.Small.Instances.Select(i => i.StartsWith("tikv:", StringComparison.Ordinal) ? $"tikv: [{{ host: 10.0.1.2, config: /etc/tidb/tikv.toml{first} }}, {{ host: 10.0.1.2, config: /etc/tidb/second.toml{second} }}]" : i)],
        }).With("/10.0.1.2/etc/tidb/second.toml", "");
        var shared = Two("", "");
        Assert.Equal(1, Count(shared, "LS2539"));
        var step = Assert.Single(shared.Expanded().Desired.Steps, static s => s.Command.Contains("systemctl restart tikv"));
        Assert.StartsWith("LS2539: 2 tikv run on 10.0.1.2", Assert.Single(step.Warnings), StringComparison.Ordinal);
        Assert.Contains("/10.0.1.2/etc/tidb/tikv.toml", step.After);
        Assert.Contains("/10.0.1.2/etc/tidb/second.toml", step.After);
        Assert.Single(shared.Says("state: running").Expanded().Desired.Steps, static s => s.Command.Contains("systemctl stop tikv"));

        var told = Two(", restart: systemctl restart tikv-1", ", restart: systemctl restart tikv-2");
        Assert.Equal(0, Count(told, "LS2539"));
        Assert.Equal(2, told.Expanded().Desired.Steps.Count(static s => s.Command[^1].StartsWith("systemctl restart tikv-", StringComparison.Ordinal) && s.Warnings.IsEmpty));
        Assert.Equal(0, Count(Cluster.Small, "LS2539"));
    }
}
