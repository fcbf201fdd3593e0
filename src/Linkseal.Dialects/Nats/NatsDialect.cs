using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects.Nats;

/// <summary>NATS from 2.2 on (facts: dialects §10).</summary>
public sealed partial class NatsDialect : IDialect
{
    private const int DefaultPort = 4222;
    private const string ForClients = "nats";
    private const string LeafNodes = "leafnodes";

    // Servers of one kind among themselves: TLS begins at once there, both sides verify, and every certificate of the authority is one of theirs.
    private static readonly ImmutableArray<string> Neighbours = ["cluster", "gateway"];
    private static readonly ImmutableArray<string> OtherListeners = ["websocket", "mqtt"];
    private static readonly ImmutableArray<(string Plain, string Safe)> MonitoringWords = [("http", "https"), ("http_port", "https_port")];
    private static readonly ImmutableArray<string> Passwords = ["password", "token", "nkey"];

    /// <inheritdoc/>
    public string Name => "nats";

    /// <inheritdoc/>
    public string Summary => "NATS from 2.2 on: nats-server.conf, TLS for clients, callers by certificate (verify_and_map), cluster, gateway and leaf nodes";

    /// <inheritdoc/>
    public Level AsServer => Level.Named;

    /// <inheritdoc/>
    public Level AsCaller => Level.Mutual;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "The monitoring port asks nobody for a certificate, and speaks TLS only.",
        "Every user that Linkseal writes may publish and subscribe anything; permissions are yours to add.",
        "The first line (INFO) is in the clear before TLS begins.",
        "Any certificate of the authority may take part in its cluster and its gateways: keep their ports among the servers.",
        "Remotes of leaf nodes and gateways (as a caller) keep their own tls blocks.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var document = Read(component, documents);
        var port = component.Port ?? ConfigText.Port(document?.Value("listen")) ?? ConfigText.Port(document?.Value("port")) ?? DefaultPort;
        return
        [
            new(ForClients, port, "nats", PeerPolicy.None),
            .. from section in Neighbours
               let number = ConfigText.Port(document?.Value(section, "listen")) ?? ConfigText.Port(document?.Value(section, "port"))
               where number is not null
               select ServersAmongThemselves.Endpoint(section, number.Value, "between servers NATS takes every certificate of the authority"),
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client)
    {
        if (client.Endpoint.Name != ForClients) return [];
        var url = $"tls://{client.Host}:{client.Endpoint.Port}";
        var pair = client.Certificate is not null;
        return
        [
            new("nats", $"nats --server {url} --tlsca {client.Roots}{(pair ? $" --tlscert {client.Certificate} --tlskey {client.Key}" : "")} rtt"),
            new("NATS.Net", $"new NatsOpts {{ Url = \"{url}\", TlsOpts = new() {{ CaFile = \"{client.Roots}\"{(pair ? $", CertFile = \"{client.Certificate}\", KeyFile = \"{client.Key}\"" : "")} }} }}"),
            new("nats.go", $"nats.Connect(\"{url}\", nats.RootCAs(\"{client.Roots}\"){(pair ? $", nats.ClientCert(\"{client.Certificate}\", \"{client.Key}\")" : "")})"),
        ];
    }

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var config = Config(request.Component);
        var document = Read(request.Component, request.Documents);
        var wrong = Wrong(request, config, document).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // Routes show the same certificate to their neighbours.
        var material = ServerMaterial.Of(request, request.ServingAndCalling, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "nats-tls"), User = "nats" });
        return Result.With(
            material.Desired with
            {
                Edits = [new(config, request.Name, ConfigFormat.Nats, Edits(request, document, material))],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [config],
                    Material = material.Watched,
                    Reload = document?.Value("pid_file") is { Length: > 0 } pid ? ["nats-server", "--signal", "reload=" + pid] : ["systemctl", "reload", "nats-server"],
                    // Not the configuration: ports and verify_and_map are beyond a reload, and one refused setting refuses them all.
                    Restart = ["systemctl", "restart", "nats-server"],
                }),
            },
            wrong);
    }

    private static ImmutableArray<Edit> Edits(DialectRequest request, StatementDocument? document, ServerMaterial material)
    {
        var entry = request.Component;
        List<Edit> edits = [];
        if (entry.Port is { } port) edits.Add(document?.Value("listen") is { } listen ? ConfigText.Set($"{Host(listen)}{port}", "listen") : ConfigText.Set(port, "port"));
        edits.AddRange(Tls(material, "tls"));
        var peers = request.Endpoints[0].Peers;
        var isNamed = peers is PeerPolicy.Named;
        edits.Add(ConfigText.Set(peers >= PeerPolicy.Require, "tls", "verify"));
        if (isNamed || document?.Find("tls", "verify_and_map") is not null) edits.Add(ConfigText.Set(isNamed, "tls", "verify_and_map"));
        if (entry.KeepPlaintext || document?.Find("allow_non_tls") is not null) edits.Add(ConfigText.Set(entry.KeepPlaintext, "allow_non_tls"));
        if (isNamed && !NatsCallers.HasOwn(document)) edits.Add(new Edit.Set(["authorization", "users"], new EditValue.Raw(NatsCallers.List(NatsCallers.Of(request)))));
        foreach (var section in Neighbours.Append(LeafNodes).Where(s => document?.Find(s) is not null)) edits.AddRange(Tls(material, section, "tls"));
        // Leaf nodes are not asked by themselves.
        if (document?.Find(LeafNodes) is not null) edits.Add(ConfigText.Set(peers >= PeerPolicy.Require, LeafNodes, "tls", "verify"));
        if (!entry.KeepPlaintext) edits.AddRange(Monitoring(document));
        return [.. edits];
    }

    private static IEnumerable<Edit> Tls(ServerMaterial material, params ImmutableArray<string> section) =>
    [
        ConfigText.Set(material.Certificate, [.. section, "cert_file"]),
        ConfigText.Set(material.Key, [.. section, "key_file"]),
        ConfigText.Set(material.Roots, [.. section, "ca_file"]),
        // Its default, half a second, is short for a busy machine.
        ConfigText.Set(3, [.. section, "timeout"]),
    ];

    // Asked of both words, because on a second look the first is gone by our own hand.
    private static IEnumerable<Edit> Monitoring(StatementDocument? document)
    {
        foreach (var (plain, safe) in MonitoringWords)
        {
            if ((document?.Value(plain) ?? document?.Value(safe)) is not { } value) continue;
            yield return new Edit.Remove([plain]);
            yield return int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? ConfigText.Set(number, safe) : ConfigText.Set(value, safe);
        }
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, StatementDocument? document)
    {
        if (DialectDiagnostics.TooOld(request, "Linkseal knows NATS from 2.2 on", 2, 2) is { } old) yield return old;
        foreach (var include in document?.Includes ?? []) yield return DialectDiagnostics.Includes(request, config, include);
        if (document is null) yield break;
        foreach (var section in OtherListeners.Where(s => document.Find(s) is not null && document.Find(s, "tls") is null)) yield return NatsDiagnostics.StaysPlaintext(request, config, section);
        // Remotes of gateways take the gateway's own block.
        if (document.Value(LeafNodes, "remotes") is { } remotes && !Block().IsMatch(remotes)) yield return NatsDiagnostics.RemotesWithoutTls(request, config);
        var peers = request.Endpoints[0].Peers;
        if (peers < PeerPolicy.Require) yield break;
        var text = request.Documents[config];
        if (NatsCallers.HasOwn(document) && Passwords.Any(p => document.Value("authorization", p) is not null || (document.Value("authorization", "users") ?? "").Contains(p, StringComparison.Ordinal)))
            yield return NatsDiagnostics.PasswordsNotEnough(request, config);
        if (peers is not PeerPolicy.Named || !NatsCallers.HasOwn(document)) yield break;
        ImmutableArray<string> missing = [.. NatsCallers.Of(request).Where(s => !text.Contains(s, StringComparison.Ordinal))];
        if (!missing.IsEmpty) yield return NatsDiagnostics.CallerIsNoUser(request, config, missing);
    }

    [GeneratedRegex("""\btls\s*[:=]?\s*\{""", RegexOptions.None, 1000)]
    private static partial Regex Block();

    private static string Host(string listen) => listen[..(listen.LastIndexOf(':') + 1)];

    private static string Config(ComponentEntry component) => component.Config ?? "/etc/nats-server.conf";

    private static StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.Nats, Config(component));
}
