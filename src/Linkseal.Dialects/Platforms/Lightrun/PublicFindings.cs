using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Findings about the public certificate, which backend and router serve, and about CA files.</summary>
internal static class PublicFindings
{
    public static Finding LacksServiceName(string path, CertificateFacts certificate, string service) => new("LS2721", Severity.Error,
        $"the public certificate does not cover {service}: from chart {LightrunVersion.ApiByServiceName} on a verifying router checks that name below /api/, and answers 503")
    {
        Component = "backend", Link = "router:backend", Path = path, Observed = string.Join(", ", certificate.Names.Select(static n => n.Value)), Expected = service,
        Remedy = "have it issued with that name too (a public CA will not), or `public: made`, or live with verification: false",
    };

    public static Finding LacksEndpoint(string path, CertificateFacts certificate, string endpoint) => new("LS2722", Severity.Error, $"the public certificate does not cover {endpoint}, the host that clients dial")
    {
        Component = "backend", Path = path, Observed = string.Join(", ", certificate.Names.Select(static n => n.Value)), Expected = endpoint, Remedy = "have it issued for general.lightrun_endpoint",
    };

    public static Finding IssuerNotNamed(string path, string secret) => new("LS2723", Severity.Warning,
        $"a verifying router judges the backend's public certificate ({secret}) by ca.crt too, and nobody has said who issued it: if it was not the internal CA, every page of the backend answers 502")
    {
        Component = "backend", Link = "router:backend", Path = path, Observed = "no `public`", Expected = "the issuer's certificate in ca.crt", Remedy = "name it: settings: { public: { ca: PATH } }; or `public: made`",
    };

    public static Finding NotBelieved(string path, CertificateFacts certificate, string bundle) => new("LS2724", Severity.Error,
        $"the public certificate leads to no certificate in ca.crt ({bundle}): a verifying router refuses the backend")
    {
        Component = "backend", Link = "router:backend", Path = path, Observed = $"issued by {certificate.Issuer}", Expected = "its root in ca.crt", Remedy = "name its CA: settings: { public: { ca: PATH } }",
    };

    public static Finding NotSeen(string path, string secret) => new("LS2725", Severity.Note,
        $"not looked at: the public certificate is in Secret {secret}; its names and its end are not known here")
    {
        Component = "backend", Path = path, Observed = $"Secret {secret}", Remedy = "to have it looked at: settings: { public: { certificate: PATH } }",
    };

    public static Finding PinnedKey(string path) => new("LS2726", Severity.Warning,
        "agents and plugins pin the public key of the backend's certificate: a new one locks out those that hold the old hash")
    {
        Component = "backend", Path = path, Observed = "certificate.security_pinned_hashes is empty", Expected = "the old hash and the new one",
        Remedy = "list both in certificate.security_pinned_hashes before helm upgrade, and keep them until every agent has restarted",
    };

    public static Finding FirstBlockOnly(string path, int certificates) => new("LS2727", Severity.Warning,
        $"{path} holds {certificates} certificates, and the first one only is believed by backend and crons: keytool reads no further")
    {
        Component = "backend", Path = path, Observed = $"{certificates} certificates", Expected = "one CA, which signed every internal certificate", Remedy = "put that CA first",
    };

    public static Finding SecretNotSeen(string component, string key, string secret) => new("LS2728", Severity.Note,
        $"not looked at: the certificate of {component} is in Secret {secret}; its names, its end and its issuer are not known here")
    {
        Component = component, Observed = $"{key}: {secret}", Remedy = $"to have it checked and placed: settings: {{ certificates: {{ {key}: {{ certificate: PATH, key: PATH }} }} }}",
    };

    public static Finding AuthorityNotSeen(string secret) => new("LS2729", Severity.Note, $"not looked at: the CA is in Secret {secret}; whether it believes the certificates is not known here")
    {
        Component = Leaves.Whole, Observed = $"existing_ca_secret_name: {secret}", Remedy = "to have it checked and placed: settings: { ca: PATH }",
    };
}
