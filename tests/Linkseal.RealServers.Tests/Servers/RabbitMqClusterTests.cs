using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Two nodes of Debian's RabbitMQ that find each other by their configuration, edited by us: Erlang's distribution over TLS, both sides with a certificate.</summary>
public sealed class RabbitMqClusterTests
{
    // What apply runs by itself where rabbitmqctl is on the path.
    private const string ClearBoth = "ssl:clear_pem_cache(), catch gen_server:call(ssl_pem_cache_dist, {unconditionally_clear_pem_cache, self()}).";

    [Fact]
    public void Nodes_meet_over_TLS_are_proven_and_serve_a_new_leaf_after_a_reload()
    {
        using var platform = new Sealed();
        var epmd = Sealed.FreePort();
        (int Port, RabbitMqNode Node) Ship(string name)
        {
            var port = Sealed.FreePort();
            var node = new RabbitMqNode(platform, name, name, epmd, null);
            platform.Ship(name + "/rabbitmq.conf", $"listeners.tcp.default = {Sealed.FreePort()}\nlisteners.ssl.default = {port}\ncluster_formation.classic_config.nodes.1 = one@localhost\ncluster_formation.classic_config.nodes.2 = two@localhost\n");
            platform.Ship(name + "/rabbitmq-env.conf", File.ReadAllText(Path.Combine(Fixtures.Folder("servers/rabbitmq"), "rabbitmq-env.conf")) + $"\nDIST_PORT={Sealed.FreePort()}\n");
            // Enabled before: that apply does it, other tests see.
            platform.Write(name + "/enabled_plugins", "[rabbitmq_auth_mechanism_ssl].\n");
            return (port, node);
        }

        var (one, two) = (Ship("one"), Ship("two"));
        platform.Write("linkseal.yaml", $$"""
            platform: shop
            components:
              web: { dialect: files, folder: web }
              one: { dialect: rabbitmq, config: one/rabbitmq.conf, names: [localhost], owner: "0", reload: "{{one.Node.ControlProgram}} eval '{{ClearBoth}}'" }
              two: { dialect: rabbitmq, config: two/rabbitmq.conf, names: [localhost], owner: "0" }
            links:
              - web -> one
              - web -> two
              - one -> two.cluster
              - two -> one.cluster
            """);
        platform.Run("apply", "--yes");
        one.Node.StartEpmd();
        one.Node.Start(one.Port);
        two.Node.Start(two.Port);
        Assert.Contains("two@localhost", one.Node.Control("eval", "nodes()."), StringComparison.Ordinal);

        // The distribution's own cache is cleared too: the proof of two -> one.cluster is of the new leaf.
        File.Delete(platform["one/tls/current/tls.crt"]);
        platform.Run("apply", "--yes");
        var clean = platform.Verify();
        Assert.True(clean is { ExitCode: 0, Errors.IsEmpty: true }, clean.Text);
        Assert.Equal(["named", "named", "mutual", "mutual"], clean.Levels);

        // By the other cache alone it would go on with the old one.
        File.Delete(platform["one/tls/current/tls.crt"]);
        platform.Run("apply", "--yes", "--no-reload");
        one.Node.Control("eval", "ssl:clear_pem_cache().");
        var stale = platform.Verify();
        Assert.Equal(["LS2911"], stale.Errors);
        platform.IsShippedAfterRemove();
    }
}
