using System.Globalization;
using System.Text.RegularExpressions;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What the services have towards PostgreSQL, by <c>db_connect</c> and <c>db_connect_args</c>.</summary>
/// <remarks>
/// Source: anchore/anchore-engine anchore_engine/db/entities/common.py, normalize_db_params: with psycopg2 <c>ssl: true</c> is taken out and sets <c>sslmode</c> to
/// <c>require</c>, over whatever stands there. libpq: require and verify-ca check no name.
/// </remarks>
internal static partial class DatabaseLevel
{
    private const int DefaultPort = 5432;

    public static Link Link(AnchoreSetup setup, AnchoreInstance caller)
    {
        var (level, reason) = Of(setup, caller);
        return new()
        {
            Caller = caller.Name,
            Callee = AnchoreTopology.Database,
            Endpoint = "postgresql",
            Required = level,
            Reachable = Level.Authenticated,
            Reason = reason,
        };
    }

    public static Endpoint Endpoint(AnchoreSetup setup)
    {
        var resolved = setup.Services.SelectMany(static s => s.Environments).Select(e => setup.Config.Database!.Connect?.In(e)).OfType<string>().FirstOrDefault();
        var port = resolved is not null && PortOf().Match(resolved) is { Success: true } match ? int.Parse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : DefaultPort;
        return new("postgresql", port is >= 1 and <= 65535 ? port : DefaultPort, "postgresql", PeerPolicy.None);
    }

    /// <summary>What <c>sslmode</c> ends as, in the container where it is least; null: no TLS is asked for.</summary>
    public static string? Mode(AnchoreSetup setup, AnchoreInstance caller)
    {
        var database = setup.Config.Database!;
        return caller.Environments.Select(e => Mode(database, e)).MinBy(static m => m switch { "verify-full" => 2, "verify-ca" or "require" => 1, _ => 0 });
    }

    private static string? Mode(ConfigDatabase database, AnchoreEnvironment environment)
    {
        if (database.Ssl?.IsTruthy(environment) is true) return "require";
        return database.IsPg8000 ? null : database.SslMode?.In(environment) ?? database.UrlMode(environment);
    }

    private static (Level Level, string Reason) Of(AnchoreSetup setup, AnchoreInstance caller)
    {
        if (setup.Settings.Database is { } wanted)
        {
            return (Level.Authenticated, wanted.Certificate is null
                ? "the services send PostgreSQL no certificate; `database: { certificate, key }` gives them one"
                : "whether PostgreSQL asks for the services' certificate is its own setting");
        }

        return Mode(setup, caller) switch
        {
            "verify-full" => (Level.Authenticated, "whether PostgreSQL asks for a certificate is its own setting"),
            "verify-ca" or "require" => (Level.Encrypted, "sslmode ends as one that checks no name; `database: {}` sets verify-full"),
            _ => (Level.Plaintext, "db_connect_args asks for no TLS; `database: {}` sets sslmode: verify-full"),
        };
    }

    [GeneratedRegex(@"@[^/@]*:(?<port>\d{1,5})(/|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortOf();
}
