using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.DockerRegistry;

/// <summary>What the registry's dialect wants, held against its shipped configuration and against entries that can't be.</summary>
public sealed class DockerRegistryDialectTests
{
    private const string Config = "/etc/docker/registry/config.yml";
    private const string Link = "- ci -> images\n";

    private static string Components(string entry) => $"ci: {{ dialect: files, folder: /srv/ci }}\nimages: {{ dialect: docker-registry{(entry.Length > 0 ? ", " + entry : "")} }}\n";

    private static Platformed Of(string config, string entry = "", string links = Link, string accounts = "") => Platformed.Of(Components(entry), links, (Config, config), ("/etc/passwd", accounts));

    [Fact]
    public void The_shipped_configuration_is_sealed_by_these_lines()
    {
        var platform = Of(File.ReadAllText(Path.Combine(Fixtures.Folder("servers/docker-registry"), "config.yml")), "names: [images.internal]", accounts: "docker-registry:x:103:106::/:/bin/sh\n");
        Assert.Empty(platform.Result.Diagnostics);
        Assert.Equal(
            ["+tls:", "+certificate: /etc/docker/registry/tls/tls.crt", "+key: /etc/docker/registry/tls/tls.key", "+clientcas: [/etc/docker/registry/tls/ca.crt]", "+minimumtls: tls1.2"],
            platform.Changes(Config));
        platform.WantsNoMore(Components("names: [images.internal]"), Link);
        Assert.Equal(("registry", 5000, "https", "/v2/", PeerPolicy.Require), platform.Component("images").Endpoints.Select(static e => (e.Name, e.Port, e.Protocol, e.Path, e.Peers)).Single());
        Assert.All(platform.Desired.Files.Where(static f => f.Component == "images"), static f => Assert.Equal(new Owner(103, 106), f.Owner));
    }

    [Fact]
    public void A_link_without_certificates_asks_for_none()
    {
        const string links = "- ci -> images: { level: authenticated }\n";
        var platform = Of("http:\n  addr: :5000\n  tls:\n    clientcas:\n      - /etc/own.crt\n", links: links);
        Assert.DoesNotContain("clientcas", platform.Edited(Config), StringComparison.Ordinal);
        platform.WantsNoMore(Components(""), links);
    }

    [Theory]
    [InlineData("addr: localhost:5000", "port: 443", "addr: localhost:443", 443)]
    [InlineData("addr: :5000", "port: 5443", "addr: \":5443\"", 5443)]
    [InlineData("host: http://images.internal:5000", "", "host: https://images.internal:5000", 5000)]
    [InlineData("secret: x", "", "secret: x", 5000)]
    public void It_listens_at_its_port_and_says_https_of_itself(string http, string entry, string written, int port)
    {
        var platform = Of($"version: 0.1\nhttp:\n  {http}\n", entry);
        Assert.Contains(written + "\n", platform.Edited(Config), StringComparison.Ordinal);
        Assert.Equal(port, platform.Component("images").Endpoints[0].Port);
        platform.WantsNoMore(Components(entry), Link);
    }

    [Fact]
    public void Everything_takes_a_restart()
    {
        var step = Assert.Single(Of("http:\n  addr: :5000\n").Desired.Steps);
        Assert.Equal(["systemctl", "restart", "docker-registry"], step.Command);
        Assert.Equal((false, "images"), (step.Runs, step.Interrupts));
        Assert.Equal([Config, "/etc/docker/registry/tls/"], step.After);
        Assert.True(Of("http:\n  addr: :5000\n", "restart: docker restart images").Desired.Steps.Single().Runs);
    }

    [Fact]
    public void Its_clients_are_told_ready_to_paste()
    {
        var platform = Of("http:\n  addr: :5000\n", "names: [images.internal]");
        var snippets = ClientSides.Of(platform.Result.Value!, platform.Description, platform.Result.Value!.Platform.Links[0]);
        Assert.Equal(["docker", "skopeo", "curl"], snippets.Select(static s => s.Client));
        Assert.Equal(
            """
            mkdir -p /etc/docker/certs.d/images.internal:5000
            ln -sf /srv/ci/ca.crt /etc/docker/certs.d/images.internal:5000/ca.crt
            ln -sf /srv/ci/tls.crt /etc/docker/certs.d/images.internal:5000/client.cert
            ln -sf /srv/ci/tls.key /etc/docker/certs.d/images.internal:5000/client.key
            docker pull images.internal:5000/NAME:TAG
            """,
            snippets[0].Text);
        Assert.Equal("curl --cacert /srv/ci/ca.crt --cert /srv/ci/tls.crt --key /srv/ci/tls.key https://images.internal:5000/v2/", snippets[2].Text);
    }

    [Theory]
    [InlineData("LS1938", Severity.Warning, "debug:\n    addr: :5001", "")]
    [InlineData("LS1939", Severity.Error, "tls:\n    letsencrypt:\n      email: a@b", "")]
    [InlineData("LS1425", Severity.Error, "addr: :5000", "plaintext: keep")]
    public void What_can_not_be_is_said(string code, Severity severity, string http, string entry) =>
        Assert.Contains((code, severity), Of($"http:\n  {http}\n", entry).Result.Diagnostics.Select(static d => (d.Code, d.Severity)));

    [Fact]
    public void A_debug_listener_of_this_machine_alone_is_nobodys_matter() => Assert.Empty(Of("http:\n  debug:\n    addr: localhost:5001\n").Result.Diagnostics);
}
