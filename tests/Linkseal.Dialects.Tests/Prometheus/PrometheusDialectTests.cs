using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Prometheus;

/// <summary>What Prometheus' dialect wants: of the shipped configuration, of the arguments of Debian's unit, and of web configurations of operators.</summary>
public sealed class PrometheusDialectTests
{
    private const string Main = "/etc/prometheus/prometheus.yml";
    private const string Arguments = "/etc/default/prometheus";
    private const string Web = "/etc/prometheus/linkseal-web.yml";
    private const string Links = "links:\n  - web -> prom\n  - prom -> node\n";
    private static readonly string Shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/prometheus"), "prometheus.yml"));

    [Fact]
    public void The_shipped_jobs_are_sealed_by_these_lines_its_own_too()
    {
        var edited = Edited(Compile("names: [prom.internal]", Links, (Main, Shipped)), Main, Shipped);
        Assert.Equal(
            [
                "    scheme: https", "    tls_config:", "      ca_file: /etc/prometheus/tls/current/ca.crt", "      cert_file: /etc/prometheus/tls/current/tls.crt",
                "      key_file: /etc/prometheus/tls/current/tls.key", "      server_name: prom.internal",
                "    scheme: https", "    tls_config:", "      ca_file: /etc/prometheus/tls/current/ca.crt", "      cert_file: /etc/prometheus/tls/current/tls.crt",
                "      key_file: /etc/prometheus/tls/current/tls.key",
            ],
            TextDiff.Hunks(Shipped, edited).SelectMany(static h => h).Where(static l => l.Kind is DiffKind.Added).Select(static l => l.Text));
        Assert.DoesNotContain(TextDiff.Hunks(Shipped, edited).SelectMany(static h => h), static l => l.Kind is DiffKind.Removed);
        Assert.Equal(edited, Edited(Compile("names: [prom.internal]", Links, (Main, edited)), Main, edited));
    }

    [Fact]
    public void It_is_told_of_a_web_configuration_of_Linkseal_s()
    {
        var compiled = Compile("", Links, (Main, Shipped), (Arguments, "ARGS=\"\"\n"));
        Assert.Equal("ARGS=\"--web.config.file=/etc/prometheus/linkseal-web.yml\"\n", Edited(compiled, Arguments, "ARGS=\"\"\n"));
        Assert.Equal(
            """
            # Written by Linkseal: changes made here are lost.
            tls_server_config:
              cert_file: /etc/prometheus/tls/current/tls.crt
              key_file: /etc/prometheus/tls/current/tls.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: /etc/prometheus/tls/current/ca.crt
              min_version: TLS12

            """,
            Written(compiled));
        var told = Edited(compiled, Arguments, "ARGS=\"\"\n");
        var again = Compile("", Links, (Main, Shipped), (Arguments, told), (Web, Written(compiled)));
        Assert.Equal((told, Written(compiled)), (Edited(again, Arguments, told), Written(again)));
    }

    [Fact]
    public void A_web_configuration_of_the_operator_s_is_edited()
    {
        const string Own = "basic_auth_users:\n  ops: $2y$10$x\ntls_server_config:\n  client_ca_file: /mine\n";
        var compiled = Compile("", "links:\n  - web -> prom: { level: authenticated }\n", (Main, Shipped), (Arguments, "ARGS=\"--web.config.file=/etc/prometheus/web.yml\"\n"), ("/etc/prometheus/web.yml", Own));
        Assert.Equal(
            """
            basic_auth_users:
              ops: $2y$10$x
            tls_server_config:
              cert_file: /etc/prometheus/tls/current/tls.crt
              key_file: /etc/prometheus/tls/current/tls.key
              client_auth_type: NoClientCert
              min_version: TLS12

            """,
            Edited(compiled, "/etc/prometheus/web.yml", Own));
        Assert.DoesNotContain(compiled.Value!.Desired.Files, static f => f.Path == Web);
        Assert.DoesNotContain(compiled.Value.Desired.Edits, static e => e.Path == Arguments);
        // Without TLS when it started, it takes none until it is started again.
        Assert.Equal(["/etc/prometheus/web.yml"], compiled.Value.Desired.Steps.Single(static s => s.Id == "restart-prom").After);
    }

    [Fact]
    public void From_2_45_on_callers_are_known_by_their_certificates_names()
    {
        Assert.Contains("\n  client_allowed_sans: [\"web.internal\"]\n", Written(Compile("version: '2.45.0'", "links:\n  - web -> prom\n", (Main, Shipped))), StringComparison.Ordinal);
        var older = Compile("version: '2.42'", "links:\n  - web -> prom\n", (Main, Shipped));
        Assert.DoesNotContain("client_allowed_sans", Written(older), StringComparison.Ordinal);
        Assert.Equal(Level.Mutual, Assert.Single(older.Value!.Platform.Links).Required);
        Assert.Equal(PeerPolicy.Require, older.Value.Platform.Components.Single(static c => c.Name == "prom").Endpoints[0].Peers);
    }

    [Fact]
    public void Alertmanagers_and_remote_URLs_are_sealed_by_their_links()
    {
        const string Config = """
            alerting:
              alertmanagers:
              - static_configs:
                - targets: ["alert.internal:9093"]
            remote_write:
              - url: http://node:9100/api/v1/write
                tls_config:
                  insecure_skip_verify: true

            """;
        var edited = Edited(Compile("", "links:\n  - prom -> node\n  - prom -> alert\n", (Main, Config)), Main, Config);
        Assert.Contains("  - static_configs:\n    - targets: [\"alert.internal:9093\"]\n    scheme: https\n    tls_config:\n      ca_file: ", edited, StringComparison.Ordinal);
        Assert.Contains("  - url: https://node:9100/api/v1/write\n    tls_config:\n      insecure_skip_verify: false\n      ca_file: ", edited, StringComparison.Ordinal);
        Assert.Equal(edited, Edited(Compile("", "links:\n  - prom -> node\n  - prom -> alert\n", (Main, edited)), Main, edited));
    }

    [Theory]
    [InlineData("ARGS=\"--web.listen-address=127.0.0.1:9999\"", 9999)]
    [InlineData("ARGS='--web.listen-address :9998 --log.level=debug'", 9998)]
    [InlineData("ARGS=\"\"", 9090)]
    public void Its_port_is_that_of_its_arguments(string arguments, int port) =>
        Assert.Equal(port, Compile("", Links, (Main, Shipped), (Arguments, arguments + "\n")).Value!.Platform.Components.Single(static c => c.Name == "prom").Endpoints[0].Port);

    [Fact]
    public void Jobs_need_a_reload_arguments_a_restart_and_certificates_nothing()
    {
        var steps = Compile("", Links, (Main, Shipped), (Arguments, "ARGS=\"\"\n")).Value!.Desired.Steps;
        Assert.Equal([("restart-prom", Arguments), ("reload-prom", Main)], steps.Select(static s => (s.Id, Assert.Single(s.After))));
    }

    [Theory]
    [InlineData("version: '2.20'", Links, Arguments, "", "LS1432")]
    [InlineData("", Links, "/etc/x", "", "LS1948")]
    [InlineData("", Links, Arguments, "ARGS=--web.config.file=/srv/web.yml", "LS1948")]
    [InlineData("", "links:\n  - prom -> alert\n", Arguments, "", "LS1949")]
    public void What_can_not_be_is_said(string entry, string links, string path, string text, string code) => Assert.Contains(code, Compile(entry, links, (Main, Shipped), (path, text + "\n")).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [prom.internal]", Links, (Main, Shipped));
        var snippets = ClientSides.Of(compiled.Value!, Read("names: [prom.internal]", Links).Value!, compiled.Value!.Platform.Links[0]);
        Assert.Equal("curl --cacert /srv/web/ca.crt --cert /srv/web/tls.crt --key /srv/web/tls.key https://prom.internal:9090/-/healthy", snippets[0].Text);
        Assert.Equal(["curl", "Grafana"], snippets.Select(static s => s.Client));
    }

    private static string Written(Result<Expansion> compiled) => Assert.IsType<FileContent.Known>(compiled.Value!.Desired.Files.Single(static f => f.Path == Web).Content).Text;

    private static string Edited(Result<Expansion> compiled, string path, string text)
    {
        var edits = Assert.Single(compiled.Value!.Desired.Edits, e => e.Path == path);
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, text, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web, names: [web.internal] }}\n  node: {{ dialect: files, folder: /srv/node, port: 9100, protocol: https, names: [localhost] }}\n"
            + $"  alert: {{ dialect: files, folder: /srv/alert, port: 9093, names: [alert.internal] }}\n  prom: {{ dialect: prometheus{(entry.Length > 0 ? ", " + entry : "")} }}\n{links}",
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
