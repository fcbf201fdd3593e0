using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's Prometheus, from its shipped jobs and the arguments of its unit edited by us; one job scrapes itself, one an etcd that demands a certificate. Then each fault made on it.</summary>
public sealed class PrometheusTests
{
    [Fact]
    public void Sealed_from_its_shipped_configuration_it_scrapes_over_TLS_and_a_new_leaf_is_served_without_a_command()
    {
        using var platform = new Prometheus();
        platform.Sealed.IsClean("mutual");
        Assert.Equal(["node up", "prometheus up"], platform.Targets());

        var before = platform.Sealed.Serial();
        File.Delete(platform.Sealed["etc/prometheus/tls/current/tls.crt"]);
        platform.Sealed.Run("apply", "--yes");
        Assert.NotEqual(before, platform.Sealed.Serial());
        platform.Sealed.IsClean("mutual");
        Assert.Equal(["node up", "prometheus up"], platform.Targets());
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Prometheus();
        var web = platform.Sealed["etc/prometheus/linkseal-web.yml"];
        var ours = File.ReadAllText(web);
        // It has read the file once it answers; then a change is in force from the next handshake on.
        platform.Sealed.IsClean("mutual");
        string[] Found(Func<string, string> fault)
        {
            File.WriteAllText(web, fault(ours));
            var errors = platform.Sealed.Verify().Errors;
            File.WriteAllText(web, ours);
            return [.. errors];
        }

        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], Found(t => t.Replace("RequireAndVerifyClientCert", "NoClientCert", StringComparison.Ordinal).Replace($"  client_ca_file: {platform.Sealed["etc/prometheus/tls/current/ca.crt"]}\n", "", StringComparison.Ordinal)));
        // The key that 2.42 does not know.
        Assert.Equal(["LS2903"], Found(static t => t + "  client_allowed_sans: [web]\n"));

        // Whatever stands there is in force at once, so that there is no old pair; what it can't load ends each handshake. With the same certificate and roots it calls etcd.
        platform.OwnFiles.Show(
            (Fault.Expired, "LS2908 LS2912"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, "LS2903"),
            (Fault.RootsGone, "LS2903 LS2913"),
            (Fault.RootsEmpty, "LS2912 LS2913"),
            (Fault.RootsOther, "LS2905 LS2912"),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        platform.Sealed.IsClean("mutual");

        // Where the other one listens.
        Assert.Equal(["LS2914"], platform.Sealed.Verify("--connect", $"prom=localhost:{platform.EtcdPort}").Errors);

        platform.Start("");
        Assert.Equal(["LS2902", "LS2926"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Prometheus();
        platform.Sealed.Run("remove", "--yes", "--no-reload");
        Assert.Equal(platform.Shipped, File.ReadAllText(platform.Sealed["etc/prometheus/prometheus.yml"]));
        Assert.Equal(platform.ShippedArguments, File.ReadAllText(platform.Sealed["etc/default/prometheus"]));
        Assert.False(File.Exists(platform.Sealed["etc/prometheus/linkseal-web.yml"]));
    }

    private sealed class Prometheus : IDisposable
    {
        private readonly int port = Servers.Sealed.FreePort();
        private readonly ServerProcess server;

        public Prometheus()
        {
            Missing.Program("prometheus");
            var (etcd, peer) = (EtcdPort, Servers.Sealed.FreePort());
            Shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/prometheus"), "prometheus.yml"))
                .Replace("localhost:9090", $"localhost:{port}", StringComparison.Ordinal)
                .Replace("localhost:9100", $"localhost:{etcd}", StringComparison.Ordinal);
            ShippedArguments = $"# Set the command-line arguments to pass to the server.\nARGS=\"--web.listen-address=127.0.0.1:{port}\"\n";
            Sealed.Write("etc/prometheus/prometheus.yml", Shipped);
            Sealed.Write("etc/default/prometheus", ShippedArguments);
            Sealed.Write("etc/default/etcd", $"ETCD_LISTEN_CLIENT_URLS=http://localhost:{etcd}\nETCD_ADVERTISE_CLIENT_URLS=http://localhost:{etcd}\nETCD_LISTEN_PEER_URLS=http://localhost:{peer}\n");
            Sealed.Write("linkseal.yaml", """
                platform: shop
                components:
                  web:  { dialect: files, folder: web }
                  kv:   { dialect: etcd, config: etc/default/etcd, folder: etcd-tls, names: [localhost], owner: "0" }
                  prom: { dialect: prometheus, config: etc/prometheus/prometheus.yml, names: [localhost], owner: "0" }
                links:
                  - web -> prom
                  - prom -> kv
                """);
            Sealed.Run("apply", "--yes");
            Sealed.Start("/bin/sh", ["-c", $"set -a; ETCD_NAME=host; ETCD_DATA_DIR='{Sealed["etcd"]}'; . '{Sealed["etc/default/etcd"]}'; exec {Missing.Program("etcd")}"], etcd);
            server = Launch("$ARGS");
        }

        public Sealed Sealed { get; } = new();

        public int EtcdPort { get; } = Servers.Sealed.FreePort();

        public OwnFiles OwnFiles => new(Sealed, Sealed["etc/prometheus/tls/current/tls.crt"], Sealed["etc/prometheus/tls/current/tls.key"], Sealed["etc/prometheus/tls/current/ca.crt"], static () => { });

        public string Shipped { get; }

        public string ShippedArguments { get; }

        /// <summary>Again, with other arguments than the file's.</summary>
        public void Start(string arguments)
        {
            server.End();
            Launch(arguments.Length > 0 ? arguments : $"--web.listen-address=127.0.0.1:{port}");
        }

        public string[] Targets()
        {
            string[] found = [];
            for (var i = 0; i < 60 && !(found.Length == 2 && found.All(static f => f.EndsWith("up", StringComparison.Ordinal))); i++)
            {
                Thread.Sleep(500);
                var answer = Shell.Run(Missing.Program("python3"),
                [
                    "-c",
                    """
                    import json, ssl, sys, urllib.request
                    url, ca, cert, key = sys.argv[1:]
                    c = ssl.create_default_context(cafile=ca)
                    c.load_cert_chain(cert, key)
                    for t in json.load(urllib.request.urlopen(url, context=c))['data']['activeTargets']: print(t['labels']['job'], t['health'])
                    """,
                    $"https://localhost:{port}/api/v1/targets", Sealed["web/ca.crt"], Sealed["web/tls.crt"], Sealed["web/tls.key"],
                ]);
                found = [.. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
            }

            return found;
        }

        public void Dispose() => Sealed.Dispose();

        private ServerProcess Launch(string arguments) =>
            Sealed.Start("/bin/sh", ["-c", $". '{Sealed["etc/default/prometheus"]}'; exec {Missing.Program("prometheus")} --config.file='{Sealed["etc/prometheus/prometheus.yml"]}' --storage.tsdb.path='{Sealed["data"]}' {arguments}"], port);
    }
}
