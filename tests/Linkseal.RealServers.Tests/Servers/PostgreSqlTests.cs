using System.Globalization;
using System.Text.RegularExpressions;
using Linkseal.Testing;
using Npgsql;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's PostgreSQL, from its shipped configuration edited by us: accounts by certificate, reloaded, proven; then each fault made on the running server and found by name.</summary>
public sealed partial class PostgreSqlTests
{
    [Fact]
    public void Named_its_own_client_needs_no_password_and_strangers_are_refused()
    {
        using var platform = new PostgreSql("web -> db: { database: postgres }");
        Assert.Equal("web|t\n", platform.Psql("web", "select current_user, ssl from pg_stat_ssl where pid = pg_backend_pid()").Output);
        platform.Sealed.IsClean("named");
        Assert.Equal("web\n", platform.Sealed.RunShown("web", "psql \"", "-X -A -t -c 'select current_user'").All);
        Assert.Equal("web\n", Jdbc.Ask(platform.Sealed, "web", "postgresql.jar", "select current_user").All);
        // Nobody but the caller that has the link, and none without TLS.
        Assert.Contains("certificate authentication failed", platform.Psql("job", "select 1").Error, StringComparison.Ordinal);
        Assert.Contains("no encryption", Shell.Run(Missing.Program("psql"), [$"host=localhost port={platform.Port} user=web dbname=postgres sslmode=disable", "-c", "select 1"]).Error, StringComparison.Ordinal);
        Assert.Contains("LS1902", platform.Sealed.Try("plan").Output + platform.Sealed.Try("plan").Error, StringComparison.Ordinal);
        // Whom else it lets in, no question of ours finds out: the report says it all the same, and counts it.
        Assert.Contains("LS1902", platform.Sealed.Try("verify", "--report", "report.html").Output, StringComparison.Ordinal);
        Assert.Contains("LS1902", File.ReadAllText(platform.Sealed["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Mutual_the_rows_that_are_there_demand_a_certificate()
    {
        using var platform = new PostgreSql("web -> db: { level: mutual }");
        platform.Sealed.IsClean("mutual");
        var rows = File.ReadAllText(platform.Sealed["main/pg_hba.conf"]);
        Assert.Contains("hostssl all             all             127.0.0.1/32            scram-sha-256 clientcert=verify-ca", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("\nhost ", rows, StringComparison.Ordinal);
        Assert.Equal("0\n", platform.Admin("select count(*) from pg_hba_file_rules where error is not null"));
        // Nothing more is to be done, and what was done goes back.
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void Authenticated_beside_plaintext_the_rows_stay()
    {
        using var platform = new PostgreSql("web -> db: { level: authenticated }", "plaintext: keep, into: drop-in, ");
        platform.Sealed.IsClean("authenticated");
        Assert.Equal(platform.Shipped["pg_hba.conf"], File.ReadAllText(platform.Sealed["main/pg_hba.conf"]));
        Assert.Equal(platform.Shipped["postgresql.conf"], File.ReadAllText(platform.Sealed["main/postgresql.conf"]));
        Assert.True(File.Exists(platform.Sealed["main/conf.d/linkseal.conf"]));
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_without_dropping_a_connection()
    {
        using var platform = new PostgreSql("web -> db: { database: postgres }");
        var (serial, started) = (platform.Sealed.Serial(), platform.Admin("select pg_postmaster_start_time()"));
        File.Delete(platform.Sealed["main/tls/tls.crt"]);
        Assert.Contains("kill -HUP", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(serial, platform.Sealed.Serial());
        Assert.Equal(started, platform.Admin("select pg_postmaster_start_time()"));
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public async Task Fifty_open_connections_of_Npgsql_as_show_spells_it_outlast_a_reload()
    {
        using var platform = new PostgreSql("web -> db: { database: postgres }");
        var serial = platform.Sealed.Serial();
        var spelled = Spelled().Match(platform.Sealed.Run("show", "web", "--output", "json")).Value;
        var callers = await FiftyCallers.Begin(
            async cancellation =>
            {
                var connection = new NpgsqlConnection(spelled + ";Pooling=false");
                await connection.OpenAsync(cancellation);
                return async end =>
                {
                    await using var command = new NpgsqlCommand("select current_user", connection);
                    Assert.Equal("web", await command.ExecuteScalarAsync(end));
                };
            },
            TestContext.Current.CancellationToken);
        File.Delete(platform.Sealed["main/tls/tls.crt"]);
        await callers.NoneIsDroppedBy(() => platform.Sealed.Run("apply", "--yes"));
        Assert.NotEqual(serial, platform.Sealed.Serial());
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new PostgreSql("web -> db: { database: postgres }");
        var (sealedBy, hba, ident) = (platform.Sealed, platform.Sealed["main/pg_hba.conf"], platform.Sealed["main/pg_ident.conf"]);
        var (rows, names) = (File.ReadAllText(hba), File.ReadAllText(ident));

        // A wider row above: everybody gets in, plaintext too.
        platform.Reload(hba, "host all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n" + rows);
        Assert.Equal(["LS2921", "LS2923", "LS2926", "LS2938"], sealedBy.Verify().Errors);
        Assert.Contains("LS1903", sealedBy.Try("plan").Output + sealedBy.Try("plan").Error, StringComparison.Ordinal);
        platform.Reload(hba, rows);
        sealedBy.IsClean("named");

        // The rows for others ask for nothing: whoever names another account gets in.
        platform.Reload(hba, rows.Replace("scram-sha-256", "trust", StringComparison.Ordinal));
        Assert.Equal(["LS2938"], sealedBy.Verify().Errors);
        platform.Reload(hba, rows);

        // The account is not there, may not log in, or its database is gone: the name on the certificate alone proves nothing.
        foreach (var (broken, mended) in ((string, string)[])[("alter role web nologin", "alter role web login"), ("alter role web rename to gone", "alter role gone rename to web")])
        {
            platform.Admin(broken);
            Assert.Equal(["LS2912"], sealedBy.Verify().Errors);
            platform.Admin(mended);
        }

        sealedBy.IsClean("named");

        // The caller's name is nobody's account.
        platform.Reload(ident, names.Replace("linkseal web web", "linkseal other web", StringComparison.Ordinal));
        Assert.Equal(["LS2912"], sealedBy.Verify().Errors);
        platform.Reload(ident, names);

        // What it can't load, a reload says t to all the same, and the old stays in force.
        platform.OwnFiles.Show(OwnFiles.WhereTheOldStays);
        sealedBy.IsClean("named");

        // Written, not reloaded.
        File.Delete(sealedBy["main/tls/tls.crt"]);
        sealedBy.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], sealedBy.Verify().Errors);
        sealedBy.Run("apply", "--yes");
        sealedBy.IsClean("named");
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new PostgreSql("web -> db");
        platform.IsShippedAfterRemove();
    }

    [GeneratedRegex("Host=localhost;[^\"]*")]
    private static partial Regex Spelled();

    private sealed class PostgreSql : IDisposable
    {
        private readonly PostgreSqlCluster cluster;

        public PostgreSql(string link, string more = "")
        {
            cluster = new(Sealed, "main");
            cluster.Init();
            cluster.Ship();
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                components:
                  web: { dialect: files, folder: web }
                  job: { dialect: files, folder: job }
                  db:  { dialect: postgresql, config: main, {{more}}names: [localhost] }
                links:
                  - {{link}}
                """);
            Sealed.Run("apply", "--yes", "--no-reload");
            cluster.Start();
            Admin("create role web login");
            Admin("create role job login");
            Sealed.Run("apply", "--yes");
        }

        public Sealed Sealed { get; } = new();

        public string Port => cluster.Port;

        public IReadOnlyDictionary<string, string> Shipped => cluster.Shipped;

        public OwnFiles OwnFiles => new(Sealed, Sealed["main/tls/tls.crt"], Sealed["main/tls/tls.key"], Sealed["main/tls/ca.crt"], cluster.Reload);

        public ShellResult Psql(string caller, string sql) => cluster.Psql(caller, "user=web dbname=postgres", sql);

        public string Admin(string sql) => cluster.Admin(sql);

        public void Reload(string file, string text) => cluster.Reload(file, text);

        public void IsShippedAfterRemove()
        {
            Sealed.Run("remove", "--yes", "--no-reload");
            foreach (var (name, text) in Shipped) Assert.Equal(text, File.ReadAllText(Sealed["main/" + name]));
            Assert.False(File.Exists(Sealed["main/conf.d/linkseal.conf"]));
        }

        public void Dispose() => Sealed.Dispose();
    }
}
