using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>Which rows pg_hba.conf and pg_ident.conf get, by the links.</summary>
/// <remarks>
/// The first row that fits a caller decides, so ours stand first. What is derived is the same from a text that has our edits as from one that hasn't: a row that
/// demands a certificate may be the user's or what we made of it, and both are asked for in words that hold either way.
/// </remarks>
internal sealed class HostRows
{
    private const string Map = "linkseal";

    // "all" is no replication: that is a word of its own.
    private const string NoPlaintext = "hostnossl all,replication all all reject";

    private readonly DialectRequest request;
    private readonly ImmutableArray<HostRow> rows;
    private readonly ImmutableArray<Account> accounts;
    private readonly int above;
    private readonly bool isClosed;

    public HostRows(DialectRequest request, StatementDocument? hba)
    {
        this.request = request;
        accounts = request.Peers is PeerPolicy.Named ? [.. request.Incoming.Select((l, i) => Account.Of(l, request.Callers[i])).Distinct()] : [];
        ImmutableArray<string> ours = [.. Lines.Select(Words)];
        ImmutableArray<Statement> network = [.. (hba?.Statements ?? []).Where(static s => HostRow.Of(s) is not null)];
        bool IsOurs(Statement row) => ours.Contains(Words(row.Name + " " + row.Raw));
        above = network.Any(IsOurs) ? network.TakeWhile(r => !IsOurs(r)).Count() : 0;
        isClosed = network.Any(static r => Words(r.Name + " " + r.Raw) == NoPlaintext);
        rows = [.. network.Where(r => !IsOurs(r)).Select(static r => HostRow.Of(r)!)];
    }

    /// <summary>Edits of pg_hba.conf.</summary>
    public ImmutableArray<Edit> Edits =>
    [
        .. Lines.IsEmpty ? [] : (ReadOnlySpan<Edit>)[new Edit.Block([], Map, string.Join('\n', Lines)) { First = true }],
        .. request.Peers is PeerPolicy.Require ? rows.Where(static r => r.Type is "host" or "hostssl" && !(r.Demands && !r.Options.Contains(HostRow.Demand))).SelectMany(Demanding) : [],
    ];

    /// <summary>Edits of pg_ident.conf: which name in a certificate is which account.</summary>
    public ImmutableArray<Edit> Names => accounts.IsEmpty ? [] :
        [new Edit.Block([], Map, string.Join('\n', accounts.Select(static a => $"{Map} {Quoted(a.Name)} {Quoted(a.User)}").Distinct(StringComparer.Ordinal))) { First = true }];

    private ImmutableArray<string> Lines =>
    [
        .. accounts.Select(static a => $"hostssl {a.Database} {Quoted(a.User)} all cert map={Map}").Distinct(StringComparer.Ordinal),
        .. request.Component.KeepPlaintext ? [] : (ReadOnlySpan<string>)[NoPlaintext],
    ];

    // Of the last apply, before the description was changed: this one takes it out.
    private static bool IsOfBefore(HostRow row) => row.Method == "cert" && row.Options.Contains("map=" + Map);

    /// <summary>Who gets in besides, who no longer does, and what stands in the way.</summary>
    public IEnumerable<Diagnostic> Wrong(string file)
    {
        if (rows[..above].Where(static r => !r.IsReject && !IsOfBefore(r)).ToImmutableArray() is { IsEmpty: false } before) yield return PostgreSqlDiagnostics.Above(request, file, before);
        var open = rows[above..].Where(r => request.Peers switch
        {
            PeerPolicy.Named => r.Type is not "hostnossl" && !r.IsReject && !IsOfBefore(r),
            PeerPolicy.Require => r.Type is "hostgssenc" or "hostnogssenc" && !r.Demands,
            _ => false,
        }).ToImmutableArray();
        if (!open.IsEmpty) yield return PostgreSqlDiagnostics.OthersGetIn(request, file, open);
        if (!request.Component.KeepPlaintext && !isClosed && rows.Where(static r => r.Type == "hostnossl" && !r.IsReject).ToImmutableArray() is { IsEmpty: false } lost)
            yield return PostgreSqlDiagnostics.PlaintextCallers(request, file, lost);
    }

    private IEnumerable<Edit> Demanding(HostRow row)
    {
        var (plain, sealedRow) = ($"host {row.Rest}", $"hostssl {row.Rest}");
        var set = new Edit.Set([sealedRow], new EditValue.Raw(HostRow.Demand));
        var block = new Edit.Block([], sealedRow, $"{sealedRow} {HostRow.Demand}{(request.Component.KeepPlaintext && IsInBoth(row) ? $"\nhostnossl {row.Rest}" : "")}");
        // PostgreSQL knows the demand in rows of hostssl only.
        return row.Type == "host" ? [block with { Before = plain }, new Edit.Remove([plain])] : [new Edit.Remove([plain]), set, block];
    }

    private bool IsInBoth(HostRow row) => row.Type == "host" || rows.Any(r => r.Type == "hostnossl" && Words(r.Rest) == Words(row.Rest));

    private static string Words(string row) => string.Join(' ', row.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string Quoted(string name) =>
        name is "all" or "sameuser" or "samerole" or "samegroup" or "replication" || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    /// <summary>As whom a caller comes.</summary>
    private sealed record Account(string Name, string User, string Database)
    {
        public static Account Of(Link link, Core.Certificates.LeafSpec? shown)
        {
            var name = shown?.Subject.CommonName ?? link.Caller;
            // The one word that a link may mean by its meaning.
            return new(name, link.User ?? name, link.Database is null ? "all" : link.Database == "replication" ? link.Database : Quoted(link.Database));
        }
    }
}
