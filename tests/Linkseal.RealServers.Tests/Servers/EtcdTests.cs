using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's etcd: from the environment that it ships, and as two members from the project's sample; then each fault made on it and found by name.</summary>
public sealed class EtcdTests
{
    [Fact]
    public void Sealed_from_its_shipped_environment_its_own_client_works_and_a_new_leaf_is_served_without_a_command()
    {
        using var platform = new Etcd();
        platform.Sealed.IsClean("mutual");
        Assert.Equal("OK\n", platform.Ctl("put", "kept", "yes").Output);
        Assert.NotEqual(0, Shell.Run(Missing.Program("etcdctl"), ["--endpoints", "http://localhost:" + platform.Port, "--command-timeout", "2s", "get", "kept"], environment: Etcd.Api).ExitCode);

        var before = platform.Sealed.Serial();
        File.Delete(platform.Sealed["tls/current/tls.crt"]);
        platform.Sealed.Run("apply", "--yes");
        Assert.NotEqual(before, platform.Sealed.Serial());
        Assert.Equal("kept\nyes\n", platform.Ctl("get", "kept").Output);
        platform.Sealed.IsClean("mutual");
    }

    [Fact]
    public void Without_client_certificates_nobody_is_asked_for_one()
    {
        using var platform = new Etcd("authenticated");
        platform.Sealed.IsClean("authenticated");
        Assert.Equal(0, platform.Sealed.RunShown("web", "ETCDCTL_API=3 etcdctl").ExitCode);
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Etcd();
        var ours = File.ReadAllText(platform.Config);
        string[] Found(Func<string, string> fault)
        {
            platform.Configure(fault(ours));
            return [.. platform.Sealed.Verify().Errors];
        }

        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], Found(static t => t.Replace("ETCD_CLIENT_CERT_AUTH=true", "", StringComparison.Ordinal).Replace("ETCD_TRUSTED_CA_FILE", "X", StringComparison.Ordinal)));
        var second = Servers.Sealed.FreePort();
        Assert.Equal(["LS2927"], Found(t => t.Replace("LISTEN_CLIENT_URLS=https", $"LISTEN_CLIENT_URLS=https://localhost:{platform.Port},http://localhost:{second}\nX=https", StringComparison.Ordinal)));
        Assert.Equal(["LS2902", "LS2926"], Found(static t => t.Replace("CLIENT_URLS=https", "CLIENT_URLS=http", StringComparison.Ordinal)));

        // Whatever pair stands there is in force at once, so that there is no old one, and so is its repair. Roots are read when it starts.
        platform.Configure(ours);
        platform.OwnFiles(static () => { }).Show(
            (Fault.Expired, "LS2908"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, "LS2903"),
            (Fault.RootsOther, ""),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        platform.OwnFiles(platform.TryRestart).Show((Fault.RootsGone, "LS2901"), (Fault.RootsEmpty, "LS2912"), (Fault.RootsOther, "LS2912"));
        platform.Sealed.IsClean("mutual");
    }

    [Fact]
    public void A_running_cluster_is_moved_member_by_member_and_keeps_its_data()
    {
        using var cluster = new Cluster();
        Assert.Equal("OK\n", cluster.Ctl(1, isSealed: false, "put", "kept", "yes").Output);
        var plan = cluster.Sealed.Run("apply", "--yes");
        Assert.Contains("LS1946", plan, StringComparison.Ordinal);
        foreach (var member in (int[])[1, 2])
        {
            // The remedy of LS1946, word for word.
            var id = cluster.Ctl(1, isSealed: member == 2, "member", "list").Output.Split('\n').First(l => l.Contains($" m{member},", StringComparison.Ordinal)).Split(',')[0];
            Assert.Equal(0, cluster.Ctl(1, isSealed: member == 2, "member", "update", id, $"--peer-urls=https://localhost:{cluster.Peer(member)}").ExitCode);
            cluster.Restart(member);
        }

        cluster.WaitForHealth();
        var verified = cluster.Sealed.Verify();
        Assert.True(verified.ExitCode == 0, verified.Text);
        Assert.Equal(["mutual", "mutual", "named", "named"], verified.Levels);
        // A client is no member, though its names lead to the host that it calls from.
        Assert.Equal(0, cluster.AskAsPeer("tls1/current"));
        Assert.NotEqual(0, cluster.AskAsPeer("web"));
        Assert.Equal("kept\nyes\n", cluster.Ctl(2, isSealed: true, "get", "kept").Output);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Etcd();
        platform.Sealed.IsShippedAfterRemove();
    }

    private sealed class Etcd : IDisposable
    {
        private readonly ServerProcess server;
        private int starts;

        public Etcd(string level = "mutual")
        {
            var program = Missing.Program("etcd");
            var (port, peer) = (Servers.Sealed.FreePort(), Servers.Sealed.FreePort());
            Port = port.ToString(CultureInfo.InvariantCulture);
            var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/etcd"), "default-etcd"))
                + $"ETCD_LISTEN_CLIENT_URLS=http://localhost:{Port}\nETCD_ADVERTISE_CLIENT_URLS=http://localhost:{Port}\nETCD_LISTEN_PEER_URLS=http://localhost:{peer}\n";
            Sealed.Ship("etcd", shipped);
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  kv:  { dialect: etcd, config: etcd, names: [localhost], owner: "0" }
                links:
                  - web -> kv: { level: {{level}} }
                """);
            Sealed.Run("apply", "--yes");
            // As the unit does: a name of its own, the environment of the file.
            server = Sealed.Start("/bin/sh", ["-c", $"set -a; ETCD_NAME=host; ETCD_DATA_DIR='{Sealed["data"]}'; . '{Config}'; exec {program}"], port);
            WaitUntilItServes();
        }

        public static IReadOnlyDictionary<string, string?> Api { get; } = new Dictionary<string, string?> { ["ETCDCTL_API"] = "3" };

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public string Config => Sealed["etcd"];

        public OwnFiles OwnFiles(Action tell) => new(Sealed, Sealed["tls/current/tls.crt"], Sealed["tls/current/tls.key"], Sealed["tls/current/ca.crt"], tell);

        public void TryRestart()
        {
            server.TryRestart();
            if (server.Runs) WaitUntilItServes();
        }

        public ShellResult Ctl(params string[] command) => Shell.Run(Missing.Program("etcdctl"),
            ["--endpoints", "https://localhost:" + Port, "--cacert", Sealed["web/ca.crt"], "--cert", Sealed["web/tls.crt"], "--key", Sealed["web/tls.key"], .. command], environment: Api);

        public void Configure(string text)
        {
            File.WriteAllText(Config, text);
            server.Restart();
            WaitUntilItServes();
        }

        public void Dispose() => Sealed.Dispose();

        // It listens some time before it answers.
        private void WaitUntilItServes()
        {
            starts++;
            for (var i = 0; i < 100 && server.Log.Split("ready to serve client requests").Length <= starts; i++) Thread.Sleep(100);
        }
    }

    /// <summary>Two members in plaintext, running, from the project's sample.</summary>
    private sealed class Cluster : IDisposable
    {
        private readonly int[] clients = [Servers.Sealed.FreePort(), Servers.Sealed.FreePort()];
        private readonly int[] peers = [Servers.Sealed.FreePort(), Servers.Sealed.FreePort()];
        private readonly List<ServerProcess> servers = [];

        public Cluster()
        {
            var program = Missing.Program("etcd");
            foreach (var member in (int[])[1, 2])
            {
                Sealed.Write($"m{member}.yml", File.ReadAllText(Path.Combine(Fixtures.Folder("servers/etcd"), "etcd.conf.yml.sample"))
                    .Replace("name: 'default'", $"name: m{member}", StringComparison.Ordinal)
                    .Replace("data-dir:\n", $"data-dir: {Sealed["data" + member]}\n", StringComparison.Ordinal)
                    .Replace("localhost:2379", "localhost:" + clients[member - 1], StringComparison.Ordinal)
                    .Replace("localhost:2380", "localhost:" + peers[member - 1], StringComparison.Ordinal)
                    .Replace("initial-cluster:\n", $"initial-cluster: m1=http://localhost:{peers[0]},m2=http://localhost:{peers[1]}\n", StringComparison.Ordinal));
            }

            Sealed.Write("linkseal.yaml", """
                platform: shop
                components:
                  web: { dialect: files, folder: web, names: [localhost] }
                  m1:  { dialect: etcd, config: m1.yml, folder: tls1, names: [localhost], owner: "0" }
                  m2:  { dialect: etcd, config: m2.yml, folder: tls2, names: [localhost], owner: "0" }
                links:
                  - web -> m1
                  - web -> m2
                  - m1 -> m2.peer
                  - m2 -> m1.peer
                """);
            foreach (var member in (int[])[1, 2]) servers.Add(Sealed.Start(program, ["--config-file", Sealed[$"m{member}.yml"]], clients[member - 1]));
            WaitForHealth(isSealed: false);
        }

        public Sealed Sealed { get; } = new();

        public int Peer(int member) => peers[member - 1];

        public int AskAsPeer(string folder) => Shell.Run(Missing.Program("python3"),
        [
            "-c", "import ssl, sys, urllib.request; c = ssl.create_default_context(cafile=sys.argv[2]); c.load_cert_chain(sys.argv[3], sys.argv[4]); urllib.request.urlopen(sys.argv[1], context=c)",
            $"https://localhost:{peers[1]}/version", Sealed["web/ca.crt"], Sealed[folder + "/tls.crt"], Sealed[folder + "/tls.key"],
        ]).ExitCode;

        public void Restart(int member) => servers[member - 1].Restart();

        public ShellResult Ctl(int member, bool isSealed, params string[] command) => Shell.Run(Missing.Program("etcdctl"),
        [
            "--command-timeout", "20s", "--endpoints", $"{(isSealed ? "https" : "http")}://localhost:{clients[member - 1]}",
            .. isSealed ? (string[])["--cacert", Sealed["web/ca.crt"], "--cert", Sealed["web/tls.crt"], "--key", Sealed["web/tls.key"]] : [],
            .. command,
        ], environment: Etcd.Api);

        public void WaitForHealth(bool isSealed = true)
        {
            for (var i = 0; i < 60 && Ctl(1, isSealed, "endpoint", "health").ExitCode + Ctl(2, isSealed, "endpoint", "health").ExitCode > 0; i++) Thread.Sleep(250);
        }

        public void Dispose() => Sealed.Dispose();
    }
}
