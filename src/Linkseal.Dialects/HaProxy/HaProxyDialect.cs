using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.HaProxy;

/// <summary>HAProxy from 1.8 on (facts: dialects §6): its frontends, and the servers of its backends.</summary>
public sealed class HaProxyDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "haproxy";

    /// <inheritdoc/>
    public string Summary => "HAProxy from 1.8 on: bind lines of frontends, callers by common name, server lines towards components that it has links to";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Callers are told by the common name alone.",
        "A caller that is refused by name gets HTTP 403, or in mode tcp a closed connection, after the handshake.",
        "Peers, log servers, the admin socket and bind lines with quic are left as they are. Lines with accept-proxy are sealed, but can't be dialled by verify: PROXY's header comes first.",
        "Connections stay what they were when they were opened: the old process serves them to their end.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component)];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) => Fronts(component, Read(component, documents)).Endpoints();

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => client.Endpoint.Protocol == "https" ? HttpsClients.Of(client) : HttpsClients.Bare(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        // One that only calls keeps its frontends as they are.
        var fronts = request.Incoming.IsEmpty && !request.Outgoing.IsEmpty ? null : Fronts(entry, document);
        var material = ServerMaterial.Of(request, request.Leaf, Wish(entry));
        var calls = HaProxyCalls.Of(request, config, document, material);
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request), .. fronts?.Wrong(request, config) ?? [], .. calls.Wrong];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        ImmutableArray<Edit> edits = [.. fronts?.Wanted.SelectMany(f => fronts.Edits(request, f, material)) ?? [], .. calls.Edits];
        return Result.With(
            material.Desired with
            {
                Edits = edits.IsEmpty ? [] : [new(config, request.Name, ConfigFormat.HaProxy, edits)],
                Steps = ServerSteps.Of(fronts is null ? request with { Endpoints = [] } : request, new()
                {
                    Configuration = [config],
                    Material = material.Watched,
                    // What runs in a container is not this machine's to signal.
                    Reload = entry.Mounts.IsEmpty ? Reload(entry, document) : null,
                    ReloadsConfiguration = true,
                    Restart = entry.Mounts.IsEmpty ? ["systemctl", "restart", "haproxy"] : ["docker", "kill", "-s", "USR2", request.Name],
                }),
            },
            wrong);
    }

    // New processes read the files, so that disk and memory agree; `set ssl cert` over the admin socket would change memory alone.
    // A bare SIGUSR2 says nothing of files that it does not take: they are read by way of trial first, as the unit does too.
    private static ImmutableArray<string> Reload(ComponentEntry entry, StatementDocument? document) => document?.Value("global", "pidfile") is { Length: > 0 } pid
        ? ["sh", "-c", $"haproxy -c -q -f '{Config(entry)}' && kill -USR2 \"$(head -n 1 '{pid}')\""]
        : ["systemctl", "reload", "haproxy"];

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request)
    {
        if (DialectDiagnostics.TooOld(request, "ssl-min-ver is HAProxy's from 1.8 on", 1, 8) is { } old) yield return old;
    }

    private static HaProxyFronts Fronts(ComponentEntry entry, StatementDocument? document) => new(entry, document, ServerMaterial.CertificateOf(entry, Wish(entry)));

    private static MaterialWish Wish(ComponentEntry entry) => new() { Folder = LexicalPath.Join(ConfigText.Folder(Config(entry)), "tls"), Combined = true };

    private static string Config(ComponentEntry entry) => entry.Config ?? "/etc/haproxy/haproxy.cfg";

    private static StatementDocument? Read(ComponentEntry entry, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.HaProxy, Config(entry));
}
