using Linkseal.Cli.Tests.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Commands that were printed for other machines stand until somebody says that they are done: nothing here could have seen it.</summary>
public sealed class ByHandStepsTests : IDisposable
{
    private const string NotSeen = "by hand, not seen done";

    private readonly TiDbHosts hosts = new("""
        platform: prod
        profile: tidb
        settings:
          version: v8.5.0
          state: running
          instances:
            pd:   [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml }]
            tikv: [{ host: 10.0.1.2, config: /etc/tidb/tikv.toml }]
            tidb: [{ host: 10.0.1.3, config: /etc/tidb/tidb.toml }]

        """);

    public ByHandStepsTests()
    {
        hosts.Write("/10.0.1.1/etc/tidb/pd.toml", "client-urls = \"http://10.0.1.1:2379\"\n");
        hosts.Write("/10.0.1.2/etc/tidb/tikv.toml", "");
        hosts.Write("/10.0.1.3/etc/tidb/tidb.toml", "");
    }

    public void Dispose() => hosts.Dispose();

    [Fact]
    public void What_an_apply_printed_stands_in_plan_check_and_status_until_it_is_said_to_be_done()
    {
        hosts.Succeed("apply", "--yes");
        var plan = hosts.Succeed("plan", "--check");
        Assert.Contains(NotSeen, plan, StringComparison.Ordinal);
        Assert.EndsWith("No changes.\n", plan, StringComparison.Ordinal);
        // What turned TLS on is described no longer, as the files say https now.
        string[] order = ["rsync -aR", "snapshot save", "systemctl stop tidb", "rsync -R", "systemctl start pd", "member update"];
        Assert.Equal(order.Length, order.Select(o => plan.IndexOf(o, StringComparison.Ordinal)).Where(static i => i >= 0).Distinct().Count());
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => plan.IndexOf(a, StringComparison.Ordinal).CompareTo(plan.IndexOf(b, StringComparison.Ordinal)))), order);
        Assert.Contains("LS2114", hosts.Succeed("check"), StringComparison.Ordinal);
        var status = hosts.Succeed("status");
        Assert.Contains("By hand, not seen done:", status, StringComparison.Ordinal);
        Assert.Contains("more: linkseal plan lists them", status, StringComparison.Ordinal);
        Assert.Contains("\"byHand\": true", hosts.Succeed("status", "-o", "json"), StringComparison.Ordinal);

        Assert.Contains("systemctl stop tidb", hosts.Succeed("done", "running-stop-tidb-10.0.1.3"), StringComparison.Ordinal);
        Assert.DoesNotContain("systemctl stop tidb", hosts.Succeed("plan"), StringComparison.Ordinal);
        var (exit, text) = hosts.Type("done", "running-stop-tidb-10.0.1.3");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1260", text, StringComparison.Ordinal);
        hosts.Succeed("done");
        Assert.Equal("No changes.\n", hosts.Succeed("plan"));
        Assert.DoesNotContain("LS2114", hosts.Succeed("check"), StringComparison.Ordinal);
        Assert.DoesNotContain("not seen done", hosts.Succeed("status"), StringComparison.Ordinal);
        Assert.Contains("Nothing is to be done by hand.", hosts.Succeed("done"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_apply_opens_again_what_it_prints_in_its_order()
    {
        hosts.Succeed("apply", "--yes");
        hosts.Succeed("done");
        hosts.Description = hosts.Description.Replace("config: /etc/tidb/tidb.toml }", "config: /etc/tidb/tidb.toml, names: [tidb.internal] }", StringComparison.Ordinal);
        hosts.Succeed("apply", "--yes");
        var plan = hosts.Succeed("plan");
        Assert.Contains("rsync -aR", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.1.1", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removal_prints_its_own_and_takes_back_what_was_printed_before()
    {
        hosts.Succeed("apply", "--yes");
        hosts.Succeed("remove", "--yes");
        Assert.DoesNotContain("snapshot save", hosts.Type("plan").Text.Split(NotSeen).Skip(1).FirstOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_says_what_is_worth_knowing_and_only_where_there_is_something_to_apply()
    {
        var plan = hosts.Succeed("plan");
        Assert.Contains("LS2534", plan, StringComparison.Ordinal);
        Assert.Contains("LS2536", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2104", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("limit:", plan, StringComparison.Ordinal);
        Assert.Contains("\"code\": \"LS2536\"", hosts.Succeed("plan", "-o", "json"), StringComparison.Ordinal);
        hosts.Succeed("apply", "--yes");
        Assert.DoesNotContain("LS2536", hosts.Succeed("plan"), StringComparison.Ordinal);
    }
}
