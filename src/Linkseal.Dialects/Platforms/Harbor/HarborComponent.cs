using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What has to be so for a component or a link to be there.</summary>
internal enum HarborCondition
{
    Always,
    Trivy,
    Notary,
    Chartmuseum,
    Clair,
    Metrics,
}

/// <summary>One service of Harbor's compose file, with its file pair and its ports by version.</summary>
/// <remarks>
/// Sources: goharbor/harbor make/photon/prepare/models.py (class InternalTLS), utils/configs.py, scripts/gencert.sh and
/// templates/docker_compose/docker-compose.yml.jinja at v2.0.0, 2.1.0, 2.2.0, 2.7.0, 2.8.0, 2.9.0 and 2.15.2.
/// </remarks>
internal sealed record HarborComponent(string Name, HarborCondition When = HarborCondition.Always)
{
    /// <summary>Base name of its pair in <c>internal_tls.dir</c>; null: it has none.</summary>
    public string? Pair { get; init; }

    /// <summary>The name that its certificate has to say: what peers dial.</summary>
    public string DnsName { get; init; } = Name;

    /// <summary>The port inside the compose network with internal TLS; null: it never listens with TLS there.</summary>
    public int? TlsPort { get; init; }

    /// <summary>The port without; null: it listens to nobody inside.</summary>
    public int? PlainPort { get; init; }

    /// <summary>The plaintext port's wire protocol.</summary>
    public string Protocol { get; init; } = "http";

    /// <summary>The first 2.x version in which the pair is read and the TLS port listens.</summary>
    public int TlsSince { get; init; }

    /// <summary>Its container's name in Harbor's docker-compose.yml; null: its own name.</summary>
    public string? Container { get; init; }

    /// <summary>The path that answers without a login.</summary>
    public string Health { get; init; } = "/";

    /// <summary>Where the container finds its pair; null: mounted nowhere.</summary>
    public string? Inside { get; init; }

    /// <summary>The number that its process runs as.</summary>
    public int User { get; init; } = 10000;

    /// <summary>It sends its certificate when a server asks for one.</summary>
    public bool SendsCertificate { get; init; }

    /// <summary>It serves the metrics port too, when <c>metric.enabled</c>.</summary>
    public bool ServesMetrics { get; init; }

    /// <summary>False: its certificate is only ever presented as a caller.</summary>
    public bool PresentsAsServer { get; init; } = true;

    private const string Ssl = "/etc/harbor/ssl";
    private const string Tls = "/etc/harbor/tls";

    /// <summary>Every component of every version, in the order in which they are shown.</summary>
    public static ImmutableArray<HarborComponent> All { get; } =
    [
        new("proxy") { Pair = "proxy", Inside = Tls, SendsCertificate = true, PresentsAsServer = false, Container = "nginx" },
        new("core") { Pair = "core", TlsPort = 8443, PlainPort = 8080, Inside = Ssl, SendsCertificate = true, ServesMetrics = true, Container = "harbor-core", Health = "/api/v2.0/ping" },
        new("jobservice") { Pair = "job_service", TlsPort = 8443, PlainPort = 8080, Inside = Ssl, SendsCertificate = true, ServesMetrics = true, Container = "harbor-jobservice", Health = "/api/v1/stats" },
        new("registry") { Pair = "registry", TlsPort = 5443, PlainPort = 5000, Inside = Tls, ServesMetrics = true },
        new("registryctl") { Pair = "registryctl", TlsPort = 8443, PlainPort = 8080, Inside = Ssl, SendsCertificate = true, Health = "/api/health" },
        new("portal") { Pair = "portal", TlsPort = 8443, PlainPort = 8080, Inside = Tls, TlsSince = 1, Container = "harbor-portal" },
        new("trivy-adapter", HarborCondition.Trivy) { Pair = "trivy_adapter", TlsPort = 8443, PlainPort = 8080, Inside = Ssl },
        new("chartmuseum", HarborCondition.Chartmuseum) { Pair = "chartmuseum", TlsPort = 9443, PlainPort = 9999, Inside = Ssl },
        new("notary-server", HarborCondition.Notary) { Pair = "notary_server", PlainPort = 4443, Inside = Ssl },
        new("notary-signer", HarborCondition.Notary) { Pair = "notary_signer", PlainPort = 7899, Protocol = "tls", Inside = Ssl },
        new("clair-adapter", HarborCondition.Clair) { Pair = "clair_adapter", TlsPort = 8443, PlainPort = 8080, Inside = Ssl },
        new("clair", HarborCondition.Clair) { Pair = "clair", PlainPort = 6060, Inside = Ssl },
        new("exporter", HarborCondition.Metrics) { PlainPort = 8080, ServesMetrics = true, Container = "harbor-exporter" },
        // Required by prepare and mounted nowhere; the name is gencert's, the real host is "postgresql".
        new("postgresql") { Pair = "harbor_db", DnsName = "harbor_db", PlainPort = 5432, Protocol = "postgresql", User = 999, Container = "harbor-db" },
        new("redis") { PlainPort = 6379, Protocol = "redis" },
        new("log") { PlainPort = 10514, Protocol = "syslog", Container = "harbor-log" },
    ];

    public static HarborComponent Find(string name) => All.First(c => c.Name == name);
}
