using System.Collections.Immutable;
using System.Text.Json;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.RabbitMq;

/// <summary>What RabbitMQ's dialect wants: in the project's example, in a file of Linkseal's own, and where the operator's files say otherwise.</summary>
public sealed class RabbitMqDialectTests
{
    private const string Main = "/etc/rabbitmq/rabbitmq.conf";
    private const string Plugins = "/etc/rabbitmq/enabled_plugins";
    private const string Links = "links:\n  - web -> mq\n";
    private const string Mutual = "links:\n  - web -> mq: { level: mutual }\n";

    [Fact]
    public void The_project_s_example_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/rabbitmq"), "rabbitmq.conf.example"));
        var edited = Edited(Compile("", Links, (Main, shipped), (Plugins, "[rabbitmq_management].\n")), Main, shipped);
        Assert.Equal(
            ((string[])[
                "+listeners.ssl.default = 5671", "+listeners.tcp = none",
                "+ssl_options.verify = verify_peer", "+ssl_options.fail_if_no_peer_cert = true", "+ssl_options.cacertfile = /etc/rabbitmq/tls/current/ca.crt",
                "+ssl_options.certfile = /etc/rabbitmq/tls/current/tls.crt", "+ssl_options.keyfile = /etc/rabbitmq/tls/current/tls.key",
                "+ssl_options.versions.1 = tlsv1.3", "+ssl_options.versions.2 = tlsv1.2",
                "+auth_mechanisms.1 = EXTERNAL", "+ssl_cert_login_from = common_name",
                "+management.ssl.port = 15671", "+management.ssl.cacertfile = /etc/rabbitmq/tls/current/ca.crt", "+management.ssl.certfile = /etc/rabbitmq/tls/current/tls.crt",
                "+management.ssl.keyfile = /etc/rabbitmq/tls/current/tls.key",
                "+management.ssl.versions.1 = tlsv1.3", "+management.ssl.versions.2 = tlsv1.2",
                "+definitions.import_backend = local_filesystem", "+definitions.local.path = /etc/rabbitmq/linkseal-definitions.json", "+definitions.skip_if_unchanged = true",
                "+management.ssl.verify = verify_peer", "+management.ssl.fail_if_no_peer_cert = true",
            ]).Order(StringComparer.Ordinal),
            TextDiff.Hunks(shipped, edited).SelectMany(static h => h).Where(static l => l.Kind is DiffKind.Added && l.Text.Length > 0).Select(static l => "+" + System.Text.RegularExpressions.Regex.Replace(l.Text, " +", " ")).Order(StringComparer.Ordinal));
        Assert.Equal(edited, Edited(Compile("", Links, (Main, edited), (Plugins, "[rabbitmq_management].\n")), Main, edited));
    }

    [Fact]
    public void Where_there_is_no_configuration_as_Debian_ships_it_the_settings_are_a_file_of_their_own()
    {
        var compiled = Compile("", Links);
        Assert.Empty(compiled.Value!.Desired.Edits);
        Assert.Equal(
            """
            # Written by Linkseal: changes made here are lost.
            listeners.tcp = none
            listeners.ssl.default = 5671
            ssl_options.cacertfile = /etc/rabbitmq/tls/current/ca.crt
            ssl_options.certfile = /etc/rabbitmq/tls/current/tls.crt
            ssl_options.keyfile = /etc/rabbitmq/tls/current/tls.key
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = true
            ssl_options.versions.1 = tlsv1.3
            ssl_options.versions.2 = tlsv1.2
            auth_mechanisms.1 = EXTERNAL
            ssl_cert_login_from = common_name
            definitions.import_backend = local_filesystem
            definitions.local.path = /etc/rabbitmq/linkseal-definitions.json
            definitions.skip_if_unchanged = true

            """,
            Written(compiled, "/etc/rabbitmq/conf.d/90-linkseal.conf"));
    }

    [Fact]
    public void What_other_files_say_of_the_same_goes()
    {
        const string Other = "/etc/rabbitmq/conf.d/50-own.conf";
        const string Text = "listeners.ssl.own = 10.0.0.1:5700\nssl_options.certfile = /mine\nauth_mechanisms.2 = PLAIN\nheartbeat = 60\n";
        var compiled = Compile("", Links, (Other, Text), (Main, "auth_mechanisms.1 = PLAIN\n"));
        Assert.Equal("heartbeat = 60\n", Edited(compiled, Other, Text));
        var main = Edited(compiled, Main, "auth_mechanisms.1 = PLAIN\n");
        Assert.StartsWith("auth_mechanisms.1 = EXTERNAL\nlisteners.tcp = none\nlisteners.ssl.own = 10.0.0.1:5700\n", main, StringComparison.Ordinal);
        // The same on a second look, when the port stands in ours only.
        var dropIn = Compile("into: drop-in", Links, (Other, Text));
        var ours = Written(dropIn, "/etc/rabbitmq/conf.d/90-linkseal.conf");
        Assert.Contains("listeners.ssl.own = 10.0.0.1:5700\n", ours, StringComparison.Ordinal);
        Assert.Equal(ours, Written(Compile("into: drop-in", Links, (Other, "heartbeat = 60\n"), ("/etc/rabbitmq/conf.d/90-linkseal.conf", ours)), "/etc/rabbitmq/conf.d/90-linkseal.conf"));
    }

    [Fact]
    public void Callers_are_users_without_a_password_each_in_its_virtual_host()
    {
        using var json = JsonDocument.Parse(Written(Compile("", "links:\n  - web -> mq: { database: shop }\n  - job -> mq\n"), "/etc/rabbitmq/linkseal-definitions.json"));
        Assert.Equal(["/", "shop"], json.RootElement.GetProperty("vhosts").EnumerateArray().Select(static v => v.GetProperty("name").GetString()!));
        Assert.Equal([("web", ""), ("job", "")], json.RootElement.GetProperty("users").EnumerateArray().Select(static u => (u.GetProperty("name").GetString()!, u.GetProperty("password_hash").GetString()!)));
        Assert.Equal([("web", "shop"), ("job", "/")], json.RootElement.GetProperty("permissions").EnumerateArray().Select(static p => (p.GetProperty("user").GetString()!, p.GetProperty("vhost").GetString()!)));
    }

    [Fact]
    public void Without_names_passwords_go_on_and_no_users_are_made()
    {
        var desired = Compile("", Mutual, (Main, "")).Value!.Desired;
        Assert.DoesNotContain(desired.Edits.SelectMany(static e => e.Edits.OfType<Edit.Set>()), static e => e.Key[0].StartsWith("auth_mechanisms", StringComparison.Ordinal));
        Assert.DoesNotContain(desired.Files, static f => f.Path.EndsWith(".json", StringComparison.Ordinal));
        Assert.DoesNotContain(desired.Steps, static s => s.Id == "plugin-mq");
    }

    [Fact]
    public void The_management_is_an_endpoint_that_knows_no_names()
    {
        var compiled = Compile("", "links:\n  - web -> mq\n  - web -> mq.management\n", (Plugins, "[rabbitmq_management,rabbitmq_auth_mechanism_ssl].\n"));
        var endpoints = compiled.Value!.Platform.Components.Single(static c => c.Name == "mq").Endpoints;
        Assert.Equal([("amqp", 5671, 5672, PeerPolicy.Named), ("management", 15671, 15672, PeerPolicy.Require)], endpoints[..2].Select(static e => (e.Name, e.Port, e.PlaintextPort!.Value, e.Peers)));
        Assert.Equal([Level.Named, Level.Mutual], compiled.Value.Platform.Links.Select(static l => l.Required));
    }

    [Fact]
    public void Kept_plaintext_stays_open_at_both_ports()
    {
        var text = Written(Compile("plaintext: keep", Links, (Plugins, "[rabbitmq_management].\n")), "/etc/rabbitmq/conf.d/90-linkseal.conf");
        Assert.DoesNotContain("listeners.tcp", text, StringComparison.Ordinal);
        Assert.Contains("management.tcp.port = 15672\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plugin_for_logins_by_certificate_is_enabled_before_the_restart()
    {
        var steps = Compile("", Links).Value!.Desired.Steps;
        Assert.Equal(["plugin-mq", "restart-mq", "reload-mq"], steps.Select(static s => s.Id));
        Assert.Equal(["rabbitmq-plugins", "enable", "--offline", "rabbitmq_auth_mechanism_ssl"], steps[0].Command);
        Assert.True(steps[0].Runs);
        Assert.False(Compile("mounts: { /etc/rabbitmq: /etc/rabbitmq }", Links).Value!.Desired.Steps[0].Runs);
        Assert.Equal(["restart-mq", "reload-mq"], Compile("", Links, (Plugins, "[rabbitmq_auth_mechanism_ssl].")).Value!.Desired.Steps.Select(static s => s.Id));
    }

    [Theory]
    [InlineData("version: '3.8.9'", Links, Main, "", "LS1432")]
    [InlineData("plaintext: keep, port: 5672", Links, Main, "", "LS1433")]
    [InlineData("", Links, "/etc/rabbitmq/advanced.config", "[{rabbit, [{ssl_options, []}]}].", "LS1950")]
    [InlineData("", Links, Plugins, "[rabbitmq_mqtt].", "LS1951")]
    [InlineData("", Links, Main, "load_definitions = /mine.json", "LS1952")]
    [InlineData("", Links, Main, "cluster_formation.peer_discovery_backend = classic_config", "LS1954")]
    [InlineData("", "links:\n  - web -> mq: { user: app }\n", Main, "", "LS1953")]
    public void What_can_not_be_is_said(string entry, string links, string path, string text, string code) => Assert.Contains(code, Compile(entry, links, (path, text)).Diagnostics.Select(static d => d.Code));

    [Theory]
    [InlineData("", 25672, "SERVER_ADDITIONAL_ERL_ARGS=\"OURS\"\nCTL_ERL_ARGS=\"OURS\"\n")]
    [InlineData("NODE_PORT=5673\n", 25673, "NODE_PORT=5673\nSERVER_ADDITIONAL_ERL_ARGS=\"OURS\"\nCTL_ERL_ARGS=\"OURS\"\n")]
    [InlineData("DIST_PORT=4000\nRABBITMQ_CTL_ERL_ARGS=\"-proto_dist inet_tcp -x y\"\n", 4000, "DIST_PORT=4000\nRABBITMQ_CTL_ERL_ARGS=\"-x y OURS\"\nSERVER_ADDITIONAL_ERL_ARGS=\"OURS\"\n")]
    public void Nodes_that_have_links_to_each_other_speak_TLS_and_their_tools_too(string environment, int port, string expected)
    {
        const string Environment = "/etc/rabbitmq/rabbitmq-env.conf";
        const string Ours = "-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/linkseal-nodes.config";
        var links = "  two: { dialect: rabbitmq, config: /srv/two/rabbitmq.conf }\nlinks:\n  - web -> mq\n  - two -> mq.cluster\n";
        var compiled = Compile("", links, (Main, "cluster_formation.node_type = disc\n"), (Environment, environment), ("/srv/two/rabbitmq-env.conf", ""));
        Assert.Empty(compiled.Diagnostics);
        Assert.Equal([Level.Named, Level.Mutual], compiled.Value!.Platform.Links.Select(static l => l.Required));
        Assert.Equal(("cluster", port), compiled.Value.Platform.Components.Single(static c => c.Name == "mq").Endpoints.Where(static e => e.Protocol == "tls").Select(static e => (e.Name, e.Port)).Single());
        var edited = Edited(compiled, Environment, environment);
        Assert.Equal(expected.Replace("OURS", Ours, StringComparison.Ordinal), edited);
        Assert.Equal(edited, Edited(Compile("", links, (Environment, edited), ("/srv/two/rabbitmq-env.conf", "")), Environment, edited));
        Assert.Contains("{server, [{cacertfile, \"/etc/rabbitmq/tls/current/ca.crt\"}, ", Written(compiled, "/etc/rabbitmq/linkseal-nodes.config"), StringComparison.Ordinal);
        Assert.Contains("ssl_pem_cache_dist", string.Join(' ', compiled.Value.Desired.Steps.Single(static s => s.Id == "reload-mq").Command), StringComparison.Ordinal);
        // The other one is a caller of nodes, and no user of the broker.
        Assert.DoesNotContain("two", Written(compiled, "/etc/rabbitmq/linkseal-definitions.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_its_address_is_that_of_the_first_endpoint() => Assert.Equal(
        [new("10.0.0.1", 5999), new("10.0.0.1", 15671), new("10.0.0.1", 25672)],
        Compile("address: \"10.0.0.1:5999\"", Links, (Plugins, "[rabbitmq_management].")).Value!.Platform.Components.Single(static c => c.Name == "mq").Endpoints.Select(static e => Assert.IsType<DialAddress.Host>(Assert.Single(e.At))));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [mq.internal]", Links);
        var snippets = ClientSides.Of(compiled.Value!, Read("names: [mq.internal]", Links).Value!, compiled.Value!.Platform.Links[0]);
        Assert.Equal("amqps://mq.internal:5671?cacertfile=/srv/web/ca.crt&certfile=/srv/web/tls.crt&keyfile=/srv/web/tls.key&verify=verify_peer&server_name_indication=mq.internal&auth_mechanism=external", snippets[1].Text);
        Assert.Equal(["pika", "shovel, federation"], snippets.Select(static s => s.Client));
    }

    private static string Written(Result<Expansion> compiled, string path) => Assert.IsType<FileContent.Known>(compiled.Value!.Desired.Files.Single(f => f.Path == path).Content).Text;

    private static string Edited(Result<Expansion> compiled, string path, string text)
    {
        var edits = Assert.Single(compiled.Value!.Desired.Edits, e => e.Path == path);
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, text, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  job: {{ dialect: files, folder: /srv/job }}\n  mq: {{ dialect: rabbitmq{(entry.Length > 0 ? ", " + entry : "")} }}\n{links}",
        Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, params ReadOnlySpan<(string Path, string Text)> files)
    {
        var read = Read(entry, links);
        if (read.Failed) return new(null, read.Diagnostics);
        var documents = ImmutableDictionary<string, string>.Empty;
        foreach (var (path, text) in files) documents = documents.Add(path, text);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
