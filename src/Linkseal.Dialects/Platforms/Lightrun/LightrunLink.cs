using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What decides about a link.</summary>
internal enum LightrunLinkKind
{
    /// <summary>From outside to the router: whatever stands before it.</summary>
    Ingress,

    /// <summary>The router's nginx: it verifies with <c>verification</c> and a CA secret.</summary>
    Router,

    /// <summary>The router to the backend, which serves the public certificate.</summary>
    RouterToBackend,

    /// <summary>The JVM of backend and crons: it verifies with <c>verification</c>.</summary>
    Jvm,

    /// <summary>Keycloak to RabbitMQ: it verifies by its own trust store.</summary>
    Keycloak,

    /// <summary>Keycloak to Keycloak, port 7800.</summary>
    Cluster,

    /// <summary>JDBC with <c>trustServerCertificate=true</c>.</summary>
    Database,
}

/// <summary>Who calls whom in the chart.</summary>
/// <remarks>Sources: chart/templates/router/configmap.yaml, helpers/_router.tpl, helpers/_backend_crons_shared.tpl, keycloak-statefulset.yaml at v3.50.0.</remarks>
internal sealed record LightrunLink(string Caller, string Callee, LightrunLinkKind Kind, LightrunCondition When = LightrunCondition.Always)
{
    /// <summary>Whoever dials the router from outside.</summary>
    public const string Outside = "ingress";

    public static ImmutableArray<LightrunLink> All { get; } =
    [
        new(Outside, "router", LightrunLinkKind.Ingress),
        new("router", "frontend", LightrunLinkKind.Router),
        new("router", "keycloak", LightrunLinkKind.Router),
        new("router", "backend", LightrunLinkKind.RouterToBackend),
        new("backend", "keycloak", LightrunLinkKind.Jvm),
        new("backend", "redis", LightrunLinkKind.Jvm),
        new("backend", "rabbitmq", LightrunLinkKind.Jvm, LightrunCondition.Queue),
        new("backend", "data-streamer", LightrunLinkKind.Jvm),
        new("backend", "artifacts", LightrunLinkKind.Jvm),
        new("crons", "keycloak", LightrunLinkKind.Jvm),
        new("crons", "redis", LightrunLinkKind.Jvm),
        new("crons", "rabbitmq", LightrunLinkKind.Jvm, LightrunCondition.Queue),
        new("keycloak", "rabbitmq", LightrunLinkKind.Keycloak, LightrunCondition.Queue),
        new("keycloak", "keycloak", LightrunLinkKind.Cluster, LightrunCondition.KeycloakCluster),
        new("backend", "mysql", LightrunLinkKind.Database),
        new("crons", "mysql", LightrunLinkKind.Database),
        new("keycloak", "mysql", LightrunLinkKind.Database),
    ];
}
