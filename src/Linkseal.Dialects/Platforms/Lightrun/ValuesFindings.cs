using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Findings about the values as they stand: one method for each code.</summary>
internal static class ValuesFindings
{
    public static Finding Off(string path, IReadOnlyCollection<string> links) => new("LS2701", Severity.Error,
        $"general.internal_tls is off: {links.Count} links between Lightrun's pods are plaintext")
    {
        Component = Leaves.Whole, Path = path, Expected = "general.internal_tls.enabled: true", Observed = "plaintext: " + string.Join(", ", links),
        Remedy = "linkseal apply writes certificates and values; then the helm upgrade that it prints",
    };

    public static Finding GeneratedAndVerified(string path) => new("LS2702", Severity.Error,
        "certificates that the chart generates are to be verified, and nobody is given their CA: the backend refuses every one of them")
    {
        Component = "backend", Path = path, Observed = "source: generate_self_signed_certificates, verification: true", Expected = "source: existing_certificates, and a CA secret",
        Remedy = "linkseal apply; the chart's own comment says that generation works with verification: false only, and then nothing is verified",
    };

    public static Finding Generated(string path, LightrunVersion version) => new("LS2703", Severity.Warning,
        "the chart generates the certificates in pre-install hooks: helm upgrade makes none, so turning it on, adding a component" +
        (version.AtLeast(LightrunVersion.GeneratedAuthority) ? " or coming from before 3.46.0" : "") + " leaves pods waiting for Secrets; a re-install or a full sync of Argo CD replaces all of them at once")
    {
        Component = Leaves.Whole, Path = path, Observed = "source: generate_self_signed_certificates", Expected = "source: existing_certificates", Remedy = "linkseal apply: its Secrets are no part of the release",
    };

    public static Finding GeneratedLife(string path) => new("LS2704", Severity.Warning,
        "certificates that the chart generates live ten years, and the key of their CA is gone: none can be renewed without all others")
    {
        Component = Leaves.Whole, Path = path, Observed = "3650 days", Expected = "a year, renewed one by one", Remedy = "linkseal apply",
    };

    public static Finding GeneratedCluster(string path) => new("LS2705", Severity.Error,
        "Keycloak's pods talk to each other in plaintext: the chart uses no generated certificate there")
    {
        Component = "keycloak", Link = "keycloak:keycloak", Path = path, Observed = "clusterMode with source: generate_self_signed_certificates", Expected = "existing_certificates.keycloak_cluster", Remedy = "linkseal apply",
    };

    public static Finding EmptySecret(string path, string component, string key) => new("LS2706", Severity.Error,
        $"existing_certificates.{key} is empty: the pods of {component} are made with a volume without a name and do not start")
    {
        Component = component, Path = path, Observed = "no name", Expected = "the name of a Secret", Remedy = "linkseal apply, or name a Secret of your own",
    };

    public static Finding StrayEnabled(string path, Position at) => new("LS2707", Severity.Warning,
        "`enabled` stands directly under `general`, where nothing reads it: one example of the chart's page has it there")
    {
        Component = Leaves.Whole, Path = path, Observed = $"general.enabled in line {at.Line}", Expected = "general.internal_tls.enabled", Remedy = "take it out, so that nobody relies on it",
    };

    public static Finding VerificationOff(string path, bool decided) => new("LS2708", Severity.Warning,
        (decided ? "verification is off by the settings" : "verification is off") + ": links are encrypted, but router, backend and crons accept any certificate of anybody")
    {
        Component = Leaves.Whole, Path = path, Observed = "verification: false", Expected = "verification: true", Remedy = decided ? "take `verification: false` out of the settings" : "linkseal apply",
    };

    public static Finding NoAuthority(string path) => new("LS2709", Severity.Error,
        "certificates are to be verified, and there is no CA secret: the router's nginx verifies nothing, and backend and crons refuse every certificate of a private CA")
    {
        Component = "router", Path = path, Observed = "existing_ca_secret_name is empty", Expected = "a Secret with ca.crt", Remedy = "linkseal apply, or name the Secret of your CA",
    };

    public static Finding WrongAuthority(string path, string secret) => new("LS2710", Severity.Error,
        $"{secret} is the Secret of the chart's own CA: its only key is custom-ca.pem, and the pods look for ca.crt")
    {
        Component = Leaves.Whole, Path = path, Observed = $"existing_ca_secret_name: {secret}", Expected = "a Secret with ca.crt", Remedy = "linkseal apply makes one",
    };

    public static Finding KeycloakWithoutAuthority(string path) => new("LS2711", Severity.Error,
        "existing_ca_secret_name is not given to Keycloak, and secrets.customCa is empty: Keycloak can't verify RabbitMQ and does not reach it")
    {
        Component = "keycloak", Link = "keycloak:rabbitmq", Path = path, Observed = "no secrets.customCa", Expected = "secrets.customCa.existingCaSecret", Remedy = "linkseal apply",
    };

    public static Finding KeycloakTrustIsYours(string path, string secret) => new("LS2712", Severity.Warning,
        $"Keycloak's trust store is your own Secret {secret}, which Linkseal leaves alone: it has to hold the internal CA too")
    {
        Component = "keycloak", Link = "keycloak:rabbitmq", Path = path, Observed = $"existingCaSecret: {secret}", Expected = "the internal CA in it",
        Remedy = "add ca.crt of `linkseal authority export` to it; or take it out of the values, and its certificate into secrets.customCa.customCaCertificate",
    };

    public static Finding BothCustom(string path) => new("LS2713", Severity.Error, "secrets.customCa has a certificate and a Secret: helm stops at it")
    {
        Component = "keycloak", Path = path, Observed = "customCaCertificate and existingCaSecret", Expected = "one of them", Remedy = "take one out",
    };

    public static Finding OtherIngress(string path, string name) => new("LS2714", Severity.Warning,
        $"the Ingress is of class {name}: the chart tells only nginx that the router speaks HTTPS, others go on sending plain HTTP to a TLS port")
    {
        Component = "router", Link = "ingress:router", Path = path, Observed = $"ingress_class_name: {name}", Expected = "an annotation of that controller for HTTPS backends",
        Remedy = "add it to general.router.ingress.annotations",
    };

    public static Finding InlineKey(string path) => new("LS2715", Severity.Warning, "the private key of the public certificate stands in the values: whoever can read them, or helm's history, has it")
    {
        Component = "backend", Path = path, Observed = "certificate.tls.key", Expected = "certificate.existing_cert with a Secret", Remedy = "put the pair into a Secret and name it, or: settings: { public: { certificate: PATH, key: PATH } }",
    };

    public static Finding KeycloakMode(string path) => new("LS2716", Severity.Note,
        "the chart mounts Keycloak's key with defaultMode 444 in decimal, which is 0674: every user in the pod can read it, and its group can write it")
    {
        Component = "keycloak", Path = path, Observed = "0674", Expected = "0440", Remedy = "nothing in the values changes it",
    };
}
