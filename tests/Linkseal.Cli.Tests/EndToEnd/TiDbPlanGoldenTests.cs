using Linkseal.Cli.Tests.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>What the operator of a TiDB cluster reads before he says yes: the whole text of <c>plan</c>, from the same clusters through the whole program.</summary>
public sealed class TiDbPlanGoldenTests : IDisposable
{
    private readonly TiDbHosts hosts = new("") { Now = Samples.Now };

    public void Dispose() => hosts.Dispose();

    [Theory]
    [InlineData("new", "")]
    [InlineData("running", "  state: running\n")]
    public void A_plan_reads_as_it_is_meant_to(string name, string more)
    {
        hosts.Description = $$"""
            platform: prod
            profile: tidb
            settings:
              version: v8.5.0
              owner: "1000:1000"
              callers: named
            {{more}}  instances:
                pd:      [{ host: 10.0.1.1, name: pd-1, config: /etc/tidb/pd.toml, start: /etc/systemd/system/pd.service }]
                tikv:    [{ host: 10.0.1.1, config: /etc/tidb/tikv.toml }, { host: 10.0.1.2, config: /etc/tidb/tikv.toml }]
                tidb:    [{ host: 10.0.1.3, config: /etc/tidb/tidb.toml, names: [tidb.internal] }]
                tiflash: [{ host: 10.0.1.4, config: /etc/tidb/tiflash.toml }]

            """;
        hosts.Write("/10.0.1.1/etc/tidb/pd.toml", "# PD of prod\nname = \"pd-1\"\nclient-urls = \"http://10.0.1.1:2379\"\npeer-urls = \"http://10.0.1.1:2380\"\n\n[log]\nlevel = \"info\"\n");
        hosts.Write("/10.0.1.1/etc/systemd/system/pd.service", "[Service]\nExecStart=/opt/tidb/bin/pd-server --config=/etc/tidb/pd.toml\n");
        hosts.Write("/10.0.1.1/etc/tidb/tikv.toml", "[security]\n# ca-path = \"\"\n# cert-path = \"\"\n# key-path = \"\"\n");
        hosts.Write("/10.0.1.2/etc/tidb/tikv.toml", "[pd]\nendpoints = [\"10.0.1.1:2379\"]\n");
        hosts.Write("/10.0.1.3/etc/tidb/tidb.toml", "store = \"tikv\"\npath = \"10.0.1.1:2379\"\n");
        hosts.Write("/10.0.1.4/etc/tidb/tiflash.toml", "[raft]\npd_addr = \"10.0.1.1:2379\"\n");
        hosts.Write("/10.0.1.4/etc/tidb/tiflash-learner.toml", "");
        Golden.Holds($"tidb.{name}.plan.txt", hosts.Succeed("plan").Replace(hosts.Root, "/srv/hosts", StringComparison.Ordinal));
    }
}
