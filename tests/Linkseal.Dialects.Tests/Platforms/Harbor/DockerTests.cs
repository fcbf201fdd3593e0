using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>Docker on this machine: one test for each finding, by exactly its fault.</summary>
public sealed class DockerTests
{
    private const string Folder = "/etc/docker/certs.d/registry.example.com";

    private static Place Kept { get; } = Place.Plain.Yml(Place.HarborYml(
        "registry.example.com", "internal_tls:\n  enabled: true\n  dir: /etc/harbor/tls/internal\n", "https:\n  port: 443\n  certificate: /etc/ssl/h.pem\n  private_key: /etc/ssl/h.key\n"));

    [Fact]
    public void A_key_alone_is_an_error() => Assert.Equal(Severity.Error, Kept.Finds("LS2241", static (_, o) => o.Listing(Folder, "ca.crt", "client.key")).Severity);

    [Fact]
    public void A_client_certificate_without_its_key_is_an_error() => Assert.Equal(Severity.Error, Kept.Finds("LS2242", static (_, o) => o.Listing(Folder, "registry.example.com.cert")).Severity);

    [Fact]
    public void A_whole_client_pair_is_fine() =>
        Assert.DoesNotContain(Kept.Check(static (_, o) => o.Listing(Folder, "ca.crt", "client.cert", "client.key")), static f => f.Code is "LS2241" or "LS2242");

    [Fact]
    public void The_server_s_key_at_a_client_is_an_error_under_any_name()
    {
        var finding = Kept.Finds("LS2243", static (_, o) => o.Listing(Folder, "a.cert", "a.key").Holds("/etc/ssl/h.pem", Seen.Certificate("h")).HoldsKey(Folder + "/a.key", "key-h"));
        Assert.Equal((Severity.Error, Folder + "/a.key"), (finding.Severity, finding.Path));
    }

    [Fact]
    public void A_client_key_of_its_own_is_fine() => Assert.DoesNotContain(
        Kept.Check(static (_, o) => o.Listing(Folder, "a.cert", "a.key").Holds("/etc/ssl/h.pem", Seen.Certificate("h")).HoldsKey(Folder + "/a.key", "key-other")), static f => f.Code == "LS2243");

    [Theory]
    [InlineData(true, Severity.Warning)]
    [InlineData(false, Severity.Error)]
    public void A_folder_with_the_default_port_in_its_name_is_never_read(bool rightOneToo, Severity severity) => Assert.Equal(severity, Kept.Finds("LS2244", (_, o) =>
    {
        o = o.Listing("/etc/docker/certs.d", "registry.example.com:443");
        return rightOneToo ? o.Listing(Folder, "ca.crt") : o;
    }).Severity);

    [Fact]
    public void A_folder_without_the_port_is_never_read_for_another_port()
    {
        var place = Place.Plain.Says("settings: { https: { port: 8443 } }\n");
        Assert.Equal("/etc/docker/certs.d/registry.example.com:8443", place.Finds("LS2244", static (_, o) => o.Listing("/etc/docker/certs.d", "registry.example.com")).Expected);
    }

    [Fact]
    public void A_ca_that_did_not_sign_the_certificate_is_stale() =>
        Kept.Finds("LS2245", static (_, o) => o.Listing(Folder, "ca.crt").Holds("/etc/ssl/h.pem", Seen.Certificate("h")).Holds(Folder + "/ca.crt", Seen.Certificate("old")));

    [Fact]
    public void A_ca_that_signed_it_is_fine() => Assert.DoesNotContain(
        Kept.Check(static (_, o) => o.Listing(Folder, "ca.crt").Holds("/etc/ssl/h.pem", Seen.Certificate("h")).Holds(Folder + "/ca.crt", Seen.Certificate("ca")) with
        {
            Signatures = new(ImmutableHashSet.Create(("sha-h", "sha-ca"))),
        }),
        static f => f.Code == "LS2245");

    [Theory]
    [InlineData("registry.example.com", true)]
    [InlineData("registry.example.com:443", true)]
    [InlineData("https://registry.example.com/", true)]
    [InlineData("other.example.com", false)]
    [InlineData("registry.example.com:5000", false)]
    [InlineData("10.0.0.0/8", false)]
    public void An_insecure_registry_is_an_error_where_it_is_this_one(string entry, bool found)
    {
        var json = $$"""{ "insecure-registries": ["{{entry}}"] }""";
        Assert.Equal(found, Kept.Check((_, o) => o.Text("/etc/docker/daemon.json", json)).Any(static f => f.Code == "LS2246" && f.Severity == Severity.Error));
    }

    [Fact]
    public void A_network_that_holds_the_registry_s_address_is_insecure_too()
    {
        var place = Kept.Yml(Place.HarborYml("10.0.0.7"));
        place.Finds("LS2246", static (_, o) => o.Text("/etc/docker/daemon.json", """{ "insecure-registries": ["10.0.0.0/8"] }"""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{ \"insecure-registries\": \"x\" }")]
    public void A_daemon_json_that_is_none_is_found(string text) => Kept.Finds("LS2247", (_, o) => o.Text("/etc/docker/daemon.json", text));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public void A_daemon_json_that_says_nothing_is_fine(string text) => Assert.DoesNotContain(Kept.Check((_, o) => o.Text("/etc/docker/daemon.json", text)), static f => f.Path == "/etc/docker/daemon.json");

    [Fact]
    public void The_line_for_other_machines_is_printed() => Assert.Contains(
        $"install -D -m 0644 ca.crt {Folder}/ca.crt", Place.Plain.Says("clients: [docker]\n").Finds("LS2248").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("443", "registry.example.com")]
    [InlineData("8443", "registry.example.com:8443")]
    public void The_folder_is_named_as_the_registry_is_typed(string port, string folder) => Assert.Contains(
        Place.Plain.Says($"settings: {{ https: {{ port: {port} }} }}\nclients: [docker]\n").Expanded().Desired.Files, f => f.Path == $"/etc/docker/certs.d/{folder}/ca.crt");
}
