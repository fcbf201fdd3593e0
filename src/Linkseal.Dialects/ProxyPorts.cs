using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>A part of a proxy's configuration that takes connections: a <c>server</c> block, a <c>frontend</c>.</summary>
/// <param name="IsHttp">False: it passes bytes on, which may be TLS already.</param>
/// <param name="IsOurs">True: it shows our certificate.</param>
/// <param name="Listens">Its ports.</param>
internal sealed record ProxyFront(bool IsHttp, bool IsOurs, ImmutableArray<(int Port, bool IsTls)> Listens);

/// <summary>A port of a proxy's as it will be.</summary>
/// <param name="IsHttp">False: bytes are passed on.</param>
/// <param name="Port">The port with TLS; null: it stays in plaintext.</param>
/// <param name="Plain">The port that it has in plaintext now; null: none.</param>
internal sealed record ProxyPort(bool IsHttp, int? Port, int? Plain);

/// <summary>Which parts of a proxy's configuration are given TLS, and at which ports; the same for every proxy.</summary>
/// <remarks>
/// Those of http that listen in plaintext, those that show our certificate, and those at the component's <c>port</c>. Where nothing is plaintext, those with TLS.
/// One that passes bytes on is meant only by its port, or where there is nothing else.
/// </remarks>
internal sealed class ProxyPorts<T>
{
    private const int Http = 80;
    private const int Https = 443;
    private readonly ComponentEntry _entry;
    private readonly ImmutableArray<int> _plain;
    private readonly ImmutableArray<int> _tls;

    /// <param name="entry">The component.</param>
    /// <param name="possible">What could be given TLS.</param>
    /// <param name="front">How each listens.</param>
    public ProxyPorts(ComponentEntry entry, IEnumerable<T> possible, Func<T, ProxyFront> front)
    {
        _entry = entry;
        var all = possible.Select(p => (Part: p, Front: front(p))).ToList();
        var wanted = all.FindAll(p => p.Front.IsOurs || p.Front.Listens.Any(l => l.Port == entry.Port) || (p.Front.IsHttp && p.Front.Listens.Any(static l => !l.IsTls)));
        if (wanted.Count == 0) wanted = all.FindAll(static p => p.Front.IsHttp);
        if (wanted.Count == 0) wanted = all;
        Wanted = [.. wanted.Select(static p => p.Part)];
        Left = [.. all.Where(p => p.Front.IsHttp && !wanted.Contains(p)).Select(static p => p.Part)];
        _plain = [.. wanted.SelectMany(static p => p.Front.Listens).Where(static l => !l.IsTls).Select(static l => l.Port).Distinct()];
        _tls = [.. wanted.SelectMany(static p => p.Front.Listens).Where(static l => l.IsTls).Select(static l => l.Port).Distinct()];
    }

    /// <summary>What is given TLS.</summary>
    public ImmutableArray<T> Wanted { get; }

    /// <summary>What has TLS and a certificate of its own, and is left as it is.</summary>
    public ImmutableArray<T> Left { get; }

    /// <summary>The port with TLS for one in plaintext: 80 becomes 443, as everybody dials it; any other keeps its number.</summary>
    public int TlsPort(int plain)
    {
        if (_entry.Port is { } port && (port == plain || (_plain.Length == 1 && (_entry.KeepPlaintext || !_tls.Contains(port))))) return port;
        return plain == Http ? Https : plain;
    }

    /// <summary>Where it listens with TLS, the component's own port first.</summary>
    /// <param name="ports">Every port of what is given TLS.</param>
    public ImmutableArray<Endpoint> Endpoints(IEnumerable<ProxyPort> ports)
    {
        // Those that have TLS before those that are to get it: a line that somebody adds later does not become what links mean.
        var lines = ports.Where(static l => l.Port is not null).OrderBy(static l => l.Plain is not null).ToList();
        var first = _entry.Port ?? (lines.Exists(static l => l.Port == Https) ? Https : lines.Select(static l => l.Port).FirstOrDefault() ?? Https);
        return [.. lines.Select(static l => l.Port!.Value).Distinct().Where(p => p != first).Prepend(first).Select(port =>
        {
            var protocol = lines.Exists(l => l.Port == port && !l.IsHttp) ? "tls" : "https";
            // The plaintext that it had, else another that is open where none should be.
            var plain = lines.Where(l => l.Port == port).Select(static l => l.Plain).FirstOrDefault(p => p is not null && p != port) ?? _plain.Where(p => p != port).Select(static p => (int?)p).FirstOrDefault();
            return new Endpoint(port == first ? protocol : $"{protocol}-{ConfigText.Text(port)}", port, protocol, PeerPolicy.None) { PlaintextPort = plain };
        })];
    }

    /// <summary>What can't be of ports.</summary>
    /// <param name="request">The component.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="kind">What a part that listens is called.</param>
    public IEnumerable<Diagnostic> Wrong(DialectRequest request, string config, string kind)
    {
        if (Wanted.IsEmpty) yield return ProxyDiagnostics.NothingListens(request, config, kind);
        else if (_entry.Port is { } port && !_plain.Contains(port) && !_tls.Contains(port) && _plain.Length != 1) yield return ProxyDiagnostics.WhichPort(request, port, [.. _plain, .. _tls]);
        else if (_entry.KeepPlaintext && _plain.Where(p => TlsPort(p) == p).Select(static p => (int?)p).FirstOrDefault() is { } one) yield return DialectDiagnostics.OnePortForTwo(request, one);
    }
}
