using System.Diagnostics;
using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Etcd;

/// <summary>
/// Debian's etcd started from a <c>pd.toml</c> as PD starts the one in it (tikv/pd server/config/config.go, GenEmbedEtcdConfig): the same URLs and the three files on both ports,
/// and a list of one name on the peer port. Our own process, ended by its own pid.
/// </summary>
internal sealed class EtcdMember : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    /// <param name="pdToml">PD's configuration.</param>
    /// <param name="root">What stands for <c>/</c> in the paths that it names.</param>
    /// <param name="data">Its data, kept from start to start; null: its own, which goes with it.</param>
    public EtcdMember(string pdToml, string root, string? data = null)
    {
        var etcd = Missing.Program("etcd");
        var settings = Read(pdToml);
        var security = settings.TryGetProperty("security", out var table) ? table : default;
        // As PD does it: the advertised URLs are those listened on, and a cluster that is not said is this member.
        string Url(string key) => settings.TryGetProperty(key, out var value) ? value.GetString()! : key == "initial-cluster" ? Url("name") + "=" + Url("advertise-peer-urls") : Url(key.Replace("advertise-", "", StringComparison.Ordinal));
        string File(string key) => root + security.GetProperty(key).GetString();
        List<string> flags =
        [
            "--name", Url("name"), "--data-dir", data ?? folder["data"], "--logger", "zap", "--log-outputs", folder["log"], "--initial-cluster-state", "new",
            "--listen-client-urls", Url("client-urls"), "--advertise-client-urls", Url("advertise-client-urls"),
            "--listen-peer-urls", Url("peer-urls"), "--initial-advertise-peer-urls", Url("advertise-peer-urls"), "--initial-cluster", Url("initial-cluster"),
        ];
        foreach (var port in security.ValueKind is JsonValueKind.Object ? (string[])["--", "--peer-"] : [])
        {
            flags.AddRange([port + "cert-file", File("cert-path"), port + "key-file", File("key-path"), port + "trusted-ca-file", File("cacert-path"), port + "client-cert-auth"]);
        }

        if (security.ValueKind is JsonValueKind.Object && security.TryGetProperty("cert-allowed-cn", out var list)) flags.AddRange(["--peer-cert-allowed-cn", list.EnumerateArray().Single().GetString()!]);
        process = Process.Start(new ProcessStartInfo(etcd, flags) { WorkingDirectory = folder.Path })!;
    }

    public bool HasEnded => process.HasExited;

    public string Log => System.IO.File.Exists(folder["log"]) ? System.IO.File.ReadAllText(folder["log"]) : "";

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private static JsonElement Read(string toml)
    {
        var result = Shell.Run(Missing.Program("python3"), ["-c", "import json,sys,tomllib\nprint(json.dumps(tomllib.load(open(sys.argv[1],'rb'))))", toml]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
