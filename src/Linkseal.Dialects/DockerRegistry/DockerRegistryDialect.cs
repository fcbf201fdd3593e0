using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.DockerRegistry;

/// <summary>The registry of distribution 2.7 and 2.8, as Docker's image and Debian's package have it (facts: dialects §8).</summary>
public sealed class DockerRegistryDialect : IDialect
{
    private const int DefaultPort = 5000;

    /// <inheritdoc/>
    public string Name => "docker-registry";

    /// <inheritdoc/>
    public string Summary => "the registry of distribution 2.8: config.yml, client certificates; docker, podman and skopeo by /etc/docker/certs.d";

    /// <summary>Which caller it is, it tells by password or token only.</summary>
    public Level AsServer => Level.Mutual;

    /// <summary>Whom it calls itself (proxy, notifications, Redis, storage), it judges by the system's roots, and shows no certificate.</summary>
    public Level AsCaller => Level.Plaintext;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Any caller with a certificate of the authority is let in; which one it is, it tells by password or token only. For names put nginx or haproxy before it.",
        "It reads certificates, keys and roots at start only: a renewal takes a restart, and SIGHUP ends it.",
        "Variables of its environment (REGISTRY_HTTP_TLS_…) count more than the file, and are not looked at.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "restart"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var port = component.Port ?? ConfigText.Port(Text(Read(component, documents), "http", "addr")) ?? DefaultPort;
        return [new("registry", port, "https", PeerPolicy.None) { Path = "/v2/" }];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => DockerRegistryClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        var wrong = Wrong(request, config, document).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "tls"), User = "docker-registry" });
        return Result.With(
            material.Desired with
            {
                Edits = [new(config, request.Name, ConfigFormat.Yaml, [.. Edits(request, document, material)])],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [config],
                    Material = material.Watched,
                    Restart = ["systemctl", "restart", "docker-registry"],
                }),
            },
            wrong);
    }

    private static IEnumerable<Edit> Edits(DialectRequest request, YamlNode? document, ServerMaterial material)
    {
        var address = Text(document, "http", "addr");
        if (request.Component.Port is { } port) yield return ConfigText.Set($"{address?[..Math.Max(0, address.LastIndexOf(':'))]}:{ConfigText.Text(port)}", "http", "addr");
        // Where it says how it is called from outside, it sends clients there.
        if (Text(document, "http", "host") is { } host && (host.StartsWith("http:", StringComparison.Ordinal) || host.StartsWith("https:", StringComparison.Ordinal)))
            yield return ConfigText.Set("https" + host[host.IndexOf(':', StringComparison.Ordinal)..], "http", "host");
        yield return ConfigText.Set(material.Certificate, "http", "tls", "certificate");
        yield return ConfigText.Set(material.Key, "http", "tls", "key");
        // That they are there is what makes it ask.
        if (request.Peers >= PeerPolicy.Require) yield return new Edit.Set(["http", "tls", "clientcas"], new EditValue.List([material.Roots]));
        else yield return new Edit.Remove(["http", "tls", "clientcas"]);
        yield return ConfigText.Set("tls1.2", "http", "tls", "minimumtls");
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, YamlNode? document)
    {
        if (YamlScalars.Find(document, "http", "debug", "addr") is YamlNode.Scalar { Value: var at } debug && !at.StartsWith("127.", StringComparison.Ordinal) && !at.StartsWith("localhost:", StringComparison.Ordinal) && !at.StartsWith("[::1]:", StringComparison.Ordinal))
            yield return DockerRegistryDiagnostics.DebugStaysPlaintext(request, config, debug);
        if (YamlScalars.Find(document, "http", "tls", "letsencrypt") is { } letsEncrypt) yield return DockerRegistryDiagnostics.LetsEncrypt(request, config, letsEncrypt);
    }

    private static string? Text(YamlNode? document, params ReadOnlySpan<string> path) => (YamlScalars.Find(document, path) as YamlNode.Scalar)?.Value;

    private static string Config(ComponentEntry entry) => entry.Config ?? "/etc/docker/registry/config.yml";

    private static YamlNode.Mapping? Read(ComponentEntry entry, ImmutableDictionary<string, string> documents) => ConfigText.ReadYaml(documents, Config(entry));
}
