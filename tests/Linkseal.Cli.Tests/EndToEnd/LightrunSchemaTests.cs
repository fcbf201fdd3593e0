using System.Text;
using System.Text.Json.Nodes;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Every Secret that is written for Lightrun, held against the published Kubernetes schema.</summary>
public sealed class LightrunSchemaTests : IDisposable
{
    private readonly LightrunFolder _folder = new();

    public LightrunSchemaTests()
    {
        _folder.OpenSsl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 900 -keyout corporate.key -out corporate.crt -subj /CN=Corporate -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign");
        Leaf("redis", "DNS:lightrun-redis,DNS:lightrun-redis.prod,DNS:lightrun-redis.prod.svc,DNS:lightrun-redis.prod.svc.cluster.local");
        Leaf("public", "DNS:lightrun.example.com,DNS:lightrun-backend");
    }

    public static TheoryData<string, string> Ways => new()
    {
        { "made", "  public: { ca: corporate.crt }\n" },
        { "made, with an intermediate", "  public: made\nauthority: { generate: { intermediate: true } }\n" },
        { "shared", "  shared: true\n  public: { ca: corporate.crt }\n" },
        { "brought", "  certificates: { redis: { certificate: redis.crt, key: redis.key } }\n  ca: corporate.crt\n  public: { certificate: public.crt, key: public.key, ca: corporate.crt }\n" },
        { "own CA", "  public: made\nauthority: { existing: { certificate: corporate.crt, key: corporate.key } }\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_secret_is_what_the_published_schema_takes(string way, string settings)
    {
        _folder.Write("linkseal.yaml", LightrunFolder.Settings + settings);
        _folder.Succeed("apply", "--yes");
        string[] manifests = [.. Directory.EnumerateFiles(_folder.Out).Order(StringComparer.Ordinal)];
        string[] expected = ["lightrun-internal-ca.json", "lightrun-keycloak-trust.json", "lightrun-keycloak-cluster-tls.json", way == "shared" ? "lightrun-internal-tls.json" : "lightrun-redis-tls.json"];
        Assert.Empty(expected.Except(manifests.Select(static m => Path.GetFileName(m))));
        Assert.Equal("", KubernetesJudge.Faults(manifests));
    }

    // The judge is judged: each of these is one that would be lost or refused at the API server.
    [Theory]
    [InlineData("kind", "\"Secrets\"", "data/kind must be equal to one of the allowed values")]
    [InlineData("apiVersion", null, "apiVersion: missing")]
    [InlineData("type", "5", "data/type must be string")]
    [InlineData("datas", "{}", "datas: no such key")]
    [InlineData("metadata.label", "{}", "metadata.label: no such key")]
    [InlineData("metadata.labels", "{ \"a\": true }", "data/metadata/labels/a must be string")]
    [InlineData("data", "{ \"tls.crt\": \"-----BEGIN CERTIFICATE-----\" }", "must match format \"byte\"")]
    [InlineData("data", "{ \"tls.crt\": [ \"YQ==\" ] }", "must be string")]
    public void A_broken_secret_is_refused(string key, string? value, string fault)
    {
        _folder.Write("linkseal.yaml", LightrunFolder.Settings + "  public: { ca: corporate.crt }\n");
        _folder.Succeed("apply", "--yes");
        var manifest = JsonNode.Parse(_folder.Read(".linkseal/out/lightrun-redis-tls.json"))!.AsObject();
        var within = key.StartsWith("metadata.", StringComparison.Ordinal) ? manifest["metadata"]!.AsObject() : manifest;
        if (value is null) within.Remove(key);
        else within[key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]] = JsonNode.Parse(value);
        File.WriteAllText(_folder["broken.json"], manifest.ToJsonString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Contains(fault, KubernetesJudge.Faults(_folder["broken.json"]), StringComparison.Ordinal);
    }

    private void Leaf(string name, string names) => _folder.OpenSsl(
        $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 300 -CA corporate.crt -CAkey corporate.key -keyout {name}.key -out {name}.crt -subj /CN={name} " +
        $"-addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth,clientAuth -addext subjectAltName={names}");
}
