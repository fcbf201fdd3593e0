using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.Mosquitto;

/// <summary>Mosquitto from 1.6 on (facts: dialects §9): its listeners, in whichever of its files they stand, and its bridges to other brokers.</summary>
public sealed class MosquittoDialect : IDialect
{
    private const int DefaultPort = 8883;

    /// <inheritdoc/>
    public string Name => "mosquitto";

    /// <inheritdoc/>
    public string Summary => "Mosquitto from 1.6 on: mosquitto.conf and conf.d, every listener sealed, certificate names as users, bridges";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Any caller with a certificate of the authority may connect; without a link no topic is its own, neither to write nor to receive.",
        "Every caller with a link may use all topics; an acl_file of your own says otherwise, and its links are then mutual.",
        "A reload takes certificate and key only: roots need a restart, and a pair that doesn't fit breaks every handshake until it is repaired.",
        "Listeners with pre-shared keys (psk_hint) and those on sockets of the file system stay as they are.",
        "The listener that links mean is proven; other listeners get the same certificate and are not asked.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version", "into"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [.. MosquittoFiles.Paths(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var files = MosquittoFiles.Read(component, documents);
        var port = Port(component, files);
        // Plaintext that is kept, or that somebody opened besides. Where none is told, one is open on loopback until the first is.
        var plain = files.Listeners.FirstOrDefault(l => l.Port != port && !l.HasWebsockets && (component.KeepPlaintext || l is { HasCertificate: false, HasSharedKeys: false }))?.Port;
        return
        [
            new("mqtt", port, "mqtt5", PeerPolicy.None)
            {
                PlaintextPort = plain ?? (port == MosquittoListener.PlaintextPort || IsSealedThere(component, files) ? null : MosquittoListener.PlaintextPort),
                NotRefused = files.NamesAreOthers is { } reason ? [new(ProbeKind.NoLink, reason)] : [],
            },
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => MosquittoClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var files = MosquittoFiles.Read(entry, request.Documents);
        var port = request.Endpoints[0].Port;
        var bridges = request.Outgoing.Zip(request.Callees).Where(static p => p.Second.Endpoints is [{ Protocol: "mqtt" or "mqtts" or "mqtt5" }, ..]).Select(p => MosquittoBridge.Of(p.First, p.Second, files)).ToImmutableArray();
        ImmutableArray<Diagnostic> wrong = [.. Wrong(request, files, port), .. bridges.Where(static b => b.Path is null).Select(b => MosquittoDiagnostics.NoBridge(request, files.Main, b.Link))];
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        var material = ServerMaterial.Of(request, request.Serving, new() { Folder = LexicalPath.Join(ConfigText.Folder(files.Main), "tls"), User = "mosquitto" });
        var edits = Edits(request, files, material, port).Concat(bridges.SelectMany(b => b.Edits(material)))
            .GroupBy(static e => e.Path, static e => e.Edit, StringComparer.Ordinal).Select(g => new DesiredEdit(g.Key, request.Name, ConfigFormat.Mosquitto, [.. g])).ToImmutableArray();
        var dropIn = DropIn(request, files, material, port);
        return Result.With(
            material.Desired with
            {
                Files = [.. material.Desired.Files, .. dropIn, .. request.Peers is PeerPolicy.Named ? (DesiredFile[])[Acl(request, files, material)] : []],
                Edits = edits,
                Documents = edits.Any(e => e.Path == files.Main) ? [] : [files.Main],
                Steps = ServerSteps.Of(request, new()
                {
                    // A reload leaves roots as they were.
                    Configuration = [.. edits.Select(static e => e.Path), .. dropIn.Select(static f => f.Path), material.OnHost.Roots],
                    Material = [material.OnHost.Certificate, material.OnHost.Key, files.OwnAcl],
                    Reload = files.Files.Select(static f => f.Document.Value("pid_file")).LastOrDefault(static p => p is { Length: > 0 }) is { } pid
                        ? ["sh", "-c", $"kill -HUP \"$(cat '{pid}')\""]
                        : ["systemctl", "reload", "mosquitto"],
                    Restart = ["systemctl", "restart", "mosquitto"],
                }),
            },
            wrong);
    }

    private static IEnumerable<(string Path, Edit Edit)> Edits(DialectRequest request, MosquittoFiles files, ServerMaterial material, int port)
    {
        var entry = request.Component;
        foreach (var listener in files.Listeners.Where(l => !l.HasSharedKeys && (!entry.KeepPlaintext || l.Port == port)))
        {
            foreach (var edit in MosquittoSettings.Sealed(request, files, listener, material)) yield return (listener.Path, edit);
        }

        if (!entry.DropIn || files.Listeners.Any(l => l.Port == port))
        {
            foreach (var edit in MosquittoSettings.List(request, files)) yield return (files.Main, edit);
        }

        if (entry.DropIn) yield break;
        if (entry.KeepPlaintext && MosquittoSettings.IsToldNone(files, port))
        {
            foreach (var edit in MosquittoSettings.Plaintext) yield return (files.Main, edit);
        }

        if (files.Listeners.Any(l => l.Port == port)) yield break;
        foreach (var edit in MosquittoSettings.New(request, files, material, port)) yield return (files.Main, edit);
    }

    // The broker reads it as its user, and newer ones want nobody else to.
    private static DesiredFile Acl(DialectRequest request, MosquittoFiles files, ServerMaterial material) =>
        ConfigText.OurFile(request, files.OwnAcl, MosquittoSettings.Lists(request)) with { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, Owner = material.Desired.Files[0].Owner };

    // Only what is not in a file of the operator's already.
    private static ImmutableArray<DesiredFile> DropIn(DialectRequest request, MosquittoFiles files, ServerMaterial material, int port)
    {
        if (!request.Component.DropIn || files.Listeners.Any(l => l.Port == port)) return [];
        var text = MosquittoSettings.Text(request, files, material, port, request.Component.KeepPlaintext && MosquittoSettings.IsToldNone(files, port));
        return [ConfigText.OurFile(request, LexicalPath.Join(files.Folder, MosquittoFiles.DropInFile), text)];
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, MosquittoFiles files, int port)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "Linkseal knows Mosquitto from 1.6 on", 1, 6) is { } old) yield return old;
        if (entry.DropIn && !files.ReadsDropIns) yield return MosquittoDiagnostics.NoDropIns(request, files);
        if (entry.KeepPlaintext && files.Listeners.Any(l => l.Port == port && !l.HasCertificate)) yield return DialectDiagnostics.OnePortForTwo(request, port);
        foreach (var include in files.Others) yield return DialectDiagnostics.Includes(request, files.Main, include);
        if (request.Peers >= PeerPolicy.Require && files.HasPasswords) yield return MosquittoDiagnostics.PasswordsBeside(request, files);
        if (request.Peers < PeerPolicy.Require && !files.HasPasswords && !files.AllowsAnonymous) yield return MosquittoDiagnostics.NobodyGetsIn(request, files.Main);
    }

    // The port that is usual for TLS where it is told, else the first that is.
    private static int Port(ComponentEntry component, MosquittoFiles files)
    {
        if (component.Port is { } port) return port;
        var told = files.Listeners.Where(static l => l is { HasSharedKeys: false, HasWebsockets: false }).Select(static l => l.Port).ToList();
        return component.KeepPlaintext || told.Count == 0 || told.Contains(DefaultPort) ? DefaultPort : told[0];
    }

    private static bool IsSealedThere(ComponentEntry component, MosquittoFiles files) =>
        !component.KeepPlaintext && files.Listeners.Any(static l => l.Port == MosquittoListener.PlaintextPort);
}
