using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.Prometheus;

/// <summary>Prometheus from 2.24 on (facts: dialects §14): its web configuration, and whom it calls.</summary>
public sealed class PrometheusDialect : IDialect
{
    private const int DefaultPort = 9090;
    private const string Section = "tls_server_config";

    /// <inheritdoc/>
    public string Name => "prometheus";

    /// <inheritdoc/>
    public string Summary => "Prometheus from 2.24 on: web configuration, client certificates, jobs, Alertmanagers and remote URLs by its links";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Which caller it is, it asks from 2.45 on (client_allowed_sans): say version. An older one breaks every handshake over that key, so without a version it serves no more than mutual.",
        "TLS takes the place of plaintext on its one port: both beside each other it can't.",
        "Jobs whose targets are discovered are not read: a link needs static targets.",
        "What stands in web configuration and certificates counts from the next handshake on, a fault too.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [.. PrometheusConfig.Paths(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) =>
    [
        new("web", component.Port ?? PrometheusConfig.Read(component, documents).Port ?? DefaultPort, "https", PeerPolicy.None)
        {
            Path = "/-/healthy",
            NotRefused = KnowsNames(component) ? [] : [new(ProbeKind.NoLink, "which caller it is, Prometheus asks from 2.45 on, and its version is not said to be that")],
        },
    ];

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client)
    {
        var (address, pair) = ($"{client.Host}:{client.Endpoint.Port}", client.Certificate is not null);
        return
        [
            HttpsClients.Curl(client, "-/healthy"),
            new("Grafana", string.Join('\n', ((string[])
            [
                $"url: https://{address}",
                $"jsonData: {{ tlsAuthWithCACert: true, tlsAuth: {(pair ? "true" : "false")}, serverName: {client.Host} }}",
                $"secureJsonData: {{ tlsCACert: $__file{{{client.Roots}}}{(pair ? $", tlsClientCert: $__file{{{client.Certificate}}}, tlsClientKey: $__file{{{client.Key}}}" : "")} }}",
            ]))),
        ];
    }

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = PrometheusConfig.Read(entry, request.Documents);
        // It calls itself too.
        var material = ServerMaterial.Of(request, request.ServingAndCalling, new() { Folder = LexicalPath.Join(ConfigText.Folder(config.Main), "tls"), User = "prometheus", ReadAtHandshake = true });
        var (calls, unused) = PrometheusCalls.Of(request, config, material);
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, config), .. unused.Select(l => PrometheusDiagnostics.NoPlace(request, config, l))];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var values = Values(request, material);
        ImmutableArray<DesiredEdit> edits =
        [
            .. calls.IsEmpty ? [] : (DesiredEdit[])[new(config.Main, request.Name, ConfigFormat.Yaml, calls)],
            .. config.CanEditWeb ? (DesiredEdit[])[new(config.Named!, request.Name, ConfigFormat.Yaml, WebEdits(request, values))] : [],
            .. config is { Arguments: { } arguments, IsOwnWeb: true } ? (DesiredEdit[])[new(config.ArgumentsPath, request.Name, ConfigFormat.Env, [ConfigText.Set(With(arguments, config), PrometheusConfig.ArgumentsKey)])] : [],
        ];
        var files = material.Desired.Files;
        if (config.IsOwnWeb) files = files.Add(ConfigText.OurFile(request, config.OwnWeb, WebText(request, values)));
        return Result.With(
            material.Desired with
            {
                Files = files,
                Edits = edits,
                Documents = [config.Main],
                Steps = ServerSteps.Of(request, new()
                {
                    // Read at every handshake; but whether there are handshakes is settled at start, by an argument or by what its file then says.
                    Configuration = config.CanEditWeb ? [config.Named!] : config.Arguments is null ? [config.OwnWeb] : [config.ArgumentsPath],
                    Material = [config.Main],
                    Reload = ["systemctl", "reload", "prometheus"],
                    Restart = ["systemctl", "restart", "prometheus"],
                }),
            },
            wrong);
    }

    private static ImmutableArray<(string Key, string Value)> Values(DialectRequest request, ServerMaterial material)
    {
        var asks = request.Endpoints[0].Peers >= PeerPolicy.Require;
        return
        [
            ("cert_file", material.Certificate), ("key_file", material.Key), ("client_auth_type", asks ? "RequireAndVerifyClientCert" : "NoClientCert"),
            // Roots for callers who are not asked are refused as a contradiction.
            .. asks ? (ReadOnlySpan<(string, string)>)[("client_ca_file", material.Roots)] : [], ("min_version", "TLS12"),
        ];
    }

    private static ImmutableArray<Edit> WebEdits(DialectRequest request, ImmutableArray<(string Key, string Value)> values)
    {
        List<Edit> edits = [.. values.Select(static v => ConfigText.Set(v.Value, Section, v.Key))];
        if (values.All(static v => v.Key != "client_ca_file")) edits.Add(new Edit.Remove([Section, "client_ca_file"]));
        if (request.Endpoints[0].Peers is PeerPolicy.Named) edits.Add(new Edit.Set([Section, "client_allowed_sans"], new EditValue.List(Names(request))));
        return [.. edits];
    }

    private static string WebText(DialectRequest request, ImmutableArray<(string Key, string Value)> values)
    {
        var text = new StringBuilder(Section).Append(":\n");
        foreach (var (key, value) in values) text.Append("  ").Append(key).Append(": ").Append(value).Append('\n');
        if (request.Endpoints[0].Peers is PeerPolicy.Named) text.Append("  client_allowed_sans: [").AppendJoin(", ", Names(request).Select(static n => $"\"{n}\"")).Append("]\n");
        return text.ToString();
    }

    // One name of each caller's certificate is enough to know it by.
    private static ImmutableArray<string> Names(DialectRequest request) =>
        [.. request.Callers.OfType<LeafSpec>().Select(LeafNames.One).Distinct(StringComparer.Ordinal)];

    private static string With(string arguments, PrometheusConfig config) => config.Named is not null ? arguments : arguments.Length == 0 ? config.WebArgument : $"{arguments} {config.WebArgument}";

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, PrometheusConfig config)
    {
        if (DialectDiagnostics.TooOld(request, "Prometheus has TLS from 2.24 on", 2, 24) is { } old) yield return old;
        if (config.Arguments is null) yield return PrometheusDiagnostics.NotTold(request, config);
        else if (!config.IsOwnWeb && !config.CanEditWeb) yield return PrometheusDiagnostics.ToldOfAnother(request, config);
    }

    private static bool KnowsNames(ComponentEntry component) => DialectDiagnostics.IsAtLeast(component, 2, 45);
}
