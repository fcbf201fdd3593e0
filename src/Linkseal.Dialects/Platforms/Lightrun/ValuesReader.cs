using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Reads values as helm and the chart's templates do.</summary>
internal static class ValuesReader
{
    /// <summary>The keys of <c>existing_certificates</c>.</summary>
    public static ImmutableArray<string> Keys { get; } = ["frontend", "keycloak", "keycloak_cluster", "redis", "rabbitmq", "data_streamer", "artifacts"];

    /// <summary>Reads one file's tree. A tab in the indentation has a message of its own: the chart's older page is indented with tabs.</summary>
    public static Result<YamlNode.Mapping> Tree(string path, string text)
    {
        var read = YamlReader.Read(path, text);
        if (read.Failed) return Result.With<YamlNode.Mapping>(null, TabAt(text) is { } tab ? [LightrunDiagnostics.Tabs(path, tab)] : read.Diagnostics);
        return read.Value is YamlNode.Mapping root ? Result.Ok(root) : Result.With<YamlNode.Mapping>(null, [LightrunDiagnostics.BadValues(path, read.Value!.Start, path, "a mapping", "something else")]);
    }

    /// <summary>What the tree says to a version of the chart.</summary>
    public static Result<ValuesYaml> Read(string path, YamlNode.Mapping root, LightrunVersion version)
    {
        var scope = new NodeScope(path, (at, key, expected, met) => LightrunDiagnostics.BadValues(path, at, key, expected, met));
        var general = Block(scope, root, "general");
        var router = Block(scope, Block(scope, general, "router"), "ingress");
        var queue = Block(scope, general, "mq");
        var deployments = Block(scope, root, "deployments");
        var redis = Block(scope, deployments, "redis");
        var external = Block(scope, redis, "external");
        var certificate = Block(scope, root, "certificate");
        var custom = Block(scope, Block(scope, root, "secrets"), "customCa");
        var values = new ValuesYaml
        {
            NameOverride = Word(scope, general, "nameOverride"),
            ClusterDomain = Word(scope, general, "cluster_domain") is { Length: > 0 } domain ? domain : "cluster.local",
            Endpoint = Word(scope, general, "lightrun_endpoint") is { Length: > 0 } endpoint ? endpoint : null,
            Tls = Tls(scope, Block(scope, general, "internal_tls")),
            StrayEnabled = general?.Entries.FirstOrDefault(static e => e.Key.Value == "enabled")?.Key.Start,
            KeycloakCluster = IsTrue(Block(scope, deployments, "keycloak"), "clusterMode", true),
            DataStreamer = IsTrue(Block(scope, general, "data_streamer"), "enabled", false),
            Crons = version.AtLeast(LightrunVersion.Crons) && IsTrue(Block(scope, general, "crons"), "enabled", version.AtLeast(LightrunVersion.CronsByDefault)),
            Queue = IsTrue(queue, "enabled", version.AtLeast(LightrunVersion.QueueByDefault)),
            LocalQueue = IsTrue(queue, "local", true),
            QueuePort = scope.Port(queue?["port"], "general.mq.port") ?? 5672,
            QueueEndpoint = Word(scope, queue, "mq_endpoint"),
            LocalRedis = !IsTrue(external, "enabled", false),
            RedisPort = scope.Port(redis?["port"], "deployments.redis.port") ?? 6379,
            RedisEndpoint = Word(scope, external, "endpoint"),
            LocalDatabase = IsTrue(general, "db_local", true),
            DatabaseTls = IsTrue(general, "db_require_secure_transport", false),
            DatabaseEndpoint = Word(scope, general, "db_endpoint"),
            IngressClass = !IsTrue(router, "enabled", true) ? null : Word(scope, router, "ingress_class_name") is { Length: > 0 } name ? name : "nginx",
            IngressSaysHttps = Block(scope, router, "annotations")?.Entries.Any(static e => e.Key.Value.Contains("backend-protocol", StringComparison.Ordinal)) is true,
            PublicSecret = Word(scope, certificate, "existing_cert"),
            HasPublicCertificate = Word(scope, Block(scope, certificate, "tls"), "crt").Length > 0,
            HasPublicKey = Word(scope, Block(scope, certificate, "tls"), "key").Length > 0,
            PinsHashes = certificate?["security_pinned_hashes"] is YamlNode.Sequence { Items.IsEmpty: false },
            CustomAuthority = Word(scope, custom, "customCaCertificate"),
            CustomAuthoritySecret = Word(scope, custom, "existingCaSecret"),
        };
        return Result.With(values, scope.Diagnostics);
    }

    /// <summary>Values with others laid over them, as helm does with a second <c>-f</c>.</summary>
    public static YamlNode.Mapping Overlay(YamlNode.Mapping values, YamlNode.Mapping over)
    {
        var merged = values.Entries.ToList();
        foreach (var entry in over.Entries)
        {
            var at = merged.FindIndex(e => e.Key.Value == entry.Key.Value);
            if (at < 0) merged.Add(entry);
            else merged[at] = merged[at].Value is YamlNode.Mapping under && entry.Value is YamlNode.Mapping above ? entry with { Value = Overlay(under, above) } : entry;
        }

        return values with { Entries = [.. merged] };
    }

    private static InternalTls Tls(NodeScope scope, YamlNode.Mapping? block)
    {
        var certificates = Block(scope, block, "certificates");
        var existing = Block(scope, certificates, InternalTls.Existing);
        var source = Word(scope, certificates, "source");
        if (source is not ("" or InternalTls.Existing or InternalTls.Generate))
        {
            scope.Wrong(certificates!["source"]!, "general.internal_tls.certificates.source", $"`{InternalTls.Existing}` or `{InternalTls.Generate}`");
        }

        return new()
        {
            Enabled = IsTrue(block, "enabled", false),
            Verification = IsTrue(certificates, "verification", true),
            AuthoritySecret = Word(scope, certificates, "existing_ca_secret_name"),
            Source = source.Length > 0 ? source : InternalTls.Existing,
            Secrets = Keys.Select(k => (Key: k, Name: Word(scope, existing, k))).Where(static s => s.Name.Length > 0).ToImmutableDictionary(static s => s.Key, static s => s.Name),
        };
    }

    /// <summary>A block; null where it is absent or empty.</summary>
    private static YamlNode.Mapping? Block(NodeScope scope, YamlNode.Mapping? parent, string key)
    {
        if (parent?[key] is not { } node || NodeScope.IsNull(node)) return null;
        if (node is YamlNode.Mapping mapping) return mapping;
        scope.Wrong(node, key, "a mapping");
        return null;
    }

    private static string Word(NodeScope scope, YamlNode.Mapping? parent, string key) =>
        parent?[key] is { } node and not YamlNode.Scalar { Value.Length: 0 } ? scope.Text(node, key) ?? "" : "";

    // Go's templates ask for truth: a text that is not empty is true, "false" in quotes too. helm reads YAML 1.1.
    private static bool IsTrue(YamlNode.Mapping? parent, string key, bool otherwise)
    {
        if (parent?[key] is not { } node) return otherwise;
        if (node is not YamlNode.Scalar scalar) return node is YamlNode.Mapping { Entries.IsEmpty: false } or YamlNode.Sequence { Items.IsEmpty: false };
        if (NodeScope.IsNull(node) || scalar.Value.Length == 0) return false;
        return !(scalar.IsPlain && (scalar.Value.ToLowerInvariant() is "false" or "no" or "off" or "n" || (double.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) && number == 0)));
    }

    private static Position? TabAt(string text)
    {
        var line = 1;
        foreach (var part in text.EnumerateLines())
        {
            var indentation = part.IndexOfAnyExcept(' ', '\t');
            var tab = part.IndexOf('\t');
            if (tab >= 0 && indentation > tab && part[indentation] != '#') return new(line, tab + 1);
            line++;
        }

        return null;
    }
}
