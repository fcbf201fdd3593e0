using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's RabbitMQ, from the project's example and from no configuration at all as Debian ships it; then each fault made on it and found by name.</summary>
public sealed class RabbitMqTests
{
    [Fact]
    public void Its_own_client_is_let_in_by_its_certificate_s_name_and_a_new_leaf_is_served_after_a_reload()
    {
        using var platform = new Broker(Broker.Example);
        platform.Sealed.IsClean("named");
        Assert.Contains("declared q", platform.Client("web"), StringComparison.Ordinal);
        Assert.DoesNotContain("declared q", platform.Client("job"), StringComparison.Ordinal);

        var before = platform.Sealed.Serial();
        File.Delete(platform.Sealed["tls/current/tls.crt"]);
        Assert.Contains("clear_pem_cache", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(before, platform.Sealed.Serial());
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void Without_any_configuration_the_management_is_sealed_too_and_permissions_by_hand_outlast_a_restart()
    {
        using var platform = new Broker(null, "\n  - web -> mq.management");
        var verified = platform.Sealed.Verify();
        Assert.True(verified.ExitCode == 0, verified.Text);
        Assert.Equal(["named", "mutual"], verified.Levels);
        platform.Control("set_permissions", "web", "q", "", "");
        platform.Restart();
        Assert.Contains("web\tq", platform.Control("list_permissions"), StringComparison.Ordinal);
        Assert.Contains("declared q", platform.Client("web"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new Broker(Broker.Example);
        string[] Found(Func<string, string> fault)
        {
            var ours = File.ReadAllText(platform.Config);
            File.WriteAllText(platform.Config, fault(ours));
            platform.Restart();
            File.WriteAllText(platform.Config, ours);
            return [.. platform.Sealed.Verify().Errors];
        }

        Assert.Equal(["LS2927"], Found(static t => t.Replace("listeners.tcp = none", "", StringComparison.Ordinal)));
        Assert.Equal(["LS2921", "LS2922", "LS2923", "LS2924", "LS2925"], Found(static t => t.Replace("verify_peer", "verify_none", StringComparison.Ordinal)
            .Replace("fail_if_no_peer_cert = true", "fail_if_no_peer_cert = false", StringComparison.Ordinal).Replace("auth_mechanisms.1 = EXTERNAL", "auth_mechanisms.1 = PLAIN", StringComparison.Ordinal)));

        platform.Restart();
        // It takes whatever stands there, and says nothing.
        platform.OwnFiles.Show(
            (Fault.Old, "LS2911"),
            (Fault.Expired, "LS2908"),
            (Fault.OtherName, "LS2907"),
            (Fault.NoPair, "LS2903"),
            (Fault.RootsGone, "LS2903"),
            (Fault.RootsEmpty, "LS2912"),
            (Fault.RootsOther, "LS2912"),
            (Fault.CallersRootsGone, "LS2913"),
            (Fault.CallersRootsOther, "LS2905"));
        platform.Sealed.IsClean("named");

        platform.Control("delete_user", "web");
        Assert.Equal(["LS2912"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new Broker(Broker.Example, starts: false);
        platform.Sealed.Run("remove", "--yes", "--no-reload");
        Assert.Equal(platform.Shipped, File.ReadAllText(platform.Config));
        Assert.False(File.Exists(platform.Sealed["linkseal-definitions.json"]));
    }

    private sealed class Broker : IDisposable
    {
        // RabbitMQ's own Erlang client, told by the URI that show prints.
        private const string Conversation = """
            {ok, P} = amqp_uri:parse(hd(init:get_plain_arguments())),
            case amqp_connection:start(P) of
                {ok, C} ->
                    {ok, Ch} = amqp_connection:open_channel(C),
                    {'queue.declare_ok', Q, _, _} = amqp_channel:call(Ch, {'queue.declare', 0, <<"q">>, false, false, false, false, false, []}),
                    io:format("declared ~s~n", [Q]);
                Other -> io:format("~p~n", [Other])
            end, halt().
            """;

        private readonly RabbitMqNode node;

        public Broker(string? configuration, string links = "", bool starts = true)
        {
            var (port, plain, epmd) = (Servers.Sealed.FreePort(), Servers.Sealed.FreePort(), Servers.Sealed.FreePort());
            node = new(Sealed, "", "linkseal", epmd, Servers.Sealed.FreePort());
            Shipped = $"{configuration}\nlisteners.tcp.default = {plain}\n";
            if (configuration is not null) Sealed.Write("rabbitmq.conf", Shipped);
            Sealed.Write("enabled_plugins", configuration is null ? "[rabbitmq_management].\n" : "[].\n");
            if (configuration is null) Sealed.Write("conf.d/10-management.conf", $"management.ssl.port = {Servers.Sealed.FreePort()}\n");
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  job: { dialect: files, folder: job }
                  mq:  { dialect: rabbitmq, config: rabbitmq.conf, names: [localhost], port: {{port}}, owner: "0", reload: "{{node.ControlProgram}} eval 'ssl:clear_pem_cache().'" }
                links:
                  - web -> mq
                """ + links + "\n");
            Assert.Contains("rabbitmq-plugins enable --offline rabbitmq_auth_mechanism_ssl", Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
            if (!starts) return;
            node.StartEpmd();
            node.Start(port);
        }

        public static string Example { get; } = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/rabbitmq"), "rabbitmq.conf.example"));

        public Sealed Sealed { get; } = new();

        public OwnFiles OwnFiles => new(Sealed, Sealed["tls/current/tls.crt"], Sealed["tls/current/tls.key"], Sealed["tls/current/ca.crt"], node.ClearPemCache);

        public string Shipped { get; }

        public string Config => Sealed["rabbitmq.conf"];

        public string Client(string caller)
        {
            var uri = Sealed.Run("show", "web").Split('\n').Single(static l => l.Contains("amqps://", StringComparison.Ordinal));
            uri = uri[uri.IndexOf("amqps://", StringComparison.Ordinal)..].Trim().Replace("/web/", $"/{caller}/", StringComparison.Ordinal);
            string[] code = [.. Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").SelectMany(static d => Directory.GetDirectories(Path.Combine(d, "plugins"))).SelectMany(static d => new[] { "-pa", Path.Combine(d, "ebin") })];
            return Shell.Run("/usr/bin/erl", ["-noshell", .. code, "-eval", Conversation, "-extra", uri]).All;
        }

        public string Control(params string[] command) => node.Control(command);

        public void Restart() => node.Restart();

        public void Dispose() => Sealed.Dispose();
    }
}
