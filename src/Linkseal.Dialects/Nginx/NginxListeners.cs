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

/// <summary>Which servers of a configuration are given TLS, and at which ports.</summary>
/// <remarks>
/// Those of http that listen in plaintext (but not one that only sends callers to https), those that show our certificate, and those at the component's <c>port</c>.
/// Where nothing is plaintext, those with TLS. A server of stream passes on what may be TLS already: it is meant only by its port, or where there is nothing else.
/// </remarks>
internal sealed class NginxListeners
{
    private const int Http = 80;
    private const int Https = 443;
    private readonly ComponentEntry _entry;
    private readonly ImmutableArray<int> _plain;
    private readonly ImmutableArray<int> _tls;

    public NginxListeners(ComponentEntry entry, NginxFiles files, string certificate)
    {
        _entry = entry;
        ImmutableArray<(NginxFile File, NginxServer Server)> possible = [.. files.Servers.Where(static s => CanBeSealed(s.Server))];
        var wanted = possible.Where(s => s.Server.Certificate == certificate || NginxDropIn.IsIn(entry, s.Server) || s.Server.Listens.Any(l => l.Port == entry.Port) || (!s.Server.IsStream && s.Server.Listens.Any(static l => !l.IsTls))).ToList();
        if (wanted.Count == 0) wanted = [.. possible.Where(static s => !s.Server.IsStream)];
        if (wanted.Count == 0) wanted = [.. possible];
        Left = [.. possible.Where(s => !s.Server.IsStream && !wanted.Contains(s))];
        _plain = Ports(wanted, static l => !l.IsTls);
        _tls = Ports(wanted, static l => l.IsTls);
        Servers = [.. wanted.Select(s => Sealed(s.File, s.Server))];
    }

    /// <summary>The servers that are given TLS.</summary>
    public ImmutableArray<NginxSealed> Servers { get; }

    /// <summary>Servers with TLS and a certificate of their own, which are left as they are.</summary>
    public ImmutableArray<(NginxFile File, NginxServer Server)> Left { get; }

    /// <summary>Where it listens with TLS, the component's own port first.</summary>
    public ImmutableArray<Endpoint> Endpoints()
    {
        // Those that have TLS before those that are to get it: a line that somebody adds later does not become what links mean.
        var lines = Servers.SelectMany(static s => s.Lines.Select(l => (s.Server.IsStream, Line: l))).Where(static l => l.Line.Port is not null).OrderBy(static l => l.Line.Plain is not null).ToList();
        var first = _entry.Port ?? (lines.Exists(static l => l.Line.Port == Https) ? Https : lines.Select(static l => l.Line.Port).FirstOrDefault() ?? Https);
        var others = lines.Select(static l => l.Line.Port!.Value).Distinct().Where(p => p != first);
        return [.. others.Prepend(first).Select(port =>
        {
            var protocol = lines.Exists(l => l.Line.Port == port && l.IsStream) ? "tls" : "https";
            // The plaintext that it had, else another that is open where none should be.
            var plain = lines.Where(l => l.Line.Port == port).Select(static l => l.Line.Plain).FirstOrDefault(p => p is not null && p != port) ?? _plain.Where(p => p != port).Select(static p => (int?)p).FirstOrDefault();
            return new Endpoint(port == first ? protocol : $"{protocol}-{ConfigText.Text(port)}", port, protocol, PeerPolicy.None) { PlaintextPort = plain };
        })];
    }

    /// <summary>What can't be of ports.</summary>
    public IEnumerable<Diagnostic> Wrong(DialectRequest request)
    {
        if (Servers.IsEmpty) yield return NginxDiagnostics.NoServer(request, NginxFiles.Config(_entry));
        else if (_entry.Port is { } port && !_plain.Contains(port) && !_tls.Contains(port) && _plain.Length != 1) yield return NginxDiagnostics.WhichPort(request, port, [.. _plain, .. _tls]);
        else if (_entry.KeepPlaintext && _plain.Where(p => TlsPort(p) == p).Select(static p => (int?)p).FirstOrDefault() is { } one) yield return DialectDiagnostics.OnePortForTwo(request, one);
    }

    private static ImmutableArray<int> Ports(IEnumerable<(NginxFile File, NginxServer Server)> servers, Func<NginxListen, bool> which) =>
        [.. servers.SelectMany(static s => s.Server.Listens).Where(which).Select(static l => l.Port).Distinct()];

    private static bool CanBeSealed(NginxServer server)
    {
        if (server.Listens.IsEmpty) return false;
        if (server.IsStream) return NginxForm.One(server.Statements, "ssl_preread") != "on" && !server.Statements.Any(static d => d.Name == "listen" && d.Arguments.Contains("udp"));
        return server.Listens.Any(static l => l.IsTls) || !OnlyRedirects(server);
    }

    // `return 301 https://…;` and nothing else that answers.
    private static bool OnlyRedirects(NginxServer server) =>
        server.Passes.IsEmpty && server.Statements.Any(static d => d is { Name: "return", Arguments: [.., var to] } && to.StartsWith("https:", StringComparison.Ordinal)) && !server.Statements.Any(static d => d.Name is "location");

    // 80 becomes 443, as everybody dials it; any other port keeps its number.
    private int TlsPort(int plain)
    {
        if (_entry.Port is { } port && (port == plain || (_plain.Length == 1 && (_entry.KeepPlaintext || !_tls.Contains(port))))) return port;
        return plain == Http ? Https : plain;
    }

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

        var twins = lines.Where(l => !l.Listen.IsTls && lines.Exists(o => o.Listen.IsTls && Address(o.Value) == Address(WithTls(l.Value, TlsPort(l.Listen.Port))))).ToList();
        // On a second look they are gone by our own hand: a line at 443 never has one at 80 beside it.
        var closed = lines.Where(static l => l.Listen is { IsTls: true, Port: Https }).Select(static l => "listen " + WithPort(Address(l.Value), Http)).ToImmutableArray();
        // What goes would move the numbers of those that stay: where a line goes, only those that change are told by number.
        var numbered = lines.Where(l => !twins.Contains(l) && (twins.Count == 0 || !l.Listen.IsTls));
        ImmutableArray<NginxLine> stay = twins.Count == 0 ? [] : [.. lines.Where(static l => l.Listen.IsTls).Select(static l => new NginxLine(-1, l.Value, l.Listen.Port, null))];
        return new(file, server, [.. numbered.Select(l => l.Listen.IsTls
            ? new NginxLine(l.Number, l.Value, l.Listen.Port, null)
            : new NginxLine(l.Number, WithTls(l.Value, TlsPort(l.Listen.Port)), TlsPort(l.Listen.Port), l.Listen.Port)), .. stay]) { Closed = closed, HasPlaintext = hasSocket };
    }

    private IEnumerable<NginxLine> Beside(List<(int Number, string Value, NginxListen Listen)> lines, int next)
    {
        foreach (var line in lines) yield return new(line.Number, line.Value, line.Listen.IsTls ? line.Listen.Port : null, line.Listen.IsTls ? null : line.Listen.Port);
        foreach (var line in lines.Where(static l => !l.Listen.IsTls))
        {
            var (port, value) = (TlsPort(line.Listen.Port), WithTls(line.Value, TlsPort(line.Listen.Port)));
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
