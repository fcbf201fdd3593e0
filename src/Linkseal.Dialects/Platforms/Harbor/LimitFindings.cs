using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Findings about what Harbor cannot do, and what its own settings leave open.</summary>
internal static class LimitFindings
{
    public static Finding StaysPlaintext(IReadOnlyCollection<string> links, IEnumerable<string> reasons) => new("LS2221", Severity.Note,
        $"limit: {links.Count} links stay plaintext, because Harbor has no TLS for them: {string.Join("; ", reasons)}")
    {
        Observed = string.Join(", ", links), Remedy = "keep them on one machine: their ports are on the compose network only; an external database, and from 2.13 an external Redis, can have TLS",
    };

    public static Finding NoClientCertificates(bool mutual) => new("LS2222", Severity.Note, mutual
        ? "limit: of Harbor's listeners only jobservice and registryctl ask for a client certificate, and they accept every one of the authority"
        : "limit: no listener of Harbor asks for a client certificate: its links are encrypted and the server is authenticated, not the caller")
    {
        Remedy = mutual ? null : "settings: { mutual: true } makes jobservice and registryctl ask",
    };

    public static Finding Unverified(string link, string reason) => new("LS2223", Severity.Note, $"limit: {link} is encrypted, but the server is not authenticated: {reason}")
    {
        Link = link,
    };

    public static Finding ExternalDatabase(string path, string mode) => new("LS2224", Severity.Warning, mode is "require" or "verify-ca"
        ? $"external_database has ssl_mode {mode}: the connection is encrypted, but {(mode == "require" ? "any server is believed" : "any server of that CA is believed")}"
        : $"external_database has ssl_mode {mode}: passwords and data cross the network in plaintext")
    {
        Component = "postgresql", Path = path, Observed = $"ssl_mode: {mode}", Expected = "ssl_mode: verify-full", Remedy = "set external_database.harbor.ssl_mode to verify-full; its CA has to be in Harbor's trust folder",
    };

    public static Finding ExternalRedis(string path, HarborVersion version) => new("LS2225", Severity.Warning, "external_redis has no TLS: sessions and tokens cross the network in plaintext")
    {
        Component = "redis", Path = path, Observed = "redis://", Expected = "tlsOptions: { enable: true, rootCA: PATH }",
        Remedy = version.AtLeast(13) ? "set external_redis.tlsOptions.enable and rootCA" : "Harbor can do it from 2.13 on; until then, a tunnel",
    };

    public static Finding TrivyInsecure(string path) => new("LS2226", Severity.Warning, "trivy.insecure is true: Trivy accepts any certificate when it pulls images to scan")
    {
        Component = "trivy-adapter", Link = "trivy-adapter:core", Path = path, Observed = "insecure: true", Expected = "insecure: false", Remedy = "set it to false: Trivy believes the internal CA",
    };
}
