using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Nginx;

/// <summary>A <c>listen</c> line as it will be.</summary>
/// <param name="Number">Which of its server's it is, from 0; one that is new has the next number.</param>
/// <param name="Value">What stands behind the word.</param>
/// <param name="Port">The port with TLS; null: it stays in plaintext.</param>
/// <param name="Plain">The port that it has in plaintext now; null: none.</param>
internal sealed record NginxLine(int Number, string Value, int? Port, int? Plain);

/// <summary>A server that is given TLS.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Server">As it is.</param>
/// <param name="Lines">Its listening lines as they will be.</param>
internal sealed record NginxSealed(NginxFile File, NginxServer Server, ImmutableArray<NginxLine> Lines)
{
    /// <summary>Plaintext lines that go, because their server has TLS at that address already; by their first words.</summary>
    public ImmutableArray<string> Closed { get; init; } = [];

    /// <summary>True: it can be reached in plaintext afterwards: kept by the operator's word, or by a socket of the file system.</summary>
    public bool HasPlaintext { get; init; }
}

/// <summary>Which servers of a configuration are given TLS, and how their <c>listen</c> lines change.</summary>
internal sealed class NginxListeners
{
    private const int Http = 80;
    private const int Https = 443;
    private readonly ComponentEntry _entry;
    private readonly ProxyPorts<(NginxFile File, NginxServer Server)> _ports;

    public NginxListeners(ComponentEntry entry, NginxFiles files, string certificate)
    {
        _entry = entry;
        _ports = new(entry, files.Servers.Where(static s => CanBeSealed(s.Server)), s => new(
            !s.Server.IsStream, s.Server.Certificate == certificate || NginxDropIn.IsIn(entry, s.Server), [.. s.Server.Listens.Select(static l => (l.Port, l.IsTls))]));
        Servers = [.. _ports.Wanted.Select(s => Sealed(s.File, s.Server))];
    }

    /// <summary>The servers that are given TLS.</summary>
    public ImmutableArray<NginxSealed> Servers { get; }

    /// <summary>Where it listens with TLS, the component's own port first.</summary>
    public ImmutableArray<Endpoint> Endpoints() => _ports.Endpoints(Servers.SelectMany(static s => s.Lines.Select(l => new ProxyPort(!s.Server.IsStream, l.Port, l.Plain))));

    /// <summary>What can't be of ports, and what is left as it is.</summary>
    public IEnumerable<Diagnostic> Wrong(DialectRequest request) =>
    [
        .. _ports.Wrong(request, NginxFiles.Config(_entry), "server block"),
        .. _ports.Left.Select(s => ProxyDiagnostics.KeepsItsCertificate(request, s.File.Path, s.Server.Statements.FirstOrDefault()?.At, "server", s.Server.Listens[0].Port)),
    ];

    private static bool CanBeSealed(NginxServer server)
    {
        if (server.Listens.IsEmpty) return false;
        if (server.IsStream) return NginxForm.One(server.Statements, "ssl_preread") != "on" && !server.Statements.Any(static d => d.Name == "listen" && d.Arguments.Contains("udp"));
        return server.Listens.Any(static l => l.IsTls) || !OnlyRedirects(server);
    }

    // `return 301 https://…;` and nothing else that answers.
    private static bool OnlyRedirects(NginxServer server) =>
        server.Passes.IsEmpty && server.Statements.Any(static d => d is { Name: "return", Arguments: [.., var to] } && to.StartsWith("https:", StringComparison.Ordinal)) && !server.Statements.Any(static d => d.Name is "location");

    private NginxSealed Sealed(NginxFile file, NginxServer server)
    {
        var isOn = NginxForm.One(server.Statements, "ssl") == "on";
        var written = server.Statements.Where(static d => d.Name == "listen").ToList();
        var hasSocket = written.Exists(d => NginxForm.Listen(d, isOn) is null);
        // Without a line it is port 80 of every address.
        var lines = written.Count == 0
            ? [(Number: 0, Value: ConfigText.Text(Http), Listen: new NginxListen(Http, isOn))]
            : written.Select((d, number) => (Number: number, Value: d.Raw, Listen: NginxForm.Listen(d, isOn)!)).Where(static l => l.Listen is not null).ToList();
        if (_entry.KeepPlaintext) return new(file, server, [.. Beside(lines, Math.Max(1, written.Count))]) { HasPlaintext = true };

        var twins = lines.Where(l => !l.Listen.IsTls && lines.Exists(o => o.Listen.IsTls && Address(o.Value) == Address(WithTls(l.Value, _ports.TlsPort(l.Listen.Port))))).ToList();
        // On a second look they are gone by our own hand: a line at 443 never has one at 80 beside it.
        var closed = lines.Where(static l => l.Listen is { IsTls: true, Port: Https }).Select(static l => "listen " + WithPort(Address(l.Value), Http)).ToImmutableArray();
        // What goes would move the numbers of those that stay: where a line goes, only those that change are told by number.
        var numbered = lines.Where(l => !twins.Contains(l) && (twins.Count == 0 || !l.Listen.IsTls));
        ImmutableArray<NginxLine> stay = twins.Count == 0 ? [] : [.. lines.Where(static l => l.Listen.IsTls).Select(static l => new NginxLine(-1, l.Value, l.Listen.Port, null))];
        return new(file, server, [.. numbered.Select(l => l.Listen.IsTls
            ? new NginxLine(l.Number, l.Value, l.Listen.Port, null)
            : new NginxLine(l.Number, WithTls(l.Value, _ports.TlsPort(l.Listen.Port)), _ports.TlsPort(l.Listen.Port), l.Listen.Port)), .. stay]) { Closed = closed, HasPlaintext = hasSocket };
    }

    private IEnumerable<NginxLine> Beside(List<(int Number, string Value, NginxListen Listen)> lines, int next)
    {
        foreach (var line in lines) yield return new(line.Number, line.Value, line.Listen.IsTls ? line.Listen.Port : null, line.Listen.IsTls ? null : line.Listen.Port);
        foreach (var line in lines.Where(static l => !l.Listen.IsTls))
        {
            var (port, value) = (_ports.TlsPort(line.Listen.Port), WithTls(line.Value, _ports.TlsPort(line.Listen.Port)));
            if (!lines.Exists(o => o.Listen.IsTls && Address(o.Value) == Address(value))) yield return new(next++, value, port, line.Listen.Port);
        }
    }

    private static string Address(string value) => value.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? value[..blank] : value;

    private static string WithTls(string value, int port) => $"{WithPort(Address(value), port)} ssl{value[Address(value).Length..]}";

    // `80`, `*:80`, `[::]:80`, `localhost`.
    private static string WithPort(string address, int port)
    {
        var text = ConfigText.Text(port);
        if (address.All(char.IsAsciiDigit)) return text;
        var colon = address.LastIndexOf(':');
        return colon > 0 && ConfigText.Port(address) is not null && !(address.StartsWith('[') && address.EndsWith(']')) ? $"{address[..colon]}:{text}" : $"{address}:{text}";
    }
}
