using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Mosquitto;

/// <summary>What Mosquitto's dialect wants, held against its shipped configuration and against files of operators.</summary>
public sealed class MosquittoDialectTests
{
    private const string Main = "/etc/mosquitto/mosquitto.conf";
    private const string Included = "include_dir /etc/mosquitto/conf.d\n";
    private const string Links = "links:\n  - web -> mq\n";

    [Fact]
    public void The_shipped_configuration_is_sealed_by_these_lines()
    {
        var shipped = File.ReadAllText(Path.Combine(Fixtures.Folder("servers/mosquitto"), "mosquitto.conf"));
        Assert.Equal(
            shipped.Replace("include_dir /etc/mosquitto/conf.d\n", "include_dir /etc/mosquitto/conf.d\nacl_file /etc/mosquitto/linkseal.acl\n", StringComparison.Ordinal) + """

                listener 8883
                certfile /etc/mosquitto/tls/tls.crt
                keyfile /etc/mosquitto/tls/tls.key
                cafile /etc/mosquitto/tls/ca.crt
                require_certificate true
                use_identity_as_username true

                """,
            Edited(Compile("", Links, shipped), Main, shipped));
    }

    [Fact]
    public void Plaintext_that_is_kept_where_none_is_told_is_told_from_now_on()
    {
        var first = Edited(Compile("plaintext: keep", Links, ""), Main, "");
        Assert.StartsWith("acl_file /etc/mosquitto/linkseal.acl\nallow_anonymous true\nlistener 1883 localhost\n\nlistener 8883\ncertfile ", first, StringComparison.Ordinal);
        Assert.Equal(first, Edited(Compile("plaintext: keep", Links, first), Main, first));
        Assert.Equal(1883, Endpoint(Compile("plaintext: keep", Links, first)).PlaintextPort);
    }

    [Theory]
    [InlineData("", "listener 1883\n", 1883, null)]
    [InlineData("", "port 1900\n", 1900, 1883)]
    [InlineData("", "listener 1883\nlistener 8883\n", 8883, 1883)]
    [InlineData("", "listener 9001\nprotocol websockets\n", 8883, 1883)]
    [InlineData("", "listener 0 /run/m.sock\n", 8883, 1883)]
    [InlineData("port: 9883", "listener 1883\n", 9883, 1883)]
    [InlineData("plaintext: keep", "listener 1884\n", 8883, 1884)]
    [InlineData("", "", 8883, 1883)]
    public void TLS_is_where_a_listener_is_told_else_at_its_usual_port(string entry, string config, int port, int? plain)
    {
        var endpoint = Endpoint(Compile(entry, Links, config));
        Assert.Equal((port, plain), (endpoint.Port, endpoint.PlaintextPort));
    }

    [Fact]
    public void Every_listener_is_sealed_in_the_file_where_it_stands()
    {
        const string Local = "listener 1883 10.0.0.1\nmax_connections 9\nlistener 1883 10.0.0.2\nlistener 9001\nprotocol websockets\nlistener 8884\npsk_hint x\npsk_file /x\n";
        var compiled = Compile("", Links, Included, ("/etc/mosquitto/conf.d/local.conf", Local));
        Assert.Equal(["/etc/mosquitto/conf.d/local.conf", Main], compiled.Value!.Desired.Edits.Select(static e => e.Path));
        var edited = Edited(compiled, "/etc/mosquitto/conf.d/local.conf", Local);
        Assert.Equal(3, edited.Split("certfile /etc/mosquitto/tls/tls.crt").Length - 1);
        Assert.StartsWith("listener 1883 10.0.0.1\nmax_connections 9\ncertfile ", edited, StringComparison.Ordinal);
        Assert.EndsWith("listener 8884\npsk_hint x\npsk_file /x\n", edited, StringComparison.Ordinal);
        Assert.Equal(edited, Edited(Compile("", Links, Included, ("/etc/mosquitto/conf.d/local.conf", edited)), "/etc/mosquitto/conf.d/local.conf", edited));
    }

    [Fact]
    public void The_listener_without_a_line_of_its_own_is_sealed_at_the_top()
    {
        var edited = Edited(Compile("", Links, "port 1883\ntls_version tlsv1.1\ncapath /etc/ssl/certs\n"), Main, "port 1883\ntls_version tlsv1.1\ncapath /etc/ssl/certs\n");
        Assert.Equal("port 1883\ntls_version tlsv1.2\ncertfile /etc/mosquitto/tls/tls.crt\nkeyfile /etc/mosquitto/tls/tls.key\ncafile /etc/mosquitto/tls/ca.crt\nrequire_certificate true\nuse_identity_as_username true\nacl_file /etc/mosquitto/linkseal.acl\n", edited);
    }

    [Fact]
    public void Kept_plaintext_stays_as_it_is()
    {
        const string Config = "listener 1883\nallow_anonymous false\n";
        var edited = Edited(Compile("plaintext: keep", Links, Config), Main, Config);
        Assert.StartsWith("acl_file /etc/mosquitto/linkseal.acl\nlistener 1883\nallow_anonymous false\n\nlistener 8883\ncertfile ", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_stay_what_tells_users_apart()
    {
        var compiled = Compile("", Links, "password_file /etc/mosquitto/pw\nlistener 1883\n");
        Assert.DoesNotContain(compiled.Value!.Desired.Edits.SelectMany(static e => e.Edits), static e => e.Key[^1] == "use_identity_as_username");
        Assert.Contains("LS1959", compiled.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Only_callers_with_a_link_may_use_topics()
    {
        var compiled = Compile("", Links, "");
        var file = compiled.Value!.Desired.Files.Single(static f => f.Path == "/etc/mosquitto/linkseal.acl");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Mode);
        Assert.Equal("# Written by Linkseal: changes made here are lost.\n\nuser web\ntopic readwrite #\ntopic read $SYS/#\ntopic write $linkseal/probe\n", Assert.IsType<FileContent.Known>(file.Content).Text);
        Assert.Equal(Level.Named, Assert.Single(compiled.Value.Platform.Links).Required);
        // Those who come in plaintext as before have no name.
        file = Compile("plaintext: keep", Links, "").Value!.Desired.Files.Single(static f => f.Path == "/etc/mosquitto/linkseal.acl");
        Assert.Contains("\ntopic readwrite #\ntopic read $SYS/#\n\nuser web\n", Assert.IsType<FileContent.Known>(file.Content).Text, StringComparison.Ordinal);
        Assert.Contains("listener 1\nper_listener_settings true\ncertfile", Edited(Compile("", Links, "listener 1\nper_listener_settings true\n"), Main, "listener 1\nper_listener_settings true\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acl_file /etc/mosquitto/mine\n")]
    [InlineData("listener 1883\nuse_subject_as_username true\n")]
    [InlineData("plugin /usr/lib/mosquitto_dynamic_security.so\n")]
    public void Where_the_operator_tells_callers_apart_links_are_mutual(string config)
    {
        var compiled = Compile("", Links, config);
        Assert.Equal(Level.Mutual, Assert.Single(compiled.Value!.Platform.Links).Required);
        Assert.DoesNotContain(compiled.Value.Desired.Files, static f => f.Path == "/etc/mosquitto/linkseal.acl");
    }

    [Fact]
    public void Into_a_drop_in_the_new_listener_is_a_file_of_its_own()
    {
        var compiled = Compile("into: drop-in", Links, Included);
        Assert.Empty(compiled.Value!.Desired.Edits);
        var file = Assert.Single(compiled.Value.Desired.Files, static f => f.Path == "/etc/mosquitto/conf.d/linkseal.conf");
        var text = Assert.IsType<FileContent.Known>(file.Content).Text;
        Assert.Contains("\nlistener 8883\ncertfile /etc/mosquitto/tls/tls.crt\n", text, StringComparison.Ordinal);
        Assert.Equal(text, Assert.IsType<FileContent.Known>(Compile("into: drop-in", Links, Included, ("/etc/mosquitto/conf.d/linkseal.conf", text)).Value!.Desired.Files.Single(f => f.Path == file.Path).Content).Text);
    }

    [Fact]
    public void A_bridge_dials_its_link_s_broker_over_TLS()
    {
        const string Config = "connection up\naddress hub.internal:1883\ntopic # out\n";
        var compiled = Compile("", "links:\n  - mq -> hub\n", Config);
        Assert.Equal(
            """
            connection up
            address hub.internal:8883
            topic # out
            bridge_cafile /etc/mosquitto/tls/ca.crt
            bridge_certfile /etc/mosquitto/tls/tls.crt
            bridge_keyfile /etc/mosquitto/tls/tls.key
            bridge_insecure false

            listener 8883
            """,
            Edited(compiled, Main, Config).Split("\ncertfile")[0]);
        Assert.DoesNotContain("LS1957", compiled.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Certificates_alone_need_a_reload_roots_a_restart()
    {
        var steps = Compile("", Links, "pid_file /run/mosquitto/mosquitto.pid\n").Value!.Desired.Steps.Where(static s => s.Component == "mq").ToList();
        Assert.Equal(["restart-mq", "reload-mq"], steps.Select(static s => s.Id));
        Assert.Contains("/etc/mosquitto/tls/ca.crt", steps[0].After);
        Assert.Equal(["/etc/mosquitto/tls/tls.crt", "/etc/mosquitto/tls/tls.key", "/etc/mosquitto/linkseal.acl"], steps[1].After);
        Assert.Equal(["sh", "-c", "kill -HUP \"$(cat '/run/mosquitto/mosquitto.pid')\""], steps[1].Command);
        Assert.Equal(["systemctl", "reload", "mosquitto"], Compile("", Links, "").Value!.Desired.Steps.Single(static s => s.Id == "reload-mq").Command);
    }

    [Theory]
    [InlineData("version: '1.4.2'", Links, "", "LS1432")]
    [InlineData("plaintext: keep, port: 1883", Links, "listener 1883\n", "LS1433")]
    [InlineData("", Links, "include_dir /srv/elsewhere\n", "LS1434")]
    [InlineData("", "links:\n  - web -> mq: { level: authenticated }\n", "", "LS1956")]
    [InlineData("", "links:\n  - mq -> hub\n", "", "LS1957")]
    [InlineData("into: drop-in", Links, "", "LS1958")]
    [InlineData("", Links, "listener 1883\npassword_file /etc/mosquitto/pw\n", "LS1959")]
    public void What_can_not_be_is_said(string entry, string links, string config, string code) => Assert.Contains(code, Compile(entry, links, config).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var compiled = Compile("names: [mq.internal]", Links, "");
        var snippets = ClientSides.Of(compiled.Value!, Read("names: [mq.internal]", Links).Value!, compiled.Value!.Platform.Links[0]);
        Assert.Equal("mosquitto_sub -h mq.internal -p 8883 --cafile /srv/web/ca.crt --cert /srv/web/tls.crt --key /srv/web/tls.key -t '#'", snippets[0].Text);
        Assert.Equal(["mosquitto_sub", "MQTTnet", "paho-mqtt"], snippets.Select(static s => s.Client));
    }

    private static Endpoint Endpoint(Result<Expansion> compiled) => Assert.Single(compiled.Value!.Platform.Components.Single(static c => c.Name == "mq").Endpoints);

    private static string Edited(Result<Expansion> compiled, string path, string text)
    {
        var edits = Assert.Single(compiled.Value!.Desired.Edits, e => e.Path == path && e.Component == "mq");
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, text, edits.Edits, []);
        Assert.Empty(edited.Diagnostics);
        return edited.Value!.Text;
    }

    private static Result<PlatformDescription> Read(string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  mq: {{ dialect: mosquitto{(entry.Length > 0 ? ", " + entry : "")} }}\n"
            + (links.Contains("hub", StringComparison.Ordinal) ? "  hub: { dialect: mosquitto, config: /srv/hub/mosquitto.conf, names: [hub.internal] }\n" : "") + links,
        Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, string config, params ReadOnlySpan<(string Path, string Text)> more)
    {
        var read = Read(entry, links);
        if (read.Failed) return new(null, read.Diagnostics);
        var documents = ImmutableDictionary<string, string>.Empty.Add(Main, config);
        foreach (var (path, text) in more) documents = documents.Add(path, text);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
