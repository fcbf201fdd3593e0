using System.Net;
using System.Net.Sockets;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Etcd;

/// <summary>Three PDs and a TiKV on this machine, described, sealed by <c>linkseal apply --root</c>, and the etcd of each PD running.</summary>
internal sealed class PdCluster : IDisposable
{
    private const int Size = 3;
    private readonly TemporaryFolder folder = new();
    private readonly List<EtcdMember> members = [];

    public PdCluster(string settings)
    {
        Directory.CreateDirectory(folder["root/etc/tidb"]);
        File.WriteAllText(folder["root/etc/tidb/tikv.toml"], "");
        var ports = FreePorts(2 * Size);
        (ClientPorts, PeerPorts) = (ports[..Size], ports[Size..]);
        for (var i = 0; i < Size; i++)
        {
            File.WriteAllText(folder[$"root/etc/tidb/pd-{i + 1}.toml"], $"""
                name = "pd-{i + 1}"
                client-urls = "http://127.0.0.1:{ClientPorts[i]}"
                peer-urls = "http://127.0.0.1:{PeerPorts[i]}"

                [log]
                level = "info"

                """);
        }

        var pds = string.Concat(Enumerable.Range(1, Size).Select(static i => $"      - {{ host: 127.0.0.1, name: pd-{i}, config: /etc/tidb/pd-{i}.toml }}\n"));
        File.WriteAllText(folder["linkseal.yaml"], $"platform: prod\nprofile: tidb\nsettings:\n  version: v8.5.0\n{settings}  instances:\n    pd:\n{pds}    tikv: [{{ host: 127.0.0.1, config: /etc/tidb/tikv.toml }}]\n");
        LinksealProgram.Succeed(folder.Path, ["apply", "--yes", "--root", Root]);
    }

    public int[] ClientPorts { get; }

    public int[] PeerPorts { get; }

    private string Root => folder["root"];

    /// <summary>The folder of an instance's certificate, by its configuration file.</summary>
    public string Material(string instance) => folder[$"root/etc/tidb/tls/{instance}/current"];

    /// <summary>The folder of the tools' certificate.</summary>
    public string Tools => folder["root/etc/tidb/tools/current"];

    public void Start()
    {
        for (var i = 1; i <= Size; i++) members.Add(new(folder[$"root/etc/tidb/pd-{i}.toml"], Root));
        for (var attempt = 0; Control(ClientPorts, "endpoint", "health").ExitCode != 0; attempt++)
        {
            if (attempt > 100 || members.Exists(static m => m.HasEnded)) Assert.Fail("no cluster:\n" + string.Join("\n\n", members.Select(static m => m.Log)));
            Thread.Sleep(100);
        }
    }

    /// <summary>The command that <c>show --tool etcdctl</c> prints, with other words at its end, towards these client ports.</summary>
    public ShellResult Control(int[] ports, params string[] words)
    {
        Missing.Program("etcdctl");
        var shown = LinksealProgram.Succeed(folder.Path, ["show", "--tool", "etcdctl", "--root", Root]).Split('\n').First(static l => l.Contains("etcdctl --endpoints", StringComparison.Ordinal));
        string[] printed = [.. shown.Trim().Split(' ')];
        Assert.Equal($"https://127.0.0.1:{ClientPorts[0]}", printed[2]);
        printed[2] = string.Join(',', ports.Select(static p => $"https://127.0.0.1:{p}"));
        string[] arguments = [.. printed[1..^2].Select(a => a.StartsWith("/etc/", StringComparison.Ordinal) ? Root + a : a), .. words];
        return Shell.Run(printed[0], arguments, environment: new Dictionary<string, string?> { ["ETCDCTL_API"] = "3" });
    }

    public void Dispose()
    {
        foreach (var member in members) member.Dispose();
        folder.Dispose();
    }

    // All held at once, so that no two are the same.
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(static l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
