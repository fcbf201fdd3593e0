using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>What is written of postgresql.conf.</summary>
internal static class PostgreSqlSettings
{
    private const string PrimaryConninfo = "primary_conninfo";

    // The settings that decide on TLS.
    private static readonly ImmutableArray<string> Ours = ["ssl", "ssl_cert_file", "ssl_key_file", "ssl_ca_file", "ssl_min_protocol_version"];

    /// <summary>One of the settings that Linkseal writes, as another file sets it too; null: it sets none.</summary>
    public static Statement? SetIn(DialectRequest request, string path) => ConfigText.Read(request.Documents, ConfigFormat.PostgreSql, path) is { } other
        ? (ToPrimary(request) < 0 ? Ours : Ours.Add(PrimaryConninfo)).Select(k => other.Find(k)).FirstOrDefault(static s => s is not null)
        : null;

    /// <summary>Each setting with its value; null: on.</summary>
    public static ImmutableArray<(string Key, string? Value)> Of(DialectRequest request, StatementDocument? settings, ServerMaterial material) =>
    [
        ("ssl", null),
        ("ssl_cert_file", material.Certificate),
        ("ssl_key_file", material.Key),
        ("ssl_ca_file", material.Roots),
        ("ssl_min_protocol_version", "TLSv1.2"),
        .. Primary(request, settings, material) is { } primary ? [(PrimaryConninfo, primary)] : (ReadOnlySpan<(string, string?)>)[],
    ];

    public static ImmutableArray<Edit> Edits(ImmutableArray<(string Key, string? Value)> values) =>
        [.. values.Select(static v => new Edit.Set([v.Key], v.Value is { } text ? new EditValue.Text(text) : new EditValue.Flag(true)))];

    /// <summary>A file of Linkseal's own.</summary>
    public static string Text(ImmutableArray<(string Key, string? Value)> values)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in values) text.Append(key).Append(" = ").Append(value is null ? "on" : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'").Append('\n');
        return text.ToString();
    }

    // A standby dials the PostgreSQL that it has a link to; where it has several, the one whose link says that it replicates.
    private static int ToPrimary(DialectRequest request)
    {
        var others = Enumerable.Range(0, request.Callees.Length).Where(i => request.Callees[i].Dialect == "postgresql").ToList();
        return others.OrderByDescending(i => request.Outgoing[i].Database == PostgreSqlClients.Replication).FirstOrDefault(-1);
    }

    // What its conninfo says besides stays.
    private static string? Primary(DialectRequest request, StatementDocument? settings, ServerMaterial material)
    {
        var at = ToPrimary(request);
        if (at < 0) return null;
        var (link, callee) = (request.Outgoing[at], request.Callees[at]);
        var known = Conninfo.Read(settings?.Value(PrimaryConninfo) ?? "");
        var host = link.Dialled.IsEmpty ? link.Callee : link.Dialled[0];
        known = known.With("host", known["host"] is { } dialled && link.Dialled.Contains(dialled) ? dialled : host);
        known = known.With("port", callee.Endpoints[0].Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        known = known.With("user", link.User ?? known["user"] ?? request.Leaf.Subject.CommonName ?? request.Name);
        return known.With("sslmode", "verify-full").With("sslrootcert", material.Roots).With("sslcert", material.Certificate).With("sslkey", material.Key).ToString();
    }
}
