using System.Globalization;
using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Servers;

/// <summary>Debian's MariaDB, from its shipped option files edited by us: accounts by certificate, reloaded, proven; then each fault made on the running server and found by name.</summary>
public sealed class MariaDbTests
{
    [Fact]
    public void Named_its_own_client_needs_no_password_and_strangers_are_refused()
    {
        using var platform = new MariaDb("web -> db: { level: named }\n  - job -> db: { level: named }");
        // The statement is printed, not run: until then the account has no demand, and verify says so; of each account, whichever the first link has.
        platform.Admin("create user job");
        platform.RunShownSql("web");
        Assert.Equal(["LS2921", "LS2923"], platform.Sealed.Verify().Errors);
        platform.RunShownSql("job");
        Assert.Equal("web@localhost\n", platform.Client("web", "select user()").Output);
        platform.Sealed.IsClean("named");
        Assert.Equal("web@localhost\n", platform.Sealed.RunShown("web", "mariadb --host", "--protocol=tcp -N -B -e 'select user()'").All);
        Assert.Equal("web@localhost\n", Jdbc.Ask(platform.Sealed, "web", "mariadb-java-client.jar", "select user()").All);
        Assert.Contains("Access denied", platform.Client("job", "select 1").Error, StringComparison.Ordinal);
        Assert.Contains("Access denied", Shell.Run(Missing.Program("mariadb"), ["--no-defaults", "--host=127.0.0.1", "--port=" + platform.Port, "--user=web", "--skip-ssl", "-e", "select 1"]).Error, StringComparison.Ordinal);
        Assert.Equal(0, platform.Sealed.Try("plan", "--check").ExitCode);
    }

    [Fact]
    public void A_whole_subject_is_compared_as_it_is_printed()
    {
        using var platform = new MariaDb("web -> db: { level: named }", head: "leaf: { subject: { country: DE, organization: \"Läden \\\"& Söhne\\\"\", unit: it's } }");
        var shown = platform.RunShownSql("web");
        Assert.Contains("SUBJECT '/C=DE/O=L\\\\xC3\\\\xA4den \"& S\\\\xC3\\\\xB6hne\"/OU=it''s/CN=web'", shown, StringComparison.Ordinal);
        platform.Sealed.IsClean("named");
    }

    [Fact]
    public void A_replica_dials_by_the_statement_that_is_printed()
    {
        using var platform = new MariaDb("copy -> db: { level: named }", more: "", rest: "  copy: { dialect: mariadb, config: copy/my.cnf, names: [localhost] }");
        platform.Admin("create user copy; grant replication slave on *.* to copy");
        platform.RunShownSql("copy");
        platform.Sealed.IsClean("named");
        platform.AsReplica("copy");
    }

    [Fact]
    public void Mutual_any_certificate_of_the_authority_is_let_in()
    {
        using var platform = new MariaDb("web -> db: { level: mutual }");
        platform.RunShownSql("web");
        platform.Sealed.IsClean("mutual");
        Assert.Equal("1\n", platform.Client("job", "select 1").Output);
    }

    [Fact]
    public void Authenticated_beside_plaintext_in_a_file_of_our_own()
    {
        using var platform = new MariaDb("web -> db", "plaintext: keep, into: drop-in, ");
        platform.Sealed.IsClean("authenticated");
        Assert.Equal(platform.Shipped, File.ReadAllText(platform.Config));
        Assert.True(File.Exists(platform.Sealed["mariadb.conf.d/zz-linkseal.cnf"]));
        Assert.Equal("TLSv1.2,TLSv1.3\tOFF\n", platform.Admin("select @@tls_version, if(@@require_secure_transport, 'ON', 'OFF')"));
        platform.IsShippedAfterRemove();
    }

    [Fact]
    public void A_new_leaf_is_served_after_a_reload_without_dropping_a_connection()
    {
        using var platform = new MariaDb("web -> db");
        var (serial, started) = (platform.Sealed.Serial(), platform.Server.Id);
        File.Delete(platform.Sealed["tls/tls.crt"]);
        Assert.Contains("FLUSH SSL", platform.Sealed.Run("apply", "--yes"), StringComparison.Ordinal);
        Assert.NotEqual(serial, platform.Sealed.Serial());
        Assert.Equal(started, platform.Server.Id);
        platform.Sealed.IsClean("authenticated");
    }

    [Fact]
    public void Each_fault_is_found_by_name()
    {
        using var platform = new MariaDb("web -> db: { level: named }");
        var sealedBy = platform.Sealed;
        platform.RunShownSql("web");
        sealedBy.IsClean("named");

        // The account demands nothing, then any certificate, then another subject.
        platform.Admin("alter user web require none");
        var open = sealedBy.Verify();
        Assert.Equal(["LS2921", "LS2923"], open.Errors);
        Assert.Contains("of account web: linkseal show web prints it", open.Text, StringComparison.Ordinal);
        platform.Admin("alter user web require x509");
        Assert.Equal(["LS2923"], sealedBy.Verify().Errors);
        platform.Admin("alter user web require subject '/CN=job'");
        Assert.Equal(["LS2935"], sealedBy.Verify().Errors);
        platform.RunShownSql("web");

        // Written, not reloaded.
        File.Delete(sealedBy["tls/tls.crt"]);
        sealedBy.Run("apply", "--yes", "--no-reload");
        Assert.Equal(["LS2911"], sealedBy.Verify().Errors);
        sealedBy.Run("apply", "--yes");
        sealedBy.IsClean("named");

        // What it can't load, FLUSH SSL refuses, and the old stays in force.
        platform.OwnFiles.Show(OwnFiles.WhereTheOldStays);
        sealedBy.IsClean("named");
    }

    [Fact]
    public void Plaintext_that_is_opened_again_is_found()
    {
        using var platform = new MariaDb("web -> db");
        platform.Sealed.IsClean("authenticated");
        platform.Admin("set global require_secure_transport = off");
        Assert.Equal(["LS2926"], platform.Sealed.Verify().Errors);
    }

    [Fact]
    public void Of_an_account_with_a_password_it_is_said_what_can_not_be_told()
    {
        using var platform = new MariaDb("web -> db");
        platform.Admin("alter user web identified by 'secret'");
        var verified = platform.Sealed.Verify();
        Assert.Equal((0, 0), (verified.ExitCode, verified.Errors.Length));
        Assert.Equal(["authenticated"], verified.Levels);
        Assert.Contains("LS2931", verified.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Removed_it_is_as_it_was_shipped()
    {
        using var platform = new MariaDb("web -> db");
        platform.IsShippedAfterRemove();
    }

    private sealed class MariaDb : IDisposable
    {
        public MariaDb(string link, string more = "", string head = "", string rest = "")
        {
            var program = Missing.Program("mariadbd");
            Port = Servers.Sealed.FreePort().ToString(CultureInfo.InvariantCulture);
            // As root it gives up its rights: then everything that it reads and writes is its own user's.
            var owner = MariaDbData.Owner;
            Shell.Run("/bin/sh", ["-c", $"chmod 755 '{Sealed.Path}'; mkdir -p '{Sealed["run"]}' '{Sealed["conf.d"]}' && chown {owner} '{Sealed["run"]}'"]);
            MariaDbData.Make(Sealed, "data");
            Shipped = Fixture("50-server.cnf")
                .Replace("= /run/mysqld/mysqld.pid\n", $"= {Sealed["run/pid"]}\n", StringComparison.Ordinal)
                .Replace("#datadir                 = /var/lib/mysql\n", $"datadir                 = {Sealed["data"]}\n", StringComparison.Ordinal)
                .Replace("#user                    = mysql\n", $"user                    = {owner}\nport                    = {Port}\nsocket                  = {Sealed["run/s"]}\n", StringComparison.Ordinal);
            Sealed.Write("mariadb.conf.d/50-server.cnf", Shipped);
            Sealed.Write("mariadb.conf.d/60-galera.cnf", Fixture("60-galera.cnf"));
            Sealed.Write("mariadb.cnf", Fixture("mariadb.cnf").Replace("/etc/mysql/", Sealed.Path + "/", StringComparison.Ordinal).Replace("/run/mysqld/mysqld.sock", Sealed["run/s"], StringComparison.Ordinal));
            if (rest.Length > 0) Sealed.Write("copy/my.cnf", $"[mysqld]\ndatadir = {Sealed["copydata"]}\nsocket = {Sealed["run/copy.s"]}\nport = {CopyPort}\nbind-address = 127.0.0.1\nserver-id = 2\nuser = {owner}\n");
            if (rest.Length > 0) MariaDbData.Make(Sealed, "copydata");
            Sealed.Write("linkseal.yaml", $$"""
                platform: shop
                {{head}}
                components:
                  web: { dialect: files, folder: web }
                  job: { dialect: files, folder: job }
                  db:  { dialect: mariadb, config: mariadb.conf.d/50-server.cnf, {{more}}names: [localhost] }
                {{rest}}
                links:
                  - {{link}}
                """);
            Sealed.Run("apply", "--yes", "--no-reload");
            Server = Sealed.Start(program, ["--defaults-file=" + Sealed["mariadb.cnf"], "--server-id=1", "--log-bin=bin"], int.Parse(Port, CultureInfo.InvariantCulture));
            Admin($"create user web; create user if not exists '{Environment.UserName}'@localhost; grant all on *.* to '{Environment.UserName}'@localhost");
            Sealed.Run("apply", "--yes");
        }

        public Sealed Sealed { get; } = new();

        public ServerProcess Server { get; }

        public OwnFiles OwnFiles => new(Sealed, Sealed["tls/tls.crt"], Sealed["tls/tls.key"], Sealed["tls/ca.crt"], () => Try("flush ssl"));

        public string Port { get; }

        private int CopyPort { get; } = Servers.Sealed.FreePort();

        public string Shipped { get; }

        public string Config => Sealed["mariadb.conf.d/50-server.cnf"];

        public ShellResult Client(string caller, string sql) => Shell.Run(Missing.Program("mariadb"),
            ["--no-defaults", "--host=localhost", "--protocol=tcp", "--port=" + Port, "--user=web", "--ssl-verify-server-cert", "--ssl-ca=" + Sealed["web/ca.crt"], "--ssl-cert=" + Sealed[caller + "/tls.crt"], "--ssl-key=" + Sealed[caller + "/tls.key"], "-N", "-B", "-e", sql]);

        public ShellResult Try(string sql) => Shell.Run(Missing.Program("mariadb"), ["--no-defaults", "--socket=" + Sealed["run/s"], "--user=root", "-N", "-B", "-e", sql]);

        public string Admin(string sql)
        {
            var result = Try(sql);
            Assert.True(result.ExitCode == 0, result.Error);
            return result.Output;
        }

        /// <summary>What <c>show</c> prints for the account is run as it stands.</summary>
        public string RunShownSql(string caller)
        {
            var statement = Shown(caller, "ALTER USER");
            Admin(statement);
            return statement;
        }

        /// <summary>Starts a second server that follows the first one by the statement that <c>show</c> prints.</summary>
        public void AsReplica(string name)
        {
            Sealed.Start(Missing.Program("mariadbd"), ["--defaults-file=" + Sealed["copy/my.cnf"]], CopyPort);
            Shell.Run(Missing.Program("mariadb"), ["--no-defaults", "--socket=" + Sealed["run/copy.s"], "--user=root", "-e", Shown(name, "CHANGE MASTER TO") + " start slave"]);
            Admin("create database proof");
            var state = "";
            for (var tries = 0; tries < 40; tries++)
            {
                state = Shell.Run(Missing.Program("mariadb"), ["--no-defaults", "--socket=" + Sealed["run/copy.s"], "--user=root", "-e", "show databases like 'proof'; show slave status\\G"]).Output;
                if (state.StartsWith("Database (proof)\nproof", StringComparison.Ordinal)) break;
                Thread.Sleep(250);
            }

            Assert.Contains("proof", state, StringComparison.Ordinal);
            Assert.Contains("Master_SSL_Verify_Server_Cert: Yes", state, StringComparison.Ordinal);
            Assert.Contains("Slave_IO_Running: Yes", state, StringComparison.Ordinal);
        }

        public void IsShippedAfterRemove()
        {
            Sealed.Run("remove", "--yes", "--no-reload");
            Assert.Equal(Shipped, File.ReadAllText(Config));
            Assert.False(File.Exists(Sealed["mariadb.conf.d/zz-linkseal.cnf"]));
        }

        public void Dispose() => Sealed.Dispose();

        private string Shown(string caller, string statement) => Sealed.Run("show", caller).Split('\n').Single(l => l.Contains(statement, StringComparison.Ordinal)).Trim();

        private static string Fixture(string name) => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/mariadb"), name));
    }
}
