using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Tests.Platforms.Harbor;

namespace Linkseal.Dialects.Tests.Platforms.Lightrun;

/// <summary>One test for each finding, by exactly its fault; those of the values are found in check and in audit alike.</summary>
public sealed class FindingTests
{
    private const string On = "general:\n  lightrun_endpoint: lightrun.example.com\n  internal_tls:\n    enabled: true\n    certificates:\n";
    private const string Generated = On + "      source: generate_self_signed_certificates\n";
    private const string Names =
        "      existing_certificates:\n        frontend: a\n        keycloak: b\n        keycloak_cluster: c\n        redis: d\n        rabbitmq: e\n        artifacts: f\n";

    private const string Good = On + "      existing_ca_secret_name: ca\n" + Names + "certificate:\n  existing_cert: lightrun-public\nsecrets:\n  customCa:\n    existingCaSecret: trust\n";

    private static void Found(string code, Severity severity, string values)
    {
        Assert.Equal(severity, Release.Plain.Valued(values).Finds(code).Severity);
        Assert.Single(Release.Plain.Valued(values).Audit(), f => f.Code == code);
    }

    private static Func<Observed, Observed> Inline(CertificateFacts certificate) => observed =>
        observed with { Material = observed.Material.SetItem(Release.Values + "#certificate.tls.crt", new() { Certificates = [certificate] }) };

    private static Release WithInline => Release.Plain.Valued("general:\n  lightrun_endpoint: lightrun.example.com\ncertificate:\n  tls:\n    crt: LS0t\n").Applied();

    [Fact]
    public void What_linkseal_sets_has_nothing_but_notes() => Assert.DoesNotContain(Release.Sealed.Check(), static f => f.Severity > Severity.Note);

    [Fact]
    public void A_good_release_of_somebody_elses_has_nothing_but_notes() => Assert.DoesNotContain(Release.Plain.Valued(Good).Audit(), static f => f.Severity > Severity.Note);

    [Fact]
    public void Internal_tls_off_is_one_error_for_all_its_links()
    {
        var finding = Release.Plain.Finds("LS2701");
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("backend:redis", finding.Observed, StringComparison.Ordinal);
        Assert.DoesNotContain("mysql", finding.Observed, StringComparison.Ordinal);
        Assert.Single(Release.Plain.Audit(), static f => f.Code == "LS2701");
    }

    [Fact]
    public void Generated_certificates_that_are_to_be_verified_are_an_error() => Found("LS2702", Severity.Error, Generated);

    [Fact]
    public void Generated_certificates_are_a_trap_at_every_upgrade() => Found("LS2703", Severity.Warning, Generated + "      verification: false\n");

    [Fact]
    public void Generated_certificates_live_ten_years() => Found("LS2704", Severity.Warning, Generated + "      verification: false\n");

    [Fact]
    public void Generated_certificates_leave_keycloaks_cluster_in_plaintext() => Found("LS2705", Severity.Error, Generated);

    [Fact]
    public void Generated_certificates_without_a_cluster_leave_nothing_of_it_in_plaintext() =>
        Release.Plain.Valued(Generated + "deployments:\n  keycloak:\n    clusterMode: false\n").DoesNotFind("LS2705");

    [Fact]
    public void An_empty_secret_name_is_an_error() => Found("LS2706", Severity.Error, Good.Replace("redis: d", "redis: \"\"", StringComparison.Ordinal));

    [Fact]
    public void Enabled_directly_under_general_is_found() => Found("LS2707", Severity.Warning, Good.Replace("general:\n", "general:\n  enabled: true\n", StringComparison.Ordinal));

    [Fact]
    public void Verification_off_in_the_values_is_a_warning() => Found("LS2708", Severity.Warning, Good.Replace("    certificates:\n", "    certificates:\n      verification: false\n", StringComparison.Ordinal));

    [Fact]
    public void Verification_off_by_the_settings_is_a_warning_too() => Assert.Equal(Severity.Warning, Release.Plain.And("verification: false").Applied().Finds("LS2708").Severity);

    // Go's templates take a text for true, whatever it says.
    [Fact]
    public void A_quoted_false_does_not_turn_verification_off() =>
        Release.Plain.Valued(Good.Replace("    certificates:\n", "    certificates:\n      verification: \"false\"\n", StringComparison.Ordinal)).DoesNotFind("LS2708");

    [Fact]
    public void A_missing_ca_secret_is_an_error() => Found("LS2709", Severity.Error, Good.Replace("existing_ca_secret_name: ca", "existing_ca_secret_name: \"\"", StringComparison.Ordinal));

    [Fact]
    public void The_charts_own_ca_secret_cannot_be_the_ca_secret() =>
        Found("LS2710", Severity.Error, Good.Replace("existing_ca_secret_name: ca", "existing_ca_secret_name: lightrun-internal-tls-ca", StringComparison.Ordinal));

    [Fact]
    public void Keycloak_without_the_ca_is_an_error() => Found("LS2711", Severity.Error, Good.Replace("existingCaSecret: trust", "existingCaSecret: \"\"", StringComparison.Ordinal));

    [Fact]
    public void Keycloaks_own_secret_is_left_alone_and_said()
    {
        var release = Release.Plain.Valued("general:\n  lightrun_endpoint: lightrun.example.com\nsecrets: { customCa: { existingCaSecret: corporate } }\n").Applied();
        Assert.Equal(Severity.Warning, Assert.Single(release.Check(), static f => f.Code == "LS2712").Severity);
        Assert.DoesNotContain("customCa", release.Texts[Release.Fragment], StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ways_of_giving_keycloak_a_ca_are_an_error() => Found("LS2713", Severity.Error, Good + "    customCaCertificate: LS0t\n");

    [Fact]
    public void Another_ingress_than_nginx_has_to_be_told_of_https()
    {
        const string Router = "  router: { ingress: { ingress_class_name: traefik } }\n";
        Found("LS2714", Severity.Warning, Good.Replace("  internal_tls:\n", Router + "  internal_tls:\n", StringComparison.Ordinal));
    }

    [Fact]
    public void An_ingress_with_its_annotation_is_told()
    {
        const string Router = "  router: { ingress: { ingress_class_name: haproxy, annotations: { haproxy.org/backend-protocol: h1-ssl } } }\n";
        Release.Plain.Valued(Good.Replace("  internal_tls:\n", Router + "  internal_tls:\n", StringComparison.Ordinal)).DoesNotFind("LS2714");
    }

    [Fact]
    public void A_private_key_in_the_values_is_a_warning() => Found("LS2715", Severity.Warning, "general:\n  lightrun_endpoint: lightrun.example.com\ncertificate: { tls: { crt: LS0t, key: LS0t } }\n");

    [Fact]
    public void The_mode_of_keycloaks_key_is_a_note() => Found("LS2716", Severity.Note, Good);

    [Fact]
    public void A_public_certificate_without_the_services_name_breaks_api()
    {
        var finding = WithInline.Finds("LS2721", Inline(Seen.Certificate("lightrun.example.com")));
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("lightrun-backend", finding.Expected);
        WithInline.DoesNotFind("LS2721", Inline(Seen.Certificate("lightrun.example.com", names: ["lightrun.example.com", "lightrun-backend"])));
    }

    [Fact]
    public void Before_3_43_the_services_name_is_not_looked_for() =>
        WithInline.Says("release: lightrun, namespace: prod, version: 3.42.0, public: { ca: public-ca.crt }").Applied().DoesNotFind("LS2721", Inline(Seen.Certificate("lightrun.example.com")));

    [Fact]
    public void A_public_certificate_of_another_host_is_an_error() =>
        Assert.Equal(Severity.Error, WithInline.Finds("LS2722", Inline(Seen.Certificate("other.example.com", names: ["other.example.com", "lightrun-backend"]))).Severity);

    [Fact]
    public void A_public_issuer_that_nobody_named_is_a_warning()
    {
        Assert.Equal(Severity.Warning, Release.Plain.Says("release: lightrun, namespace: prod, version: 3.50.0").Finds("LS2723").Severity);
        Release.Plain.Says("release: lightrun, namespace: prod, version: 3.50.0, verification: false").DoesNotFind("LS2723");
        Release.Plain.Says("release: lightrun, namespace: prod, version: 3.50.0, public: made").DoesNotFind("LS2723");
    }

    [Fact]
    public void A_public_certificate_that_ca_crt_does_not_believe_is_an_error()
    {
        var root = Seen.Certificate("root") with { IssuerHash = "subject-root" };
        var leaf = Seen.Certificate("lightrun.example.com", names: ["lightrun.example.com", "lightrun-backend"]);
        Observed Believing(Observed observed, Signatures signatures) => Inline(leaf)(observed) with
        {
            Material = Inline(leaf)(observed).Material.SetItem($"{Release.Folder}/.linkseal/out/lightrun-internal-ca.json", new() { Certificates = [root] }),
            Signatures = signatures,
        };
        Assert.Equal(Severity.Error, WithInline.Finds("LS2724", o => Believing(o, Signatures.None)).Severity);
        WithInline.DoesNotFind("LS2724", o => Believing(o, new([(leaf.Sha256, root.Sha256)])));
    }

    [Fact]
    public void A_public_certificate_in_a_secret_was_not_looked_at() => Assert.Contains("lightrun-public", Release.Sealed.Finds("LS2725").Message, StringComparison.Ordinal);

    [Fact]
    public void A_new_public_key_locks_agents_out()
    {
        Assert.Equal(Severity.Warning, Release.Plain.Says("release: lightrun, namespace: prod, version: 3.50.0, public: made").Finds("LS2726").Severity);
        Release.Plain.Valued("general: { lightrun_endpoint: a.example.com }\ncertificate: { security_pinned_hashes: [ab, cd] }\n").Says("release: lightrun, namespace: prod, version: 3.50.0, public: made").DoesNotFind("LS2726");
    }

    [Fact]
    public void Of_a_ca_file_with_two_certificates_the_jvm_believes_the_first()
    {
        const string Files = "shared: { certificate: all.crt, key: all.key }, ca: ca.crt";
        Assert.Equal(Severity.Warning, Release.Plain.With("ca.crt", Release.Pem + Release.Pem).And(Files).Applied().Finds("LS2727").Severity);
        Release.Plain.With("ca.crt", Release.Pem).And(Files).Applied().DoesNotFind("LS2727");
    }

    [Fact]
    public void A_certificate_in_a_secret_of_the_users_was_not_looked_at() => Assert.Equal("redis", Release.Plain.And("certificates: { redis: { secret: mine } }").Finds("LS2728").Component);

    [Fact]
    public void A_ca_in_a_secret_of_the_users_was_not_looked_at() => Assert.Contains("corporate", Release.Plain.And("ca: { secret: corporate }").Finds("LS2729").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("LS2731")]
    [InlineData("LS2732")]
    [InlineData("LS2733")]
    public void What_the_chart_cannot_do_is_a_note(string code)
    {
        Assert.Equal(Severity.Note, Release.Sealed.Finds(code).Severity);
        Assert.Single(Release.Sealed.Audit(), f => f.Code == code);
    }

    [Fact]
    public void Keycloak_before_3_28_has_no_place_for_a_ca() =>
        Assert.Equal(Severity.Note, Release.Plain.Valued("general: { mq: { enabled: true } }\n").Says("release: lightrun, namespace: prod, version: 3.27.0, public: { ca: public-ca.crt }").Finds("LS2734").Severity);

    [Fact]
    public void A_newer_chart_gets_the_newest_rules_and_a_note() => Release.Plain.Says("release: lightrun, namespace: prod, version: 3.51.0").Finds("LS2735");

    [Fact]
    public void A_version_that_nobody_said_is_a_note_and_stands_beside_helms_command()
    {
        var release = Release.Plain.Says("release: lightrun, namespace: prod");
        release.Finds("LS2736");
        Assert.Contains("newest chart", Assert.Single(release.Expanded().Desired.Steps.Single(static s => s.Id == "helm").Warnings), StringComparison.Ordinal);
        Assert.Empty(Release.Plain.Expanded().Desired.Steps.Single(static s => s.Id == "helm").Warnings);
    }
}
