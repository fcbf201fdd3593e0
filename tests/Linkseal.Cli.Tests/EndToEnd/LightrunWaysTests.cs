using System.Text.Json;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Every way of the chart's page, from the values to a clean check and back; python3-yaml and openssl are the judges.</summary>
public sealed class LightrunWaysTests : IDisposable
{
    private static readonly (string Key, string Service)[] Slots =
    [
        ("frontend", "lightrun-frontend"), ("keycloak", "lightrun-keycloak"), ("redis", "lightrun-redis"), ("rabbitmq", "lightrun-mq"),
        ("data_streamer", "lightrun-data-streamer"), ("artifacts", "lightrun-artifacts"), ("keycloak_cluster", "lightrun-keycloak-headless"),
    ];

    private readonly LightrunFolder _folder = new();

    public LightrunWaysTests() => MakeAuthority("public-ca", "Public CA");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_init_writes_is_planned_applied_and_taken_back()
    {
        _folder.Succeed("init");
        _folder.Write("linkseal.yaml", _folder.Read("linkseal.yaml").Replace("  # public: { ca: public-ca.crt }", "  public: { ca: public-ca.crt }", StringComparison.Ordinal));
        Whole("lightrun");
        VerifyAll("lightrun", _folder.Data("lightrun-internal-ca", "ca.crt"));
        Back();
    }

    [Theory]
    [InlineData("")]
    [InlineData("authority: { generate: { intermediate: true } }\n")]
    [InlineData("leaf: { key: rsa-2048, lifetime: 90d }\n")]
    public void Made(string more)
    {
        Describe("  public: { ca: public-ca.crt }\n", more);
        Whole("prod");
        VerifyAll("prod", _folder.Data("lightrun-internal-ca", "ca.crt"));
        // keytool reads the first certificate of the file only: by it alone every leaf has to be good.
        VerifyAll("prod", First(_folder.Data("lightrun-internal-ca", "ca.crt")));
        Assert.Equal(2, Blocks(_folder.Data("lightrun-internal-ca", "ca.crt")));
        _folder.Verify("lightrun-keycloak-cluster-tls", _folder.Data("lightrun-keycloak-cluster-tls", "ca.crt"), "lightrun-keycloak-headless", "sslclient");
        _folder.Verify("lightrun-mq-tls", _folder.Data("lightrun-keycloak-trust", "custom-ca.pem"), "lightrun-mq");
        Back();
    }

    [Fact]
    public void Own_CA()
    {
        MakeAuthority("corporate", "Corporate CA");
        Describe("  public: made\n", "authority: { existing: { certificate: corporate.crt, key: corporate.key } }\n");
        Whole("prod");
        VerifyAll("prod", _folder.Read("corporate.crt"));
        foreach (var name in (string[])["lightrun.example.com", "lightrun-backend", "lightrun-backend.prod.svc"]) _folder.Verify("lightrun-backend-tls", _folder.Data("lightrun-internal-ca", "ca.crt"), name);
        Assert.Equal("lightrun-backend-tls", _folder.Effective().GetProperty("certificate").GetProperty("existing_cert").GetString());
        Back();
    }

    [Fact]
    public void One_made_certificate_for_all()
    {
        Describe("  shared: true\n  public: { ca: public-ca.crt }\n");
        Whole("prod");
        var names = Existing();
        Assert.All(names.Where(static n => n.Key != "keycloak_cluster"), static n => Assert.Equal("lightrun-internal-tls", n.Value));
        VerifyAll("prod", _folder.Data("lightrun-internal-ca", "ca.crt"));
        Back();
    }

    [Fact]
    public void One_certificate_of_the_users_for_all()
    {
        MakeAuthority("corporate", "Corporate CA");
        MakeLeaf("all", "corporate", [.. Slots.SelectMany(static s => Forms(s.Service)), .. Forms("lightrun-keycloak-headless")]);
        Describe("  shared: { certificate: all.crt, key: all.key }\n  ca: corporate.crt\n  public: { ca: public-ca.crt }\n");
        Whole("prod");
        VerifyAll("prod", _folder.Read("corporate.crt"));
        Assert.False(Directory.Exists(_folder[".linkseal/authority"]));
        Back();
    }

    [Fact]
    public void A_shared_certificate_that_lacks_a_name_is_refused()
    {
        MakeAuthority("corporate", "Corporate CA");
        MakeLeaf("all", "corporate", [.. Slots.Where(static s => s.Key != "redis").SelectMany(static s => Forms(s.Service)), .. Forms("lightrun-keycloak-headless")]);
        Describe("  shared: { certificate: all.crt, key: all.key }\n  ca: corporate.crt\n  public: { ca: public-ca.crt }\n");
        var (exit, text) = _folder.Type("plan");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("lightrun-redis", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_secrets_are_named_and_nothing_is_made()
    {
        Describe("  certificates:\n" + string.Concat(Slots.Select(static s => $"    {s.Key}: {{ secret: own-{s.Key.Replace('_', '-')} }}\n")) + "  ca: { secret: corporate-ca }\n");
        _folder.Succeed("apply", "--yes");
        Assert.Equal("own-redis", Existing()["redis"]);
        Assert.Equal("corporate-ca", Certificates().GetProperty("existing_ca_secret_name").GetString());
        Assert.False(Directory.Exists(_folder.Out));
        Assert.Contains("No changes.", _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        Back();
    }

    [Fact]
    public void A_brought_pair_beside_made_ones()
    {
        MakeAuthority("corporate", "Corporate CA");
        MakeLeaf("redis", "corporate", Forms("lightrun-redis"));
        Describe("  certificates: { redis: { certificate: redis.crt, key: redis.key } }\n  ca: corporate.crt\n  public: { ca: public-ca.crt }\n");
        Whole("prod");
        _folder.Verify("lightrun-redis-tls", _folder.Read("corporate.crt"), "lightrun-redis");
        Assert.Equal(3, Blocks(_folder.Data("lightrun-internal-ca", "ca.crt")));
        Back();
    }

    [Fact]
    public void Verification_off_is_a_finding_and_still_sealed()
    {
        Describe("  verification: false\n");
        _folder.Succeed("apply", "--yes");
        Assert.Contains("LS2708", _folder.Succeed("check"), StringComparison.Ordinal);
        Assert.False(Certificates().GetProperty("verification").GetBoolean());
        Back();
    }

    [Fact]
    public void Into_the_values_changes_only_what_is_meant()
    {
        Describe("  into: values\n  public: { ca: public-ca.crt }\n");
        Whole("prod");
        Assert.False(File.Exists(_folder["linkseal-values.yaml"]));
        var kept = _folder.Original.Split('\n').Intersect(_folder.Read("values.yaml").Split('\n')).ToArray();
        Assert.Equal(
            ["    enabled: false", "      existing_ca_secret_name: \"\"    # none yet", "        frontend: \"\"", "        keycloak: \"\"", "        redis: \"\""],
            _folder.Original.Split('\n').Except(kept));
        Back();
    }

    [Fact]
    public void Keycloaks_other_ca_stays_believed()
    {
        _folder.Write("values.yaml", _folder.Original + "# the mail server's CA\n");
        var other = Convert.ToBase64String(File.ReadAllBytes(_folder["public-ca.crt"]));
        _folder.Write("values.yaml", _folder.Read("values.yaml").Replace("secrets:\n", $"secrets:\n  customCa: {{ customCaCertificate: {other} }}\n", StringComparison.Ordinal));
        var before = _folder.Read("values.yaml");
        Describe("  public: { ca: public-ca.crt }\n");
        _folder.Succeed("apply", "--yes");
        Assert.Equal(2, Blocks(_folder.Data("lightrun-keycloak-trust", "custom-ca.pem")));
        var custom = _folder.Effective().GetProperty("secrets").GetProperty("customCa");
        Assert.Equal(("", "lightrun-keycloak-trust"), (custom.GetProperty("customCaCertificate").GetString(), custom.GetProperty("existingCaSecret").GetString()));
        _folder.Succeed("check");
        Assert.Contains("No changes.", _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        _folder.Succeed("remove", "--yes");
        Assert.Equal(before, _folder.Read("values.yaml"));
    }

    [Fact]
    public void A_component_can_be_added_later_and_nobody_else_changes()
    {
        _folder.Write("values.yaml", _folder.Original.Replace("  data_streamer:\n    enabled: true\n", "", StringComparison.Ordinal));
        Describe("  public: { ca: public-ca.crt }\n");
        _folder.Succeed("apply", "--yes");
        var before = Directory.EnumerateFiles(_folder.Out).ToDictionary(static f => f, File.ReadAllText);
        Assert.False(File.Exists(_folder[".linkseal/out/lightrun-data-streamer-tls.json"]));

        _folder.Write("values.yaml", _folder.Original);
        _folder.Succeed("apply", "--yes");
        _folder.Verify("lightrun-data-streamer-tls", _folder.Data("lightrun-internal-ca", "ca.crt"), "lightrun-data-streamer");
        Assert.All(before, static f => Assert.Equal(f.Value, File.ReadAllText(f.Key)));
    }

    [Fact]
    public void A_public_certificate_in_the_values_is_looked_at()
    {
        MakeLeaf("public", "public-ca", ["lightrun.example.com"]);
        var crt = Convert.ToBase64String(File.ReadAllBytes(_folder["public.crt"]));
        _folder.Write("values.yaml", _folder.Original.Replace("  existing_cert: lightrun-public     # from the corporate CA, with lightrun-backend in it\n", $"  tls:\n    crt: {crt}\n", StringComparison.Ordinal));
        Describe("  public: { ca: public-ca.crt }\n");
        _folder.Succeed("apply", "--yes");
        var (exit, text) = _folder.Type("check");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2721", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2724", text, StringComparison.Ordinal);

        MakeAuthority("stranger", "Stranger");
        Describe("  public: { ca: stranger.crt }\n");
        _folder.Succeed("apply", "--yes");
        Assert.Contains("LS2724", _folder.Type("check").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_is_applied_and_checked()
    {
        Directory.CreateDirectory(_folder["lightrun"]);
        foreach (var name in (string[])["lightrun.yaml", "lightrun/values.yaml", "lightrun/public-ca.crt"]) File.Copy(Path.Combine(Repository.Root, "examples", name), _folder[name]);
        _folder.Succeed("apply", "--yes", "--file", "lightrun.yaml");
        var check = _folder.Succeed("check", "--file", "lightrun.yaml");
        Assert.DoesNotContain("Warnings", check, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["lightrun/linkseal-values.yaml"]));
    }

    [Fact]
    public void Audit_names_the_traps_of_the_charts_own_generation()
    {
        _folder.Write("values.yaml", "general:\n  enabled: true\n  lightrun_endpoint: a.example.com\n  internal_tls:\n    enabled: true\n    certificates:\n      source: generate_self_signed_certificates\n");
        var (exit, text) = _folder.Type("audit", _folder.Location);
        Assert.Equal(ExitCode.Differs, exit);
        foreach (var code in (string[])["LS2702", "LS2703", "LS2704", "LS2705", "LS2707", "LS2731"]) Assert.Contains(code, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_does_not_take_the_release_for_known()
    {
        MakeLeaf("public", "public-ca", ["lightrun.example.com", "acme-backend"]);
        var crt = Convert.ToBase64String(File.ReadAllBytes(_folder["public.crt"]));
        _folder.Write("values.yaml", "general:\n  lightrun_endpoint: lightrun.example.com\n  internal_tls: { enabled: true, certificates: { existing_ca_secret_name: acme-internal-tls-ca } }\n" +
            $"certificate: {{ tls: {{ crt: {crt} }} }}\n");
        var text = _folder.Type("audit", _folder.Location).Text;
        Assert.DoesNotContain("LS2721", text, StringComparison.Ordinal);
        Assert.Contains("LS2710", text, StringComparison.Ordinal);
    }

    private static string[] Forms(string service, string ns = "prod") => [service, $"{service}.{ns}", $"{service}.{ns}.svc", $"{service}.{ns}.svc.cluster.local"];

    private static int Blocks(string pem) => pem.Split("BEGIN CERTIFICATE").Length - 1;

    private static string First(string pem) => pem[..(pem.IndexOf("-----END CERTIFICATE-----", StringComparison.Ordinal) + "-----END CERTIFICATE-----\n".Length)];

    private void Describe(string settings, string more = "") => _folder.Write("linkseal.yaml", LightrunFolder.Settings + settings + more);

    /// <summary>Plan, apply, a clean check, a silent second apply, and the values that helm will see.</summary>
    private void Whole(string ns)
    {
        Assert.Equal(ExitCode.Differs, _folder.Type("plan", "--check").Exit);
        _folder.Succeed("apply", "--yes");
        var check = _folder.Succeed("check");
        Assert.DoesNotContain("Errors", check, StringComparison.Ordinal);
        Assert.Contains("No changes.", _folder.Succeed("apply", "--yes"), StringComparison.Ordinal);
        _folder.Succeed("plan", "--check");

        var tls = _folder.Effective().GetProperty("general").GetProperty("internal_tls");
        Assert.True(tls.GetProperty("enabled").GetBoolean());
        Assert.True(Certificates().GetProperty("verification").GetBoolean());
        Assert.Equal("existing_certificates", Certificates().GetProperty("source").GetString());
        Assert.Equal("lightrun-internal-ca", Certificates().GetProperty("existing_ca_secret_name").GetString());
        Assert.Equal("lightrun-keycloak-trust", _folder.Effective().GetProperty("secrets").GetProperty("customCa").GetProperty("existingCaSecret").GetString());
        Assert.Equal(Slots.Select(static s => s.Key).Order(StringComparer.Ordinal), Existing().Keys.Order(StringComparer.Ordinal));
        foreach (var secret in Existing().Values.Distinct())
        {
            using var manifest = JsonDocument.Parse(_folder.Read($".linkseal/out/{secret}.json"));
            Assert.Equal(ns, manifest.RootElement.GetProperty("metadata").GetProperty("namespace").GetString());
        }
    }

    private void VerifyAll(string ns, string authority)
    {
        foreach (var (key, service) in Slots)
        {
            foreach (var name in Forms(service, ns)) _folder.Verify(Existing()[key], authority, name);
        }
    }

    private void Back()
    {
        _folder.Succeed("remove", "--yes");
        Assert.Equal(_folder.Original, _folder.Read("values.yaml"));
        Assert.False(File.Exists(_folder["linkseal-values.yaml"]));
        Assert.False(Directory.Exists(_folder.Out));
    }

    private JsonElement Certificates() => _folder.Effective().GetProperty("general").GetProperty("internal_tls").GetProperty("certificates");

    private Dictionary<string, string> Existing() => Certificates().GetProperty("existing_certificates").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString()!);

    private void MakeAuthority(string file, string name) => _folder.OpenSsl(
        $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 900 -keyout {file}.key -out {file}.crt -subj /CN={name.Replace(' ', '_')} -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign");

    private void MakeLeaf(string file, string authority, string[] names) => _folder.OpenSsl(
        $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 300 -CA {authority}.crt -CAkey {authority}.key -keyout {file}.key -out {file}.crt -subj /CN={file} " +
        $"-addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth,clientAuth -addext subjectAltName={string.Join(',', names.Distinct().Select(static n => "DNS:" + n))}");
}
