using System.Net;
using System.Net.Sockets;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Etcd;

/// <summary>A PD that has data: TLS is turned on and off again, and the commands that the plan prints for its record are run as they are printed.</summary>
public sealed class PdConversionTests : IDisposable
{
    private const string PdToml = "etc/tidb/pd.toml";
    private readonly TemporaryFolder folder = new();
    private readonly int client = FreePort();
    private readonly int peer = FreePort();

    public PdConversionTests()
    {
        Missing.Program("etcdctl");
        Directory.CreateDirectory(folder["etc/tidb"]);
        File.WriteAllText(folder["etc/tidb/tikv.toml"], "");
        File.WriteAllText(folder[PdToml], $"name = \"pd-1\"\nclient-urls = \"http://127.0.0.1:{client}\"\npeer-urls = \"http://127.0.0.1:{peer}\"\n");
        File.WriteAllText(folder["linkseal.yaml"], "platform: prod\nprofile: tidb\nsettings:\n  version: v8.5.0\n  state: running\n  instances:\n    pd: [{ host: 127.0.0.1, name: pd-1, config: /etc/tidb/pd.toml }]\n    tikv: [{ host: 127.0.0.1, config: /etc/tidb/tikv.toml }]\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_record_of_PD_follows_there_and_back()
    {
        using (Started("http")) Run($"ETCDCTL_API=3 etcdctl --endpoints http://127.0.0.1:{client} put kept yes");
        var applied = Linkseal("apply");
        using (Started("https"))
        {
            var update = Printed(applied);
            Run(update);
            var list = update[(update.IndexOf("$(", StringComparison.Ordinal) + 2)..update.IndexOf(" | cut", StringComparison.Ordinal)];
            Assert.Contains($"pd-1, https://127.0.0.1:{peer}, https://127.0.0.1:{client}", Run("ETCDCTL_API=3 " + list), StringComparison.Ordinal);
        }

        var removed = Linkseal("remove");
        Assert.True(removed.IndexOf("systemctl stop pd", StringComparison.Ordinal) < removed.IndexOf("systemctl start pd", StringComparison.Ordinal), removed);
        using (Started("http"))
        {
            Run(Printed(removed));
            Assert.Contains($"pd-1, http://127.0.0.1:{peer}, http://127.0.0.1:{client}", Run($"ETCDCTL_API=3 etcdctl --endpoints http://127.0.0.1:{client} member list"), StringComparison.Ordinal);
            Assert.Contains("yes", Run($"ETCDCTL_API=3 etcdctl --endpoints http://127.0.0.1:{client} get kept"), StringComparison.Ordinal);
        }
    }

    private string Linkseal(string command) => LinksealProgram.Succeed(folder.Path, [command, "--yes", "--root", folder.Path]);

    // The line as it is to be pasted: `sh -c '…'`, with the host's paths where they lie here.
    private string Printed(string text) => text.Split('\n').Single(static l => l.Contains("member update", StringComparison.Ordinal)).Trim().TrimStart('>').Trim().Replace("/etc/tidb/", folder["etc/tidb/"], StringComparison.Ordinal);

    private string Run(string script)
    {
        var result = Shell.Run("sh", ["-c", script], folder.Path);
        Assert.True(result.ExitCode == 0, script + "\n" + result.All);
        return result.Output;
    }

    private EtcdMember Started(string scheme)
    {
        var member = new EtcdMember(folder[PdToml], folder.Path, folder["data"]);
        var tls = scheme == "https" ? $"--cacert {folder["etc/tidb/tls/pd/current/ca.crt"]} --cert {folder["etc/tidb/tls/pd/current/tls.crt"]} --key {folder["etc/tidb/tls/pd/current/tls.key"]}" : "";
        for (var attempt = 0; Shell.Run("sh", ["-c", $"ETCDCTL_API=3 etcdctl --endpoints {scheme}://127.0.0.1:{client} {tls} endpoint health"]).ExitCode != 0; attempt++)
        {
            if (attempt > 100 || member.HasEnded) Assert.Fail("no PD:\n" + member.Log);
            Thread.Sleep(100);
        }

        return member;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
