using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Nginx;

/// <summary>An nginx as a caller: the directives that pass requests on to components it has links to.</summary>
/// <remarks>Facts: dialects §5. Neither TLS 1.3, the server's name nor its certificate are nginx's own default towards an upstream, and sessions are shared between locations with different certificates.</remarks>
internal sealed class NginxCalls
{
    private readonly DialectRequest _request;
    private readonly NginxFiles _files;
    private readonly Dictionary<string, (string File, Edit.Set Edit)> _edits = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _wrong = [];

    private NginxCalls(DialectRequest request, NginxFiles files) => (_request, _files) = (request, files);

    /// <summary>The edits by file, and what is wrong.</summary>
    public static (ImmutableArray<(string File, Edit Edit)> Edits, ImmutableArray<Diagnostic> Wrong) Of(DialectRequest request, NginxFiles files, ServerMaterial material)
    {
        var calls = new NginxCalls(request, files);
        for (var i = 0; i < request.Outgoing.Length; i++)
        {
            var link = request.Outgoing[i];
            if (link.Required is not Level.Plaintext) calls.Link(new(link, request.Callees[i]), material);
        }

        return ([.. calls._edits.Values.Select(static e => (e.File, (Edit)e.Edit))], [.. calls._wrong]);
    }

    private void Link(Callee callee, ServerMaterial material)
    {
        if (callee.CheckedName is null)
        {
            _wrong.Add(ProxyDiagnostics.NoName(_request, callee.Link, "nginx compares names, never addresses"));
            return;
        }

        var passes = _files.Servers.SelectMany(static s => s.Server.Passes.Select(p => (s.File, s.Server, Pass: p))).ToList();
        var ours = passes.FindAll(p => p.Pass.Targets.Any(t => t.Host is { } host && callee.IsAt(host, t.Port)));
        // The port may have been another one before the callee was sealed; a name that is nobody else's tells it too.
        if (ours.Count == 0) ours = passes.FindAll(p => p.Pass.Targets.Any(t => t.Host is { } host && callee.IsNamed(host)));
        if (ours.Count == 0) _wrong.Add(ProxyDiagnostics.NoWay(_request, NginxFiles.Config(_request.Component), callee.Link, $"proxy_pass https://{callee.Link.Dialled.FirstOrDefault() ?? callee.Link.Callee}{(callee.Port is { } port ? ":" + ConfigText.Text(port) : "")};"));
        foreach (var (file, server, pass) in ours) Pass(callee, file, server.IsStream, pass, material);
    }

    private void Pass(Callee callee, NginxFile file, bool isStream, NginxPass pass, ServerMaterial material)
    {
        var isGrpc = pass.Statement.Name == "grpc_pass";
        var safe = isGrpc ? "grpcs" : "https";
        if (Address(callee, pass, isStream ? null : safe) is { } address) Set(callee, file, pass, pass.Key, NginxServerEdits.Quoted(address), after: null);
        else if (!(isStream && pass.Upstream is not null)) _wrong.Add(NginxDiagnostics.VariableDecides(_request, file.Path, pass.Statement, callee.Link, safe));
        foreach (var (at, upstream) in _files.Upstreams.Where(u => u.Upstream.Name == pass.Upstream)) Members(callee, at, upstream, pass);

        // Where the directive stands in an `if`, its settings stand in the location around it.
        var after = pass.Key.Length == pass.Path.Length + 1 ? pass.Statement.Name : null;
        foreach (var (key, value) in Settings(callee, pass, isStream, material))
        {
            var name = $"{(isGrpc ? "grpc" : "proxy")}_ssl{key}";
            Set(callee, file, pass, [.. pass.Path, name], value, after);
            after = name;
        }
    }

    private static IEnumerable<(string Key, string Value)> Settings(Callee callee, NginxPass pass, bool isStream, ServerMaterial material)
    {
        if (isStream) yield return ("", "on");
        if (callee.Link.Required >= Level.Mutual)
        {
            yield return ("_certificate", NginxServerEdits.Quoted(material.Certificate));
            yield return ("_certificate_key", NginxServerEdits.Quoted(material.Key));
        }

        yield return ("_trusted_certificate", NginxServerEdits.Quoted(material.Roots));
        yield return ("_verify", "on");
        yield return ("_verify_depth", ConfigText.Text(NginxServerEdits.Depth));
        yield return ("_name", pass.Targets.Select(static t => t.Host).FirstOrDefault(h => h is not null && callee.Covers(h)) ?? callee.CheckedName!);
        yield return ("_server_name", "on");
        yield return ("_protocols", "TLSv1.2 TLSv1.3");
        yield return ("_session_reuse", "off");
    }

    /// <summary>The directive's own argument with TLS; null: a variable decides it, or it names an upstream of stream.</summary>
    private static string? Address(Callee callee, NginxPass pass, string? scheme)
    {
        var text = pass.Statement.Arguments[0];
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon ? colon + 3 : 0;
        var end = start + NginxForm.HostEnd(text[start..]);
        var host = text[start..end];
        if (host.Contains('$', StringComparison.Ordinal) || (scheme is null && pass.Upstream is not null)) return null;
        var to = pass.Upstream is not null ? host : At(host, callee.Port, scheme is null ? null : 443);
        return scheme is null ? to : $"{scheme}://{to}{text[end..]}";
    }

    private void Members(Callee callee, NginxFile file, NginxUpstream upstream, NginxPass pass)
    {
        foreach (var (statement, target) in upstream.Members.Where(m => m.Target.Host is { } host && (callee.IsAt(host, m.Target.Port) || callee.IsNamed(host))))
        {
            var address = statement.Arguments[0];
            var number = upstream.Members.Select(static m => m.Statement).ToList().IndexOf(statement);
            Set(callee, file, pass, [.. upstream.Path, "server", $"[{ConfigText.Text(number)}]"], At(address, callee.Port, null) + statement.Raw[address.Length..], after: null);
        }
    }

    // Without a port it is 80 in an upstream, and the scheme's behind a scheme.
    private static string At(string host, int? wanted, int? usual)
    {
        if (wanted is not { } port) return host;
        var has = ConfigText.Port(host) is not null && host.LastIndexOf(':') > 0 && !host.EndsWith(']');
        var name = has ? host[..host.LastIndexOf(':')] : host;
        return !has && port == usual ? name : $"{name}:{ConfigText.Text(port)}";
    }

    private void Set(Callee callee, NginxFile file, NginxPass pass, ImmutableArray<string> key, string value, string? after)
    {
        var set = new Edit.Set(key, new EditValue.Raw(value)) { After = after };
        var path = file.Path + "\n" + string.Join('\n', key);
        if (_edits.TryAdd(path, (file.Path, set)) || _edits[path].Edit.Value.Equals(set.Value)) return;
        if (!_wrong.Exists(static w => w.Code == "LS1927")) _wrong.Add(NginxDiagnostics.OneBlockForTwo(_request, file.Path, pass.Statement, callee.Link));
    }
}
