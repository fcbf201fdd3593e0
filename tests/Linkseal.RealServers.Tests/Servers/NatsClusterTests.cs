using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Two NATS servers of one cluster, from the shipped configuration edited by us: routes over TLS, both sides verified.</summary>
public sealed class NatsClusterTests
{
    [Fact]
    public void Servers_meet_over_TLS_and_a_message_goes_from_one_to_the_other()
    {
        using var platform = new Sealed();
        var program = Missing.Program("nats-server");
        string[] ports = [.. Enumerable.Range(0, 5).Select(static _ => Sealed.FreePort().ToString(CultureInfo.InvariantCulture))];
        Ship(platform, "one", ports[0], $"cluster {{ name: shop, listen: \"127.0.0.1:{ports[2]}\", routes: [\"nats-route://localhost:{ports[3]}\"] }}\ngateway {{ name: shop, port: {ports[4]} }}\n");
        Ship(platform, "two", ports[1], $"cluster {{ name: shop, listen: \"127.0.0.1:{ports[3]}\", routes: [\"nats-route://localhost:{ports[2]}\"] }}\n");
        platform.Write("linkseal.yaml", """
            platform: shop
            components:
              web: { dialect: files, folder: web }
              job: { dialect: files, folder: job }
              one: { dialect: nats, config: one/nats.conf, names: [localhost], owner: "0" }
              two: { dialect: nats, config: two/nats.conf, names: [localhost], owner: "0" }
            links:
              - web -> one
              - web -> two
              - one -> two.cluster
              - two -> one.cluster
              - two -> one.gateway
            """);
        platform.Run("apply", "--yes");
        platform.Start(program, ["-c", platform["one/nats.conf"]], int.Parse(ports[0], CultureInfo.InvariantCulture));
        var two = platform.Start(program, ["-c", platform["two/nats.conf"]], int.Parse(ports[1], CultureInfo.InvariantCulture));
        Assert.Contains("MSG a 1 2", NatsClient.Run(platform, "web", ports[0], ports[1]).Output, StringComparison.Ordinal);
        var clean = platform.Verify();
        Assert.True(clean is { ExitCode: 0, Errors.IsEmpty: true }, clean.Text);
        Assert.Equal(["named", "named", "mutual", "mutual", "mutual"], clean.Levels);


        // Routes of one in plaintext, and one that believes another authority than its neighbours.
        string[] Found(Func<string, string> fault)
        {
            var ours = File.ReadAllText(platform["two/nats.conf"]);
            File.WriteAllText(platform["two/nats.conf"], string.Join('\n', ours.Split('\n').Select(l => l.StartsWith("cluster", StringComparison.Ordinal) ? fault(l) : l)));
            two.Restart();
            File.WriteAllText(platform["two/nats.conf"], ours);
            return [.. platform.Verify().Errors];
        }

        Assert.Equal(["LS2903"], Found(static l => l[..l.IndexOf(", tls {", StringComparison.Ordinal)] + " }"));
        Assert.Equal(["LS2912"], Found(l => l.Replace(platform["two/nats-tls/ca.crt"], platform.Foreign() + "crt", StringComparison.Ordinal)));
        platform.IsShippedAfterRemove();
    }

    [Theory]
    [InlineData("gateway { name: a, port: 7222, gateways: [ { name: b, url: \"nats://b:7222\" } ] }\n")]
    [InlineData("leafnodes { port: 7422 }\n")]
    [InlineData("cluster { port: 6222, routes: [ \"nats-route://b:6222\" ] }\n")]
    public void What_is_written_for_other_servers_is_taken(string more)
    {
        using var platform = new Sealed();
        Ship(platform, "one", "4222", more);
        platform.Write("linkseal.yaml", "platform: shop\ncomponents:\n  web: { dialect: files, folder: web }\n  one: { dialect: nats, config: one/nats.conf }\nlinks:\n  - web -> one\n");
        platform.Run("apply", "--yes");
        Assert.Contains("is valid", Shell.Run(Missing.Program("nats-server"), ["-t", "-c", platform["one/nats.conf"]]).All, StringComparison.Ordinal);
    }

    private static void Ship(Sealed platform, string name, string port, string more) => platform.Ship(
        $"{name}/nats.conf",
        File.ReadAllText(Path.Combine(Fixtures.Folder("servers/nats-server"), "nats-server.conf")).Replace("port: 4222", $"port: {port}", StringComparison.Ordinal) + more);
}
