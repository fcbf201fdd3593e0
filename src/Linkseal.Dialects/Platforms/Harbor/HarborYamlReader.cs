using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Reads harbor.yml as Harbor's <c>prepare</c> does.</summary>
/// <remarks>Source: goharbor/harbor make/photon/prepare/utils/configs.py, function parse_yaml_config.</remarks>
internal static class HarborYamlReader
{
    public static Result<HarborYaml> Read(string path, string text)
    {
        var read = YamlReader.Read(path, text);
        if (read.Failed) return Result.With<HarborYaml>(null, read.Diagnostics);

        var scope = new NodeScope(path, (at, key, expected, met) => HarborDiagnostics.BadHarborYml(path, at, key, expected, met));
        if (read.Value is not YamlNode.Mapping root)
        {
            scope.Wrong(read.Value!, "harbor.yml", "a mapping");
            return Result.With<HarborYaml>(null, scope.Diagnostics);
        }

        var https = Block(scope, root, "https");
        var tls = Block(scope, root, "internal_tls");
        var database = Block(scope, Block(scope, root, "external_database"), "harbor");
        var redis = Block(scope, root, "external_redis");
        var metric = Block(scope, root, "metric");
        var yaml = new HarborYaml
        {
            HostName = scope.Text(root["hostname"], "hostname"),
            HostNameAt = root["hostname"]?.Start,
            HttpPort = scope.Port(Block(scope, root, "http")?["port"], "http.port") ?? 80,
            Https = https is null ? null : Https(scope, https),
            InternalTls = IsTrue(tls?["enabled"]),
            InternalFolder = tls is null ? null : scope.AbsolutePath(tls["dir"], "internal_tls.dir"),
            StrongCiphers = StrongCiphers(https, tls),
            VerifiesClients = IsTrue(tls?["verify_client_cert"]),
            DataVolume = scope.AbsolutePath(root["data_volume"], "data_volume") ?? "/data",
            DataVolumeFault = DataVolumeLine.Fault(text, (root["data_volume"] as YamlNode.Scalar)?.Value),
            WindowsLineEnds = DataVolumeLine.EndsInCarriageReturn(text),
            ExternalUrl = ExternalUrl(scope, root["external_url"]),
            ExternalDatabaseMode = database is null ? null : scope.Text(database["ssl_mode"], "external_database.harbor.ssl_mode") ?? "disable",
            DatabasePort = scope.Port(database?["port"], "external_database.harbor.port") ?? 5432,
            ExternalRedis = redis is not null,
            ExternalRedisTls = IsTrue(Block(scope, redis, "tlsOptions")?["enable"]),
            Metrics = IsTrue(metric?["enabled"]),
            MetricsPort = scope.Port(metric?["port"], "metric.port") ?? 9090,
            TrivyInsecure = IsTrue(Block(scope, root, "trivy")?["insecure"]),
            Version = root["_version"] is YamlNode.Scalar version && HarborVersion.Parse(version.Value) is { } known ? known with { Patch = null } : null,
        };
        return Result.With(yaml, scope.Diagnostics);
    }

    private static HttpsBlock Https(NodeScope scope, YamlNode.Mapping https) => new(
        scope.Port(https["port"], "https.port") ?? 443,
        scope.AbsolutePath(https["certificate"], "https.certificate"),
        scope.AbsolutePath(https["private_key"], "https.private_key")) { CertificateAt = https["certificate"]?.Start };

    private static string? StrongCiphers(YamlNode.Mapping? https, YamlNode.Mapping? tls)
    {
        if (IsTrue(tls?["strong_ssl_ciphers"])) return "internal_tls.strong_ssl_ciphers";
        return IsTrue(https?["strong_ssl_ciphers"]) ? "https.strong_ssl_ciphers" : null;
    }

    private static Uri? ExternalUrl(NodeScope scope, YamlNode? node)
    {
        if (scope.Text(node, "external_url") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0) return url;
        scope.Wrong(node!, "external_url", "a URL, https://HOST[:PORT]");
        return null;
    }

    /// <summary>A block; null where it is absent or empty, which prepare takes as absent.</summary>
    private static YamlNode.Mapping? Block(NodeScope scope, YamlNode.Mapping? parent, string key)
    {
        if (parent?[key] is not { } node || NodeScope.IsNull(node)) return null;
        if (node is YamlNode.Mapping mapping) return mapping.Entries.IsEmpty ? null : mapping;
        scope.Wrong(node, key, "a mapping");
        return null;
    }

    // PyYAML reads YAML 1.1, and prepare asks for truth: every non-empty text is true, "false" in quotes too.
    private static bool IsTrue(YamlNode? node) => node is YamlNode.Scalar scalar && !NodeScope.IsNull(scalar) && scalar.Value.Length > 0 &&
        !(scalar.IsPlain && scalar.Value.ToLowerInvariant() is "false" or "no" or "off" or "0");
}
