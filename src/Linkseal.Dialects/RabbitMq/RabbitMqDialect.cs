using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.RabbitMq;

/// <summary>RabbitMQ from 3.10 on (facts: dialects §2): AMQP, the management, callers by their certificates' names.</summary>
public sealed class RabbitMqDialect : IDialect
{
    internal const string Amqp = "amqp";
    internal const string Management = "management";
    internal const string Cluster = "cluster";
    private const string ClearCache = "ssl:clear_pem_cache()";
    private const int DefaultPort = 5671;
    private const int PlaintextPort = 5672;
    private const int ManagementPort = 15671;
    private const int PlaintextManagementPort = 15672;

    // Plugins that listen by themselves, by the settings of their listeners.
    private static readonly ImmutableArray<(string Plugin, string Settings)> OtherListeners =
    [
        ("rabbitmq_mqtt", "mqtt.listeners"), ("rabbitmq_stomp", "stomp.listeners"), ("rabbitmq_stream", "stream.listeners"),
        ("rabbitmq_web_mqtt", "web_mqtt"), ("rabbitmq_web_stomp", "web_stomp"), ("rabbitmq_prometheus", "prometheus"),
    ];

    private static readonly ImmutableArray<string> AdvancedTerms = ["ssl_options", "ssl_listeners", "tcp_listeners", "auth_mechanisms", "ssl_cert_login_from"];

    /// <inheritdoc/>
    public string Name => "rabbitmq";

    /// <inheritdoc/>
    public string Summary => "RabbitMQ from 3.10 on: rabbitmq.conf or conf.d, AMQP and management over TLS, users by certificate (EXTERNAL)";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Between nodes that have no links to each other's endpoint cluster, Erlang's distribution goes on in plaintext: keep its port (25672) among the nodes; and epmd's (4369), which has no TLS.",
        "Between nodes every certificate of the authority is taken, and then Erlang's cookie decides; nodes with TLS and nodes without don't meet, so a cluster that runs is stopped for the change.",
        "The management lets every certificate of the authority come to its login.",
        "A user whose link is taken out stays: rabbitmqctl delete_user.",
        "Shovels and federation upstreams are parameters, not configuration: show prints their URI.",
        "Listeners of other plugins (MQTT, STOMP, streams) keep their own settings.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [.. RabbitMqConfig.Paths(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var config = RabbitMqConfig.Read(component, documents);
        var port = component.Port ?? config.Below("listeners.ssl.").Select(static l => ConfigText.Port(l.Value)).FirstOrDefault() ?? DefaultPort;
        var plain = config.Below("listeners.tcp.").Select(static l => ConfigText.Port(l.Value)).FirstOrDefault() ?? PlaintextPort;
        ImmutableArray<Endpoint> endpoints = [new(Amqp, port, "amqp", PeerPolicy.None) { PlaintextPort = plain == port ? null : plain }];
        if (config.Has("rabbitmq_management"))
        {
            endpoints = endpoints.Add(new(Management, ConfigText.Port(config["management.ssl.port"]) ?? ManagementPort, "https", PeerPolicy.None)
            {
                PlaintextPort = ConfigText.Port(config["management.tcp.port"]) ?? PlaintextManagementPort,
                NotRefused = [new(ProbeKind.NoLink, "the management asks for a certificate of the authority and then for a login, whatever its name")],
            });
        }

        return endpoints.Add(ServersAmongThemselves.Endpoint(Cluster, RabbitMqNodes.Port(component, documents), "between nodes Erlang takes every certificate of the authority, and then asks for the cookie"));
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => RabbitMqClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = RabbitMqConfig.Read(entry, request.Documents);
        var isNamed = request.Endpoints[0].Peers is PeerPolicy.Named;
        var callers = isNamed ? RabbitMqUsers.Of(request) : [];
        var wrong = Wrong(request, config, callers).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // What it keeps of a file it forgets every two minutes, whoever is about to replace it.
        var nodes = RabbitMqNodes.AreSealed(request);
        var material = ServerMaterial.Of(request, nodes ? request.ServingAndCalling : request.Serving, new() { Folder = LexicalPath.Join(ConfigText.Folder(config.Main), "tls"), User = "rabbitmq", ReadAtHandshake = true });
        var values = RabbitMqSettings.Of(request, config, material);
        var files = material.Desired.Files;
        if (config.IntoDropIn) files = files.Add(ConfigText.OurFile(request, config.DropIn, RabbitMqSettings.Text(values)));
        if (isNamed && !RabbitMqUsers.HasOwn(config)) files = files.Add(new() { Path = config.Definitions, Component = request.Name, Content = new FileContent.Known(RabbitMqUsers.Text(callers)), Mode = ConfigText.Readable });
        if (nodes) files = files.Add(RabbitMqNodes.Options(request, material));
        ImmutableArray<DesiredEdit> edits = [.. RabbitMqSettings.Edits(request, config, values, RabbitMqSettings.Without(request, values)), .. nodes ? [RabbitMqNodes.Arguments(request)] : (ReadOnlySpan<DesiredEdit>)[]];
        ImmutableArray<string> configuration = [.. edits.Select(static e => e.Path), config.DropIn, config.Definitions, RabbitMqNodes.OptionsPath(entry)];
        return Result.With(
            material.Desired with
            {
                Files = files,
                Edits = edits,
                Steps =
                [
                    .. isNamed && !config.Has(RabbitMqConfig.ExternalPlugin) ? (RunStep[])[Enable(request, config, configuration)] : [],
                    .. ServerSteps.Of(request, new()
                    {
                        Configuration = configuration,
                        Material = material.Watched,
                        Reload = ["rabbitmqctl", "eval", nodes ? $"{ClearCache}, {RabbitMqNodes.ClearCache}." : ClearCache + "."],
                        Restart = ["systemctl", "restart", "rabbitmq-server"],
                    }),
                ],
            },
            wrong);
    }

    // Into the file only: the restart that is due anyway loads it. Within a container it is the operator's command.
    private static RunStep Enable(DialectRequest request, RabbitMqConfig config, ImmutableArray<string> configuration) => new()
    {
        Id = "plugin-" + request.Name,
        Component = request.Name,
        Command = [.. config.PluginsPath == "/etc/rabbitmq/enabled_plugins" ? (string[])[] : ["env", "RABBITMQ_ENABLED_PLUGINS_FILE=" + config.PluginsPath], "rabbitmq-plugins", "enable", "--offline", RabbitMqConfig.ExternalPlugin],
        Reason = $"{request.Name} needs the plugin by which certificates are logins",
        After = configuration,
        Rewrites = [config.PluginsPath],
        Runs = request.Component.Mounts.IsEmpty,
        OnRemove = false,
    };

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, RabbitMqConfig config, ImmutableArray<(Link Link, string User, string Host)> callers)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "Linkseal knows RabbitMQ from 3.10 on", 3, 10) is { } old) yield return old;
        if (entry.KeepPlaintext && request.Endpoints[0] is { PlaintextPort: null, Port: var port }) yield return DialectDiagnostics.OnePortForTwo(request, port);
        foreach (var term in AdvancedTerms.Where(t => config.Advanced.Contains(t, StringComparison.Ordinal))) yield return RabbitMqDiagnostics.AdvancedWins(request, config, term);
        if (!entry.KeepPlaintext)
        {
            foreach (var (plugin, settings) in OtherListeners.Where(o => config.Has(o.Plugin) && config.Below(o.Settings + ".ssl.").IsEmpty))
                yield return RabbitMqDiagnostics.PluginStaysPlaintext(request, config, plugin, settings);
            if (!RabbitMqNodes.AreSealed(request) && config.Below("cluster_formation.") is [var formation, ..]) yield return RabbitMqDiagnostics.NodesStayPlaintext(request, config, formation.Key);
        }

        foreach (var (link, user, _) in callers.Where(static c => c.Link.User is { } asked && asked != c.User)) yield return RabbitMqDiagnostics.AnotherUser(request, link, user);
        if (!callers.IsEmpty && RabbitMqUsers.HasOwn(config)) yield return RabbitMqDiagnostics.OwnDefinitions(request, config, callers.Select(static c => c.User).Distinct(StringComparer.Ordinal));
    }
}
