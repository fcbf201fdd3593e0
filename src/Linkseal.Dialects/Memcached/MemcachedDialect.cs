using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Memcached;

/// <summary>memcached from 1.5.13 on, built with TLS (facts: dialects §11): the file of arguments that Debian's unit reads.</summary>
public sealed class MemcachedDialect : IDialect
{
    private const int DefaultPort = 11211;
    private const int PortBeside = 11212;
    private static readonly ImmutableArray<string> LongForms = ["--port", "--listen", "--udp-port", "--extended", "--unix-socket"];

    /// <inheritdoc/>
    public string Name => "memcached";

    /// <inheritdoc/>
    public string Summary => "memcached from 1.5.13 on: memcached.conf, TLS instead of or beside plaintext, client certificates";

    /// <inheritdoc/>
    public Level AsServer => Level.Mutual;

    /// <summary>It calls nobody.</summary>
    public Level AsCaller => Level.Plaintext;

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "Any caller with a certificate of the authority is let in, and may do everything: it knows no names.",
        "A reload believes new roots besides the old ones; old ones go with a restart, which empties the cache.",
        "A reload with a pair that doesn't fit breaks every handshake until it is restarted.",
        "It has to be built with TLS (Debian's is): memcached -h then knows -Z.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Keys { get; } = ["config", "folder", "port", "owner", "mode", "layout", "mounts", "plaintext", "restart", "reload", "version"];

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(ComponentEntry component) => [Config(component), .. ServerMaterial.Accounts];

    /// <inheritdoc/>
    public ImmutableArray<Endpoint> Endpoints(ComponentEntry component, ImmutableDictionary<string, string> documents)
    {
        var document = Read(component, documents);
        var usual = ConfigText.Port(document?.Value("-p")) ?? DefaultPort;
        var port = component.Port ?? (component.KeepPlaintext ? PortBeside : MemcachedListen.Port(document) ?? usual);
        // Plaintext that is kept, or that somebody opened besides.
        var plain = MemcachedListen.PlainPort(document, usual);
        return [new("memcached", port, "memcached", PeerPolicy.None) { PlaintextPort = component.KeepPlaintext ? plain ?? usual : plain == port ? null : plain }];
    }

    /// <inheritdoc/>
    public ImmutableArray<ClientSnippet> Clients(ClientSide client)
    {
        var (host, port, pair) = (client.Host, client.Endpoint.Port, client.Certificate is not null);
        return
        [
            new("pymemcache", string.Join('\n', ((string[])
            [
                $"context = ssl.create_default_context(cafile=\"{client.Roots}\")",
                pair ? $"context.load_cert_chain(\"{client.Certificate}\", \"{client.Key}\")" : "",
                $"client = Client((\"{host}\", {port}), tls_context=context)",
            ]).Where(static l => l.Length > 0))),
            new("openssl", Line($"{host}:{port}", host, client.Roots, pair ? (client.Certificate!, client.Key!) : null)),
        ];
    }

    /// <inheritdoc/>
    public Result<Desired> Describe(DialectRequest request)
    {
        var entry = request.Component;
        var config = Config(entry);
        var document = Read(entry, request.Documents);
        var wrong = Wrong(request, config, document).ToImmutableArray();
        if (wrong.Any(static d => d.Severity is Severity.Error)) return Result.With<Desired>(null, wrong);

        // To be told to read again, it is dialled with its own certificate.
        // Debian's unit takes from root the right to read what is not its own: it starts as root and reloads as its user, so both have to be named.
        var material = ServerMaterial.Of(request, request.ServingAndCalling, new() { Folder = LexicalPath.Join(ConfigText.Folder(config), "memcached-tls"), User = document?.Value("-u") ?? "memcache", GroupReads = true });
        var port = request.Endpoints[0].Port;
        return Result.With(
            material.Desired with
            {
                Edits = [new(config, request.Name, ConfigFormat.Memcached, [.. Edits(request, document, material, port)])],
                Steps = ServerSteps.Of(request, new()
                {
                    Configuration = [config, material.OnHost.Roots],
                    Material = [material.OnHost.Certificate, material.OnHost.Key],
                    Reload = ["sh", "-c", $"printf 'refresh_certs\\r\\nquit\\r\\n' | {Line($"{MemcachedListen.Host(document)}:{ConfigText.Text(port)}", null, material.OnHost.Roots, (material.OnHost.Certificate, material.OnHost.Key))} | grep -q '^OK'"],
                    Restart = ["systemctl", "restart", "memcached"],
                }),
            },
            wrong);
    }

    private static IEnumerable<Edit> Edits(DialectRequest request, StatementDocument? document, ServerMaterial material, int port)
    {
        var entry = request.Component;
        var usual = ConfigText.Port(document?.Value("-p")) ?? DefaultPort;
        yield return new Edit.Set(["-Z"], new EditValue.Raw(""));
        if (entry is { KeepPlaintext: false, Port: { } asked }) yield return ConfigText.Set(ConfigText.Text(asked), "-p");
        var lines = document?.All("-l") ?? [];
        for (var i = 0; i < lines.Length; i++)
        {
            var said = entry.KeepPlaintext ? MemcachedListen.Beside(lines[i].Raw, usual, port) : MemcachedListen.Sealed(lines[i].Raw, entry.Port);
            yield return new Edit.Set(lines.Length == 1 ? ["-l"] : ["-l", $"[{i}]"], new EditValue.Raw(said));
        }

        if (lines.IsEmpty && entry.KeepPlaintext) yield return new Edit.Set(["-l"], new EditValue.Raw(MemcachedListen.Beside("0.0.0.0", usual, port)));
        // UDP knows no TLS.
        if (document?.Value("-U") is not null) yield return ConfigText.Set("0", "-U");
        // At the end: of an option that several lines say, the last counts.
        var verify = request.Endpoints[0].Peers >= PeerPolicy.Require ? 2 : 0;
        yield return new Edit.Block([], "tls", $"-o ssl_chain_cert={material.Certificate},ssl_key={material.Key},ssl_ca_cert={material.Roots},ssl_verify_mode={verify}");
    }

    private static IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, StatementDocument? document)
    {
        var entry = request.Component;
        if (DialectDiagnostics.TooOld(request, "memcached has TLS from 1.5.13 on", 1, 5, 13) is { } old) yield return old;
        if (entry.KeepPlaintext && request.Endpoints[0] is { PlaintextPort: { } plain, Port: var port } && plain == port) yield return DialectDiagnostics.OnePortForTwo(request, port);
        if (document?.Find("-s") is { } socket) yield return MemcachedDiagnostics.NoPort(request, config, socket);
        foreach (var line in document?.Statements.Where(static s => LongForms.Contains(s.Name.Split('=')[0])) ?? []) yield return MemcachedDiagnostics.LongForm(request, config, line);
    }

    // Without a name, any of the authority's is taken: the one that it serves before it reads again need not have the new name.
    private static string Line(string address, string? name, string roots, (string Certificate, string Key)? pair)
    {
        var asked = name is null ? "" : name.Contains(':', StringComparison.Ordinal) || char.IsDigit(name[^1]) ? $"-verify_ip {name} " : $"-servername {name} -verify_hostname {name} ";
        return $"openssl s_client -quiet -connect {address} {asked}-verify_return_error -CAfile '{roots}'{(pair is { } shown ? $" -cert '{shown.Certificate}' -cert_chain '{shown.Certificate}' -key '{shown.Key}'" : "")}";
    }

    private static string Config(ComponentEntry component) => component.Config ?? "/etc/memcached.conf";

    private static StatementDocument? Read(ComponentEntry component, ImmutableDictionary<string, string> documents) => ConfigText.Read(documents, ConfigFormat.Memcached, Config(component));
}
