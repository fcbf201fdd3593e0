using System.Diagnostics;
using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's Redis among its own kind: a replica, a sentinel and a cluster's nodes that meet over TLS, edited by us.</summary>
public sealed class RedisPeersTests
{
    [Fact]
    public void A_replica_and_a_sentinel_follow_their_primary_over_TLS()
    {
        using var platform = new Sealed();
        // The primary keeps plaintext, so that its port with TLS is another one than the replica was told.
        var (first, kept, second, watch) = (Port(), Port(), Port(), Port());
        platform.Ship("first/redis.conf", Shipped($"port {kept}", platform["first"]));
        platform.Ship("second/redis.conf", Shipped($"port {second}", platform["second"]) + $"replicaof localhost {kept}\n");
        platform.Write("watch/sentinel.conf", $"port {watch}\ndir {platform["watch"]}\nsentinel monitor main 127.0.0.1 {first} 1\n");
        platform.Write("linkseal.yaml", $$"""
            platform: shop
            components:
              web:    { dialect: files, folder: web }
              first:  { dialect: redis, config: first/redis.conf, names: [localhost], owner: "0", plaintext: keep, port: {{first}} }
              second: { dialect: redis, config: second/redis.conf, names: [localhost], owner: "0" }
              watch:  { dialect: redis, config: watch/sentinel.conf, names: [localhost], owner: "0" }
            links:
              - web -> first
              - second -> first
              - watch -> first
              - watch -> second
              - web -> watch
            """);
        platform.Run("apply", "--yes");
        platform.Start(Missing.Program("redis-server"), [platform["first/redis.conf"]], first);
        platform.Start(Missing.Program("redis-server"), [platform["second/redis.conf"]], second);
        platform.Start(Missing.Program("redis-server"), [platform["watch/sentinel.conf"], "--sentinel"], watch);
        Assert.Equal("OK\n", Cli(platform, first, "set", "kept", "yes"));
        Until(() => Cli(platform, second, "get", "kept") == "yes\n");
        // It dials the port that speaks nothing but TLS.
        Assert.Contains($"master_port:{first}\r", Cli(platform, second, "info", "replication"), StringComparison.Ordinal);
        Until(() => Cli(platform, watch, "sentinel", "replicas", "main").Contains(second.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var clean = platform.Verify();
        Assert.True(clean is { ExitCode: 0, Errors.IsEmpty: true }, clean.Text);
        Assert.All(clean.Levels, static l => Assert.Equal("mutual", l));
    }

    [Fact]
    public void The_nodes_of_a_cluster_meet_over_TLS_and_refuse_strangers_at_their_bus()
    {
        using var platform = new Sealed();
        var (one, two, bus) = (Port(), Port(), Port());
        platform.Ship("one/redis.conf", Shipped($"port {one}", platform["one"]) + $"cluster-enabled yes\ncluster-port {bus}\n");
        platform.Ship("two/redis.conf", Shipped($"port {two}", platform["two"]) + $"cluster-enabled yes\ncluster-port {Port()}\n");
        platform.Write("linkseal.yaml", """
            platform: shop
            components:
              web: { dialect: files, folder: web }
              one: { dialect: redis, config: one/redis.conf, names: [localhost], owner: "0" }
              two: { dialect: redis, config: two/redis.conf, names: [localhost], owner: "0" }
            links:
              - web -> one
              - web -> two
              - one -> two.bus
              - two -> one.bus
            """);
        platform.Run("apply", "--yes");
        platform.Start(Missing.Program("redis-server"), [platform["one/redis.conf"]], one);
        var second = platform.Start(Missing.Program("redis-server"), [platform["two/redis.conf"]], two);
        Assert.Equal("OK\n", Cli(platform, two, "cluster", "meet", "127.0.0.1", one.ToString(CultureInfo.InvariantCulture), bus.ToString(CultureInfo.InvariantCulture)));
        Until(() => Cli(platform, one, "cluster", "info").Contains("cluster_known_nodes:2", StringComparison.Ordinal));
        var clean = platform.Verify();
        Assert.True(clean is { ExitCode: 0, Errors.IsEmpty: true }, clean.Text);
        Assert.All(clean.Levels, static l => Assert.Equal("mutual", l));

        // One whose bus is in plaintext again.
        var ours = File.ReadAllText(platform["two/redis.conf"]);
        File.WriteAllText(platform["two/redis.conf"], ours.Replace("tls-cluster yes", "tls-cluster no", StringComparison.Ordinal));
        second.Restart();
        Assert.Equal(["LS2903"], platform.Verify().Errors);
        File.WriteAllText(platform["two/redis.conf"], ours);
        platform.IsShippedAfterRemove();
    }

    private static int Port() => Sealed.FreePort();

    private static string Shipped(string port, string folder) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/redis"), "redis.conf"))
        .Replace("\nport 6379\n", $"\n{port}\n", StringComparison.Ordinal)
        .Replace("\ndaemonize yes\n", "\ndaemonize no\n", StringComparison.Ordinal)
        .Replace("\nsupervised auto\n", "\nsupervised no\n", StringComparison.Ordinal)
        .Replace("\nlogfile /var/log/redis/redis-server.log\n", "\nlogfile \"\"\n", StringComparison.Ordinal)
        .Replace("\npidfile /run/redis/redis-server.pid\n", $"\npidfile {folder}/pid\n", StringComparison.Ordinal)
        .Replace("\ndir /var/lib/redis\n", $"\ndir {folder}\n", StringComparison.Ordinal);

    private static string Cli(Sealed platform, int port, params string[] command) => Shell.Run(Missing.Program("redis-cli"),
        ["-h", "localhost", "-p", port.ToString(CultureInfo.InvariantCulture), "--tls", "--cacert", platform["web/ca.crt"], "--cert", platform["web/tls.crt"], "--key", platform["web/tls.key"], .. command]).Output;

    private static void Until(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
            Thread.Sleep(100);
        }
    }
}
