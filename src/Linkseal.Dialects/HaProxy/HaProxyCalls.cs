using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.HaProxy;

/// <summary>An HAProxy as a caller: the <c>server</c> lines that name components it has links to.</summary>
internal static class HaProxyCalls
{
    /// <summary>The edits, and what is wrong.</summary>
    public static (ImmutableArray<Edit> Edits, ImmutableArray<Diagnostic> Wrong) Of(DialectRequest request, string config, StatementDocument? document, ServerMaterial material)
    {
        var (edits, wrong) = (new Dictionary<string, Edit>(StringComparer.Ordinal), new List<Diagnostic>());
        var lines = (document?.Statements ?? []).Where(static s => s is { Name: "backend" or "listen", Arguments.IsEmpty: false }).SelectMany(static s => s.Statements.Select(l => Line(s, l))).OfType<ServerLine>().ToList();
        for (var i = 0; i < request.Outgoing.Length; i++)
        {
            var callee = new Callee(request.Outgoing[i], request.Callees[i]);
            if (callee.Link.Required is Level.Plaintext) continue;
            if (callee.CheckedName is null)
            {
                wrong.Add(ProxyDiagnostics.NoName(request, callee.Link, "verifyhost compares names, never addresses"));
                continue;
            }

            var ours = lines.FindAll(l => callee.IsAt(l.Address.Name, l.Address.Port));
            if (ours.Count == 0) ours = lines.FindAll(l => callee.IsNamed(l.Address.Name));
            if (ours.Count == 0) wrong.Add(ProxyDiagnostics.NoWay(request, config, callee.Link, $"server {callee.Link.Callee} {callee.CheckedName}:{ConfigText.Text(callee.Port ?? 443)}"));
            foreach (var line in ours) edits.TryAdd(string.Join('\n', line.Key), new Edit.Set(line.Key, new EditValue.Raw(Value(line, callee, material))));
        }

        return ([.. edits.Values], [.. wrong]);
    }

    /// <summary>A <c>server</c> or <c>server-template</c> line.</summary>
    /// <param name="Key">As edits name it: section, word and name.</param>
    /// <param name="Before">What stands between its name and its address; empty: nothing.</param>
    /// <param name="Address">Whom it means.</param>
    /// <param name="Parameters">What stands behind.</param>
    private sealed record ServerLine(ImmutableArray<string> Key, string Before, HaProxyAddress Address, ImmutableArray<string> Parameters);

    private static ServerLine? Line(Statement section, Statement line)
    {
        // A template has the number of its servers before the address.
        var at = line.Name switch { "server" => 1, "server-template" => 2, _ => 0 };
        if (at == 0 || line.Arguments.Length <= at || HaProxyAddress.Of(line.Arguments[at]) is not { } address) return null;
        return new([$"{section.Name} {section.Arguments[0]}", $"{line.Name} {line.Arguments[0]}"], at == 2 ? line.Arguments[1] + " " : "", address, [.. line.Arguments.Skip(at + 1)]);
    }

    private static string Value(ServerLine line, Callee callee, ServerMaterial material)
    {
        var name = callee.Covers(line.Address.Name) ? line.Address.Name : callee.CheckedName!;
        var shows = callee.Link.Required >= Level.Mutual ? $" crt {HaProxyParameters.Quoted(material.Certificate)}" : "";
        // A health check names nobody by itself.
        var check = HaProxyParameters.Has(line.Parameters, "check") ? $" check-sni {name}" : "";
        var kept = string.Concat(HaProxyParameters.Kept(line.Parameters).Select(static w => " " + HaProxyParameters.Quoted(w)));
        return $"{line.Before}{line.Address with { Port = callee.Port ?? line.Address.Port }} ssl{shows} ca-file {HaProxyParameters.Quoted(material.Roots)} verify required verifyhost {name} sni str({name}){check} ssl-min-ver TLSv1.2{kept}";
    }
}
