using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Nats;

public sealed class NatsDialectTests
{
    private const string Config = "/etc/nats-server.conf";

    private static Result<Desired> Describe(string config, PeerPolicy peers = PeerPolicy.Named, string keys = "")
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  bus: {{ dialect: nats{keys} }}\n", Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        var entry = read.Value!.Components[0];
        var documents = ImmutableDictionary<string, string>.Empty.Add(Config, config);
        return Catalogue.Dialect("nats")!.Describe(new()
        {
            File = "linkseal.yaml",
            Component = entry,
            Leaf = Leaf("bus", null),
            Trust = "internal",
            Outgoing = [],
            Incoming = [new() { Caller = "web", Callee = "bus", Endpoint = "nats", Required = Level.Named, Reachable = Level.Named }],
            Endpoints = [.. Catalogue.Dialect("nats")!.Endpoints(entry, documents).Select(e => e with { Peers = peers })],
            Peers = peers,
            Callers = [Leaf("web", "Shop, Inc.")],
            Documents = documents,
        });
    }

    private static LeafSpec Leaf(string name, string? organization) => new()
    {
        Name = name, Component = name, Source = new LeafSource.Made("internal"), Subject = new() { CommonName = name, Organization = organization },
        Names = [AlternativeName.Parse(name)!], Purposes = Purposes.Server,
    };

    private static string Edited(string config, PeerPolicy peers = PeerPolicy.Named, string keys = "") =>
        ConfigEditor.Apply(ConfigFormat.Nats, Config, config, Describe(config, peers, keys).Value!.Edits[0].Edits, []).Value!.Text;

    [Fact]
    public void The_shipped_configuration_gets_a_block_of_tls_and_its_callers()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/nats-server"), "nats-server.conf"));
        Assert.Equal(
            "host: 127.0.0.1\nport: 4222\ntls {\n    cert_file: \"/etc/nats-tls/tls.crt\"\n    key_file: \"/etc/nats-tls/tls.key\"\n    ca_file: \"/etc/nats-tls/ca.crt\"\n    timeout: 3\n    verify: true\n    verify_and_map: true\n}\nauthorization {\n    users: [{user: \"CN=web,O=Shop\\\\, Inc.\"}]\n}\n",
            Edited(shipped));
    }

    [Fact]
    public void A_second_look_wants_the_same()
    {
        var once = Edited("port: 1\nhttp: 8222\nallow_non_tls: true\n");
        Assert.DoesNotContain("http:", once, StringComparison.Ordinal);
        Assert.Contains("https: 8222", once, StringComparison.Ordinal);
        Assert.Equal(once, Edited(once));
    }

    [Fact]
    public void Routes_have_a_block_of_their_own() => Assert.Contains(
        Describe("cluster { port: 6222 }\n").Value!.Edits[0].Edits, static e => e.Key.SequenceEqual(["cluster", "tls", "cert_file"]));

    [Fact]
    public void Leaf_nodes_are_asked_as_clients_are()
    {
        Assert.Contains(Describe("leafnodes { port: 7422 }\n").Value!.Edits[0].Edits, static e => e is Edit.Set { Value: EditValue.Flag { Value: true } } && e.Key.SequenceEqual(["leafnodes", "tls", "verify"]));
        Assert.Contains(Describe("leafnodes { port: 7422 }\n", PeerPolicy.None).Value!.Edits[0].Edits, static e => e is Edit.Set { Value: EditValue.Flag { Value: false } } && e.Key.SequenceEqual(["leafnodes", "tls", "verify"]));
    }

    [Theory]
    [InlineData("leafnodes { remotes: [ { url: \"tls://hub:7422\" } ] }\n", "LS1943")]
    [InlineData("leafnodes { remotes: [ { url: \"tls://hub:7422\", tls: { ca_file: a } } ] }\n", "")]
    [InlineData("leafnodes {\n remotes = [\n {url: \"hub\"\n tls {\n ca_file: a } } ] }\n", "")]
    public void A_leaf_node_s_remotes_have_blocks_of_their_own(string config, string codes) => Assert.Equal(codes, string.Join(' ', Describe(config).Diagnostics.Select(static d => d.Code)));

    [Fact]
    public void Servers_among_themselves_are_endpoints_and_no_users()
    {
        const string Cluster = "cluster { listen: \"0.0.0.0:6222\" }\ngateway { name: a, port: 7222 }\n";
        var read = DescriptionReader.Read("linkseal.yaml", "/srv", "platform: shop\ncomponents:\n  web: { dialect: files, folder: /srv/web }\n  a: { dialect: nats, config: /a.conf, folder: /srv/a }\n  b: { dialect: nats, config: /b.conf, folder: /srv/b }\nlinks:\n  - web -> a\n  - b -> a.cluster\n  - b -> a.gateway\n", Catalogue.Words);
        var compiled = PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, ImmutableDictionary<string, string>.Empty.Add("/a.conf", Cluster).Add("/b.conf", Cluster));
        Assert.Empty(compiled.Diagnostics);
        Assert.Equal([Level.Named, Level.Mutual, Level.Mutual], compiled.Value!.Platform.Links.Select(static l => l.Required));
        Assert.Equal(
            [("nats", 4222, PeerPolicy.Named), ("cluster", 6222, PeerPolicy.Require), ("gateway", 7222, PeerPolicy.Require)],
            compiled.Value.Platform.Components.Single(static c => c.Name == "a").Endpoints.Select(static e => (e.Name, e.Port, e.Peers)));
        Assert.Equal(
            new EditValue.Raw("[{user: \"CN=web\"}]"),
            compiled.Value.Desired.Edits.Single(static e => e.Path == "/a.conf").Edits.OfType<Edit.Set>().Single(static s => s.Key.SequenceEqual(["authorization", "users"])).Value);
    }

    [Fact]
    public void A_caller_that_is_none_of_the_operator_s_users_is_an_error()
    {
        var result = Describe("authorization { users: [ {user: a, password: b} ] }\n");
        Assert.Contains(result.Diagnostics, static d => d is { Code: "LS1940", Severity: Severity.Error });
        Assert.Null(result.Value);
    }

    [Fact]
    public void A_caller_that_is_one_of_them_is_left_to_them()
    {
        var result = Describe("authorization { users: [ {user: \"CN=web,O=Shop\\, Inc.\", permissions: {publish: a}} ] }\n");
        Assert.DoesNotContain(result.Diagnostics, static d => d.Severity is Severity.Error);
        Assert.DoesNotContain(result.Value!.Edits[0].Edits, static e => e.Key[0] == "authorization");
    }

    [Fact]
    public void What_stays_in_plaintext_and_who_needs_a_certificate_is_said() => Assert.Equal(
        ["LS1941", "LS1942"], Describe("mqtt { port: 1883 }\nauthorization { user: a, password: b }\n", PeerPolicy.Require).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Plaintext_is_kept_on_the_one_port() => Assert.Contains("allow_non_tls: true", Edited("port: 1\n", PeerPolicy.None, ", plaintext: keep"), StringComparison.Ordinal);

    [Fact]
    public void A_reload_is_by_the_pid_file_and_changed_configuration_needs_a_restart() => Assert.Equal(
        ["systemctl restart nats-server", "nats-server --signal reload=/run/n.pid"], Describe("pid_file: /run/n.pid\n").Value!.Steps.Select(static s => string.Join(' ', s.Command)));
}
