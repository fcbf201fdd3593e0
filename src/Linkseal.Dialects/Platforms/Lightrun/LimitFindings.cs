using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Findings about what the chart cannot do.</summary>
internal static class LimitFindings
{
    public static Finding WaitingPods(bool queue) => new("LS2731", Severity.Note,
        "limit: init containers that wait for Keycloak" + (queue ? " and RabbitMQ" : "") + " use --no-check-certificate whatever verification says" + (queue ? ", and send RabbitMQ's user and password so" : ""))
    {
        Component = "backend", Observed = "wget --no-check-certificate", Remedy = "nothing in the values changes it; network policies keep strangers out",
    };

    public static Finding Database(bool encrypted) => new("LS2732", Severity.Note, encrypted
        ? "limit: links to MySQL are encrypted, and any server is believed: the chart writes trustServerCertificate=true"
        : "limit: links to MySQL are plaintext; internal_tls does not touch them")
    {
        Component = "mysql", Observed = encrypted ? "trustServerCertificate=true" : "db_require_secure_transport: false",
        Remedy = encrypted ? "nothing in the values changes it" : "general.db_require_secure_transport: true encrypts them; no value makes the pods verify",
    };

    public static Finding NoClientCertificates(bool cluster) => new("LS2733", Severity.Note,
        "limit: no server of the chart asks for a client certificate" + (cluster ? ", but for Keycloak's pods among themselves" : "") + ": a caller is known by its password, not by a certificate")
    {
        Component = Leaves.Whole,
    };

    public static Finding KeycloakHasNoTrust(LightrunVersion version) => new("LS2734", Severity.Note,
        $"limit: chart {version} can't give Keycloak a CA (secrets.customCa came with {LightrunVersion.CustomCa}): keycloak:rabbitmq is not authenticated")
    {
        Component = "keycloak", Link = "keycloak:rabbitmq", Remedy = "upgrade the chart",
    };

    public static Finding NewerVersion(LightrunVersion version) => new("LS2735", Severity.Note,
        $"chart {version} is newer than the rules that Linkseal knows: those of {LightrunVersion.Newest} are used")
    {
        Component = Leaves.Whole, Observed = version.ToString(), Expected = $"up to {LightrunVersion.Newest}", Remedy = "compare `linkseal show` with the chart's release notes; a newer Linkseal may know more",
    };

    public static Finding VersionNotSaid() => new("LS2736", Severity.Note, $"the chart's version is not said: the rules of {LightrunVersion.Newest} are used")
    {
        Component = Leaves.Whole, Expected = "settings: { version: … }", Remedy = "`helm list -A` shows it",
    };
}
