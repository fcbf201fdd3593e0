using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Redis;

/// <summary>What Redis' dialect wants, held against its shipped configuration and against entries that can't be.</summary>
public sealed class RedisDialectTests
{
    private const string Links = "links:\n  - web -> cache\n";

    [Fact]
    public void The_shipped_configuration_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/redis"), "redis.conf"));
        var edits = Assert.Single(Compile("names: [cache.internal]", Links, shipped).Value!.Desired.Edits);
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, shipped, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        Assert.Equal(
            [
                "-port 6379", "+port 0",
                "-# tls-port 6379", "+tls-port 6379",
                "-# tls-cert-file redis.crt", "-# tls-key-file redis.key", "+tls-cert-file /etc/redis/tls/tls.crt", "+tls-key-file /etc/redis/tls/tls.key",
                "-# tls-ca-cert-file ca.crt", "+tls-ca-cert-file /etc/redis/tls/ca.crt",
                "-# tls-auth-clients no", "+tls-auth-clients yes",
                "-# tls-protocols \"TLSv1.2 TLSv1.3\"", "+tls-protocols \"TLSv1.2 TLSv1.3\"",
            ],
            TextDiff.Hunks(shipped, edited.Value!.Text).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept).Select(static l => (l.Kind == DiffKind.Added ? "+" : "-") + l.Text));
    }

    [Theory]
    [InlineData("", "port 6379", 6379, null)]
    [InlineData("port: 7000", "port 6379", 7000, 6379)]
    [InlineData("plaintext: keep", "port 6379", 6380, 6379)]
    [InlineData("", "port 0\ntls-port 6400", 6400, null)]
    [InlineData("", "port 6400\ntls-port 6390", 6390, 6400)]
    [InlineData("plaintext: keep", "port 6379\ntls-port 6390", 6390, 6379)]
    [InlineData("plaintext: keep", "port 0\ntls-port 6379", 6380, 6379)]
    [InlineData("", "", 6379, null)]
    public void The_TLS_port_takes_the_place_of_the_plaintext_one(string entry, string config, int port, int? plain)
    {
        var endpoint = Assert.Single(Compile(entry, Links, config).Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints);
        Assert.Equal((port, plain), (endpoint.Port, endpoint.PlaintextPort));
    }

    [Fact]
    public void Plaintext_that_is_kept_stays_as_it_is()
    {
        var edits = Compile("plaintext: keep", Links, "port 6379").Value!.Desired.Edits[0].Edits;
        Assert.DoesNotContain(edits, static e => e.Key[0] == "port");
        Assert.True(Compile("plaintext: keep", Links, "port 6379").Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints[0].KeepsPlaintext);
    }

    [Fact]
    public void A_link_without_certificates_asks_for_none() =>
        Assert.Contains(new Edit.Set(["tls-auth-clients"], new EditValue.Text("no")).Value, Compile("", "links:\n  - web -> cache: { level: authenticated }\n", "").Value!.Desired.Edits[0].Edits.OfType<Edit.Set>().Where(static e => e.Key[0] == "tls-auth-clients").Select(static e => e.Value));

    [Theory]
    [InlineData("replicaof 10.0.0.1 6379", "tls-replication")]
    [InlineData("cluster-enabled yes", "tls-cluster")]
    public void A_replica_and_a_cluster_node_call_over_TLS(string config, string setting) =>
        Assert.Contains(Compile("", Links, config).Value!.Desired.Edits[0].Edits, e => e.Key[0] == setting);

    [Theory]
    [InlineData("replicaof first 6379\n", "replicaof first 6380")]
    [InlineData("slaveof 10.0.0.1 6379\n", "slaveof 10.0.0.1 6380")]
    public void A_replica_dials_the_port_of_its_primary_that_has_TLS(string config, string line)
    {
        var edits = Compile("", "  first: { dialect: redis, config: /srv/first.conf, plaintext: keep }\nlinks:\n  - cache -> first\n", config).Value!.Desired.Edits.Single(static e => e.Path == "/etc/redis/redis.conf");
        Assert.Contains(line, ConfigEditor.Apply(edits.Format, edits.Path, config, edits.Edits, []).Value!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_s_nodes_have_a_bus_and_call_nobody_as_replicas()
    {
        const string More = "  two: { dialect: redis, config: /srv/two.conf }\nlinks:\n  - web -> cache: { level: authenticated }\n  - two -> cache.bus\n  - cache -> two\n";
        var compiled = Compile("", More, "port 7000\ncluster-enabled yes\n").Value!;
        Assert.Equal([("redis", 7000, PeerPolicy.None), ("bus", 17000, PeerPolicy.Require)], compiled.Platform.Components.Single(static c => c.Name == "cache").Endpoints.Select(static e => (e.Name, e.Port, e.Peers)));
        Assert.DoesNotContain(compiled.Desired.Edits.Single(static e => e.Path == "/srv/two.conf").Edits, static e => e.Key[0] == "tls-replication");
        Assert.Equal(4000, Compile("", Links, "cluster-enabled yes\ncluster-port 4000\n").Value!.Platform.Components.Single(static c => c.Name == "cache").Endpoints[1].Port);
    }

    [Fact]
    public void A_sentinel_listens_at_its_own_port_and_has_no_reload()
    {
        var compiled = Compile("", Links, "sentinel monitor main first 6379 1\n").Value!;
        Assert.Equal(26379, compiled.Platform.Components.Single(static c => c.Name == "cache").Endpoints[0].Port);
        Assert.Equal(["restart-cache"], compiled.Desired.Steps.Select(static s => s.Id));
    }

    [Fact]
    public void Its_files_are_the_user_s_of_the_system() =>
        Assert.All(Compile("", Links, "", "root:x:0:0::/:/bin/sh\nredis:x:106:113::/var/lib/redis:/usr/sbin/nologin\n").Value!.Desired.Files.Where(static f => f.Component == "cache"), static f => Assert.Equal(new Owner(106, 113), f.Owner));

    [Fact]
    public void Certificates_alone_need_a_reload_and_settings_a_restart()
    {
        var steps = Compile("", Links, "").Value!.Desired.Steps;
        Assert.Equal(["restart-cache", "reload-cache"], steps.Select(static s => s.Id));
        Assert.Equal((false, true), (steps[0].Runs, steps[1].Runs));
        Assert.Equal("restart-cache", steps[1].Within);
        Assert.Equal(["/etc/redis/tls/"], steps[1].After);
        Assert.Equal(["CONFIG", "SET", "tls-cert-file", "/etc/redis/tls/tls.crt"], steps[1].Command[^4..]);
        Assert.All(steps, static s => Assert.Equal(new ServedSign("cache", new("127.0.0.1", 6379), "cache", "redis"), Assert.Single(s.Serves)));
    }

    [Theory]
    [InlineData("version: '5.0.7'", "", "LS1432")]
    [InlineData("plaintext: keep, port: 6379", "port 6379", "LS1433")]
    [InlineData("", "include /etc/redis/local.conf", "LS1434")]
    [InlineData("version: newest", "", "LS1037")]
    public void What_can_not_be_is_said(string entry, string config, string code) => Assert.Contains(code, Compile(entry, Links, config).Diagnostics.Select(static d => d.Code));

    [Theory]
    [InlineData("links:\n  - web -> cache.admin\n", "LS1428")]
    [InlineData("links:\n  - web -> cache: { user: \"a'b\" }\n", "LS1038")]
    public void A_link_that_can_not_be_is_said(string links, string code) => Assert.Contains(code, Compile("", links, "").Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [cache.internal]", Links, "");
        var description = Read("names: [cache.internal]", Links).Value!;
        var snippets = ClientSides.Of(compiled.Value!, description, compiled.Value!.Platform.Links[0]);
        Assert.Equal("redis-cli -h cache.internal -p 6379 --tls --cacert /srv/web/ca.crt --cert /srv/web/tls.crt --key /srv/web/tls.key --sni cache.internal", snippets[0].Text);
        Assert.Equal(["redis-cli", "StackExchange.Redis", "URL"], snippets.Select(static s => s.Client));
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv", $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  cache: {{ dialect: redis{(entry.Length > 0 ? ", " + entry : "")} }}\n{links}", Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, string config, string? accounts = null)
    {
        var read = Read(entry, links);
        if (read.Failed) return new(null, read.Diagnostics);
        var documents = ImmutableDictionary<string, string>.Empty.Add("/etc/redis/redis.conf", config);
        if (accounts is not null) documents = documents.Add("/etc/passwd", accounts);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
