using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's memcached, started as its unit does, with no more of root's rights than the unit leaves it; from its shipped configuration edited by us; then each fault made on it.</summary>
public sealed class MemcachedTests
{
    [Fact]
    public void Sealed_from_its_shipped_configuration_clients_work_and_a_new_leaf_is_served_after_a_reload_that_keeps_its_content()
    {
        using var platform = new Memcached();
        platform.Sealed.IsClean("mutual");
        Assert.Contains("STORED", platform.Client("set kept 0 0 3\\r\\nyes\\r\\n"), StringComparison.Ordinal);

        var before = platform.Sealed.Serial();
        File.Delete(platform.Sealed["memcached-tls/tls.crt"]);
        Assert.Contains("refresh_certs", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(before, platform.Sealed.Serial());
        Assert.Contains("VALUE kept 0 3", platform.Client("get kept\\r\\n"), StringComparison.Ordinal);
        platform.Sealed.IsClean("mutual");
    }

    [Fact]
    public void Plaintext_is_kept_beside()
    {
        using var platform = new Memcached("plaintext: keep");
        platform.Sealed.IsClean("mutual");
        Assert.Contains("VERSION", Shell.Run(Missing.Program("python3"), ["-c", "import socket, sys; s = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); s.sendall(b'version\\r\\n'); print(s.recv(99))", platform.PlainPort]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Memcached();
        var ours = File.ReadAllText(platform.Config);
        string[] Found(Func<string, string> fault)
        {
            platform.Configure(fault(ours));
            return [.. platform.Sealed.Verify().Errors];
        }

        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], Found(static t => t.Replace("ssl_verify_mode=2", "ssl_verify_mode=0", StringComparison.Ordinal)));
        Assert.Equal(["LS2927"], Found(static t => t + $"\n-l notls:127.0.0.1:{Servers.Sealed.FreePort()}\n"));
        Assert.Equal(["LS2902", "LS2926"], Found(static t => t.Replace("\n-Z\n", "\n", StringComparison.Ordinal).Replace("\n-o ssl", "\n# -o ssl", StringComparison.Ordinal)));

        platform.Configure(ours);
        // Without a pair and roots that it can load it does not start.
        platform.OwnFiles.Show(OwnFiles.WhereItDoesNotStart);
        platform.Sealed.IsClean("mutual");

        File.Delete(platform.Sealed["memcached-tls/tls.crt"]);
        platform.Sealed.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Memcached();
        platform.Sealed.IsShippedAfterRemove();
    }

    private sealed class Memcached : IDisposable
    {
        private readonly ServerProcess server;

        public Memcached(string entry = "")
        {
            Missing.Program("memcached");
            var (port, plain) = (Servers.Sealed.FreePort(), Servers.Sealed.FreePort());
            if (entry.Length == 0) plain = port;
            (Port, PlainPort) = (port.ToString(CultureInfo.InvariantCulture), plain.ToString(CultureInfo.InvariantCulture));
            // It is no longer root once it is told to read again.
            File.SetUnixFileMode(Sealed.Path, File.GetUnixFileMode(Sealed.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/memcached"), "memcached.conf"))
                .Replace("\n-p 11211\n", $"\n-p {PlainPort}\n", StringComparison.Ordinal)
                .Replace("\n-P /var/run/memcached/memcached.pid\n", "\n", StringComparison.Ordinal);
            Sealed.Ship("memcached.conf", shipped);
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web:   { dialect: files, folder: web }
                  cache: { dialect: memcached, config: memcached.conf, names: [localhost], port: {{Port}}{{(entry.Length > 0 ? ", " + entry : "")}} }
                links:
                  - web -> cache
                """);
            Sealed.Run("apply", "--yes");
            // CapabilityBoundingSet of the unit.
            server = Sealed.Start(Missing.Program("setpriv"), ["--bounding-set", "-all,+setuid,+setgid,+sys_resource", "/usr/share/memcached/scripts/systemd-memcached-wrapper", Config], port);
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public string PlainPort { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["memcached-tls/tls.crt"], Sealed["memcached-tls/tls.key"], Sealed["memcached-tls/ca.crt"], server.TryRestart);

        public string Config => Sealed["memcached.conf"];

        // No client of Debian's speaks TLS: the line that show prints does.
        public string Client(string lines)
        {
            var shown = Sealed.Run("show", "web").Split('\n').Single(static l => l.Contains("openssl s_client", StringComparison.Ordinal));
            return Shell.Run("/bin/sh", ["-c", $"printf '{lines}quit\\r\\n' | {shown[shown.IndexOf("openssl s_client", StringComparison.Ordinal)..]}"], Sealed.Path).All;
        }

        public void Configure(string text)
        {
            File.WriteAllText(Config, text);
            server.Restart();
        }

        public void Dispose() => Sealed.Dispose();
    }
}
