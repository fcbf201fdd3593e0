using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Nginx;

/// <summary>nginx from 1.13 on (facts: dialects §5): its servers, and whom they pass requests to.</summary>
public sealed class NginxDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "nginx";

    /// <inheritdoc/>
    public string Summary => "nginx from 1.13 on: servers of http and stream, callers by their certificate's subject, proxy_pass and grpc_pass towards components that it has links to";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Callers are told by the whole subject; nginx has no variable for alternative names.",
        "In stream every certificate of the authority is let in: which caller it is can't be refused there.",
        "A caller without the right certificate gets HTTP 400 (or 403 by name) inside TLS, not a refused handshake.",
        "uwsgi_pass, fastcgi_pass, the mail module and listen lines with quic are left as they are. Lines with proxy_protocol are sealed, but can't be dialled by verify: PROXY's header comes first.",
        "Of several servers at one address the default one decides on the TLS versions: one in a file that is not read here may allow older ones.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => NginxFiles.Reads(component);

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents) => Listeners(component, NginxFiles.Of(component, documents)).Endpoints();

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => client.Endpoint.Protocol == "https" ? HttpsClients.Of(client) : HttpsClients.Bare(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var files = NginxFiles.Of(entry, request.Documents);
        // One that only calls keeps its servers as they are.
        var servers = request.Incoming.IsEmpty && !request.Outgoing.IsEmpty ? null : Listeners(entry, files);
        var material = ServerMaterial.Of(request, request.Leaf, Wish(entry));
        var calls = NginxCalls.Of(request, files, material);
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, files, servers), .. calls.Wrong];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var callers = Callers(request, files, servers);
        ImmutableArray<DesiredFile> dropIns = entry.DropIn && servers is not null ? [.. NginxDropIn.Files(request, files, NginxServerEdits.Text(request, material), callers?.List)] : [];
        IEnumerable<(string File, Edit Edit)> all =
        [
            .. callers is { } list && !entry.DropIn ? ((string, Edit)[])[(list.File, list.List)] : [],
            .. servers?.Servers.SelectMany(s => NginxServerEdits.Of(request, s, material).Select(e => (s.File.Path, e))) ?? [],
            .. calls.Edits,
        ];
        var edits = all.GroupBy(static e => e.File, static e => e.Edit, StringComparer.Ordinal)
            .Select(g => new DesiredEdit(g.Key, request.Name, ConfigFormat.Nginx, [.. g])).ToImmutableArray();
        return Result.With(
            material.Desired with
            {
                Files = material.Desired.Files.AddRange(dropIns),
                Edits = edits,
                Chains = request.Outgoing.IsEmpty ? [] : [new(request.Name, NginxServerEdits.Depth)],
                Steps = ServerSteps.Of(servers is null ? request with { Endpoints = [] } : request, new()
                {
                    Configuration = [.. edits.Select(static e => e.Path), .. dropIns.Select(static f => f.Path)],
                    Material = material.Watched,
                    // It reads the configuration first, and says so when that can't be: a bare SIGHUP would not. What runs in a container is not this machine's to signal.
                    Reload = !entry.Mounts.IsEmpty ? null : files.IsWhole && NginxFiles.Config(entry) != NginxFiles.Usual ? ["nginx", "-c", NginxFiles.Config(entry), "-s", "reload"] : ["nginx", "-s", "reload"],
                    ReloadsConfiguration = true,
                    Restart = entry.Mounts.IsEmpty ? ["systemctl", "restart", "nginx"] : ["docker", "exec", request.Name, "nginx", "-s", "reload"],
                }),
            },
            wrong);
    }

    // In the http block itself; a site's file is within it already.
    private static (string File, Edit.Block List)? Callers(DialectRequest request, NginxFiles files, NginxListeners? servers)
    {
        if (servers?.Servers.Where(static s => !s.Server.IsStream).ToList() is not [var first, ..] http) return null;
        var whole = files.All.FirstOrDefault(static f => f.Document.Statements.Any(static s => s is { Name: "http", IsSection: true }));
        return NginxServerEdits.Callers(request, whole is null ? [] : ["http"], http.Exists(static s => s.HasPlaintext)) is { } list ? ((whole ?? first.File).Path, list) : null;
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, NginxFiles files, NginxListeners? servers)
    {
        if (DialectDiagnostics.TooOld(request, "nginx knows TLS 1.3 from 1.13 on", 1, 13) is { } old) yield return old;
        foreach (var (path, include) in files.Unread) yield return DialectDiagnostics.Includes(request, path, include);
        if (servers is null) yield break;
        foreach (var wrong in servers.Wrong(request)) yield return wrong;
        foreach (var wrong in NginxDropIn.Wrong(request, files, servers.Servers)) yield return wrong;
        if (request.Peers is PeerPolicy.Named && servers.Servers.FirstOrDefault(static s => s.Server.IsStream) is { } stream)
            yield return ProxyDiagnostics.NoCallerNames(request, stream.Server.Listens[0].Port, "stream lets every certificate of the authority in");
    }

    // By the certificate's path a server of ours is known on a second look.
    private static NginxListeners Listeners(ComponentEntry entry, NginxFiles files) => new(entry, files, ServerMaterial.CertificateOf(entry, Wish(entry)));

    private static MaterialWish Wish(ComponentEntry entry) => new() { Folder = LexicalPath.Join(NginxFiles.Folder(entry), "tls") };
}
