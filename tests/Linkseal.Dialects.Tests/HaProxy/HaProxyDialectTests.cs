using Linkseal.Core.Planning;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.HaProxy;

/// <summary>What HAProxy's dialect wants, held against the shipped configuration with what an operator adds to it, and against entries that can't be.</summary>
public sealed class HaProxyDialectTests
{
    private const string Config = "/etc/haproxy/haproxy.cfg";
    private const string Web = "web: { dialect: files, folder: /srv/web }\n";
    private const string Api = "api: { dialect: files, folder: /srv/api, port: 8443, names: [api.internal] }\n";
    private const string Edge = "edge: { dialect: haproxy, names: [edge.internal] }\n";
    private const string Link = "- web -> edge\n";

    private static string Shipped => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/haproxy"), "haproxy.cfg"));

    private static Platformed Of(string config, string entry = "", string links = Link) => Platformed.Of(Components(entry), links, (Config, config));

    private static string Components(string entry) => $"{Web}{Api}edge: {{ dialect: haproxy{(entry.Length > 0 ? ", " + entry : "")} }}\n";

    private static (string, int, int?)[] Endpoints(Platformed platform) => [.. platform.Component("edge").Endpoints.Select(static e => (e.Name, e.Port, e.PlaintextPort))];

    [Fact]
    public void The_shipped_configuration_with_a_frontend_and_a_backend_is_sealed_by_these_lines()
    {
        var platform = Platformed.Of(Web + Api + Edge, Link + "- edge -> api\n", (Config, Shipped + "\nfrontend web\n\tbind *:80\n\tdefault_backend app\n\nbackend app\n\tserver app1 api.internal:8080 check weight 10\n"));
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Equal(
            [
                "-bind *:80",
                "+http-request deny unless { ssl_c_s_dn(cn) -m str web }",
                "+bind *:443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required ssl-min-ver TLSv1.2",
                "-server app1 api.internal:8080 check weight 10",
                "+server app1 api.internal:8443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required verifyhost api.internal sni str(api.internal) check-sni api.internal ssl-min-ver TLSv1.2 check weight 10",
            ],
            platform.Changes(Config));
        platform.WantsNoMore(Web + Api + Edge, Link + "- edge -> api\n");
        Assert.Equal([("https", 443, 80)], Endpoints(platform));
        var pem = platform.Desired.Files.Single(static f => f.Path == "/etc/haproxy/tls/tls.pem");
        Assert.Equal((new FileContent.OfLeaf("edge", MaterialForm.ChainAndKey), UnixFileMode.UserRead | UnixFileMode.UserWrite), ((FileContent.OfLeaf)pem.Content, pem.Mode));
    }

    [Theory]
    [InlineData("mode http\n bind :8080", "", "bind :8080 ssl crt", "https", 8080, null)]
    [InlineData("mode http\n bind 10.0.0.1:80,[::1]:80 alpn h2,http/1.1 name \"a b\"", "", "bind 10.0.0.1:443,[::1]:443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required ssl-min-ver TLSv1.2 alpn h2,http/1.1 name 'a b'", "https", 443, 80)]
    [InlineData("mode http\n bind :80", "port: 8443", "bind :8443 ssl", "https", 8443, 80)]
    [InlineData("mode http\n bind :8443 ssl crt /etc/own.pem no-sslv3 verify none", "", "bind :8443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required ssl-min-ver TLSv1.2\n", "https", 8443, null)]
    [InlineData("mode http\n bind :8080 name ssl", "", "bind :8080 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required ssl-min-ver TLSv1.2 name ssl\n", "https", 8080, null)]
    [InlineData("bind :5432", "", "tcp-request session reject unless { ssl_c_s_dn(cn) -m str web }\n bind :5432 ssl", "tls", 5432, null)]
    [InlineData("mode http\n bind :80\n bind /run/h.sock", "", "bind :443 ssl", "https", 443, 80)]
    [InlineData("mode http\n bind :80\n bind :8443 ssl crt /etc/own.pem\n http-request redirect scheme https unless { ssl_fc }", "", "bind :80\n bind :8443 ssl crt /etc/haproxy/tls/tls.pem", "https", 8443, null)]
    public void Where_it_listens_TLS_takes_the_place_of_plaintext(string front, string entry, string sealedAs, string name, int port, int? plain)
    {
        var platform = Of($"frontend web\n {front}\n default_backend app\n", entry);
        Assert.Contains(sealedAs, platform.Edited(Config), StringComparison.Ordinal);
        Assert.Equal([(name, port, plain)], Endpoints(platform));
        platform.WantsNoMore(Components(entry), Link);
    }

    [Theory]
    [InlineData("bind :80", "", 443, 80)]
    [InlineData("bind :8080\n bind :8443 ssl crt /etc/own.pem", "port: 8443, ", 8443, 8080)]
    public void Plaintext_that_is_kept_stays_beside_it(string binds, string entry, int port, int plain)
    {
        var platform = Of($"frontend web\n mode http\n {binds}\n", entry + "plaintext: keep");
        Assert.Contains($"http-request deny if {{ ssl_fc }} !{{ ssl_c_s_dn(cn) -m str web }}\n mode http\n bind :{plain}\n bind :{port} ssl crt /etc/haproxy/tls/tls.pem", platform.Edited(Config), StringComparison.Ordinal);
        Assert.Equal([("https", port, (int?)plain)], Endpoints(platform));
        platform.WantsNoMore(Components(entry + "plaintext: keep"), Link);
    }

    [Fact]
    public void Mode_is_that_of_the_defaults_above_or_of_those_that_it_names()
    {
        const string config = "defaults base\n mode http\ndefaults\n mode tcp\nfrontend a\n bind :1000\nfrontend b from base\n bind :2000\nlisten c from base\n bind :3000\n server s 10.0.0.9:80\n";
        // Bytes that are passed on may be TLS already: a is meant by its port only.
        Assert.Equal([("https", 2000, (int?)null), ("https-3000", 3000, null)], Endpoints(Of(config)).Select(static e => (e.Item1, e.Item2, (int?)null)));
        Assert.Equal(["tls", "https-2000", "https-3000"], Endpoints(Of(config, "port: 1000")).Select(static e => e.Item1));
    }

    [Theory]
    [InlineData("mutual", "bind :80", "ca-file", "deny")]
    [InlineData("authenticated", "bind :80", "bind :443 ssl crt /etc/haproxy/tls/tls.pem ssl-min-ver TLSv1.2", "ca-file")]
    public void What_is_asked_of_callers_follows_the_links(string level, string bind, string has, string hasNot)
    {
        var edited = Of($"frontend web\n mode http\n {bind}\n", "", $"- web -> edge: {{ level: {level} }}\n").Edited(Config);
        Assert.Contains(has, edited, StringComparison.Ordinal);
        Assert.DoesNotContain(hasNot, edited, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server s api.internal:8080 ssl verify none sni str(other) send-proxy", "server s api.internal:8443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required verifyhost api.internal sni str(api.internal) ssl-min-ver TLSv1.2 send-proxy")]
    [InlineData("server-template s 3 api.internal:8443 resolvers dns", "server-template s 3 api.internal:8443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required verifyhost api.internal sni str(api.internal) ssl-min-ver TLSv1.2 resolvers dns")]
    [InlineData("server s ipv4@api.internal:8443 cookie \"${HOSTNAME}\"", "server s ipv4@api.internal:8443 ssl crt /etc/haproxy/tls/tls.pem ca-file /etc/haproxy/tls/ca.crt verify required verifyhost api.internal sni str(api.internal) ssl-min-ver TLSv1.2 cookie \"${HOSTNAME}\"")]
    public void A_server_that_is_a_component_is_dialled_by_TLS_and_checked(string line, string written)
    {
        var platform = Of($"frontend web\n mode http\n bind :80\nbackend app\n {line}\n", links: "- edge -> api\n");
        Assert.Contains($"\n {written}\n", platform.Edited(Config), StringComparison.Ordinal);
        // Nothing calls it: its own frontend stays.
        Assert.Contains("bind :80\n", platform.Edited(Config), StringComparison.Ordinal);
        Assert.True(Assert.Single(platform.Desired.Steps).Serves.IsEmpty);
        platform.WantsNoMore(Components(""), "- edge -> api\n");
    }

    [Fact]
    public void The_port_of_a_component_that_names_none_stays() => Assert.Contains(
        "server s api.internal:9000 ssl crt",
        Platformed.Of("api: { dialect: files, folder: /srv/api, names: [api.internal] }\nedge: { dialect: haproxy }\n", "- edge -> api\n", (Config, "backend app\n server s api.internal:9000\n")).Edited(Config),
        StringComparison.Ordinal);

    [Fact]
    public void In_a_container_paths_are_those_inside_and_the_signal_is_the_operators()
    {
        const string components = Web + Api + "edge: { dialect: haproxy, config: /srv/edge/haproxy.cfg, mounts: { /srv/edge: /usr/local/etc/haproxy }, owner: '99' }\n";
        var platform = Platformed.Of(components, Link, ("/srv/edge/haproxy.cfg", "frontend web\n mode http\n bind :8443\n"));
        Assert.Contains("ssl crt /usr/local/etc/haproxy/tls/tls.pem ca-file /usr/local/etc/haproxy/tls/ca.crt", platform.Edited("/srv/edge/haproxy.cfg"), StringComparison.Ordinal);
        Assert.Equal("docker kill -s USR2 edge", string.Join(' ', Assert.Single(platform.Desired.Steps, static s => !s.Runs).Command));
        platform.WantsNoMore(components, Link);
    }

    [Fact]
    public void A_server_of_a_link_without_certificates_shows_none() => Assert.Contains(
        "server s api.internal:8443 ssl ca-file", Of("backend app\n server s api.internal:8443\n", links: "- edge -> api: { level: authenticated }\n").Edited(Config), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "systemctl reload haproxy")]
    [InlineData("global\n pidfile /run/h.pid\n", "sh -c haproxy -c -q -f '/etc/haproxy/haproxy.cfg' && kill -USR2 \"$(head -n 1 '/run/h.pid')\"")]
    public void One_reload_puts_both_into_effect_after_a_trial(string global, string command) =>
        Assert.Equal(command, string.Join(' ', Assert.Single(Of(global + "frontend web\n mode http\n bind :80\n").Desired.Steps).Command));

    [Theory]
    [InlineData("LS1432", "frontend web\n mode http\n bind :80\n", "version: '1.7.5'", Link)]
    [InlineData("LS1433", "frontend web\n mode http\n bind :8080\n", "plaintext: keep", Link)]
    [InlineData("LS1920", "frontend web\n mode http\n bind :8080\n bind :8081\n", "port: 443", Link)]
    [InlineData("LS1921", "frontend web\n mode http\n bind :8080\nfrontend own\n mode http\n bind :443 ssl crt /etc/own.pem\n", "", Link)]
    [InlineData("LS1924", "backend app\n server s 10.0.0.1:80\n", "", Link)]
    [InlineData("LS1923", "backend app\n server s 10.0.0.1:80\n", "", "- edge -> api\n")]
    [InlineData("LS1926", "backend app\n server s 10.0.0.1:80\n", "", "- edge -> db\n")]
    [InlineData("LS1930", "frontend web\n mode http\n bind :80\n bind :9000-9010\n bind \"${ADDRESS}:81\"\n", "", Link)]
    [InlineData("LS1931", "frontend web\n mode http\n bind :80\n bind :443 ssl crt /etc/own.pem\n", "", Link)]
    public void What_can_not_be_is_said(string code, string config, string entry, string links) => Assert.Contains(
        code, Platformed.Of(Components(entry) + "db: { dialect: files, folder: /srv/db, port: 80, hosts: [10.0.0.1] }\n", links, (Config, config)).Codes);

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var platform = Of("frontend web\n mode http\n bind :8443\n");
        Assert.Equal("curl --cacert /srv/web/ca.crt --cert /srv/web/tls.crt --key /srv/web/tls.key https://edge:8443/", ClientSides.Of(platform.Result.Value!, platform.Description, platform.Result.Value!.Platform.Links[0])[0].Text);
    }
}
