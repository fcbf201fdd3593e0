using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Kafka;

/// <summary>Apache Kafka from 2.7 on, by its documentation (facts: dialects §15.2): listeners of server.properties, stores as PEM.</summary>
public sealed class KafkaDialect : IDialect
{
    private const string Store = "keystore.pem";

    // With PEM files these are refused, or tried on a key that has no password.
    private static readonly ImmutableArray<string> Gone =
    [
        "ssl.keystore.password", "ssl.key.password", "ssl.truststore.password", "ssl.keystore.key", "ssl.keystore.certificate.chain", "ssl.truststore.certificates",
    ];

    /// <inheritdoc/>
    public string Name => "kafka";

    /// <inheritdoc/>
    public string Summary => "Apache Kafka from 2.7 on, by its documentation: listeners of server.properties, brokers and controllers among themselves, PEM stores, client certificates";

    /// <inheritdoc/>
    public Level AsServer => Level.Mutual;

    /// <summary>Brokers dial each other with their own leaf.</summary>
    public Level AsCaller => Level.Mutual;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Not run here: what is written follows Kafka's documentation.",
        "Which caller may do what is said by ACLs in the cluster (kafka-acls.sh) and ssl.principal.mapping.rules, which Linkseal does not write: any certificate of the authority is let in.",
        "Brokers among themselves change with their listener: without plaintext: keep, a rolling restart has brokers that can't speak to each other in between; controllers likewise.",
        "A renewed certificate is read at a restart; kafka-configs.sh can have it read before (reload), and keeps the setting in the cluster.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var listeners = KafkaListeners.Of(component, Read(component, documents));
        return [.. listeners.Tls.Select((l, i) => new Endpoint(i == 0 ? "kafka" : l.Name.ToLowerInvariant(), l.Port, "kafka", PeerPolicy.None) { PlaintextPort = i == 0 ? listeners.PlainPort : null })];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client)
    {
        var server = $"{client.Host}:{client.Endpoint.Port}";
        var pair = client.Certificate is not null;
        // Java wants key and certificates in one file; a component of dialect files can have it.
        var store = pair ? $"{ConfigText.Folder(client.Key!)}/{Store}" : "";
        return
        [
            new("client.properties", string.Join('\n', (string[])
            [
                .. pair ? (string[])[$"# cat {client.Certificate} {client.Key} > {store}   (or files: {{ combined: {Store} }})"] : [],
                $"bootstrap.servers={server}", "security.protocol=SSL", "ssl.truststore.type=PEM", $"ssl.truststore.location={client.Roots}",
                .. pair ? (string[])["ssl.keystore.type=PEM", $"ssl.keystore.location={store}"] : [],
            ])),
            new("Confluent.Kafka", $"new ClientConfig {{ BootstrapServers = \"{server}\", SecurityProtocol = SecurityProtocol.Ssl, SslCaLocation = \"{client.Roots}\""
                + (pair ? $", SslCertificateLocation = \"{client.Certificate}\", SslKeyLocation = \"{client.Key}\"" : "") + " }"),
            new("kcat", $"kcat -b {server} -L -X security.protocol=ssl -X ssl.ca.location={client.Roots}{(pair ? $" -X ssl.certificate.location={client.Certificate} -X ssl.key.location={client.Key}" : "")}"),
        ];
    }

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        var listeners = KafkaListeners.Of(entry, document);
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, config, document, listeners)];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var material = ServerMaterial.Of(request, request.ServingAndCalling, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "tls"), User = "kafka" });
        // Roots as they are; key and certificates in one file, which changes in one step.
        var key = material.Desired.Files.Single(static f => f.Content.HoldsKey);
        var store = key with { Path = LexicalPath.Join(ConfigText.Folder(key.Path), Store), Content = new FileContent.OfLeaf(request.Leaf.Name, MaterialForm.ChainAndKey) };
        return Result.With(
            material.Desired with
            {
                Files = [material.Desired.Files.Single(static f => f.Content is FileContent.Bundle), store],
                Edits = [new(config, request.Name, ConfigFormat.Properties, [.. Edits(request, listeners, ServerMaterial.Inside(entry, store.Path), material.Roots)])],
                Steps = ServerSteps.Of(request, new() { Configuration = [config], Material = material.Watched, Restart = ["systemctl", "restart", "kafka"] }),
            },
            wrong);
    }

    private static IEnumerable<Edit> Edits(DialectRequest request, KafkaListeners listeners, string store, string roots)
    {
        foreach (var (key, value) in listeners.Settings) yield return ConfigText.Set(value, key);
        // The clients' listener decides for all; with SASL the general setting counts for nothing (KIP-684).
        static string Of(PeerPolicy peers) => peers >= PeerPolicy.Require ? "required" : "none";
        var auth = Of(request.Endpoints[0].Peers);
        foreach (var (key, value) in ((string, string)[])
            [("ssl.keystore.type", "PEM"), ("ssl.keystore.location", store), ("ssl.truststore.type", "PEM"), ("ssl.truststore.location", roots), ("ssl.client.auth", auth), ("ssl.enabled.protocols", "TLSv1.2,TLSv1.3"), ("ssl.endpoint.identification.algorithm", "https")])
            yield return ConfigText.Set(value, key);
        foreach (var (listener, endpoint) in listeners.Tls.Zip(request.Endpoints))
        {
            var own = request.Incoming.Any(l => l.Endpoint == endpoint.Name) ? Of(endpoint.Peers) : auth;
            if (own != auth || listener.Protocol == "SASL_SSL") yield return ConfigText.Set(own, $"listener.name.{listener.Name.ToLowerInvariant()}.ssl.client.auth");
        }

        foreach (var key in Gone) yield return new Edit.Remove([key]);
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, StatementDocument? document, KafkaListeners listeners)
    {
        if (DialectDiagnostics.TooOld(request, "Kafka reads PEM files from 2.7 on", 2, 7) is { } old) yield return old;
        if (listeners.Tls.IsEmpty) yield return KafkaDiagnostics.NoListener(request, config);
        foreach (var plain in listeners.All.Where(l => !l.IsTls && listeners.Tls.Any(t => t.Port == l.Port))) yield return DialectDiagnostics.OnePortForTwo(request, plain.Port);
        foreach (var own in document?.Statements.Where(static s => s.Name.StartsWith("listener.name.", StringComparison.Ordinal) && s.Name.Contains(".ssl.", StringComparison.Ordinal) && !s.Name.EndsWith(".ssl.client.auth", StringComparison.Ordinal)) ?? [])
            yield return KafkaDiagnostics.OfListener(request, config, own);
    }

    private static string Config(ComponentEntry component) => component.Config ?? "/etc/kafka/server.properties";

    private static StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.Properties, Config(component));
}

/// <summary>What can be wrong with a server.properties, one method for each code.</summary>
internal static class KafkaDiagnostics
{
    public static Diagnostic NoListener(DialectRequest request, string config) =>
        new("LS1970", Severity.Error, $"{request.Name}: none of its listeners can speak TLS")
        {
            File = config, Hint = "write them as Kafka's documentation does: listeners=PLAINTEXT://:9092,CONTROLLER://:9093",
        };

    public static Diagnostic OfListener(DialectRequest request, string config, Statement setting) =>
        new("LS1971", Severity.Warning, $"{request.Name}: {setting.Name} is of one listener alone, and wins there over what Linkseal sets for all")
        {
            File = config, At = setting.At, Hint = "take it out",
        };
}
