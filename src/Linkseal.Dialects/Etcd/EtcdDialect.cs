using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.Etcd;

/// <summary>etcd from 3.4 on (facts: dialects §7): clients, and members among themselves.</summary>
public sealed partial class EtcdDialect : IDialect
{
    internal const string PeerEndpoint = "peer";
    internal const string ConfigFlag = "--config-file";

    // What etcd takes where nothing is said.
    internal const string DefaultPeers = "http://localhost:2380";
    private const string DefaultClients = "http://localhost:2379";
    private const string ClientEndpoint = "client";
    private const int DefaultPort = 2379;
    private const int DefaultPeerPort = 2380;
    private const int PortBeside = 2378;

    /// <inheritdoc/>
    public string Name => "etcd";

    /// <inheritdoc/>
    public string Summary => "etcd from 3.4 on: YAML or lines of environment, clients and peers, URLs by https, client certificates";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Named;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Which client it is, it asks from 3.5.15 on (client-cert-allowed-hostname, a list): say version. An older one lets every client with a certificate in.",
        "What a client may do is decided by roles that are yours to make; once `etcdctl auth enable` is given, its certificate's name is its user.",
        "A new certificate is served from the next handshake on, without a command; new roots need a restart.",
        "A peer is let in only from an address that its certificate names or that one of its names resolves to: say hosts, and verify peers from a member's own host.",
        "A cluster that runs already remembers the URLs of its members: `etcdctl member update` changes them, for each.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [EtcdConfig.PathOf(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var config = EtcdConfig.Read(component, documents);
        var clients = config["listen-client-urls"] ?? DefaultClients;
        var port = component.Port ?? (component.KeepPlaintext ? PortBeside : EtcdUrls.Port(clients) ?? DefaultPort);
        // Plaintext that is kept, or that somebody opened besides.
        var plain = EtcdUrls.PlainPort(clients);
        return
        [
            new(ClientEndpoint, port, "https", PeerPolicy.None)
            {
                Path = "/health",
                PlaintextPort = component.KeepPlaintext || plain != port ? plain : null,
                NotRefused = KnowsNames(component) ? [] : [new(ProbeKind.NoLink, "which client it is, etcd asks from 3.5.15 on, and its version is not said to be that")],
            },
            new(PeerEndpoint, EtcdUrls.Port(config["listen-peer-urls"] ?? DefaultPeers) ?? DefaultPeerPort, "https", PeerPolicy.None) { Path = "/version" },
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client) => client.Endpoint.Name == PeerEndpoint ? [] : EtcdClients.Of(client);

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var config = EtcdConfig.Read(request.Component, request.Documents);
        var peers = EtcdPeers.Of(request, config);
        var wrong = Wrong(request, config, peers).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // It dials its peers, and itself for its JSON gateway.
        var leaf = request.ServingAndCalling with { Names = [.. request.Leaf.Names, .. peers is { AreSealed: true, Asks: true } ? [AlternativeName.Parse(EtcdPeers.Name)!] : (ReadOnlySpan<AlternativeName>)[]] };
        var material = ServerMaterial.Of(request, leaf, new() { Folder = config.Folder, User = "etcd", ReadAtHandshake = true });
        return Result.With(
            material.Desired with
            {
                Edits = [new(config.Path, request.Name, config.Format, [.. ClientSide(request, config, material), .. peers.Edits(config, material)])],
                Steps = ServerSteps.Of(request, new() { Configuration = [config.Path, material.OnHost.Roots], Material = [], Restart = ["systemctl", "restart", "etcd"] }),
            },
            wrong);
    }

    private static IEnumerable<Edit> ClientSide(DialectRequest request, EtcdConfig config, ServerMaterial material)
    {
        var (entry, port) = (request.Component, request.Endpoints[0].Port);
        var listens = config["listen-client-urls"] ?? DefaultClients;
        yield return config.Set("listen-client-urls", entry.KeepPlaintext ? EtcdUrls.Beside(listens, port) : EtcdUrls.Sealed(listens, entry.Port));
        var advertised = config["advertise-client-urls"] ?? DefaultClients;
        yield return config.Set("advertise-client-urls", entry.KeepPlaintext ? EtcdUrls.Beside(advertised, port) : EtcdUrls.Sealed(advertised, entry.Port));
        if (!entry.KeepPlaintext && config["listen-metrics-urls"] is { } metrics) yield return config.Set("listen-metrics-urls", EtcdUrls.Sealed(metrics));
        foreach (var edit in Security(config, "", material, request.Endpoints[0].Peers >= PeerPolicy.Require)) yield return edit;
        // Its own name is that of its gateway.
        if (request.Endpoints[0].Peers is PeerPolicy.Named)
            yield return config.SetClientNames([.. request.Callers.Zip(request.Incoming).Where(static p => p.Second.Endpoint == ClientEndpoint).Select(static p => p.First).OfType<LeafSpec>().Prepend(request.Leaf).Select(LeafNames.One).Distinct(StringComparer.Ordinal)]);
    }

    private static bool KnowsNames(ComponentEntry component) => DialectDiagnostics.IsAtLeast(component, 3, 5, 15);

    /// <summary>The four files' settings, for clients or for peers.</summary>
    internal static IEnumerable<Edit> Security(EtcdConfig config, string prefix, ServerMaterial material, bool asks)
    {
        yield return config.Set(prefix + "cert-file", material.Certificate);
        yield return config.Set(prefix + "key-file", material.Key);
        yield return config.Set(prefix + "client-cert-auth", asks);
        // Its presence alone makes etcd ask.
        yield return asks ? config.Set(prefix + "trusted-ca-file", material.Roots) : config.Remove(prefix + "trusted-ca-file");
        // Certificates that it would make itself.
        if (config[prefix + "auto-tls"] is not null) yield return config.Set(prefix + "auto-tls", false);
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, EtcdConfig config, EtcdPeers peers)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "Linkseal knows etcd from 3.4 on", 3, 4) is { } old) yield return old;
        if (entry.KeepPlaintext && EtcdUrls.PlainPort(config["listen-client-urls"] ?? DefaultClients) == request.Endpoints[0].Port) yield return DialectDiagnostics.OnePortForTwo(request, request.Endpoints[0].Port);
        if (OwnFlag().Match(config.Flags ?? "") is { Success: true } flag) yield return EtcdDiagnostics.FlagsWin(request, config, flag.Groups["flag"].Value);
        if (!peers.AreSealed) yield return EtcdDiagnostics.PeersStayPlaintext(request, config);
        else if (!peers.IsAlone && EtcdUrls.HasPlain(config["initial-cluster"] ?? "")) yield return EtcdDiagnostics.UrlsAreRemembered(request, config);
    }

    [GeneratedRegex(
        @"(^|\s)(?<flag>--(config-file|listen-(client|peer|metrics)-urls|advertise-client-urls|initial-(advertise-peer-urls|cluster)|(peer-)?(cert-file|key-file|trusted-ca-file|client-cert-auth|auto-tls)))(?=[\s=]|$)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnFlag();
}
