using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Nginx;

/// <summary>What nginx's dialect wants of its servers, held against the shipped configuration and against others that are usual.</summary>
public sealed class NginxDialectTests
{
    private const string Main = "/etc/nginx/nginx.conf";
    private const string Site = "/etc/nginx/sites-enabled/default";
    private const string Web = "web: { dialect: files, folder: /srv/web }\n";
    private const string Edge = Web + "edge: { dialect: nginx, names: [edge.internal] }\n";
    private const string Link = "- web -> edge\n";

    private static string Shipped(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/nginx"), name));

    private static Platformed One(string config, string entry = "", string links = Link) =>
        Platformed.Of($"{Web}edge: {{ dialect: nginx{(entry.Length > 0 ? ", " + entry : "")} }}\n", links, (Main, config));

    private static Endpoint[] Endpoints(Platformed platform) => [.. platform.Component("edge").Endpoints];

    [Fact]
    public void The_shipped_configuration_is_sealed_by_these_lines()
    {
        var platform = Platformed.Of(Edge, Link, (Main, Shipped("nginx.conf")), (Site, Shipped("sites-available-default")));
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Equal(["+", "+map $ssl_client_s_dn $linkseal_edge {", "+default 0;", "+\"~^CN=web$\" 1;", "+}"], platform.Changes(Main));
        Assert.Equal(
            [
                "-listen 80 default_server;", "-listen [::]:80 default_server;",
                "+if ($linkseal_edge = 0) {", "+return 403;", "+}", "+",
                "+listen 443 ssl default_server;", "+listen [::]:443 ssl default_server;",
                "+ssl_certificate /etc/nginx/tls/tls.crt;", "+ssl_certificate_key /etc/nginx/tls/tls.key;", "+ssl_protocols TLSv1.2 TLSv1.3;",
                "+ssl_client_certificate /etc/nginx/tls/ca.crt;", "+ssl_verify_client on;", "+ssl_verify_depth 2;",
            ],
            platform.Changes(Site));
        platform.WantsNoMore(Edge, Link);
        Assert.Equal([("https", 443, "https", PeerPolicy.Named, (int?)80)], Endpoints(platform).Select(static e => (e.Name, e.Port, e.Protocol, e.Peers, e.PlaintextPort)));
    }

    [Fact]
    public void As_a_drop_in_a_site_changes_where_it_listens_and_takes_one_file_in()
    {
        const string entry = Web + "edge: { dialect: nginx, into: drop-in }\n";
        var platform = Platformed.Of(entry, Link, (Main, Shipped("nginx.conf")), (Site, Shipped("sites-available-default")));
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Equal(Site, Assert.Single(platform.Desired.Edits).Path);
        Assert.Equal(
            ["-listen 80 default_server;", "-listen [::]:80 default_server;", "+include /etc/nginx/snippets/linkseal-edge.conf;", "+listen 443 ssl default_server;", "+listen [::]:443 ssl default_server;"],
            platform.Changes(Site));
        var written = platform.Desired.Files.Where(static f => f.Content is FileContent.Known).ToDictionary(static f => f.Path, static f => ((FileContent.Known)f.Content).Text);
        Assert.Equal(["/etc/nginx/conf.d/linkseal-edge.conf", "/etc/nginx/snippets/linkseal-edge.conf"], written.Keys.Order());
        Assert.EndsWith("map $ssl_client_s_dn $linkseal_edge {\n    default 0;\n    \"~^CN=web$\" 1;\n}\n", written["/etc/nginx/conf.d/linkseal-edge.conf"], StringComparison.Ordinal);
        Assert.Contains("\nssl_verify_client on;\nssl_verify_depth 2;\nif ($linkseal_edge = 0) {\n    return 403;\n}\n", written["/etc/nginx/snippets/linkseal-edge.conf"], StringComparison.Ordinal);
        platform.WantsNoMore(entry, Link);
    }

    [Fact]
    public void A_file_of_one_site_has_its_list_of_callers_in_itself()
    {
        const string config = "/etc/nginx/sites-available/shop";
        var entry = $"{Web}edge: {{ dialect: nginx, config: {config} }}\n";
        var platform = Platformed.Of(entry, Link, (config, "server {\n    listen 8080;\n    server_name shop;\n}\n"));
        Assert.Contains("\nmap $ssl_client_s_dn $linkseal_edge {", platform.Edited(config), StringComparison.Ordinal);
        Assert.Contains("ssl_certificate /etc/nginx/tls/tls.crt;", platform.Edited(config), StringComparison.Ordinal);
        Assert.Equal(["nginx", "-s", "reload"], platform.Desired.Steps.Single().Command);
        platform.WantsNoMore(entry, Link);
    }

    [Theory]
    [InlineData("listen 8080;", "", "listen 8080 ssl;", 8080, null)]
    [InlineData("listen 127.0.0.1:80 http2;", "", "listen 127.0.0.1:443 ssl http2;", 443, 80)]
    [InlineData("listen [::1]:80;", "", "listen [::1]:443 ssl;", 443, 80)]
    [InlineData("listen localhost;", "", "listen localhost:443 ssl;", 443, 80)]
    [InlineData("listen 80;", "port: 8443", "listen 8443 ssl;", 8443, 80)]
    [InlineData("listen 80;", "port: 80", "listen 80 ssl;", 80, null)]
    [InlineData("", "", "listen 443 ssl;", 443, 80)]
    [InlineData("listen 8080 ssl;", "", "listen 8080 ssl;", 8080, null)]
    public void Where_it_listens_TLS_takes_the_place_of_plaintext(string listen, string entry, string sealedAs, int port, int? plain)
    {
        var text = $"events {{}}\nhttp {{\n    server {{\n        {listen}\n        server_name shop;\n    }}\n}}\n";
        var platform = One(text, entry);
        Assert.Contains(sealedAs, platform.Edited(Main), StringComparison.Ordinal);
        Assert.Equal((port, plain), (Endpoints(platform)[0].Port, Endpoints(platform)[0].PlaintextPort));
        platform.WantsNoMore($"{Web}edge: {{ dialect: nginx{(entry.Length > 0 ? ", " + entry : "")} }}\n", Link);
    }

    [Theory]
    [InlineData("listen 80 default_server;", "", "# listen 443 ssl default_server;")]
    [InlineData("listen 80;\n        listen [::]:80;", "", "")]
    [InlineData("listen 8080;", ", port: 8443", "")]
    [InlineData("", "", "")]
    [InlineData("listen 80;\n        listen 443 ssl;", "", "")]
    public void Plaintext_that_is_kept_stays_beside_it(string listen, string entry, string comment)
    {
        var components = $"{Web}edge: {{ dialect: nginx, plaintext: keep{entry} }}\n";
        var platform = Platformed.Of(components, Link, (Main, $"http {{\n    server {{\n        {listen}\n        {comment}\n        root /var/www;\n    }}\n}}\n"));
        var edited = platform.Edited(Main);
        Assert.Contains(listen.Split('\n')[0], edited, StringComparison.Ordinal);
        Assert.Matches(@"\n +listen (\[::\]:)?\d*443 ssl", edited);
        // Plaintext callers have no subject, and are not the list's matter.
        Assert.Contains("map \"$https $ssl_client_s_dn\" $linkseal_edge {", edited, StringComparison.Ordinal);
        Assert.Contains("\"~^on\\\\ CN=web$\" 1;", edited, StringComparison.Ordinal);
        Assert.Equal(listen.Contains("8080", StringComparison.Ordinal) ? 8080 : 80, Endpoints(platform)[0].PlaintextPort);
        platform.WantsNoMore(components, Link);
    }

    [Fact]
    public void A_plaintext_line_beside_one_with_TLS_at_the_same_address_goes()
    {
        var platform = One("http {\n    server {\n        listen 80;\n        listen 443 ssl;\n        ssl_certificate /etc/own.crt;\n        ssl_certificate_key /etc/own.key;\n    }\n}\n");
        var edited = platform.Edited(Main);
        Assert.DoesNotContain("listen 80", edited, StringComparison.Ordinal);
        Assert.Single(edited.Split("listen 443 ssl;")[1..]);
        Assert.DoesNotContain("own", edited, StringComparison.Ordinal);
        platform.WantsNoMore(Web + "edge: { dialect: nginx }\n", Link);
    }

    [Fact]
    public void A_server_that_only_sends_callers_to_https_stays()
    {
        var platform = One("http {\n    server {\n        listen 80;\n        return 301 https://$host$request_uri;\n    }\n    server {\n        listen 8443 ssl;\n        ssl_certificate /etc/own.crt;\n    }\n}\n");
        Assert.Contains("listen 80;\n        return 301", platform.Edited(Main), StringComparison.Ordinal);
        Assert.Equal(8443, Assert.Single(Endpoints(platform)).Port);
        platform.WantsNoMore(Web + "edge: { dialect: nginx }\n", Link);
    }

    [Fact]
    public void Servers_are_told_by_their_names_and_every_port_is_an_endpoint()
    {
        var platform = One("http {\n    server { listen 8080; server_name a; }\n    server {\n        listen 8081;\n        server_name b;\n    }\n}\n", "port: 8081");
        Assert.Equal([("https", 8081), ("https-8080", 8080)], Endpoints(platform).Select(static e => (e.Name, e.Port)));
        Assert.Contains(platform.Desired.Edits[0].Edits, static e => e.Key.SequenceEqual(["http", "server", "[server_name=b]", "listen", "[0]"]));
        Assert.Contains("server { if ($linkseal_edge = 0) { return 403; } listen 8080 ssl; ssl_certificate", platform.Edited(Main), StringComparison.Ordinal);
        platform.WantsNoMore(Web + "edge: { dialect: nginx, port: 8081 }\n", Link);
    }

    [Fact]
    public void A_server_of_stream_is_meant_by_its_port_alone()
    {
        const string text = "stream {\n    server {\n        listen 5432;\n        proxy_pass db:5432;\n    }\n}\nhttp {\n    server {\n        listen 80;\n    }\n}\n";
        Assert.Equal([443], Endpoints(One(text)).Select(static e => e.Port));
        const string mutual = "- web -> edge: { level: mutual }\n";
        var platform = One(text, "port: 5432", mutual);
        Assert.Equal([("tls", 5432), ("https-443", 443)], Endpoints(platform).Select(static e => (e.Name, e.Port)));
        Assert.Contains("listen 5432 ssl;\n        ssl_certificate", platform.Edited(Main), StringComparison.Ordinal);
        Assert.Contains("LS1922", One(text, "port: 5432").Codes);
        Assert.StartsWith("openssl s_client -connect edge:5432", ClientSides.Of(platform.Result.Value!, platform.Description, platform.Result.Value!.Platform.Links[0])[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Callers_are_told_by_their_whole_subject()
    {
        var read = "leaf: { subject: { organization: 'Käse, Inc.', unit: A long name of a unit } }";
        var config = "http {\n    server {\n        listen 80;\n    }\n}\n";
        var platform = Platformed.Of(Web + "edge: { dialect: nginx }\n", Link + "\n", (Main, config));
        Assert.Contains("    \"~^CN=web$\" 1;", platform.Edited(Main), StringComparison.Ordinal);
        var named = Platformed.With(read, Web + "edge: { dialect: nginx }\n", Link, (Main, config));
        // What OpenSSL escapes is escaped again for the expression, and again for nginx' quotes.
        Assert.Contains(@"    ""~^CN=web,OU=A\\ long\\ name\\ of\\ a\\ unit,O=K\\\\C3\\\\A4se\\\\,\\ Inc\\.$"" 1;", named.Edited(Main), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authenticated", "", false)]
    [InlineData("authenticated", "ssl_verify_client on;", true)]
    public void A_link_without_certificates_asks_for_none(string level, string more, bool off)
    {
        var edited = One($"http {{\n    server {{\n        listen 80;\n        {more}\n    }}\n}}\n", "", $"- web -> edge: {{ level: {level} }}\n").Edited(Main);
        Assert.DoesNotContain("ssl_client_certificate", edited, StringComparison.Ordinal);
        Assert.DoesNotContain("map ", edited, StringComparison.Ordinal);
        Assert.Equal(off, edited.Contains("ssl_verify_client off;", StringComparison.Ordinal));
    }

    [Fact]
    public void Configuration_and_certificates_are_put_into_effect_by_one_reload()
    {
        var step = Assert.Single(One("http {\n    server {\n        listen 80;\n    }\n}\n").Desired.Steps);
        Assert.Equal(["nginx", "-s", "reload"], step.Command);
        Assert.True(step.Runs);
        Assert.Equal([Main, "/etc/nginx/tls/"], step.After);
        var elsewhere = Platformed.Of(Web + "edge: { dialect: nginx, config: /srv/edge/nginx.conf }\n", Link, ("/srv/edge/nginx.conf", "http {\n    server {\n        listen 80;\n    }\n}\n"));
        Assert.Equal(["nginx", "-c", "/srv/edge/nginx.conf", "-s", "reload"], elsewhere.Desired.Steps.Single().Command);
    }

    [Fact]
    public void In_a_container_paths_are_those_inside_and_the_reload_is_the_operators()
    {
        const string components = Web + "edge: { dialect: nginx, config: /srv/edge/nginx.conf, layout: switched, mounts: { /srv/edge: /etc/nginx } }\n";
        var platform = Platformed.Of(components, Link, ("/srv/edge/nginx.conf", "http {\n    include /etc/nginx/conf.d/*.conf;\n}\n"), ("/srv/edge/conf.d/site.conf", "server {\n    listen 80;\n}\n"));
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Contains("ssl_certificate /etc/nginx/tls/current/tls.crt;", platform.Edited("/srv/edge/conf.d/site.conf"), StringComparison.Ordinal);
        Assert.Contains("map $ssl_client_s_dn", platform.Edited("/srv/edge/nginx.conf"), StringComparison.Ordinal);
        Assert.Contains(platform.Desired.Files, static f => f.Path == "/srv/edge/tls/current/tls.key");
        var step = Assert.Single(platform.Desired.Steps);
        Assert.Equal("docker exec edge nginx -s reload", string.Join(' ', step.Command));
        Assert.False(step.Runs);
        platform.WantsNoMore(components, Link);
    }

    [Theory]
    [InlineData("LS1432", "http { server { listen 80; } }", "version: '1.12.2'")]
    [InlineData("LS1433", "http { server { listen 8080; } }", "plaintext: keep")]
    [InlineData("LS1434", "include /srv/more.conf; http { server { listen 80; } }", "")]
    [InlineData("LS1920", "http { server { listen 8080; listen 8081; } }", "port: 443")]
    [InlineData("LS1921", "http { server { listen 8080; } server { listen 443 ssl; ssl_certificate /etc/own.crt; } }", "")]
    [InlineData("LS1928", "http { server { listen 80; } }", "into: drop-in")]
    [InlineData("LS1929", "http { include conf.d/*.conf; server { listen 80; ssl_protocols TLSv1.3; } }", "into: drop-in")]
    [InlineData("LS1924", "http { }", "")]
    [InlineData("LS1924", "stream { server { listen 53 udp; } server { listen 443; ssl_preread on; } }", "")]
    public void What_can_not_be_is_said(string code, string config, string entry) => Assert.Contains(code, One(config, entry).Codes);

    [Fact]
    public void A_snippet_that_a_site_takes_in_is_named() =>
        Assert.Equal("LS1434", Assert.Single(Platformed.Of(Edge, Link, (Main, Shipped("nginx.conf")), (Site, "server {\n    listen 80;\n    include snippets/snakeoil.conf;\n}\n")).Result.Diagnostics).Code);

    [Fact]
    public void Without_its_file_nothing_is_written() => Assert.Equal("LS1924", Assert.Single(Platformed.Of(Edge, Link).Result.Diagnostics, static d => d.Severity is Severity.Error).Code);
}
