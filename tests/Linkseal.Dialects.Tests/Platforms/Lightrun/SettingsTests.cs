using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Lightrun;

/// <summary>What can be wrong with settings and values, one fault each.</summary>
public sealed class SettingsTests
{
    private const string Usual = "release: lightrun, namespace: prod";

    [Theory]
    [InlineData("LS1701", "relase: lightrun, " + Usual)]
    [InlineData("LS1701", Usual + ", certificates: { rabbit: { secret: a } }")]
    [InlineData("LS1701", Usual + ", certificates: { redis: { secrt: a, secret: b } }")]
    [InlineData("LS1701", Usual + ", public: { crt: a, ca: public-ca.crt }")]
    [InlineData("LS1702", "release: Light_run, namespace: prod")]
    [InlineData("LS1702", "release: abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-, namespace: prod")]
    [InlineData("LS1702", "release: lightrun, namespace: prod.eu")]
    [InlineData("LS1702", Usual + ", version: newest")]
    [InlineData("LS1702", Usual + ", into: file")]
    [InlineData("LS1702", Usual + ", secrets: vault")]
    [InlineData("LS1702", Usual + ", verification: maybe")]
    [InlineData("LS1702", Usual + ", chart: --post-renderer=sh")]
    [InlineData("LS1702", Usual + ", context: \"a b\"")]
    [InlineData("LS1702", Usual + ", certificates: [redis]")]
    [InlineData("LS1702", Usual + ", certificates: { redis: mine }")]
    [InlineData("LS1702", Usual + ", certificates: { redis: { secret: a, certificate: b, key: c } }")]
    [InlineData("LS1702", Usual + ", certificates: { redis: { secret: A_B } }")]
    [InlineData("LS1702", Usual + ", ca: { secret: a, file: b }")]
    [InlineData("LS1702", Usual + ", public: brought")]
    [InlineData("LS1703", Usual + ", version: 3.9.3")]
    [InlineData("LS1704", "namespace: prod")]
    [InlineData("LS1705", "release: lightrun")]
    [InlineData("LS1706", Usual + ", values: other.yaml")]
    [InlineData("LS1709", Usual + ", secrets: cluster")]
    [InlineData("LS1711", Usual + ", certificates: { redis: { certificate: a.crt } }")]
    [InlineData("LS1711", Usual + ", shared: { key: a.key }")]
    [InlineData("LS1711", Usual + ", public: { key: a.key }")]
    [InlineData("LS1712", Usual + ", certificates: { data_streamer: { secret: a } }")]
    [InlineData("LS1712", Usual + ", version: 3.13.0, certificates: { artifacts: { secret: a } }")]
    [InlineData("LS1713", Usual + ", public: { ca: nowhere.crt }")]
    [InlineData("LS1714", Usual + ", public: { ca: with-key.pem }")]
    [InlineData("LS1715", Usual + ", public: { ca: der.crt }")]
    [InlineData("LS1717", Usual + ", ca: public-ca.crt")]
    public void A_wrong_setting_is_refused_by_its_code(string code, string settings) => Plain.Says(settings).Refused(code);

    [Theory]
    [InlineData("LS1718", "components: { redys: { names: [a] } }")]
    [InlineData("LS1719", "components: { redis: { port: 7000 } }")]
    [InlineData("LS1720", "components: { redis: { level: mutual } }")]
    [InlineData("LS1720", "links: [ backend -> redis: { level: mutual } ]")]
    [InlineData("LS1721", "links: [ redis -> backend ]")]
    public void What_the_chart_cannot_do_is_refused_by_its_code(string code, string more) => Plain.And("", more + "\n").Refused(code);

    [Theory]
    [InlineData("LS1707", "general: { mq: { port: many } }\n")]
    [InlineData("LS1707", "general: { internal_tls: [] }\n")]
    [InlineData("LS1707", "general: { internal_tls: { certificates: { source: vault } } }\n")]
    [InlineData("LS1707", "general: { nameOverride: Light_Run }\n")]
    [InlineData("LS1707", "general: { lightrun_endpoint: \"https://lightrun.example.com\" }\n")]
    [InlineData("LS1707", "general: { cluster_domain: \"a b\" }\n")]
    [InlineData("LS1707", "- a\n")]
    [InlineData("LS1708", "general:\n\tinternal_tls:\n\t\tenabled: true\n")]
    [InlineData("LS1710", "general: { nameOverride: abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdef }\n")]
    public void Values_that_helm_would_refuse_are_refused_by_their_code(string code, string values) => Plain.Valued(values).Refused(code);

    [Fact]
    public void A_tab_is_reported_at_its_place() => Assert.Equal(new Position(2, 1), Plain.Valued("general:\n\tinternal_tls: {}\n").Refused("LS1708").At);

    [Fact]
    public void A_tab_within_a_block_of_text_is_no_fault() => Assert.Empty(Plain.Valued("general:\n  router:\n    http_snippets: |\n      a\n      \tb\n").Expand().Diagnostics);

    [Fact]
    public void A_made_public_certificate_needs_the_public_name() => Plain.Valued("general: {}\n").Says(Usual + ", public: made").Refused("LS1716");

    [Fact]
    public void A_ca_of_the_users_for_keycloak_is_not_lost_by_an_edit_in_place() =>
        Plain.Valued("secrets: { customCa: { customCaCertificate: LS0t } }\n").And("into: values").Refused("LS1722");

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        Assert.Equal(["LS1702", "LS1701", "LS1705", "LS1709"], Plain.Says("release: A, colour: red, secrets: cluster").Codes());

    [Fact]
    public void A_name_override_counts_before_the_release()
    {
        var leaf = Assert.Single(Plain.Valued("general: { nameOverride: obs }\n").Expanded().Desired.Leaves, static l => l.Name == "redis");
        Assert.Equal(["obs-redis", "obs-redis.prod", "obs-redis.prod.svc", "obs-redis.prod.svc.cluster.local"], leaf.Names.Select(static n => n.Value));
        Assert.Equal("obs-redis", leaf.Subject.CommonName);
    }

    // trunc 63 | trimSuffix "-": so long a name fails anyway, by the Services that are longer still.
    [Fact]
    public void A_long_name_is_cut_as_helm_cuts_it()
    {
        var name = new string('a', 62) + "-" + new string('b', 10);
        Assert.Contains($"`{new string('a', 62)}-keycloak-headless`", Plain.Valued($"general: {{ nameOverride: {name} }}\n").Refused("LS1710").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.9.4", "frontend keycloak keycloak_cluster redis")]
    [InlineData("3.14.0", "frontend keycloak keycloak_cluster redis artifacts")]
    [InlineData("3.30.1", "frontend keycloak keycloak_cluster redis rabbitmq artifacts")]
    public void Each_version_has_its_own_list(string version, string keys)
    {
        var fragment = Plain.Says($"{Usual}, version: {version}, public: {{ ca: public-ca.crt }}").Applied().Texts[Release.Fragment];
        var written = fragment.Split('\n').SkipWhile(static l => !l.EndsWith("existing_certificates:", StringComparison.Ordinal)).Skip(1).TakeWhile(static l => l.StartsWith("        ", StringComparison.Ordinal));
        Assert.Equal(keys, string.Join(' ', written.Select(static l => l.Trim().Split(':')[0])));
    }

    [Fact]
    public void A_fragment_has_spaces_only() => Assert.DoesNotContain('\t', Release.Sealed.Texts[Release.Fragment]);

    [Fact]
    public void An_external_redis_has_no_certificate_of_ours_and_is_still_called()
    {
        var expansion = Plain.Valued("deployments: { redis: { external: { enabled: true, endpoint: redis.example.com }, port: \"6380\" } }\n").Expanded();
        Assert.DoesNotContain(expansion.Desired.Leaves, static l => l.Name == "redis");
        var link = Assert.Single(expansion.Platform.Links, static l => l.Id == "backend:redis");
        Assert.Equal(["redis.example.com"], link.Dialled);
        Assert.Equal(6380, Assert.Single(Assert.Single(expansion.Platform.Components, static c => c.Name == "redis").Endpoints).Port);
    }

    [Fact]
    public void One_shared_certificate_has_every_name_and_one_secret()
    {
        var desired = Plain.And("shared: true").Expanded().Desired;
        Assert.Equal(["shared", "keycloak-cluster"], desired.Leaves.Select(static l => l.Name).OrderDescending());
        var shared = desired.Leaves.Single(static l => l.Name == "shared");
        Assert.Superset(
            new HashSet<string> { "lightrun-redis", "lightrun-mq.prod", "lightrun-keycloak.prod.svc", "lightrun-keycloak-headless", "lightrun-frontend", "lightrun-artifacts.prod.svc.cluster.local" },
            shared.Names.Select(static n => n.Value).ToHashSet());
    }

    [Fact]
    public void Keycloaks_cluster_has_both_purposes_and_the_ca_beside_its_pair()
    {
        var release = Plain.And("");
        Assert.Equal(Purposes.Server | Purposes.Client, release.Expanded().Desired.Leaves.Single(static l => l.Name == "keycloak-cluster").Purposes);
        Assert.Equal(["tls.crt", "tls.key", "ca.crt"], release.Secret("lightrun-keycloak-cluster-tls").Data.Select(static d => d.Key));
        Assert.Equal(["tls.crt", "tls.key"], release.Secret("lightrun-keycloak-tls").Data.Select(static d => d.Key));
    }

    [Fact]
    public void The_ca_secret_is_opaque_with_the_internal_ca_first()
    {
        var secret = Plain.And("").Secret("lightrun-internal-ca");
        Assert.Equal("Opaque", secret.Type);
        var entry = Assert.Single(secret.Data);
        Assert.Equal("ca.crt", entry.Key);
        Assert.Equal([new FileContent.Bundle("internal"), new FileContent.Known(Release.Pem)], entry.Parts);
    }

    [Fact]
    public void No_secret_is_a_hook_and_none_has_the_label_by_which_argo_cd_prunes()
    {
        foreach (var secret in Plain.Says(Usual + ", public: made").Expanded().Desired.Files.Select(static f => f.Content).OfType<FileContent.KubernetesSecret>())
        {
            Assert.DoesNotContain(secret.Annotations, static a => a.Key.StartsWith("helm.sh/hook", StringComparison.Ordinal));
            Assert.DoesNotContain(secret.Labels, static l => l.Key == "app.kubernetes.io/instance");
        }
    }

    [Fact]
    public void Keys_never_lie_beside_the_values() =>
        Assert.All(Plain.And("").Expanded().Desired.Files.Where(static f => f.Content.HoldsKey), static f => Assert.StartsWith(Release.Folder + "/.linkseal/out/", f.Path, StringComparison.Ordinal));

    private static Release Plain => Release.Plain.With("with-key.pem", Release.Pem + "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n").With("der.crt", "0...");
}
