using System.Diagnostics;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>A primary and its standby, both from Debian's shipped configuration edited by us: copied, streaming and proven by the standby's certificate alone.</summary>
public sealed class PostgreSqlReplicationTests
{
    [Fact]
    public void A_standby_replicates_by_its_certificate_s_name_and_strangers_are_refused()
    {
        using var platform = new Sealed();
        var (primary, standby) = (new PostgreSqlCluster(platform, "first"), new PostgreSqlCluster(platform, "second"));
        primary.Init();
        primary.Ship();
        standby.Ship();
        platform.Write("linkseal.yaml", """
            platform: shop
            components:
              web:    { dialect: files, folder: web }
              first:  { dialect: postgresql, config: first, names: [localhost] }
              second: { dialect: postgresql, config: second, names: [localhost] }
            links:
              - web -> first: { database: postgres }
              - web -> second: { database: postgres }
              - second -> first: { database: replication }
            """);
        platform.Run("apply", "--yes", "--no-reload");
        primary.Start();
        primary.Admin("create role web login");
        primary.Admin("create role second login replication");

        // What show prints makes the copy, and what apply wrote lets it stream.
        standby.Line(platform.Run("show", "second").Split('\n').Single(static l => l.Contains("pg_basebackup -d", StringComparison.Ordinal)).Trim());
        standby.Start();
        platform.Run("apply", "--yes");
        Until(() => standby.Admin("select status from pg_stat_wal_receiver") == "streaming\n");
        Assert.Equal("second|t|/CN=second\n", primary.Admin("select usename, ssl, client_dn from pg_stat_replication join pg_stat_ssl using (pid)"));
        primary.Admin("create table kept as select 1 as one");
        Until(() => standby.Admin("select count(*) from pg_class where relname = 'kept'") == "1\n");
        platform.IsClean("named");
        Assert.Contains("certificate authentication failed", primary.Psql("web", "user=second replication=true", "IDENTIFY_SYSTEM").Error, StringComparison.Ordinal);

        // A wider row above lets anybody replicate; an account that may not, nobody.
        var hba = platform["first/pg_hba.conf"];
        var rows = File.ReadAllText(hba);
        primary.Reload(hba, "host replication all 127.0.0.1/32 trust\nhost replication all ::1/128 trust\n" + rows);
        Assert.Equal(["LS2921", "LS2923", "LS2926", "LS2938"], platform.Verify().Errors);
        primary.Reload(hba, rows);
        primary.Admin("alter role second noreplication");
        Assert.Equal(["LS2912"], platform.Verify().Errors);
        primary.Admin("alter role second replication");
        platform.IsClean("named");
    }

    private static void Until(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
            Thread.Sleep(100);
        }
    }
}
