using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Dialects.MySql;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.MySql;

/// <summary>What MariaDB's dialect wants, held against its shipped option files and against such as can't be.</summary>
public sealed class MySqlDialectTests
{
    private const string Folder = "/etc/mysql/mariadb.conf.d/";
    private const string Config = Folder + "50-server.cnf";
    private const string Links = "  - web -> db\n";

    private static ImmutableDictionary<string, string> Shipped => ((string[])["50-client.cnf", "50-server.cnf", "60-galera.cnf"])
        .ToImmutableDictionary(static n => Folder + n, static n => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/mariadb"), n))).Add("/etc/passwd", "mysql:x:102:105::/:/bin/false\n");

    [Fact]
    public void The_shipped_option_file_is_sealed_by_these_lines()
    {
        var compiled = Compile("", Links, Shipped);
        Assert.Empty(compiled.Diagnostics);
        var shipped = Shipped[Config];
        var edits = Assert.Single(compiled.Value!.Desired.Edits);
        var edited = ConfigEditor.Apply(edits.Format, edits.Path, shipped, edits.Edits, []);
        Assert.Equal(
            [
                "-#ssl-ca = /etc/mysql/cacert.pem", "-#ssl-cert = /etc/mysql/server-cert.pem", "-#ssl-key = /etc/mysql/server-key.pem", "-#require-secure-transport = on",
                "+ssl-ca = /etc/mysql/tls/ca.crt", "+ssl-cert = /etc/mysql/tls/tls.crt", "+ssl-key = /etc/mysql/tls/tls.key", "+require-secure-transport = ON",
                "+tls_version = TLSv1.2,TLSv1.3",
            ],
            TextDiff.Hunks(shipped, edited.Value!.Text).SelectMany(static h => h).Where(static l => l.Kind != DiffKind.Kept).Select(static l => (l.Kind == DiffKind.Added ? "+" : "-") + l.Text));
        Assert.Equal(shipped, ConfigEditor.Revert(edits.Format, edits.Path, edited.Value.Text, edited.Value.Applied).Value!.Text);
        // And once more, from what is there now: nothing changes.
        var again = Compile("", Links, Shipped.SetItem(Config, edited.Value.Text)).Value!.Desired.Edits[0];
        Assert.Equal(edited.Value.Text, ConfigEditor.Apply(again.Format, again.Path, edited.Value.Text, again.Edits, edited.Value.Applied).Value!.Text);
        Assert.All(compiled.Value.Desired.Files.Where(static f => f.Component == "db"), static f => Assert.Equal(new Owner(102, 105), f.Owner));
    }

    [Theory]
    [InlineData("wsrep_on = ON\n", 4567, "LS1914")]
    [InlineData("wsrep_on = 1\nwsrep_provider_options = \"gmcast.listen_addr=tcp://[::]:4600; base_port=4700\"\n", 4600, "LS1914")]
    [InlineData("wsrep_on = ON\nwsrep_provider_options = \"base_port=4700;socket.ssl_key=/k;socket.ssl_cert=/c\"\n", 4700, "")]
    [InlineData("wsrep_on = ON\nwsrep_provider_options = \"socket.ssl=no;socket.ssl_key=/k;socket.ssl_cert=/c\"\n", 4567, "LS1914")]
    [InlineData("wsrep_on = OFF\n", null, "")]
    public void A_node_of_Galera_is_told_the_line_that_seals_it(string galera, int? port, string codes)
    {
        var compiled = Compile("", Links, Shipped.SetItem(Folder + "60-galera.cnf", "[galera]\n" + galera));
        Assert.Equal(codes, string.Join(' ', compiled.Diagnostics.Select(static d => d.Code)));
        Assert.Equal(port, compiled.Value!.Platform.Components.Single(static c => c.Name == "db").Endpoints.Where(static e => e.Name == "galera").Select(static e => (int?)e.Port).SingleOrDefault());
        if (codes.Length > 0) Assert.Contains("wsrep_provider_options=\"socket.ssl_cert=/etc/mysql/tls/tls.crt;socket.ssl_key=/etc/mysql/tls/tls.key;socket.ssl_ca=/etc/mysql/tls/ca.crt\"", compiled.Diagnostics[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drop_in_is_a_file_of_our_own_and_nothing_else_is_touched()
    {
        var desired = Compile("into: drop-in", Links, Shipped).Value!.Desired;
        Assert.Empty(desired.Edits);
        var file = desired.Files.Single(static f => f.Content is FileContent.Known);
        Assert.Equal(Folder + "zz-linkseal.cnf", file.Path);
        Assert.Equal(
            "# Written by Linkseal: changes made here are lost.\n[mysqld]\nssl_cert = /etc/mysql/tls/tls.crt\nssl_key = /etc/mysql/tls/tls.key\nssl_ca = /etc/mysql/tls/ca.crt\ntls_version = TLSv1.2,TLSv1.3\nrequire_secure_transport = ON\n",
            ((FileContent.Known)file.Content).Text);
    }

    [Theory]
    [InlineData("config: /srv/my.cnf, into: drop-in", "/srv/my.cnf", "[mysqld]\n!includedir /srv/conf.d/\n", "/srv/conf.d/zz-linkseal.cnf", "/srv/tls/tls.key")]
    [InlineData("config: /srv/db/conf.d", "/srv/db/conf.d/x.cnf", "[mysqld]\n", "/srv/db/conf.d/zz-linkseal.cnf", "/srv/db/tls/tls.key")]
    [InlineData("config: /srv/db/my.cnf, into: drop-in, mounts: { /srv/db: /etc/mysql }", "/srv/db/my.cnf", "!includedir /etc/mysql/conf.d\n", "/srv/db/conf.d/zz-linkseal.cnf", "/srv/db/tls/tls.key")]
    public void A_drop_in_goes_where_the_server_reads(string entry, string config, string text, string dropIn, string key) =>
        Assert.Equal([key, dropIn], Compile(entry, Links, ImmutableDictionary<string, string>.Empty.Add(config, text)).Value!.Desired.Files.Select(static f => f.Path).Where(p => p == key || p == dropIn));

    [Fact]
    public void What_stands_in_several_groups_is_set_in_each()
    {
        var config = "[mariadb-10.11]\nssl-cert = /b\n[mysqld]\nssl_cert = /a\n[client]\nssl_cert = /c\n";
        var edits = Compile("", Links, ImmutableDictionary<string, string>.Empty.Add(Config, config)).Value!.Desired.Edits[0];
        var text = ConfigEditor.Apply(edits.Format, edits.Path, config, edits.Edits, []).Value!.Text;
        Assert.StartsWith("[mariadb-10.11]\nssl-cert = /etc/mysql/tls/tls.crt\n[mysqld]\nssl_cert = /etc/mysql/tls/tls.crt\n", text, StringComparison.Ordinal);
        Assert.EndsWith("[client]\nssl_cert = /c\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plaintext_that_is_kept_stays_as_it_is()
    {
        var compiled = Compile("plaintext: keep", Links, Shipped).Value!;
        Assert.DoesNotContain(compiled.Desired.Edits[0].Edits, static e => e.Key[^1] == "require_secure_transport");
        Assert.True(compiled.Platform.Components.Single(static c => c.Name == "db").Endpoints[0].KeepsPlaintext);
    }

    [Theory]
    [InlineData("", "[mysqld]\nport = 3307\n", 3307)]
    [InlineData("", "[client-server]\nport = 3307\n[mysqld]\n", 3307)]
    [InlineData("port: 3308", "[mysqld]\nport = 3307\n", 3308)]
    [InlineData("", "[client]\nport = 3307\n", 3306)]
    public void The_port_is_that_of_the_option_files(string entry, string config, int port) =>
        Assert.Equal(port, Compile(entry, Links, ImmutableDictionary<string, string>.Empty.Add(Config, config)).Value!.Platform.Components.Single(static c => c.Name == "db").Endpoints[0].Port);

    [Theory]
    [InlineData("", "", Level.Authenticated)]
    [InlineData(": { level: mutual }", "LS1913", Level.Mutual)]
    [InlineData(": { level: named }", "LS1913", Level.Named)]
    public void A_level_that_only_accounts_can_demand_is_nobody_s_default(string level, string code, Level required)
    {
        var compiled = Compile("", $"  - web -> db{level}\n", Shipped);
        Assert.Equal(code.Length > 0 ? [code] : [], compiled.Diagnostics.Select(static d => d.Code));
        Assert.Equal(required, Assert.Single(compiled.Value!.Platform.Links).Required);
    }

    [Theory]
    [InlineData("version: 10.4.30", "", "LS1432")]
    [InlineData("config: /etc/my.cnf, into: drop-in", "", "LS1910")]
    [InlineData("", "[mysqld]\nskip-ssl\n", "LS1912")]
    [InlineData("", "[mysqld]\nssl = off\n", "LS1912")]
    public void What_can_not_be_is_said(string entry, string config, string code) =>
        Assert.Contains(code, Compile(entry, Links, ImmutableDictionary<string, string>.Empty.Add(Config, config)).Diagnostics.Select(static d => d.Code));

    [Theory]
    [InlineData("", "60-tls.cnf", "[mariadb]\nssl_cert = /x\n", true)]
    [InlineData("", "40-tls.cnf", "[mariadb]\nssl_cert = /x\n", false)]
    [InlineData("", "60-tls.cnf", "[client]\nssl_cert = /x\n", false)]
    [InlineData("", "60-tls.cnf", "[mysqld]\nskip_ssl\n", true)]
    [InlineData("", "60-tls.cnf", "[mysqld]\nssl\n", false)]
    [InlineData("into: drop-in", "60-tls.cnf", "[mariadb]\nssl_cert = /x\n", false)]
    [InlineData("into: drop-in", "zzz.cnf", "[mysqld]\nrequire_secure_transport = off\n", true)]
    [InlineData("into: drop-in, plaintext: keep", "zzz.cnf", "[mysqld]\nrequire_secure_transport = off\n", false)]
    public void A_file_that_is_read_later_is_named(string entry, string name, string text, bool isNamed) =>
        Assert.Equal(isNamed ? ["LS1911"] : [], Compile(entry, Links, Shipped.Add(Folder + name, text)).Diagnostics.Select(static d => d.Code));

    [Fact]
    public void Certificates_alone_need_a_statement_and_settings_a_restart()
    {
        var steps = Compile("", Links, Shipped.SetItem(Config, "[mysqld]\nsocket = /run/mysqld/mysqld.sock\n")).Value!.Desired.Steps;
        Assert.Equal(["restart-db", "reload-db"], steps.Select(static s => s.Id));
        Assert.Equal(["systemctl", "restart", "mariadb"], steps[0].Command);
        Assert.Equal(["mariadb", "--socket=/run/mysqld/mysqld.sock", "-e", "FLUSH SSL"], steps[1].Command);
        Assert.Equal("mysql", Assert.Single(steps[1].Serves).Protocol);
    }

    [Theory]
    [InlineData("", "ALTER USER 'app'@'%' REQUIRE SSL;")]
    [InlineData("level: mutual, ", "ALTER USER 'app'@'%' REQUIRE X509;")]
    [InlineData("level: named, ", "ALTER USER 'app'@'%' REQUIRE SUBJECT '/CN=web';")]
    public void Its_clients_are_told_ready_to_paste(string level, string account)
    {
        var links = $"  - web -> db: {{ {level}user: app }}\n";
        var compiled = Compile("", links, Shipped).Value!;
        var snippets = ClientSides.Of(compiled, Read("mariadb", "", links).Value!, compiled.Platform.Links[0]);
        Assert.Equal(["mariadb", "option file", "MySqlConnector", "JDBC", "SQL on the server, once"], snippets.Select(static s => s.Client));
        Assert.Equal("mariadb --host=db --port=3306 --user=app --ssl-verify-server-cert --ssl-ca=/srv/web/ca.crt" + (level.Length > 0 ? " --ssl-cert=/srv/web/tls.crt --ssl-key=/srv/web/tls.key" : ""), snippets[0].Text);
        Assert.StartsWith(level.Length > 0 ? "openssl pkcs12 -export -in /srv/web/tls.crt -inkey /srv/web/tls.key -out /srv/web/tls.p12 " : "jdbc:mariadb://db:3306/?user=app&", snippets[3].Text, StringComparison.Ordinal);
        Assert.Equal(account, snippets[4].Text);
    }

    [Fact]
    public void A_replica_is_told_by_a_statement()
    {
        var links = "  - copy -> db: { level: named }\n";
        var compiled = Compile("", links, Shipped).Value!;
        var snippets = ClientSides.Of(compiled, Read("mariadb", "", links).Value!, compiled.Platform.Links[0]);
        Assert.Equal("CHANGE MASTER TO MASTER_HOST='db', MASTER_PORT=3306, MASTER_USER='copy', MASTER_SSL=1, MASTER_SSL_VERIFY_SERVER_CERT=1, MASTER_SSL_CA='/srv/copy/ca.crt', MASTER_SSL_CERT='/srv/copy/tls.crt', MASTER_SSL_KEY='/srv/copy/tls.key';", snippets[0].Text);
        Assert.Equal(Purposes.Server | Purposes.Client, compiled.Desired.Leaves.Single(static l => l.Name == "copy").Purposes);
    }

    [Fact]
    public void A_subject_is_spelt_as_OpenSSL_s_line() =>
        Assert.Equal("/C=DE/O=L\\xC3\\xA4den/CN=a/b", MySqlClients.Subject(new() { CommonName = "a/b", Organization = "Läden", Country = "DE" }));

    [Fact]
    public void MySQL_has_other_words()
    {
        var config = "/etc/mysql/mysql.conf.d/mysqld.cnf";
        var compiled = Compile("", Links, ImmutableDictionary<string, string>.Empty.Add(config, "[mysqld]\nuser = mysql\n"), "mysql").Value!;
        Assert.Equal(config, Assert.Single(compiled.Desired.Edits).Path);
        Assert.Equal(["mysql", "-e", "ALTER INSTANCE RELOAD TLS"], compiled.Desired.Steps[1].Command);
        var snippets = ClientSides.Of(compiled, Read("mysql", "", Links).Value!, compiled.Platform.Links[0]);
        Assert.Equal("mysql --host=db --port=3306 --user=web --ssl-mode=VERIFY_IDENTITY --ssl-ca=/srv/web/ca.crt", snippets[0].Text);
        Assert.Contains("LS1432", Compile("version: 8.0.15", Links, ImmutableDictionary<string, string>.Empty, "mysql").Diagnostics.Select(static d => d.Code));
    }

    private static Result<PlatformDescription> Read(string dialect, string entry, string links) => DescriptionReader.Read(
        "linkseal.yaml", "/srv",
        $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n{(links.Contains("copy", StringComparison.Ordinal) ? "  copy: { dialect: mariadb, config: /srv/copy.cnf, folder: /srv/copy }\n" : "")}  db: {{ dialect: {dialect}{(entry.Length > 0 ? ", " + entry : "")} }}\nlinks:\n{links}", Catalogue.Words);

    private static Result<Expansion> Compile(string entry, string links, ImmutableDictionary<string, string> documents, string dialect = "mariadb")
    {
        var read = Read(dialect, entry, links);
        Assert.Empty(read.Diagnostics);
        return PlatformCompiler.Compile(read.Value!, null, Catalogue.Dialects, documents);
    }
}
