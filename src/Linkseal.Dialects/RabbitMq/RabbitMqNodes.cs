using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Description;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>The nodes of a cluster among themselves: Erlang's distribution over TLS, for the broker and for <c>rabbitmqctl</c> (RabbitMQ, "Securing Cluster Communication with TLS").</summary>
internal static partial class RabbitMqNodes
{
    // The distribution has a cache of its own, which ssl:clear_pem_cache() leaves alone; by itself it looks again within two minutes.
    public const string ClearCache = "catch gen_server:call(ssl_pem_cache_dist, {unconditionally_clear_pem_cache, self()})";

    private const int PortAboveAmqp = 20000;
    private const int AmqpPort = 5672;

    // Of the broker, and of the command-line tools, which are nodes too.
    private static readonly ImmutableArray<string> ArgumentKeys = ["SERVER_ADDITIONAL_ERL_ARGS", "CTL_ERL_ARGS"];

    /// <summary>True: it has a link to another node, or from one.</summary>
    public static bool AreSealed(DialectRequest request) =>
        request.Incoming.Any(static l => l.Endpoint == RabbitMqDialect.Cluster) || request.Outgoing.Zip(request.Callees).Any(static p => p.First.Endpoint == RabbitMqDialect.Cluster && p.Second.Dialect == "rabbitmq");

    /// <summary>Where nodes call it.</summary>
    public static int Port(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var environment = Environment(component, documents);
        return ConfigText.Port(Said(environment, "DIST_PORT").Value) ?? ((ConfigText.Port(Said(environment, "NODE_PORT").Value) ?? AmqpPort) + PortAboveAmqp);
    }

    /// <summary>Linkseal's own file of options.</summary>
    public static string OptionsPath(ComponentEntry component) => LexicalPath.Join(ConfigText.Folder(RabbitMqConfig.EnvironmentOf(component)), "linkseal-nodes.config");

    /// <summary>The options, a term of Erlang. Each side checks the other's chain, and who calls the host in the node's name.</summary>
    public static DesiredFile Options(DialectRequest request, ServerMaterial material)
    {
        var files = $"{{cacertfile, {Term(material.Roots)}}}, {{certfile, {Term(material.Certificate)}}}, {{keyfile, {Term(material.Key)}}}, {{verify, verify_peer}}";
        const string Versions = "{versions, ['tlsv1.3', 'tlsv1.2']}";
        return new()
        {
            Path = OptionsPath(request.Component), Component = request.Name, Mode = ConfigText.Readable,
            Content = new FileContent.Known($"%% Written by Linkseal: changes made here are lost.\n[\n  {{server, [{files}, {{fail_if_no_peer_cert, true}}, {Versions}]}},\n  {{client, [{files}, {Versions}]}}\n].\n"),
        };
    }

    /// <summary>The arguments that name them, behind whatever others stand there.</summary>
    public static DesiredEdit Arguments(DialectRequest request)
    {
        var environment = Environment(request.Component, request.Documents);
        var ours = $"-proto_dist inet_tls -ssl_dist_optfile {ServerMaterial.Inside(request.Component, OptionsPath(request.Component))}";
        return new(RabbitMqConfig.EnvironmentOf(request.Component), request.Name, ConfigFormat.Env, [.. ArgumentKeys.Select(key =>
        {
            var (name, value) = Said(environment, key);
            return ConfigText.Set($"{Distribution().Replace(value ?? "", "").Trim()} {ours}".Trim(), name);
        })]);
    }

    // With the prefix that every variable has besides, it wins.
    private static (string Name, string? Value) Said(StatementDocument? environment, string key) =>
        environment?.Value("RABBITMQ_" + key) is { } prefixed ? ("RABBITMQ_" + key, prefixed) : (key, environment?.Value(key));

    private static StatementDocument? Environment(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.Env, RabbitMqConfig.EnvironmentOf(component));

    private static string Term(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"\s*-(proto_dist|ssl_dist_optfile)\s+\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Distribution();
}
