using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>An nginx before what is published, as the files stand, whoever wrote them: its own configuration gives the level, and nothing is green without it.</summary>
public sealed class ProxyAsItStandsTests
{
    private const string FormPath = "/opt/anchore/proxy/conf.d/api.conf";
    private const string Form = """
        server { # the outside
            listen 443 ssl;
            server_name anchore.example.com;
            ssl_certificate /etc/nginx/tls/apiext.crt;
            ssl_certificate_key "/etc/nginx/tls/apiext.key";
            location / { proxy_pass http://api:8228; }
        }
        """;

    private const string Proxy = """
          edge:
            image: nginx:1.25
            ports: ["443:443"]
            volumes: ["./proxy/conf.d:/etc/nginx/conf.d:ro", "./proxy/tls:/etc/nginx/tls:ro"]
        """;

    private static AnchorePlace Place { get; } = AnchorePlace.Plain
        .With(AnchorePlace.OverridePath, "services:\n  api:\n    ports: !reset []\n" + Proxy)
        .With(FormPath, Form)
        .Configured("port: 8228\n  catalog", "port: 8228\n    external_hostname: anchore.example.com\n    external_port: 443\n    external_tls: True\n  catalog");

    [Fact]
    public void What_ends_TLS_before_a_service_is_what_the_outside_has()
    {
        var standing = Place.Standing();
        var link = Assert.Single(Outside(Place));
        Assert.Equal(("clients:proxy", "apiext", Level.Authenticated, "proxy-apiext"), (link.Id, link.Endpoint, link.Required, link.Leaf));
        Assert.Equal(["anchore.example.com"], link.Dialled);
        Assert.Equal(Level.Plaintext, standing.Platform.Links.Single(static l => l.Id == "proxy:apiext").Required);
        var leaf = Assert.Single(standing.Desired.Leaves);
        Assert.Equal(new LeafSource.Kept("/opt/anchore/proxy/tls/apiext.crt", "/opt/anchore/proxy/tls/apiext.key"), leaf.Source);
        Assert.Contains(FormPath, standing.Desired.Documents);
        Assert.Equal(443, standing.Platform.Components.Single(static c => c.Name == "proxy").Endpoints.Single().Port);
    }

    [Fact]
    public void The_services_behind_it_are_not_called_open_to_the_outside()
    {
        var found = Judged(Place);
        Assert.DoesNotContain(found, static f => f.Code is "LS2600" && f.Component == "apiext");
        Assert.DoesNotContain(found, static f => f.Code is "LS2606");
        Assert.Contains(found, static f => f.Code is "LS2600" && f.Component == "catalog");
    }

    [Fact]
    public void A_port_that_stays_published_is_open_besides()
    {
        var place = Place.With(AnchorePlace.OverridePath, "services:\n" + Proxy);
        Assert.Equal(["clients:proxy Authenticated", "clients:apiext Plaintext"], Outside(place).Select(static l => $"{l.Id} {l.Required}"));
        Assert.Contains("clients:apiext", Judged(place).Single(static f => f.Code is "LS2600" && f.Component == "apiext").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listen 443 ssl;", "listen 443;")]
    [InlineData("listen 443 ssl;", "listen [::]:443; listen 80 ssl;")]
    public void A_server_without_TLS_is_plaintext(string from, string to)
    {
        var place = Place.With(FormPath, Form.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(["clients:proxy Plaintext"], Outside(place).Select(static l => $"{l.Id} {l.Required}"));
        Assert.Contains("clients:proxy", Judged(place).Single(static f => f.Code is "LS2600" && f.Component == "apiext").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    location", "    include snippets/tls.conf;\n    location")]
    [InlineData("    location", "    include tls/$where.conf;\n    location")]
    [InlineData("    location", "    include */tls.conf;\n    location")]
    [InlineData("    location", "    include tls/gone.conf;\n    location")]
    [InlineData("http://api:8228", "http://$where")]
    [InlineData("location / {", "location / ")]
    public void What_is_not_read_to_its_end_is_not_seen(string from, string to)
    {
        var link = Assert.Single(Outside(Place.With(FormPath, Form.Replace(from, to, StringComparison.Ordinal))));
        Assert.Contains("edge ", link.NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_its_own_configuration_brings_in_is_read_where_a_mount_leads_to_it()
    {
        // The pair comes from a snippet, what is passed on from a folder, and that from a file named in it.
        const string Main = """
            http {
                include mime.types;
                include /etc/nginx/sites/*;
            }
            """;
        const string Site = "server {\n    listen 443 ssl; server_name anchore.example.com;\n    include \"snippets/tls.conf\"; include snippets/pass-*.inc;\n}\n";
        var place = Place
            .With(AnchorePlace.OverridePath, "services:\n  api:\n    ports: !reset []\n" + Proxy.Replace("./proxy/conf.d:/etc/nginx/conf.d:ro", "./proxy/nginx.conf:/etc/nginx/nginx.conf:ro\", \"./proxy/sites:/etc/nginx/sites\", \"./proxy/snippets:/etc/nginx/snippets", StringComparison.Ordinal))
            .Without(FormPath)
            .With("/opt/anchore/proxy/nginx.conf", Main)
            .With("/opt/anchore/proxy/sites/anchore", Site)
            .With("/opt/anchore/proxy/snippets/tls.conf", "ssl_certificate tls/apiext.crt;\nssl_certificate_key tls/apiext.key;\n")
            .With("/opt/anchore/proxy/snippets/pass-api.inc", "location / { proxy_pass http://engine; }\n")
            .With("/opt/anchore/proxy/snippets/pass-api.off", "location / { proxy_pass http://$nowhere; }\n")
            .With("/opt/anchore/proxy/sites/upstream", "upstream engine { server api:8228; }\n");
        var link = Assert.Single(Outside(place));
        Assert.Equal(("clients:proxy", Level.Authenticated, null), (link.Id, link.Required, link.NotSeen));
        Assert.Equal(new LeafSource.Kept("/opt/anchore/proxy/tls/apiext.crt", "/opt/anchore/proxy/tls/apiext.key"), Assert.Single(place.Standing().Desired.Leaves).Source);
        Assert.Contains("/opt/anchore/proxy/snippets/tls.conf", place.Standing().Desired.Documents);
        // What is broken or gone somewhere below is said by its own name.
        Assert.Contains("/opt/anchore/proxy/snippets/tls.conf can't be read as nginx reads it", Assert.Single(Outside(place.With("/opt/anchore/proxy/snippets/tls.conf", "ssl_certificate {"))).NotSeen, StringComparison.Ordinal);
        Assert.Contains("/opt/anchore/proxy/snippets/tls.conf is not here", Assert.Single(Outside(place.Without("/opt/anchore/proxy/snippets/tls.conf"))).NotSeen, StringComparison.Ordinal);
        // Plaintext in a file that is brought in is plaintext.
        Assert.Equal(Level.Plaintext, Assert.Single(Outside(place.With("/opt/anchore/proxy/sites/anchore", Site.Replace("443 ssl", "443", StringComparison.Ordinal)))).Required);
    }

    [Fact]
    public void A_configuration_that_brings_itself_in_has_an_end()
    {
        var link = Assert.Single(Outside(Place.With(FormPath, Form + "\ninclude conf.d/api.conf;\n")));
        Assert.Contains("/opt/anchore/proxy/conf.d/api.conf", link.NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_not_here_is_not_seen() => Assert.Contains("its configuration is not here", Assert.Single(Outside(Place.Without(FormPath))).NotSeen, StringComparison.Ordinal);

    [Fact]
    public void Another_proxy_that_is_published_is_not_seen()
    {
        var place = Place.With(AnchorePlace.OverridePath, "services:\n  api:\n    ports: !reset []\n  edge: { image: traefik:v3, ports: [\"443:443\"] }\n");
        Assert.Contains("traefik", Assert.Single(Outside(place)).NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_inside_the_container_is_not_seen()
    {
        var place = Place.With(FormPath, Form.Replace("/etc/nginx/tls/apiext.crt", "/run/tls/apiext.crt", StringComparison.Ordinal));
        Assert.Contains("lies inside edge", Assert.Single(Outside(place)).NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void Upstreams_variables_and_what_http_gives_are_followed()
    {
        const string Main = """
            http {
                ssl_certificate /etc/nginx/tls/apiext.crt;
                ssl_certificate_key /etc/nginx/tls/apiext.key;
                upstream engine { server api:8228; }
                server { listen 443 ssl; set $to engine; location / { proxy_pass http://$to; } }
            }
            """;
        Assert.Equal(["clients:proxy Authenticated"], Outside(Place.With(FormPath, Main)).Select(static l => $"{l.Id} {l.Required}"));
    }

    [Fact]
    public void Nothing_but_a_form_of_an_nginx_on_the_host_is_not_seen()
    {
        var place = Place.Without(AnchorePlace.ComposePath).Without(AnchorePlace.OverridePath)
            .Configured("apiext:\n    enabled: True\n    endpoint_hostname: '${ANCHORE_ENDPOINT_HOSTNAME}'", "apiext:\n    enabled: True\n    endpoint_hostname: api")
            .With("/opt/anchore/proxy/conf.d/anchore.conf", Form);
        Assert.Contains("is not looked at", Assert.Single(Outside(place)).NotSeen, StringComparison.Ordinal);
        Assert.DoesNotContain(Judged(place), static f => f.Code is "LS2606");
    }

    private static Link[] Outside(AnchorePlace place) => [.. place.Standing().Platform.Links.Where(static l => l.Caller == "clients")];

    private static System.Collections.Immutable.ImmutableArray<Linkseal.Core.Diagnostics.Finding> Judged(AnchorePlace place) => place.Judged();
}
