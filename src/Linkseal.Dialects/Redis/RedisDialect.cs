using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Redis;

/// <summary>Redis from 6.0 on, and Valkey, whose TLS is the same (facts: dialects §1).</summary>
public sealed class RedisDialect : IDialect
{
    private const int DefaultPort = 6379;
    private const int PortBeside = 6380;
    private const int SentinelPort = 26379;
    private const int BusAbovePort = 10000;
    private const string Bus = "bus";
    private readonly RedisProduct _product;

    private RedisDialect(RedisProduct product) => _product = product;

    /// <summary>Redis itself.</summary>
    public static RedisDialect Redis { get; } = new(new("redis", "Redis", "/etc/redis", "redis.conf", "redis-cli", "redis-server"));

    /// <summary>Valkey, by its documentation.</summary>
    public static RedisDialect Valkey { get; } = new(new("valkey", "Valkey", "/etc/valkey", "valkey.conf", "valkey-cli", "valkey-server"));

    /// <inheritdoc/>
    public string Name => _product.Word;

    /// <inheritdoc/>
    public string Summary => $"{_product.Title} from 6.0 on: {_product.ConfigFile}, TLS port instead of or beside plaintext, client certificates, replication and cluster";

    /// <summary>Which caller it is, it tells by password only.</summary>
    public Level AsServer => Level.Mutual;

    /// <inheritdoc/>
    public Level AsCaller => Level.Mutual;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits =>
    [
        $"Any caller with a certificate of the authority is let in: which one it is, {_product.Title} tells by ACL user and password only.",
        $"As a caller (replica, cluster node), {_product.Title} checks chain and purpose of the server's certificate, never its name; {_product.Cli} and clients on hiredis likewise.",
        "A command that lets it read its certificates again needs no restart; new settings do.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var document = Read(component, documents);
        var plain = PlainPort(document);
        // Where it has TLS already, there it stays: a plaintext port that somebody opens later does not become what links mean.
        // But not where plaintext comes back to the port that TLS has taken from it.
        var standing = ConfigText.Port(document?.Value("tls-port")) is { } found && !(component.KeepPlaintext && found == plain) ? found : (int?)null;
        var port = component.Port ?? standing ?? (component.KeepPlaintext ? PortBeside : plain ?? DefaultPort);
        ImmutableArray<Endpoint> endpoints = [new("redis", port, "redis", PeerPolicy.None) { PlaintextPort = plain == port ? null : plain }];
        if (!IsClusterNode(document)) return endpoints;
        return endpoints.Add(ServersAmongThemselves.Endpoint(Bus, ConfigText.Port(document?.Value("cluster-port")) ?? (port + BusAbovePort), "between the nodes of a cluster every certificate of the authority is taken"));
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => client.Endpoint.Name == Bus ? [] : RedisClients.Of(client, _product.Cli);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        var wrong = Wrong(request, document).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // It dials itself to reload, and its primary as a replica: its leaf is a client's too.
        var material = ServerMaterial.Of(request, request.ServingAndCalling, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "tls"), User = _product.Word });
        var port = request.Endpoints[0].Port;
        return Result.With(
            material.Desired with
            {
                Edits = [new(config, request.Name, ConfigFormat.KeyValue, Edits(request, document, material, port))],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [config],
                    Material = material.Watched,
                    // A sentinel has no CONFIG. The same path again rebuilds the whole context: certificate, key and roots.
                    Reload = IsSentinel(document) ? null :
                    [
                        _product.Cli, "-p", ConfigText.Text(port), "--tls", "--cacert", material.OnHost.Roots, "--cert", material.OnHost.Certificate, "--key", material.OnHost.Key,
                        "CONFIG", "SET", "tls-cert-file", material.Certificate,
                    ],
                    Restart = ["systemctl", "restart", _product.Service],
                }),
            },
            wrong);
    }

    private static ImmutableArray<Edit> Edits(DialectRequest request, StatementDocument? document, ServerMaterial material, int port)
    {
        List<Edit> edits = [];
        if (!request.Component.KeepPlaintext) edits.Add(ConfigText.Set("0", "port"));
        edits.Add(ConfigText.Set(ConfigText.Text(port), "tls-port"));
        edits.Add(ConfigText.Set(material.Certificate, "tls-cert-file"));
        edits.Add(ConfigText.Set(material.Key, "tls-key-file"));
        edits.Add(ConfigText.Set(material.Roots, "tls-ca-cert-file"));
        edits.Add(ConfigText.Set(request.Endpoints[0].Peers >= PeerPolicy.Require ? "yes" : "no", "tls-auth-clients"));
        edits.Add(ConfigText.Set("TLSv1.2 TLSv1.3", "tls-protocols"));
        if (IsReplica(request, document)) edits.Add(ConfigText.Set("yes", "tls-replication"));
        // The primary's port with TLS may be another one than it had.
        if (Primary(request) is { } primary && Followed(document) is { Arguments: [var host, _] } told) edits.Add(new Edit.Set([told.Name], new EditValue.Raw($"{host} {ConfigText.Text(primary)}")));
        if (IsClusterNode(document)) edits.Add(ConfigText.Set("yes", "tls-cluster"));
        return [.. edits];
    }

    private static bool IsReplica(DialectRequest request, StatementDocument? document) => Followed(document) is not null || Primary(request) is not null;

    private static Statement? Followed(StatementDocument? document) => document?.Find("replicaof") ?? document?.Find("slaveof");

    // The port of the one that it has a link to; a sentinel has several.
    private static int? Primary(DialectRequest request) => request.Outgoing.Zip(request.Callees)
        .Where(static p => p.Second.Dialect is "redis" or "valkey" && p.First.Endpoint != Bus).Select(static p => (int?)p.Second.Endpoints[0].Port).FirstOrDefault();

    private static bool IsClusterNode(StatementDocument? document) => document?.Value("cluster-enabled") == "yes";

    private static bool IsSentinel(StatementDocument? document) => document?.Find("sentinel") is not null;

    private IEnumerable<Diagnostic> Wrong(DialectRequest request, StatementDocument? document)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, $"{_product.Title} has TLS from 6.0 on", 6) is { } old) yield return old;
        if (entry.KeepPlaintext && PlainPort(document) is { } plain && plain == request.Endpoints[0].Port)
            yield return DialectDiagnostics.OnePortForTwo(request, plain);
        foreach (var include in document?.Includes ?? [])
            yield return DialectDiagnostics.Includes(request, Config(entry), include);
    }

    private string Config(ComponentEntry component) => component.Config ?? LexicalPath.Join(_product.Folder, _product.ConfigFile);

    private StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.KeyValue, Config(component));

    // The plaintext port that it has now, or had before Linkseal closed it; null: none.
    private static int? PlainPort(StatementDocument? document) =>
        document is null ? null
        : document.Value("port") is not { } port ? IsSentinel(document) ? SentinelPort : DefaultPort
        : ConfigText.Port(port) ?? ConfigText.Port(document.Value("tls-port"));
}

/// <summary>One of the two products.</summary>
/// <param name="Word">The dialect's word, which is the system user's name too.</param>
/// <param name="Title">Its name.</param>
/// <param name="Folder">Where its configuration lies.</param>
/// <param name="ConfigFile">The configuration's name.</param>
/// <param name="Cli">Its command-line client.</param>
/// <param name="Service">Its systemd unit.</param>
internal sealed record RedisProduct(string Word, string Title, string Folder, string ConfigFile, string Cli, string Service);
