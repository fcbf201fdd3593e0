using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Kestrel;

/// <summary>Applications on ASP.NET Core's Kestrel from .NET 8 on (facts: dialects §13): endpoints of appsettings.json.</summary>
public sealed class KestrelDialect : IDialect
{
    private const string Production = "appsettings.Production.json";

    /// <inheritdoc/>
    public string Name => "kestrel";

    /// <inheritdoc/>
    public string Summary => "an ASP.NET Core application on Kestrel from .NET 8 on: endpoints of appsettings.json, noticed without a restart; client certificates with roots from its environment";

    /// <summary>Client certificates are a setting; whose, only the environment says.</summary>
    public Level AsServer => Level.Authenticated;

    /// <inheritdoc/>
    public Level AsServerByHand => Level.Mutual;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Whose certificates it takes from callers is no setting: with `level: mutual` Linkseal writes a file of environment variables (SSL_CERT_FILE, SSL_CERT_DIR) that its unit has to name, and the same roots then judge whom it calls.",
        "Which caller it is, is told by the application's own code (HttpContext.Connection.ClientCertificate) only.",
        "What it calls is its own code too: its files lie in its folder, and show prints the lines.",
        "Certificates that code configures are never read again, and code or variables (Kestrel__Endpoints__…) may say otherwise than the file.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) =>
        component.Config is not { } config ? [] : ConfigText.LastPart(config) == Production ? [config] : [config, LexicalPath.Join(ConfigText.Folder(config), Production)];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var listeners = KestrelListeners.Of(component, Read(component, documents));
        return [.. listeners.Sealed.Select((l, i) => new Endpoint(i == 0 ? "https" : l.Key.ToLowerInvariant(), l.Port, "https", PeerPolicy.None) { PlaintextPort = i == 0 ? listeners.PlainPort : null })];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => HttpsClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        if (entry.Config is not { } config) return Result.With<Desired>(null, [KestrelDiagnostics.NoConfig(request)]);
        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "tls") });
        var environment = LexicalPath.Join(ConfigText.Folder(config), "linkseal.env");
        var listeners = KestrelListeners.Of(entry, Read(entry, request.Documents));
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, config, listeners, environment)];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var files = material.Desired.Files;
        if (Demands(request)) files = files.Add(ConfigText.OurFile(request, environment, Environment(material)));
        return Result.With(
            material.Desired with
            {
                Files = files,
                Edits = [new(config, request.Name, ConfigFormat.Json, [.. listeners.Sealed.SelectMany((l, i) => Edits(l, request.Endpoints[i].Peers, material))])],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = Demands(request) ? [config, environment] : [config],
                    Material = material.Watched,
                    // It watches its configuration, and the certificates that are named there: within some eight seconds both are in force.
                    Reload = entry.Restart is null ? ServerReads.ByItself : null,
                    ReloadsConfiguration = entry.Restart is null,
                    Restart = [],
                }),
            },
            wrong);
    }

    private static bool Demands(DialectRequest request) => request.Endpoints.Any(static e => e.Peers >= PeerPolicy.Require);

    private static IEnumerable<Edit> Edits(KestrelListener listener, PeerPolicy peers, ServerMaterial material)
    {
        ImmutableArray<string> section = ["Kestrel", "Endpoints", listener.Key];
        yield return ConfigText.Set(listener.Url, [.. section, "Url"]);
        yield return new Edit.Set([.. section, "SslProtocols"], new EditValue.List(["Tls12", "Tls13"]));
        if (peers >= PeerPolicy.Require) yield return ConfigText.Set("RequireCertificate", [.. section, "ClientCertificateMode"]);
        yield return ConfigText.Set(material.Certificate, [.. section, "Certificate", "Path"]);
        yield return ConfigText.Set(material.Key, [.. section, "Certificate", "KeyPath"]);
        // A password is tried on the key, and a certificate of a store besides is refused.
        yield return new Edit.Remove([.. section, "Certificate", "Password"]);
        yield return new Edit.Remove([.. section, "Certificate", "Subject"]);
    }

    // Both, because the folder of the system's roots is read besides the file.
    private static string Environment(ServerMaterial material) => $"SSL_CERT_FILE={material.Roots}\nSSL_CERT_DIR={ConfigText.Folder(material.Roots)}/none\n";

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, KestrelListeners listeners, string environment)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "Kestrel reads certificates again from .NET 8 on", 8) is { } old) yield return old;
        if (entry.KeepPlaintext)
        {
            if (listeners.Kept.IsEmpty && Read(entry, request.Documents)?.Find("Kestrel", "Endpoints") is null) yield return KestrelDiagnostics.NothingToKeep(request, config);
            foreach (var kept in listeners.Kept.Where(k => listeners.Sealed.Any(s => s.Port == k.Port))) yield return DialectDiagnostics.OnePortForTwo(request, kept.Port);
        }

        if (Demands(request)) yield return KestrelDiagnostics.RootsByEnvironment(request, environment);
        var production = LexicalPath.Join(ConfigText.Folder(config), Production);
        if (config != production && ConfigText.Read(request.Documents, ConfigFormat.Json, production)?.Find("Kestrel", "Endpoints") is { } again) yield return KestrelDiagnostics.SetAgain(request, production, again);
    }

    private static StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) =>
        component.Config is { } config ? ConfigText.Read(documents, ConfigFormat.Json, config) : null;
}
