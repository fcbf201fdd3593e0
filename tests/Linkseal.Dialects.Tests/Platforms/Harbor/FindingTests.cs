using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>One test for each finding about harbor.yml, the installation, the CA and the HTTPS certificate, by exactly its fault.</summary>
public sealed class FindingTests
{
    private const string Internal = "internal_tls:\n  enabled: true\n  dir: /etc/harbor/tls/internal\n";
    private const string RealPair = "https:\n  port: 443\n  certificate: /etc/ssl/h.pem\n  private_key: /etc/ssl/h.key\n";
    private const string NoHttps = "# https:\n";

    /// <summary>A Harbor whose harbor.yml is as Linkseal leaves it.</summary>
    private static Place Sealed(string more = "", string https = RealPair, string volume = "data_volume: /data\n", string host = "registry.example.com") =>
        Place.Plain.Yml(Place.HarborYml(host, Internal + more, https, volume));

    [Fact]
    public void A_sealed_harbor_has_nothing_but_notes() => Assert.DoesNotContain(Sealed().Check(), static f => f.Severity > Severity.Note);

    [Fact]
    public void A_plaintext_harbor_is_one_error_for_all_its_links()
    {
        var finding = Place.Plain.Finds("LS2201");
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("13 links", finding.Message, StringComparison.Ordinal);
        Assert.Contains("core:registry", finding.Observed, StringComparison.Ordinal);
        Assert.DoesNotContain("redis", finding.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public void Https_that_nobody_decided_on_is_a_warning() => Assert.Equal(Severity.Warning, Sealed(https: NoHttps).Finds("LS2202").Severity);

    [Fact]
    public void Https_off_by_the_settings_is_a_note() => Assert.Equal(Severity.Note, Sealed(https: NoHttps).Says("settings: { https: off }\n").Finds("LS2202").Severity);

    [Theory]
    [InlineData("")]
    [InlineData("settings: { https: off }\n")]
    public void Placeholder_paths_are_an_error_whatever_the_settings_say(string settings) =>
        Assert.Equal(Severity.Error, Place.Plain.Says(settings).Finds("LS2203").Severity);

    [Theory]
    [InlineData("reg.mydomain.com")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public void A_host_name_that_harbor_refuses_is_an_error(string host)
    {
        var place = Sealed(host: host, https: "https:\n  port: 443\n  certificate: /your/certificate/path\n  private_key: /your/private/key/path\n");
        Assert.Equal(Severity.Error, place.Finds("LS2204").Severity);
        Assert.StartsWith("settings: { hostname: ", place.Finds("LS2203").Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Expanded().Desired.Leaves, static l => l.Name == "proxy-https");
    }

    [Theory]
    [InlineData("data_volume: \"/data\"\n")]
    [InlineData("data_volume: /data # the disk\n")]
    [InlineData("data_volume: /data\nold_data_volume: /mnt\n")]
    [InlineData("\"data_volume\" : /data\n")]
    [InlineData("data_volume: '/my data'\n")]
    public void A_data_volume_that_the_shell_reads_otherwise_is_an_error(string line) => Assert.Equal(Severity.Error, Sealed(volume: line).Finds("LS2205").Severity);

    [Fact]
    public void Windows_line_ends_are_named_as_what_they_are()
    {
        var yml = Place.HarborYml("registry.example.com", Internal, RealPair).Replace("\n", "\r\n", StringComparison.Ordinal);
        var finding = Place.Plain.Yml(yml).Finds("LS2205");
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("Windows line ends", finding.Message, StringComparison.Ordinal);
        Assert.Contains("sed -i 's/\\r$//' /opt/harbor/harbor.yml", finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain($"{finding}", static c => char.IsControl(c) || c == '\uFFFD');

        // Quotes on top of them are still said: taking the carriage returns out would not be enough.
        var quoted = Place.Plain.Yml(yml.Replace("/data\r", "\"/data\"\r", StringComparison.Ordinal)).Finds("LS2205");
        Assert.DoesNotContain("sed", quoted.Remedy, StringComparison.Ordinal);
        Assert.Contains("reads `\"/data\"`", quoted.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data_volume: /data\n")]
    [InlineData("data_volume:   /data  \n")]
    [InlineData("data_volume:\t/data\n# data_volume: /old\n")]
    public void A_plain_data_volume_is_fine(string line) => Assert.DoesNotContain(Sealed(volume: line).Check(), static f => f.Code == "LS2205");

    [Theory]
    [InlineData(null, "nothing")]
    [InlineData("other", "another CA")]
    public void A_ca_that_prepare_did_not_copy_is_an_error(string? copy, string observed)
    {
        var finding = Sealed(volume: "data_volume: /srv/data\n").Finds("LS2206", (_, o) =>
        {
            o = o.File("/srv/data/secret/tls/harbor_internal_ca.crt", "ca");
            return copy is null ? o : o.File("/opt/harbor/common/config/shared/trust-certificates/harbor_internal_ca.crt", copy);
        });
        Assert.Equal((Severity.Error, observed), (finding.Severity, finding.Observed));
        Assert.Contains("install -D -m 0644 -o 10000 -g 10000 /srv/data/secret/tls/harbor_internal_ca.crt /opt/harbor/common/config/shared/", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copied_ca_is_fine() => Assert.DoesNotContain(
        Sealed(volume: "data_volume: /srv/data\n").Check((_, o) => o
            .File("/srv/data/secret/tls/harbor_internal_ca.crt", "ca").File("/opt/harbor/common/config/shared/trust-certificates/harbor_internal_ca.crt", "ca")),
        static f => f.Code == "LS2206");

    [Fact]
    public void A_ca_of_an_earlier_installation_below_data_is_found() => Sealed(volume: "data_volume: /srv/data\n").Finds("LS2207", (_, o) => o
        .File("/data/secret/tls/harbor_internal_ca.crt", "old").File("/etc/harbor/tls/internal/harbor_internal_ca.crt", "new"));

    [Theory]
    [InlineData("2.9.0", true)]
    [InlineData("2.9.2", true)]
    [InlineData("2.9.3", false)]
    [InlineData("2.10.0", true)]
    [InlineData("2.10.1", false)]
    [InlineData("2.12.0", false)]
    [InlineData("2.8.1", true)]
    public void Strong_ciphers_have_no_effect_in_some_versions(string version, bool found)
    {
        var place = Sealed("  strong_ssl_ciphers: true\n").With("prepare", $"goharbor/prepare:v{version} prepare").Without("docker-compose.yml");
        Assert.Equal((found, found), (place.Check().Any(static f => f.Code == "LS2208"), place.Audit().Any(static f => f.Code == "LS2208")));
    }

    [Fact]
    public void Verify_client_cert_does_nothing() => Sealed("  verify_client_cert: true\n").Finds("LS2209");

    [Fact]
    public void A_running_trivy_that_would_be_dropped_is_found() => Assert.Contains("--with-trivy", Sealed().Says("settings: { with: [] }\n").Finds("LS2210").Message, StringComparison.Ordinal);

    [Fact]
    public void The_step_that_would_drop_it_says_so()
    {
        static IEnumerable<string> Warnings(Place place) => place.Expanded().Desired.Steps.SelectMany(static s => s.Warnings.Select(w => s.Id + " " + w));
        Assert.Contains("prepare LS2210: `with` lacks `trivy`", Assert.Single(Warnings(Sealed().Says("settings: { with: [] }\n"))), StringComparison.Ordinal);
        Assert.Empty(Warnings(Sealed()));
    }

    [Fact]
    public void A_newer_harbor_gets_a_note() => Assert.Equal(Severity.Note, Sealed().With("prepare", "goharbor/prepare:v2.16.0").Finds("LS2211").Severity);

    [Fact]
    public void A_version_that_is_not_the_installed_one_is_found() => Sealed().Says("settings: { version: \"2.11\" }\n").Finds("LS2212");

    [Fact]
    public void A_missing_prepare_is_found() => Sealed().Without("prepare").Finds("LS2213");

    [Fact]
    public void Notary_without_https_is_an_error() => Assert.Equal(Severity.Error,
        Sealed(https: NoHttps).With("prepare", "goharbor/prepare:v2.8.0").Says("settings: { with: [notary, trivy] }\n").Finds("LS2214").Severity);

    [Fact]
    public void Internal_tls_left_to_the_user_is_said_by_what_harbor_yml_has()
    {
        Assert.Equal(Severity.Note, Sealed().Says("settings: { internalTls: off }\n").Finds("LS2215").Severity);
        Assert.Equal(Severity.Warning, Place.Plain.Says("settings: { internalTls: off }\n").Finds("LS2215").Severity);
    }

    [Fact]
    public void An_external_url_is_said() => Sealed("external_url: https://other.example.com\n").Finds("LS2216");

    [Fact]
    public void Links_without_tls_are_one_note() => Assert.Equal(Severity.Note, Sealed().Finds("LS2221").Severity);

    [Fact]
    public void That_nobody_asks_for_client_certificates_is_a_note() =>
        Assert.Contains("only jobservice and registryctl", Sealed().Says("settings: { mutual: true }\n").Finds("LS2222").Message, StringComparison.Ordinal);

    [Fact]
    public void The_unverified_call_of_core_to_itself_is_a_note() => Assert.Equal("core:core", Sealed().Finds("LS2223").Link);

    [Theory]
    [InlineData("disable", true)]
    [InlineData("require", true)]
    [InlineData("verify-ca", true)]
    [InlineData("verify-full", false)]
    public void An_external_database_is_judged_by_its_ssl_mode(string mode, bool found)
    {
        var place = Sealed($"external_database:\n  harbor:\n    host: pg\n    ssl_mode: {mode}\n");
        Assert.Equal((found, found), (place.Check().Any(static f => f.Code == "LS2224"), place.Audit().Any(static f => f.Code == "LS2224")));
    }

    [Fact]
    public void An_external_redis_without_tls_is_found() => Sealed("external_redis:\n  host: r:6379\n").Finds("LS2225");

    [Fact]
    public void Tls_of_an_external_redis_counts_from_the_version_that_has_it()
    {
        const string Redis = "external_redis:\n  host: r:6379\n  tlsOptions:\n    enable: true\n";
        Sealed(Redis).Finds("LS2225");
        Assert.DoesNotContain(Sealed(Redis).With("prepare", "goharbor/prepare:v2.13.0").Check(), static f => f.Code == "LS2225");
    }

    [Fact]
    public void An_insecure_trivy_is_found()
    {
        var place = Sealed("trivy:\n  insecure: true\n");
        Assert.Equal("trivy-adapter:core", place.Finds("LS2226").Link);
        Assert.Equal(Linkseal.Core.Topology.Level.Encrypted, Assert.Single(place.Expanded().Platform.Links, static l => l.Id == "trivy-adapter:core").Required);
    }

    [Fact]
    public void The_user_s_own_ca_in_the_internal_folder_is_used_with_a_warning()
    {
        var place = Sealed().With("/etc/harbor/tls/internal/harbor_internal_ca.crt", "CA").With("/etc/harbor/tls/internal/harbor_internal_ca.key", "KEY");
        Assert.Equal(Severity.Warning, Assert.Single(place.Check(), static f => f.Code == "LS2231").Severity);
        Assert.Equal(Severity.Error, Assert.Single(place.Audit(), static f => f.Code == "LS2231").Severity);
        Assert.True(Assert.IsType<Linkseal.Core.Certificates.AuthoritySource.Existing>(place.Expanded().Desired.Authorities[0].Source).OnPlace);
        Assert.DoesNotContain(place.Expanded().Desired.Documents, static d => d.EndsWith(".key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ca_key_in_the_internal_folder_that_is_not_used_is_an_error() => Assert.Equal(Severity.Error,
        Sealed().Says("authority: { generate: { key: ecdsa-p384 } }\n").Finds("LS2231", static (_, o) => o.File("/etc/harbor/tls/internal/harbor_internal_ca.key")).Severity);

    [Fact]
    public void A_ca_key_in_the_data_volume_is_an_error() => Assert.Equal(Severity.Error, Sealed().Finds("LS2232", static (_, o) => o.File("/data/secret/tls/harbor_internal_ca.key")).Severity);

    [Fact]
    public void A_certificate_of_the_user_s_own_is_said() => Assert.Equal(Severity.Note, Sealed().Finds("LS2233").Severity);

    [Fact]
    public void A_longer_life_than_apple_takes_is_cut_with_a_note() => Sealed(https: "https:\n  port: 443\n").Says("leaf: { lifetime: 3y }\n").Finds("LS2234");

    [Fact]
    public void An_address_as_dns_name_is_an_error()
    {
        var leaf = Seen.Certificate("10.0.0.7") with { Names = [], AddressesAsNames = ["10.0.0.7"] };
        Assert.Equal(Severity.Error, Sealed(host: "10.0.0.7").Finds("LS2235", (_, o) => o.Holds("/etc/ssl/h.pem", leaf)).Severity);
    }

    [Fact]
    public void The_placeholder_of_the_page_in_a_certificate_is_found() =>
        Sealed().Finds("LS2236", static (_, o) => o.Holds("/etc/ssl/h.pem", Seen.Certificate("registry.example.com", names: ["registry.example.com", "hostname"])));

    [Fact]
    public void A_certificate_for_ten_years_is_found() =>
        Assert.Contains("3650 days", Sealed().Finds("LS2237", static (_, o) => o.Holds("/etc/ssl/h.pem", Seen.Certificate("registry.example.com", days: 3650))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_brought_certificate_is_judged_before_it_is_placed() => Sealed().Says("settings: { https: { certificate: a.pem, key: a.key } }\n").Finds("LS2237", static (_, o) => o with
    {
        Brought = o.Brought.SetItem("proxy-https", new BroughtLeaf("/opt/harbor/a.pem", "/opt/harbor/a.key", [Seen.Certificate("registry.example.com", days: 3650)])),
    });

    [Fact]
    public void No_rule_of_harbor_is_held_against_a_certificate_that_is_made() => Assert.DoesNotContain(
        Sealed(https: "https:\n  port: 443\n").Check(static (_, o) => o.Holds("/data/cert/registry.example.com.linkseal.crt", Seen.Certificate("x", days: 3650))), static f => f.Code == "LS2237");

    [Fact]
    public void A_chain_deeper_than_nginx_follows_is_held_by_a_rule() =>
        Assert.Equal(2, Assert.Single(Sealed().Expanded().Desired.Chains, static c => c.Caller == "proxy").MaximumIntermediates);
}
