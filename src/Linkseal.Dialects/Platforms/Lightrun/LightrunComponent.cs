using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What has to be so for a component or a link to be there.</summary>
internal enum LightrunCondition
{
    Always,
    Artifacts,
    DataStreamer,
    Crons,
    LocalRedis,
    Queue,
    LocalQueue,
    LocalDatabase,
    KeycloakCluster,
}

/// <summary>One workload of the chart: its Service, its certificate, its ports.</summary>
/// <remarks>
/// Sources: lightrun-platform/lightrun-helm-chart v3.50.0, chart/templates/helpers/_helpers.tpl (names), *-deployment.yaml, *-statefulset.yaml, rabbitmq.yaml
/// (kinds, mounts), *-service.yaml (ports), redis_config_cm.yaml, rabbitmq-cm.yaml, frontend-cm.yaml, artifacts/configmap.yaml, data_streamer/config_cm.yaml.
/// </remarks>
internal sealed record LightrunComponent(string Name, string Suffix, LightrunCondition When = LightrunCondition.Always)
{
    /// <summary>Its key in <c>existing_certificates</c>; null: it has no internal certificate.</summary>
    public string? Key { get; init; }

    /// <summary>The port of its Service, plain or TLS: switching keeps the number; 0: it serves nobody, or the values decide.</summary>
    public int Port { get; init; }

    /// <summary>The protocol without and with TLS.</summary>
    public (string Plain, string Sealed) Protocol { get; init; } = ("http", "https");

    /// <summary>What is spoken over TLS, where the protocol's word says only that it is TLS.</summary>
    public string? Wire { get; init; }

    /// <summary>What of Kubernetes' leads to its port: the Service, whose number <see cref="Port"/> is, or the workload itself.</summary>
    public string Kind { get; init; } = "service";

    /// <summary><c>deployment</c> or <c>statefulset</c>; null: nothing that a certificate restarts.</summary>
    public string? Workload { get; init; } = "deployment";

    /// <summary>What its restart interrupts.</summary>
    public string Interrupts { get; init; } = "";

    /// <summary>In the order in which they restart: whoever is called before whoever calls.</summary>
    public static ImmutableArray<LightrunComponent> All { get; } =
    [
        new("redis", "-redis", LightrunCondition.LocalRedis)
        {
            Key = "redis", Port = 6379, Protocol = ("redis", "tls"), Wire = "redis", Interrupts = "the backend's cache and sessions for some seconds",
        },
        new("rabbitmq", "-mq", LightrunCondition.LocalQueue)
        {
            Key = "rabbitmq", Port = 5672, Protocol = ("amqp", "amqps"), Workload = "statefulset", Interrupts = "events: they wait until the queue is back, some seconds to a minute",
        },
        new("keycloak", "-keycloak") { Key = "keycloak", Port = 8080, Workload = "statefulset", Interrupts = "logging in, for a minute or two" },
        new("data-streamer", "-data-streamer", LightrunCondition.DataStreamer) { Key = "data_streamer", Port = 8080, Interrupts = "the stream to the SIEM for some seconds" },
        new("artifacts", "-artifacts", LightrunCondition.Artifacts) { Key = "artifacts", Port = 8080, Interrupts = "downloads of agents and plugins for some seconds" },
        new("frontend", "-frontend") { Key = "frontend", Port = 8080, Interrupts = "the web pages for some seconds" },
        new("backend", "-backend") { Port = 8080, Interrupts = "agents and IDE plugins: they reconnect, a minute or two" },
        new("crons", "-crons", LightrunCondition.Crons) { Interrupts = "background jobs for a minute" },
        new("router", "-router") { Port = 8443, Kind = "deployment", Interrupts = "everything that comes from outside, for some seconds" },
        new("mysql", "-mysql", LightrunCondition.LocalDatabase) { Port = 3306, Protocol = ("mysql", "mysql"), Workload = null },
    ];

    public static LightrunComponent Find(string name) => All.First(c => c.Name == name);
}
