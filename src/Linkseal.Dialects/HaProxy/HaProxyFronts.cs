using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.HaProxy;

/// <summary>One <c>bind</c> line.</summary>
/// <param name="Number">Which of its section's it is, from 0.</param>
/// <param name="Addresses">Where it listens; empty: nowhere in the network, or not to be told.</param>
/// <param name="Parameters">What stands behind.</param>
internal sealed record HaProxyBind(int Number, ImmutableArray<HaProxyAddress> Addresses, ImmutableArray<string> Parameters)
{
    public bool IsTls => HaProxyParameters.Has(Parameters, "ssl");
}

/// <summary>One <c>frontend</c>, or a <c>listen</c> section, which is a backend besides.</summary>
/// <param name="Section">The section.</param>
/// <param name="IsHttp">True: of mode http, by itself or by its defaults.</param>
/// <param name="Binds">Its lines that listen, but for those that only send callers to https.</param>
internal sealed record HaProxyFront(Statement Section, bool IsHttp, ImmutableArray<HaProxyBind> Binds)
{
    /// <summary>As edits name it: without what stands behind its name.</summary>
    public string Path => $"{Section.Name} {Section.Arguments[0]}";

    /// <summary>How many bind lines it has.</summary>
    public required int Lines { get; init; }
}

/// <summary>Which frontends are given TLS, and how.</summary>
internal sealed class HaProxyFronts
{
    private readonly ComponentEntry _entry;
    private readonly ProxyPorts<HaProxyFront> _ports;
    private readonly ImmutableArray<Statement> _unclear;

    public HaProxyFronts(ComponentEntry entry, StatementDocument? document, string certificate)
    {
        _entry = entry;
        var fronts = (document?.Statements ?? []).Where(static s => s is { Name: "frontend" or "listen", Arguments.IsEmpty: false }).Select(s => Front(document!, s)).Where(static f => f.Binds.Any(static b => !b.Addresses.IsEmpty)).DistinctBy(static f => f.Path).ToList();
        _ports = new(entry, fronts, f => new(f.IsHttp, f.Binds.Any(b => HaProxyParameters.Value(b.Parameters, "crt") == certificate), [.. f.Binds.SelectMany(static b => b.Addresses.Select(a => (a.Port, b.IsTls)))]));
        _unclear = [.. _ports.Wanted.SelectMany(static f => f.Section.Statements).Where(static s => s.Name == "bind" && IsUnclear(s) && !HaProxyParameters.Has(s.Arguments, "ssl"))];
    }

    /// <summary>The frontends that are given TLS.</summary>
    public ImmutableArray<HaProxyFront> Wanted => _ports.Wanted;

    /// <summary>Where it listens with TLS, the component's own port first.</summary>
    public ImmutableArray<Endpoint> Endpoints() => _ports.Endpoints(_ports.Wanted.SelectMany(f => f.Binds.SelectMany(b => b.Addresses.Select(a =>
        b.IsTls ? new ProxyPort(f.IsHttp, a.Port, null) : KeepsBeside(f, b) ? new ProxyPort(f.IsHttp, null, a.Port) : new ProxyPort(f.IsHttp, _ports.TlsPort(a.Port), a.Port)))));

    /// <summary>What can't be.</summary>
    public IEnumerable<Diagnostic> Wrong(DialectRequest request, string config) =>
    [
        .. _ports.Wrong(request, config, "frontend"),
        .. _ports.Left.Select(f => ProxyDiagnostics.KeepsItsCertificate(request, config, f.Section.At, "frontend", f.Binds.SelectMany(static b => b.Addresses).First().Port)),
        .. _unclear.Select(b => HaProxyDiagnostics.NotUnderstood(request, config, b)),
        .. _entry.KeepPlaintext ? [] : from front in _ports.Wanted
                                       from bind in front.Binds.Where(static b => !b.IsTls)
                                       from plain in bind.Addresses
                                       let safe = plain with { Port = _ports.TlsPort(plain.Port) }
                                       where front.Binds.Any(b => b.IsTls && b.Addresses.Contains(safe))
                                       select HaProxyDiagnostics.HasTlsBeside(request, config, front, plain, safe),
    ];

    /// <summary>The edits of one frontend.</summary>
    public IEnumerable<Edit> Edits(DialectRequest request, HaProxyFront front, ServerMaterial material)
    {
        var next = front.Lines;
        foreach (var bind in front.Binds)
        {
            if (bind.Addresses.IsEmpty) continue;
            if (bind.IsTls) yield return Line(front, bind.Number, bind.Addresses, bind.Parameters, request, material);
            else if (!_entry.KeepPlaintext) yield return Line(front, bind.Number, Moved(bind), bind.Parameters, request, material);
            else if (!KeepsBeside(front, bind)) yield return Line(front, next++, Moved(bind), bind.Parameters, request, material);
        }

        if (request.Peers is not PeerPolicy.Named) yield break;
        var names = string.Join(' ', request.Callers.OfType<Core.Certificates.LeafSpec>().Select(static l => HaProxyParameters.Quoted(l.Subject.CommonName ?? l.Name)).Distinct(StringComparer.Ordinal));
        // Plaintext that is kept has no certificate to ask for. First, as an answer above it would be given to everybody.
        var condition = $"{(_entry.KeepPlaintext ? "if { ssl_fc } !" : "unless ")}{{ ssl_c_s_dn(cn) -m str {names} }}";
        yield return new Edit.Block([front.Path], "callers", (front.IsHttp ? "http-request deny " : "tcp-request session reject ") + condition) { First = true };
    }

    // On a second look the line beside it is there by our own hand.
    private bool KeepsBeside(HaProxyFront front, HaProxyBind bind) => _entry.KeepPlaintext && Moved(bind).All(a => front.Binds.Any(b => b.IsTls && b.Addresses.Contains(a)));

    private ImmutableArray<HaProxyAddress> Moved(HaProxyBind bind) => [.. bind.Addresses.Select(a => a with { Port = _ports.TlsPort(a.Port) })];

    private static Edit.Set Line(HaProxyFront front, int number, ImmutableArray<HaProxyAddress> addresses, ImmutableArray<string> parameters, DialectRequest request, ServerMaterial material)
    {
        var asks = request.Peers >= PeerPolicy.Require ? $" ca-file {HaProxyParameters.Quoted(material.Roots)} verify required" : "";
        var kept = string.Concat(HaProxyParameters.Kept(parameters).Select(static w => " " + HaProxyParameters.Quoted(w)));
        return new Edit.Set([front.Path, "bind", $"[{ConfigText.Text(number)}]"], new EditValue.Raw($"{string.Join(',', addresses)} ssl crt {HaProxyParameters.Quoted(material.Certificate)}{asks} ssl-min-ver TLSv1.2{kept}"));
    }

    private static HaProxyFront Front(StatementDocument document, Statement section)
    {
        var redirects = section.Statements.Any(SendsToHttps);
        var lines = section.Statements.Where(static s => s.Name == "bind").ToList();
        var binds = lines.Select(static (s, number) => new HaProxyBind(number, IsUnclear(s) ? [] : Addresses(s), [.. s.Arguments.Skip(1)]));
        return new(section, Mode(document, section) == "http", [.. binds.Where(b => b.IsTls || !redirects)]) { Lines = lines.Count };
    }

    private static ImmutableArray<HaProxyAddress> Addresses(Statement bind) => bind.Arguments.IsEmpty ? [] : [.. bind.Arguments[0].Split(',').Select(HaProxyAddress.Of).OfType<HaProxyAddress>()];

    // Some addresses of a line can't be told from others in it: a range of ports, a variable.
    private static bool IsUnclear(Statement bind) =>
        !bind.Arguments.IsEmpty && bind.Arguments[0].Split(',').Any(static a => HaProxyAddress.Of(a) is null && !a.StartsWith('/') && !(a.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && a[..at] is "unix" or "abns" or "fd" or "sockpair"));

    // `http-request redirect scheme https`, for everybody or for plaintext only.
    private static bool SendsToHttps(Statement statement)
    {
        var words = statement.Name == "http-request" ? statement.Arguments : [statement.Name, .. statement.Arguments];
        if (words is not ["redirect", "scheme", "https", ..]) return false;
        var at = words.ToList().FindIndex(static w => w is "if" or "unless");
        return at < 0 || string.Join(' ', words.Skip(at)) is "if !{ ssl_fc }" or "unless { ssl_fc }";
    }

    // Its own, else that of the defaults that it names, else of the last ones above it; HAProxy's own is tcp.
    private static string Mode(StatementDocument document, Statement section)
    {
        static string? Own(Statement s) => s.Statements.LastOrDefault(static d => d.Name == "mode")?.Value;
        if (Own(section) is { } own) return own;
        var from = HaProxyParameters.Value(section.Arguments, "from");
        var defaults = document.Statements.TakeWhile(s => s != section).Where(static s => s.Name == "defaults").ToList();
        return (from is null ? defaults.LastOrDefault() : defaults.Find(d => !d.Arguments.IsEmpty && d.Arguments[0] == from)) is { } above && Own(above) is { } mode ? mode : "tcp";
    }
}
