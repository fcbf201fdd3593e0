using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Statements;

namespace Linkseal.Dialects.PostgreSql;

/// <summary>What can be wrong with a PostgreSQL's configuration, one method for each code.</summary>
internal static class PostgreSqlDiagnostics
{
    public static Diagnostic NoDropIns(DialectRequest request, string file) =>
        new("LS1900", Severity.Error, $"{request.Name}: into: drop-in, but {file} does not read {PostgreSqlDialect.DropInFolder}")
        {
            File = request.File, At = request.Component.Keys.GetValueOrDefault("into", request.Component.Name.At), Hint = $"write include_dir = '{PostgreSqlDialect.DropInFolder}' at its end, or leave into out",
        };

    public static Diagnostic Elsewhere(DialectRequest request, string file, Statement setting, string expected) =>
        new("LS1901", Severity.Error, $"{request.Name}: {setting.Name} is {setting.Value}, not {expected}")
        {
            File = file, At = setting.At, Hint = "config names the folder in which postgresql.conf, pg_hba.conf and pg_ident.conf lie together; inside a container, say mounts too",
        };

    public static Diagnostic OthersGetIn(DialectRequest request, string file, ImmutableArray<HostRow> rows) =>
        new("LS1902", Severity.Warning, $"{request.Name}: who has no link may get in by {Shown(rows)}")
        {
            File = file, At = rows[0].At, Hint = "take them out once nobody needs them; the links have rows of their own",
        };

    public static Diagnostic Above(DialectRequest request, string file, ImmutableArray<HostRow> rows) =>
        new("LS1903", Severity.Warning, $"{request.Name}: the first row that fits a caller decides, and above Linkseal's stand {Shown(rows)}")
        {
            File = file, At = rows[0].At, Hint = "move them below the row that ends in reject, or below those of the links",
        };

    public static Diagnostic PlaintextCallers(DialectRequest request, string file, ImmutableArray<HostRow> rows) =>
        new("LS1904", Severity.Warning, $"{request.Name}: plaintext is closed, so nobody gets in any more by {Shown(rows)}")
        {
            File = file, At = rows[0].At, Hint = "plaintext: keep leaves it open until these callers speak TLS",
        };

    /// <param name="request">The component.</param>
    /// <param name="file">Where it is set again.</param>
    /// <param name="setting">As it stands there.</param>
    /// <param name="bySystem">The file is the server's own, written by ALTER SYSTEM.</param>
    public static Diagnostic SetAgain(DialectRequest request, string file, Statement setting, bool bySystem = false) =>
        new("LS1905", Severity.Warning, $"{request.Name}: {setting.Name} is set again in {file}, which is read later")
        {
            File = file, At = setting.At,
            Hint = bySystem ? $"psql -c 'ALTER SYSTEM RESET {setting.Name}' takes it out of a running server, and the next apply reloads it"
                : request.Component.DropIn ? "take it out there" : "take it out there, or write into: drop-in",
        };

    private static string Shown(ImmutableArray<HostRow> rows) => string.Join("; ", rows.Select(static r => $"line {r.At.Line}: {string.Join(' ', r.Text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))}"));
}
