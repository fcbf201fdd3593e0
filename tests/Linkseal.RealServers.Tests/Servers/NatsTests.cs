using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's NATS, from its shipped configuration edited by us: sealed, reloaded, proven; then each fault made on it and found by name.</summary>
public sealed class NatsTests
{
    [Fact]
    public void Its_callers_are_let_in_by_name_and_a_new_leaf_is_served_after_a_reload()
    {
        using var platform = new Nats();
        platform.Sealed.IsClean("named");
        Assert.Contains("MSG a 1 2", platform.Client("web").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MSG a 1 2", platform.Client("job").Output, StringComparison.Ordinal);

        var before = platform.Sealed.Serial();
        File.Delete(platform.Sealed["nats-tls/tls.crt"]);
        Assert.Contains("nats-server --signal reload=", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(before, platform.Sealed.Serial());
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Nats();
        var ours = File.ReadAllText(platform.Config);
        string[] Found(Func<string, string> fault)
        {
            platform.Configure(fault(ours));
            return [.. platform.Sealed.Verify().Errors];
        }

        var users = ours[ours.IndexOf("authorization", StringComparison.Ordinal)..];
        Assert.Equal(["LS2912"], Found(static t => t.Replace("CN=web", "CN=other", StringComparison.Ordinal)));
        Assert.Equal(["LS2923"], Found(t => t.Replace(users, "", StringComparison.Ordinal).Replace("verify_and_map: true", "verify_and_map: false", StringComparison.Ordinal)));
        Assert.Equal(["LS2921", "LS2922", "LS2923", "LS2924", "LS2925"], Found(t => t.Replace(users, "", StringComparison.Ordinal)
            .Replace("verify_and_map: true", "verify_and_map: false", StringComparison.Ordinal).Replace("verify: true", "verify: false", StringComparison.Ordinal)));

        // Plaintext beside it; with users by their certificates nobody would get in by that.
        Assert.Equal(["LS2923", "LS2926"], Found(t => t.Replace(users, "", StringComparison.Ordinal).Replace("verify_and_map: true", "verify_and_map: false", StringComparison.Ordinal) + "\nallow_non_tls: true\n"));

        platform.Configure(ours);
        // A reload that fails leaves everything as it was.
        platform.OwnFiles.Show(OwnFiles.WhereTheOldStays);
        platform.Sealed.IsClean("named");

        File.Delete(platform.Sealed["nats-tls/tls.crt"]);
        platform.Sealed.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Nats();
        platform.Sealed.IsShippedAfterRemove();
    }

    private sealed class Nats : IDisposable
    {
        private readonly ServerProcess server;

        public Nats()
        {
            var program = Missing.Program("nats-server");
            var port = Servers.Sealed.FreePort();
            Port = port.ToString(CultureInfo.InvariantCulture);
            var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/nats-server"), "nats-server.conf"))
                .Replace("port: 4222", $"port: {Port}\npid_file: \"{Sealed["pid"]}\"", StringComparison.Ordinal);
            Sealed.Ship("nats-server.conf", shipped);
            Sealed.Write("linkseal.yaml", """
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  job: { dialect: files, folder: job }
                  bus: { dialect: nats, config: nats-server.conf, names: [localhost], owner: "0" }
                links:
                  - web -> bus
                """);
            Sealed.Run("apply", "--yes");
            server = Sealed.Start(program, ["-c", Config], port);
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["nats-tls/tls.crt"], Sealed["nats-tls/tls.key"], Sealed["nats-tls/ca.crt"], () =>
        {
            server.Hup();
            Thread.Sleep(300);
        });

        public string Config => Sealed["nats-server.conf"];

        public ShellResult Client(string caller) => NatsClient.Run(Sealed, caller, Port, Port);

        public void Configure(string text)
        {
            File.WriteAllText(Config, text);
            server.Restart();
        }

        public void Dispose() => Sealed.Dispose();
    }
}
