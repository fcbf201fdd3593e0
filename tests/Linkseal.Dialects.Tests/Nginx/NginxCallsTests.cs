namespace Linkseal.Dialects.Tests.Nginx;

/// <summary>What nginx is told of those it passes requests to.</summary>
public sealed class NginxCallsTests
{
    private const string Main = "/etc/nginx/nginx.conf";
    private const string Api = "api:  { dialect: files, folder: /srv/api, port: 8443, names: [api.internal] }\n";
    private const string Edge = "edge: { dialect: nginx }\n";
    private const string Link = "- edge -> api\n";

    private static Platformed Of(string text, string api = Api, string links = Link) => Platformed.Of(api + Edge, links, (Main, text));

    private static string Location(string pass) => $"http {{\n    server {{\n        listen 80;\n        location /api/ {{\n            {pass}\n        }}\n    }}\n}}\n";

    [Fact]
    public void A_location_that_passes_requests_to_a_component_does_it_by_TLS_from_now_on()
    {
        var platform = Of(Location("proxy_pass http://api.internal:8443/v1/;"));
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Equal(
            [
                "-proxy_pass http://api.internal:8443/v1/;", "+proxy_pass https://api.internal:8443/v1/;",
                "+proxy_ssl_certificate /etc/nginx/tls/tls.crt;", "+proxy_ssl_certificate_key /etc/nginx/tls/tls.key;", "+proxy_ssl_trusted_certificate /etc/nginx/tls/ca.crt;",
                "+proxy_ssl_verify on;", "+proxy_ssl_verify_depth 2;", "+proxy_ssl_name api.internal;", "+proxy_ssl_server_name on;", "+proxy_ssl_protocols TLSv1.2 TLSv1.3;", "+proxy_ssl_session_reuse off;",
            ],
            platform.Changes(Main));
        platform.WantsNoMore(Api + Edge, Link);
        // Nothing calls it: its own server stays in plaintext, and nothing is served that could prove a reload.
        var step = Assert.Single(platform.Desired.Steps);
        Assert.True(step.Serves.IsEmpty && step.Command.SequenceEqual(["nginx", "-s", "reload"]));
        Assert.Equal(2, Assert.Single(platform.Desired.Chains).MaximumIntermediates);
    }

    [Theory]
    [InlineData("proxy_pass http://api.internal:8443;", "proxy_pass https://api.internal:8443;")]
    [InlineData("proxy_pass http://api.internal:8080/$1$is_args$args;", "proxy_pass https://api.internal:8443/$1$is_args$args;")]
    [InlineData("proxy_pass http://api.internal:8443$request_uri;", "proxy_pass https://api.internal:8443$request_uri;")]
    [InlineData("proxy_pass http://api.internal;", "proxy_pass https://api.internal:8443;")]
    [InlineData("proxy_pass https://API.internal:8443/;", "proxy_pass https://API.internal:8443/;")]
    [InlineData("grpc_pass grpc://api.internal:8443;", "grpc_pass grpcs://api.internal:8443;\n            grpc_ssl_certificate /etc/nginx/tls/tls.crt;")]
    [InlineData("grpc_pass api.internal:8443;", "grpc_pass grpcs://api.internal:8443;")]
    [InlineData("if ($request_method = POST) { proxy_pass http://api.internal:8443; }", "{ proxy_pass https://api.internal:8443; }\n            proxy_ssl_certificate /etc/nginx/tls/tls.crt;")]
    public void Each_form_of_passing_on_is_known(string pass, string written)
    {
        var platform = Of(Location(pass));
        Assert.Contains(written, platform.Edited(Main), StringComparison.Ordinal);
        platform.WantsNoMore(Api + Edge, Link);
    }

    [Fact]
    public void The_members_of_an_upstream_are_dialled_at_the_port_with_TLS()
    {
        const string api = "api:  { dialect: files, folder: /srv/api, port: 8443, names: [api.internal], hosts: [10.0.0.1, 10.0.0.2] }\n";
        var platform = Of("http {\n    upstream pool {\n        server 10.0.0.1:8443 weight=2;\n        server 10.0.0.2:8443;\n        server api.internal;\n    }\n    server {\n        location / { proxy_pass http://pool; }\n    }\n}\n", api);
        var edited = platform.Edited(Main);
        Assert.Contains("server 10.0.0.1:8443 weight=2;\n        server 10.0.0.2:8443;\n        server api.internal:8443;\n", edited, StringComparison.Ordinal);
        Assert.Contains("proxy_pass https://pool;", edited, StringComparison.Ordinal);
        Assert.Contains("proxy_ssl_name api.internal;", edited, StringComparison.Ordinal);
        platform.WantsNoMore(api + Edge, Link);
    }

    [Fact]
    public void Stream_begins_TLS_where_it_passed_bytes_on()
    {
        var platform = Of("stream {\n    server {\n        listen 5432;\n        proxy_pass api.internal:8443;\n    }\n}\n");
        Assert.Contains("proxy_pass api.internal:8443;\n        proxy_ssl on;\n        proxy_ssl_certificate", platform.Edited(Main), StringComparison.Ordinal);
        platform.WantsNoMore(Api + Edge, Link);
    }

    [Fact]
    public void An_upstream_of_another_file_is_found()
    {
        const string site = "/etc/nginx/conf.d/site.conf";
        const string pool = "/etc/nginx/conf.d/pool.conf";
        var platform = Platformed.Of(Api + Edge, Link, (Main, "http {\n    include conf.d/*.conf;\n}\n"), (site, "server {\n    listen 80;\n    location / {\n        proxy_pass http://pool;\n    }\n}\n"), (pool, "upstream pool {\n    server api.internal:80;\n}\n"));
        Assert.Contains("server api.internal:8443;", platform.Edited(pool), StringComparison.Ordinal);
        Assert.Contains("proxy_pass https://pool;", platform.Edited(site), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_called_and_calls_is_sealed_on_both_sides()
    {
        const string components = "web: { dialect: files, folder: /srv/web }\n" + Api + Edge;
        const string links = "- web -> edge\n" + Link;
        var platform = Platformed.Of(components, links, (Main, Location("proxy_pass http://api.internal:8443/;")));
        var edited = platform.Edited(Main);
        Assert.Contains("listen 443 ssl;", edited, StringComparison.Ordinal);
        Assert.Contains("proxy_pass https://api.internal:8443/;", edited, StringComparison.Ordinal);
        Assert.Equal(Core.Certificates.Purposes.Server | Core.Certificates.Purposes.Client, platform.Desired.Leaves.Single(static l => l.Name == "edge").Purposes);
        platform.WantsNoMore(components, links);
    }

    [Fact]
    public void A_link_without_certificates_shows_none()
    {
        var edited = Of(Location("proxy_pass http://api.internal:8443;"), links: "- edge -> api: { level: authenticated }\n").Edited(Main);
        Assert.DoesNotContain("proxy_ssl_certificate ", edited, StringComparison.Ordinal);
        Assert.Contains("proxy_ssl_verify on;", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void The_port_of_a_component_that_names_none_stays()
    {
        const string api = "api:  { dialect: files, folder: /srv/api, names: [api.internal] }\n";
        Assert.Contains("proxy_pass https://api.internal:9000/;", Of(Location("proxy_pass http://api.internal:9000/;"), api).Edited(Main), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_port_of_an_address_is_somebody_elses()
    {
        const string api = "api:  { dialect: files, folder: /srv/api, port: 8443, names: [localhost] }\n";
        Assert.Equal(["LS1923"], Of(Location("proxy_pass http://localhost:9000;"), api).Codes);
    }

    [Theory]
    [InlineData("LS1923", "proxy_pass http://other:80;", Api)]
    [InlineData("LS1925", "set $to http://api.internal:8443; proxy_pass $to;", Api)]
    [InlineData("LS1926", "proxy_pass http://10.0.0.1:8443;", "api: { dialect: files, folder: /srv/api, port: 8443, hosts: [10.0.0.1] }\n")]
    public void What_can_not_be_is_said(string code, string pass, string api)
    {
        // What a variable decides is the server's own matter.
        var text = pass.StartsWith("set", StringComparison.Ordinal) ? $"http {{ server {{ listen 80; {pass.Replace("proxy_pass", "location / { proxy_pass", StringComparison.Ordinal)} }} }} }}" : Location(pass);
        Assert.Equal([code], Of(text, api).Codes);
    }

    [Fact]
    public void One_block_that_leads_to_two_components_has_room_for_one() => Assert.Contains(
        "LS1927",
        Of(Location("if ($a) { proxy_pass http://api.internal:8443; }\n            proxy_pass http://db.internal:8444;"), Api + "db: { dialect: files, folder: /srv/db, port: 8444, names: [db.internal] }\n", Link + "- edge -> db\n").Codes);
}
