using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What decides on a link's level.</summary>
internal enum HarborLinkKind
{
    /// <summary>TLS with <c>internal_tls</c>; the caller verifies.</summary>
    Internal,

    /// <summary>TLS with <c>internal_tls</c>; the caller accepts any certificate.</summary>
    Unverified,

    /// <summary>As <see cref="Internal"/>, unless <c>trivy.insecure</c>.</summary>
    UnlessTrivyInsecure,

    /// <summary>The metrics port: always plain HTTP.</summary>
    Metrics,

    /// <summary>PostgreSQL: plain when bundled, by <c>ssl_mode</c> when external.</summary>
    Database,

    /// <summary>Redis: plain when bundled, by <c>tlsOptions</c> when external.</summary>
    Redis,

    /// <summary>Syslog over TCP: plain.</summary>
    Log,

    /// <summary>Notary's own TLS with its own CA, unrelated to <c>internal_tls</c>.</summary>
    Notary,

    /// <summary>A listener without TLS in every version that has it.</summary>
    Plain,
}

/// <summary>Who calls whom.</summary>
/// <remarks>
/// Sources: goharbor/harbor make/photon/prepare/utils/configs.py (URLs), templates/*/env.jinja, templates/nginx/*.jinja,
/// src/controller/health/checker.go, src/controller/proxy/local.go, src/pkg/scan/rest/v1/client.go, at v2.0.0 to v2.15.2.
/// </remarks>
internal sealed record HarborLink(string Caller, string Callee, HarborLinkKind Kind = HarborLinkKind.Internal, HarborCondition When = HarborCondition.Always)
{
    /// <summary>Every link of every version, apart from those to the log, which every component has.</summary>
    public static ImmutableArray<HarborLink> All { get; } =
    [
        new("proxy", "core"),
        new("proxy", "portal"),
        new("proxy", "notary-server", HarborLinkKind.Plain),
        new("core", "registry"),
        new("core", "registryctl"),
        new("core", "jobservice"),
        new("core", "portal"),
        new("core", "trivy-adapter"),
        new("core", "chartmuseum"),
        new("core", "clair-adapter"),
        new("core", "notary-server", HarborLinkKind.Plain),
        new("core", "core", HarborLinkKind.Unverified),
        new("jobservice", "core"),
        new("jobservice", "registry"),
        new("jobservice", "registryctl"),
        new("jobservice", "trivy-adapter"),
        new("jobservice", "clair-adapter"),
        new("trivy-adapter", "core", HarborLinkKind.UnlessTrivyInsecure),
        new("clair-adapter", "core"),
        new("clair-adapter", "clair", HarborLinkKind.Plain),
        new("exporter", "core"),
        new("notary-server", "notary-signer", HarborLinkKind.Notary),
        new("proxy", "core", HarborLinkKind.Metrics, HarborCondition.Metrics),
        new("proxy", "jobservice", HarborLinkKind.Metrics, HarborCondition.Metrics),
        new("proxy", "registry", HarborLinkKind.Metrics, HarborCondition.Metrics),
        new("proxy", "exporter", HarborLinkKind.Metrics, HarborCondition.Metrics),
        new("core", "postgresql", HarborLinkKind.Database),
        new("jobservice", "postgresql", HarborLinkKind.Database),
        new("exporter", "postgresql", HarborLinkKind.Database),
        new("notary-server", "postgresql", HarborLinkKind.Database),
        new("notary-signer", "postgresql", HarborLinkKind.Database),
        new("clair", "postgresql", HarborLinkKind.Database),
        new("core", "redis", HarborLinkKind.Redis),
        new("jobservice", "redis", HarborLinkKind.Redis),
        new("registry", "redis", HarborLinkKind.Redis),
        new("trivy-adapter", "redis", HarborLinkKind.Redis),
        new("chartmuseum", "redis", HarborLinkKind.Redis),
        new("clair-adapter", "redis", HarborLinkKind.Redis),
        new("exporter", "redis", HarborLinkKind.Redis),
    ];
}
