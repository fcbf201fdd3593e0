using System.Globalization;
using Linkseal.Testing;
using StackExchange.Redis;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's Redis, from its shipped configuration edited by us: sealed, reloaded, proven; then each fault made on the running server and found by name.</summary>
public sealed class RedisTests
{
    [Fact]
    public async Task StackExchange_Redis_connects_as_show_spells_it()
    {
        using var platform = new Redis();
        var shown = platform.Sealed.Run("show", "web");
        string Told(string call) => shown[(shown.IndexOf(call + "(\"", StringComparison.Ordinal) + call.Length + 2)..].Split("\");")[0];
        var options = ConfigurationOptions.Parse(Told("ConfigurationOptions.Parse"));
        options.TrustIssuer(Told("options.TrustIssuer"));
        var pair = Told("options.SetUserPemCertificate").Split("\", \"");
        options.SetUserPemCertificate(pair[0], pair[1]);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        Assert.True(await connection.GetDatabase().StringSetAsync("kept", "yes"));
    }

    [Fact]
    public void Sealed_from_its_shipped_configuration_its_own_client_works_and_strangers_are_refused()
    {
        using var platform = new Redis();
        Assert.Equal("PONG\n", platform.Sealed.RunShown("web", "redis-cli -h", "ping").Output);
        platform.Sealed.IsClean("mutual");
        Assert.NotEqual("PONG\n", Shell.Run(Missing.Program("redis-cli"), ["-p", platform.Port, "ping"]).Output);
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_without_dropping_a_connection()
    {
        using var platform = new Redis();
        var before = platform.Sealed.Serial();
        Assert.Equal("OK\n", platform.Cli("set", "kept", "yes").Output);
        File.Delete(platform.Sealed["tls/tls.crt"]);
        Assert.Contains("CONFIG SET tls-cert-file", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(before, platform.Sealed.Serial());
        // Data in memory only: the process is the same.
        Assert.Equal("yes\n", platform.Cli("get", "kept").Output);
        platform.Sealed.IsClean("mutual");
    }

    [Fact]
    public async Task Fifty_open_connections_outlast_a_reload()
    {
        using var platform = new Redis();
        var before = platform.Sealed.Serial();
        var callers = await FiftyCallers.Begin(
            async cancellation =>
            {
                var stream = await FiftyCallers.Dial(platform.Sealed["web"], int.Parse(platform.Port, CultureInfo.InvariantCulture), cancellation);
                return async end =>
                {
                    await stream.WriteAsync("PING\r\n"u8.ToArray(), end);
                    var answer = new byte[7];
                    await stream.ReadExactlyAsync(answer, end);
                    Assert.Equal("+PONG\r\n", System.Text.Encoding.ASCII.GetString(answer));
                };
            },
            TestContext.Current.CancellationToken);
        File.Delete(platform.Sealed["tls/tls.crt"]);
        await callers.NoneIsDroppedBy(() => platform.Sealed.Run("apply", "--yes"));
        Assert.NotEqual(before, platform.Sealed.Serial());
    }

    [Fact]
    public void What_was_taken_back_is_what_it_serves_again()
    {
        using var platform = new Redis();
        var (before, description) = (platform.Sealed.Serial(), File.ReadAllText(platform.Sealed["linkseal.yaml"]));
        // Redis takes the new certificate, then another one's reload fails.
        File.WriteAllText(platform.Sealed["linkseal.yaml"], description.Replace("[localhost]", "[localhost, cache.internal]", StringComparison.Ordinal).Replace("links:", "  last:  { dialect: files, folder: last, reload: \"false\" }\nlinks:", StringComparison.Ordinal));
        var result = platform.Sealed.Try("apply", "--yes");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Cache was told again, with what it had before", result.All, StringComparison.OrdinalIgnoreCase);
        File.WriteAllText(platform.Sealed["linkseal.yaml"], description);
        Assert.Equal(before, platform.Sealed.Serial());
        platform.Sealed.IsClean("mutual");
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Redis();
        var verify = platform.Sealed;

        platform.Cli("config", "set", "tls-auth-clients", "no");
        Assert.Equal(["LS2921", "LS2922", "LS2924", "LS2925"], verify.Verify().Errors);
        platform.Cli("config", "set", "tls-auth-clients", "yes");

        // Written, not reloaded.
        File.Delete(verify["tls/tls.crt"]);
        verify.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], verify.Verify().Errors);
        verify.Run("apply", "--yes");
        verify.IsClean("mutual");

        // Plaintext beside it, in force and in its file.
        var (second, config) = (Servers.Sealed.FreePort(), File.ReadAllText(verify["redis.conf"]));
        platform.Admin("config", "set", "port", second.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(verify["redis.conf"], config.Replace("\nport 0\n", $"\nport {second}\n", StringComparison.Ordinal));
        Assert.Equal(["LS2927"], verify.Verify().Errors);
        platform.Admin("config", "set", "port", "0");
        File.WriteAllText(verify["redis.conf"], config);

        // What it can't load, CONFIG SET refuses, and the old stays in force.
        platform.OwnFiles.Show([.. OwnFiles.WhereTheOldStays, (Fault.CallersRootsGarbage, "LS2913")]);
        verify.IsClean("mutual");
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Redis();
        platform.Sealed.IsShippedAfterRemove();
    }

    private sealed class Redis : IDisposable
    {
        public Redis()
        {
            var program = Missing.Program("redis-server");
            Port = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);
            var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/redis"), "redis.conf"))
                .Replace("\nport 6379\n", $"\nport {Port}\n", StringComparison.Ordinal)
                .Replace("\ndaemonize yes\n", "\ndaemonize no\n", StringComparison.Ordinal)
                .Replace("\nsupervised auto\n", "\nsupervised no\n", StringComparison.Ordinal)
                .Replace("\nlogfile /var/log/redis/redis-server.log\n", "\nlogfile \"\"\n", StringComparison.Ordinal)
                .Replace("\npidfile /run/redis/redis-server.pid\n", $"\npidfile {Sealed["pid"]}\n", StringComparison.Ordinal)
                .Replace("\ndir /var/lib/redis\n", $"\ndir {Sealed.Path}\nunixsocket {Sealed["socket"]}\n", StringComparison.Ordinal);
            Sealed.Ship("redis.conf", shipped);
            Sealed.Write("linkseal.yaml", """
                platform: shop
                components:
                  web:   { dialect: files, folder: web }
                  cache: { dialect: redis, config: redis.conf, names: [localhost], owner: "0" }
                links:
                  - web -> cache
                """);
            Sealed.Run("apply", "--yes");
            Sealed.Start(program, [Sealed["redis.conf"]], int.Parse(Port, CultureInfo.InvariantCulture));
        }

        public Sealed Sealed { get; } = new();

        public string Port { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["tls/tls.crt"], Sealed["tls/tls.key"], Sealed["tls/ca.crt"], () => Admin(
            "config", "set", "tls-cert-file", Sealed["tls/tls.crt"], "tls-key-file", Sealed["tls/tls.key"], "tls-ca-cert-file", Sealed["tls/ca.crt"]));

        /// <summary>Over its socket, where it asks for no certificate.</summary>
        public string Admin(params string[] command) => Shell.Run(Missing.Program("redis-cli"), ["-s", Sealed["socket"], .. command]).Output;

        public ShellResult Cli(params string[] command) => Shell.Run(Missing.Program("redis-cli"),
            ["-h", "localhost", "-p", Port, "--tls", "--cacert", Sealed["web/ca.crt"], "--cert", Sealed["web/tls.crt"], "--key", Sealed["web/tls.key"], .. command]);

        public void Dispose() => Sealed.Dispose();
    }
}
