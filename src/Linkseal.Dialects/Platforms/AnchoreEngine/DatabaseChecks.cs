using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>What <c>db_connect_args</c> says and what becomes of it.</summary>
internal static class DatabaseChecks
{
    public static IEnumerable<Finding> Of(AnchoreSetup setup)
    {
        if (setup.Config.Database is not { } database || setup.Services.IsEmpty) yield break;
        var service = setup.Services[0];
        var path = setup.Paths.Config;
        var ssl = service.Environments.Any(e => database.Ssl?.IsTruthy(e) is true);
        var mode = AnchoreChecks.Inside(service, database.SslMode) ?? service.Environments.Select(database.UrlMode).OfType<string>().FirstOrDefault();
        if (database.IsPg8000)
        {
            if (mode is not null) yield return DatabaseFindings.NoModeInDriver(path, mode);
            yield break;
        }

        if (ssl && mode is not null and not "require") yield return DatabaseFindings.ModeOverwritten(path, mode);
        else if (DatabaseLevel.Mode(setup, service) is "require" or "verify-ca") yield return DatabaseFindings.NoName(path, ssl ? "ssl: true, which ends as sslmode: require" : "sslmode: " + mode);
    }
}

/// <summary>Findings about the way to PostgreSQL: one method for each code.</summary>
internal static class DatabaseFindings
{
    private const string Remedy = "settings: { database: { authority: root.crt } }, then linkseal apply; by hand: take `ssl` out, write sslmode: verify-full and sslrootcert";

    public static Finding ModeOverwritten(string path, string mode) => new("LS2630", Severity.Error,
        $"db_connect_args has `ssl: true` beside `sslmode: {UserWord.Shown(mode)}`: Anchore takes `ssl` out and sets sslmode to require over it, so PostgreSQL's name is not checked")
    {
        Component = AnchoreTopology.Database, Path = path, Expected = "sslmode: verify-full and sslrootcert, without `ssl`", Observed = "sslmode ends as require", Remedy = Remedy,
    };

    public static Finding NoName(string path, string met) => new("LS2631", Severity.Warning, "the services do not check PostgreSQL's name: whoever stands between them and it can answer")
    {
        Component = AnchoreTopology.Database, Path = path, Expected = "sslmode: verify-full and sslrootcert, without `ssl`", Observed = met, Remedy = Remedy,
    };

    public static Finding NoModeInDriver(string path, string mode) => new("LS2632", Severity.Error, "db_connect names the driver pg8000, which takes no sslmode: the services do not start, or verify nothing")
    {
        Component = AnchoreTopology.Database, Path = path, Expected = "db_connect: postgresql://…", Observed = $"postgresql+pg8000:// with sslmode: {UserWord.Shown(mode)}", Remedy = "write the URL with postgresql:// (psycopg2 is in the image from 0.4 on)",
    };

    public static Finding Plaintext(string path, int links, string driver) => new("LS2633", Severity.Note,
        $"the services reach PostgreSQL in plaintext ({links} {(links == 1 ? "link" : "links")}): db_connect_args asks for no TLS, and whether PostgreSQL has it is not known here")
    {
        Component = AnchoreTopology.Database, Path = path, Observed = driver, Remedy = "settings: { database: {} } sets sslmode: verify-full with the platform's own authority, { authority: root.crt } with another",
    };
}
