using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Keycloak;

/// <summary>Keycloak from 26 on (Quarkus), by its documentation (facts: dialects §15.1): keycloak.conf.</summary>
public sealed class KeycloakDialect : IDialect
{
    private const int DefaultPort = 8443;
    private const int DefaultPlainPort = 8080;

    /// <inheritdoc/>
    public string Name => "keycloak";

    /// <inheritdoc/>
    public string Summary => "Keycloak from 26 on, by its documentation: keycloak.conf, plaintext closed, client certificates, roots for what it calls, its PostgreSQL";

    /// <summary>Client certificates are an option of its build, and browsers are its usual callers.</summary>
    public Level AsServer => Level.Authenticated;

    /// <inheritdoc/>
    public Level AsServerByHand => Level.Mutual;

    /// <summary>Towards its database it shows no certificate: its driver reads keys in DER only.</summary>
    public Level AsCaller => Level.Authenticated;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Not run here: what is written follows Keycloak's documentation.",
        "Client certificates are for links that ask for them (`level: mutual`), and then for every caller, browsers too. Which one it is, is a realm's matter (X.509 authenticator of a client).",
        "https-client-auth counts when Keycloak is built: a start with --optimized needs kc.sh build first. The management port (9000) asks for certificates too then.",
        "Variables (KC_…) and the command line win over keycloak.conf.",
        "Nodes among themselves (JGroups, 7800) are left alone: cache-embedded-mtls-enabled, with stores of its own, is off unless it is said in 26.0 and on by itself in 26.4, by their documentation.",
        "To its database it shows no certificate: pgJDBC wants the key in DER, which is a file that Linkseal does not write.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var document = Read(component, documents);
        var path = (document?.Value("http-relative-path") ?? "").TrimEnd('/');
        return
        [
            new("https", component.Port ?? ConfigText.Port(document?.Value("https-port")) ?? DefaultPort, "https", PeerPolicy.None)
            {
                Path = path + "/realms/master",
                PlaintextPort = ConfigText.Port(document?.Value("http-port")) ?? DefaultPlainPort,
            },
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => HttpsClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, config, document)];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "tls"), User = "keycloak" });
        return Result.With(
            material.Desired with
            {
                Edits = [new(config, request.Name, ConfigFormat.Properties, [.. Edits(request, document, material)])],
                // Its own timer has a pace that nobody waits for (an hour, never below half a minute).
                Steps = ServerSteps.Of(request, new() { Configuration = [config], Material = material.Watched, Restart = ["systemctl", "restart", "keycloak"] }),
            },
            wrong);
    }

    private static IEnumerable<Edit> Edits(DialectRequest request, StatementDocument? document, ServerMaterial material)
    {
        yield return ConfigText.Set(material.Certificate, "https-certificate-file");
        yield return ConfigText.Set(material.Key, "https-certificate-key-file");
        yield return ConfigText.Set("TLSv1.3,TLSv1.2", "https-protocols");
        if (request.Component.Port is { } port) yield return ConfigText.Set(ConfigText.Text(port), "https-port");
        if (!request.Component.KeepPlaintext) yield return ConfigText.Set("false", "http-enabled");
        if (request.Peers >= PeerPolicy.Require)
        {
            yield return ConfigText.Set("required", "https-client-auth");
            // By its ending it is known to be PEM, and PEM has no password.
            yield return ConfigText.Set(material.Roots, "https-trust-store-file");
            yield return new Edit.Remove(["https-trust-store-password"]);
            yield return new Edit.Remove(["https-trust-store-type"]);
        }

        if (request.Outgoing.IsEmpty) yield break;
        var known = (document?.Value("truststore-paths") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        yield return ConfigText.Set(string.Join(',', known.Where(p => p != material.Roots).Append(material.Roots)), "truststore-paths");
        if (CallsDatabase(request) && document?.Find("db-url") is null) yield return ConfigText.Set(Properties(document?.Value("db-url-properties") ?? "", material.Roots), "db-url-properties");
    }

    private static bool CallsDatabase(DialectRequest request) => request.Callees.Any(static c => c.Dialect == "postgresql");

    // ?name=value&name=value, as it stands in the driver's URL.
    private static string Properties(string known, string roots)
    {
        var others = known.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(static p => p.Split('=')[0] is not ("sslmode" or "sslrootcert" or "ssl"));
        return "?" + string.Join('&', others.Append("sslmode=verify-full").Append("sslrootcert=" + roots));
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, StatementDocument? document)
    {
        if (DialectDiagnostics.TooOld(request, "roots for client certificates are read as PEM from Keycloak 26 on", 26) is { } old) yield return old;
        if (request.Peers >= PeerPolicy.Require) yield return KeycloakDiagnostics.BuildOption(request);
        if (CallsDatabase(request) && document?.Find("db-url") is { } url) yield return KeycloakDiagnostics.WholeUrl(request, config, url);
    }

    private static string Config(ComponentEntry component) => component.Config ?? "/opt/keycloak/conf/keycloak.conf";

    private static StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.Properties, Config(component));
}

/// <summary>What can be wrong with a keycloak.conf, one method for each code.</summary>
internal static class KeycloakDiagnostics
{
    public static Diagnostic BuildOption(DialectRequest request) =>
        new("LS1975", Severity.Note, $"{request.Name}: https-client-auth counts when Keycloak is built, and its management port asks for certificates too then")
        {
            File = request.File, At = request.Component.Name.At, Hint = "where it is started with --optimized, run kc.sh build before; https-management-client-auth=none leaves health checks without a certificate",
        };

    public static Diagnostic WholeUrl(DialectRequest request, string config, Statement url) =>
        new("LS1976", Severity.Warning, $"{request.Name}: db-url says the whole address of its database, so db-url-properties counts for nothing")
        {
            File = config, At = url.At, Hint = "add sslmode=verify-full&sslrootcert=… to it, or write db-url-host and db-url-database instead",
        };
}
