using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Etcd;

/// <summary>What etcd's dialect wants, in both of the forms that etcd is configured in.</summary>
public sealed class EtcdDialectTests
{
    private const string Env = "/etc/default/etcd";
    private const string Links = "links:\n  - web -> kv\n";

    [Fact]
    public void The_environment_that_Debian_ships_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/etcd"), "default-etcd"));
        Assert.Equal(
            shipped + """
                ETCD_LISTEN_CLIENT_URLS=https://localhost:2379
                ETCD_ADVERTISE_CLIENT_URLS=https://localhost:2379
                ETCD_CERT_FILE=/etc/etcd/tls/current/tls.crt
                ETCD_KEY_FILE=/etc/etcd/tls/current/tls.key
                ETCD_CLIENT_CERT_AUTH=true
                ETCD_TRUSTED_CA_FILE=/etc/etcd/tls/current/ca.crt
                ETCD_LISTEN_PEER_URLS=https://localhost:2380
                ETCD_PEER_CERT_FILE=/etc/etcd/tls/current/tls.crt
                ETCD_PEER_KEY_FILE=/etc/etcd/tls/current/tls.key
                ETCD_PEER_CLIENT_CERT_AUTH=true
                ETCD_PEER_TRUSTED_CA_FILE=/etc/etcd/tls/current/ca.crt
                ETCD_PEER_CERT_ALLOWED_HOSTNAME=etcd-peer.linkseal.internal

                """,
            Edited(Compile("", Links, shipped), shipped));
    }

    [Fact]
    public void The_project_s_sample_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/etcd"), "etcd.conf.yml.sample"));
        var compiled = Compile("config: /etc/etcd/etcd.conf.yml", Links, shipped, "/etc/etcd/etcd.conf.yml");
        var edited = Edited(compiled, shipped);
        Assert.Equal(
            [
                "-listen-peer-urls: http://localhost:2380", "+listen-peer-urls: https://localhost:2380",
                "-listen-client-urls: http://localhost:2379", "+listen-client-urls: https://localhost:2379",
                "-initial-advertise-peer-urls: http://localhost:2380", "+initial-advertise-peer-urls: https://localhost:2380",
                "-advertise-client-urls: http://localhost:2379", "+advertise-client-urls: https://localhost:2379",
                "-initial-cluster:", "+initial-cluster: default=https://localhost:2380",
                .. Security(), .. Security(),
                "+PeerTLSInfo:", "+  AllowedHostname: etcd-peer.linkseal.internal",
            ],
            TextDiff.Hunks(shipped, edited).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept).Select(static l => (l.Kind == DiffKind.Added ? "+" : "-") + l.Text));
        Assert.Equal(edited, Edited(Compile("config: /etc/etcd/etcd.conf.yml", Links, edited, "/etc/etcd/etcd.conf.yml"), edited));

        static string[] Security() =>
        [
            "-  cert-file:", "+  cert-file: /etc/etcd/tls/current/tls.crt", "-  key-file:", "+  key-file: /etc/etcd/tls/current/tls.key",
            "-  client-cert-auth: false", "+  client-cert-auth: true", "-  trusted-ca-file:", "+  trusted-ca-file: /etc/etcd/tls/current/ca.crt",
        ];
    }

    [Theory]
    [InlineData("", "", "https://localhost:2379")]
    [InlineData("", "ETCD_LISTEN_CLIENT_URLS=http://10.0.0.1:2379,http://127.0.0.1:2379", "https://10.0.0.1:2379,https://127.0.0.1:2379")]
    [InlineData("port: 4001", "ETCD_LISTEN_CLIENT_URLS=http://10.0.0.1:2379", "https://10.0.0.1:4001")]
    [InlineData("plaintext: keep", "", "http://localhost:2379,https://localhost:2378")]
    [InlineData("plaintext: keep", "ETCD_LISTEN_CLIENT_URLS=http://localhost:2379,https://localhost:2378", "http://localhost:2379,https://localhost:2378")]
    public void URLs_become_https(string entry, string config, string urls) => Assert.Contains($"\nETCD_LISTEN_CLIENT_URLS={urls}\n", "\n" + Edited(Compile(entry, Links, config + "\n"), config + "\n"), StringComparison.Ordinal);

    [Fact]
    public void Kept_plaintext_is_known_by_its_port()
    {
        var endpoint = Compile("plaintext: keep", Links, "").Value!.Platform.Components.Single(static c => c.Name == "kv").Endpoints[0];
        Assert.Equal((2378, 2379), (endpoint.Port, endpoint.PlaintextPort));
    }

    [Fact]
    public void Without_certificates_of_callers_it_is_given_no_roots_that_would_make_it_ask()
    {
        const string Config = "ETCD_TRUSTED_CA_FILE=/mine\n";
        var edited = Edited(Compile("", "links:\n  - web -> kv: { level: authenticated }\n", Config), Config);
        Assert.DoesNotContain("\nETCD_TRUSTED_CA_FILE", "\n" + edited, StringComparison.Ordinal);
        Assert.Contains("\nETCD_CLIENT_CERT_AUTH=false\n", edited, StringComparison.Ordinal);
        Assert.Contains("\nETCD_PEER_TRUSTED_CA_FILE=", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_with_links_to_one_another_are_peers_over_TLS()
    {
        const string Config = "ETCD_NAME=kv\nETCD_INITIAL_CLUSTER=kv=http://kv:2380,other=http://other:2380\nETCD_INITIAL_ADVERTISE_PEER_URLS=http://kv:2380\nETCD_LISTEN_METRICS_URLS=http://kv:2381\n";
        var compiled = Compile("", "links:\n  - kv -> other.peer\n  - other -> kv.peer\n", Config);
        var edited = Edited(compiled, Config);
        Assert.StartsWith("ETCD_NAME=kv\nETCD_INITIAL_CLUSTER=\"kv=https://kv:2380,other=https://other:2380\"\nETCD_INITIAL_ADVERTISE_PEER_URLS=https://kv:2380\nETCD_LISTEN_METRICS_URLS=https://kv:2381\n", edited, StringComparison.Ordinal);
        Assert.Contains("LS1946", compiled.Diagnostics.Select(static d => d.Code));
        // Told once: afterwards the file says https.
        Assert.DoesNotContain("LS1946", Compile("", "links:\n  - kv -> other.peer\n  - other -> kv.peer\n", edited).Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Only_members_have_the_name_by_which_a_peer_is_let_in()
    {
        var leaves = Compile("", Links, "").Value!.Desired.Leaves;
        Assert.Equal(["kv", "etcd-peer.linkseal.internal"], leaves.Single(static l => l.Name == "kv").Names.Select(static n => n.Value));
        Assert.Equal(["web"], leaves.Single(static l => l.Name == "web").Names.Select(static n => n.Value));
        var levels = Compile("", "links:\n  - web -> kv\n  - kv -> other.peer\n  - other -> kv.peer\n", "ETCD_INITIAL_CLUSTER=kv=http://kv:2380,other=http://other:2380\n").Value!.Platform.Links;
        Assert.Equal([Level.Mutual, Level.Named, Level.Named], levels.Select(static l => l.Required));
    }

    [Theory]
    [InlineData("version: '3.5.15'", "", Env, "\nETCD_CLIENT_CERT_ALLOWED_HOSTNAME=kv,web\n")]
    [InlineData("version: '3.6.0', config: /etc/etcd/etcd.yml", "name: kv\n", "/etc/etcd/etcd.yml", "\n  allowed-hostname: [kv, web]\n")]
    public void From_3_5_15_on_clients_are_known_by_their_certificates_names(string entry, string config, string path, string line)
    {
        var compiled = Compile(entry, Links, config, path);
        Assert.Equal(Level.Named, Assert.Single(compiled.Value!.Platform.Links).Required);
        Assert.Contains(line, Edited(compiled, config), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_certificate_takes_no_command_and_new_roots_a_restart()
    {
        var step = Assert.Single(Compile("", Links, "").Value!.Desired.Steps);
        Assert.Equal((false, "kv opens its TLS port at start"), (step.Runs, step.Reason));
        Assert.Equal([Env, "/etc/etcd/tls/current/ca.crt"], step.After);
        Assert.Empty(Compile("layout: flat", Links, "").Value!.Desired.Switched);
    }

    [Theory]
    [InlineData("version: '2.3.8'", Links, "", "LS1432")]
    [InlineData("plaintext: keep, port: 2379", Links, "", "LS1433")]
    [InlineData("", Links, "ETCD_INITIAL_CLUSTER=kv=http://kv:2380,other=http://other:2380", "LS1945")]
    [InlineData("", Links, "ETCD_DISCOVERY=https://discovery.etcd.io/x", "LS1945")]
    [InlineData("", "links:\n  - kv -> other.peer\n", "ETCD_INITIAL_CLUSTER=kv=http://kv:2380,other=http://other:2380", "LS1946")]
    [InlineData("", Links, "DAEMON_ARGS=\"--name kv --listen-client-urls http://kv:2379\"", "LS1947")]
    [InlineData("", Links, "DAEMON_ARGS=--config-file=/etc/etcd/etcd.conf.yml", "LS1947")]
    public void What_can_not_be_is_said(string entry, string links, string config, string code) => Assert.Contains(code, Compile(entry, links, config + "\n").Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [kv.internal]", Links, "");
        var snippets = ClientSides.Of(compiled.Value!, Read("names: [kv.internal]", Links).Value!, compiled.Value!.Platform.Links[0]);
        Assert.Equal("ETCDCTL_API=3 etcdctl --endpoints=https://kv.internal:2379 --cacert=/srv/web/ca.crt --cert=/srv/web/tls.crt --key=/srv/web/tls.key endpoint health", snippets[0].Text);
        Assert.Equal(["etcdctl", "curl", "clientv3"], snippets.Select(static s => s.Client));
    }

    private static string Edited(Result<Expansion> compiled, string text)
    {
        var edits = Assert.Single(compiled.Value!.Desired.Edits, static e => e.Component == "kv");
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, text, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  kv: {{ dialect: etcd{(entry.Length > 0 ? ", " + entry : "")} }}\n"
            + (links.Contains("other", StringComparison.Ordinal) ? "  other: { dialect: etcd, config: /srv/other/etcd.yml }\n" : "") + links,
        Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, string config, string path = Env)
    {
        var read = Read(entry, links);
        return read.Failed ? new(null, read.Diagnostics) : PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, ImmutableDictionary<string, string>.Empty.Add(path, config));
    }
}
