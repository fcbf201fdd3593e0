using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Dialects.PostgreSql;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.PostgreSql;

public sealed class PostgreSqlDialectTests
{
    private const string Folder = "/etc/postgresql/15/main/";
    private static readonly string[] Names = ["postgresql.conf", "pg_hba.conf", "pg_ident.conf"];

    private static ImmutableDictionary<string, string> Shipped =>
        Names.ToImmutableDictionary(static n => Folder + n, static n => File.ReadAllText(Path.Combine(Fixtures.Folder("servers/postgresql"), n))).Add("/etc/passwd", "postgres:x:101:104::/:/bin/sh\n");

    private static Result<Expansion> Expand(string links, string more = "", ImmutableDictionary<string, string>? documents = null) =>
        PlatformCompiler.Compile(Description(links, more), null, Catalogue.Dialects, documents ?? Shipped);

    private static PlatformDescription Description(string links, string more)
    {
        var read = DescriptionReader.Read("linkseal.yaml", "/srv",
            $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web }}\n  job: {{ dialect: files, folder: /srv/job }}\n  db: {{ dialect: postgresql, config: {Folder}, {more}names: [db] }}\nlinks:\n{links}", Catalogue.Words);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    /// <summary>The three files as they are after the edits, and once more: nothing changes any more, and taken out they are as before.</summary>
    private static Dictionary<string, string> Edited(string links, string more, ImmutableDictionary<string, string> documents)
    {
        var applied = new Dictionary<string, ImmutableArray<AppliedEdit>>();
        var texts = documents;
        for (var round = 0; round < 2; round++)
        {
            var before = texts;
            foreach (var edit in Expand(links, more, before).Value!.Desired.Edits)
            {
                var edited = ConfigEditor.Apply(edit.Format, edit.Path, before[edit.Path], edit.Edits, applied.GetValueOrDefault(edit.Path, []));
                Assert.Empty(edited.Diagnostics);
                if (round > 0) Assert.Equal(before[edit.Path], edited.Value!.Text);
                applied[edit.Path] = edited.Value!.Applied;
                texts = texts.SetItem(edit.Path, edited.Value.Text);
            }
        }

        foreach (var (path, edits) in applied) Assert.Equal(documents[path], ConfigEditor.Revert(path.EndsWith("postgresql.conf", StringComparison.Ordinal) ? ConfigFormat.PostgreSql : ConfigFormat.PgHba, path, texts[path], edits).Value!.Text);
        return Names.ToDictionary(static n => n, n => texts[Folder + n]);
    }

    private static string[] Rows(string text) => [.. text.Split('\n').Where(static l => l.Length > 0 && l[0] != '#').Select(static l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    [Fact]
    public void Named_each_link_has_a_row_and_a_name_above_all_others()
    {
        var files = Edited("  - web -> db: { user: app, database: shop }\n  - job -> db\n", "", Shipped);
        Assert.Equal(["hostssl shop app all cert map=linkseal", "hostssl all job all cert map=linkseal", "hostnossl all,replication all all reject", "local all postgres peer"], Rows(files["pg_hba.conf"])[..4]);
        Assert.Equal(["linkseal web app", "linkseal job job"], Rows(files["pg_ident.conf"]));
        Assert.Contains("\nssl_ca_file = '/etc/postgresql/15/main/tls/ca.crt'", files["postgresql.conf"], StringComparison.Ordinal);
    }

    [Fact]
    public void Mutual_each_row_for_the_network_demands_a_certificate()
    {
        var documents = Shipped.SetItem(Folder + "pg_hba.conf", Shipped[Folder + "pg_hba.conf"] + "hostssl shop app 10.0.0.0 255.0.0.0 scram-sha-256 # theirs\nhostssl all ops 0.0.0.0/0 cert\nhost bad bad all reject\n");
        var rows = Rows(Edited("  - web -> db: { level: mutual }\n", "", documents)["pg_hba.conf"]);
        Assert.Equal("hostnossl all,replication all all reject", rows[0]);
        Assert.Contains("hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca", rows);
        Assert.Contains("hostssl shop app 10.0.0.0 255.0.0.0 scram-sha-256 clientcert=verify-ca # theirs", rows);
        Assert.Contains("hostssl all ops 0.0.0.0/0 cert", rows);
        Assert.Contains("host bad bad all reject", rows);
        Assert.Equal(4, rows.Count(static r => r.StartsWith("hostssl", StringComparison.Ordinal) && r.Contains("127.0.0.1", StringComparison.Ordinal)) + rows.Count(static r => r.StartsWith("hostssl", StringComparison.Ordinal) && r.Contains("::1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Mutual_beside_plaintext_each_row_is_two()
    {
        var rows = Rows(Edited("  - web -> db: { level: mutual }\n", "plaintext: keep, ", Shipped)["pg_hba.conf"]);
        Assert.Contains("hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca", rows);
        Assert.Contains("hostnossl all all 127.0.0.1/32 scram-sha-256", rows);
        Assert.DoesNotContain("hostnossl all,replication all all reject", rows);
    }

    [Fact]
    public void Files_are_the_server_s_and_the_reload_is_Debian_s()
    {
        var desired = Expand("  - web -> db\n").Value!.Desired;
        Assert.All(desired.Files.Where(static f => f.Component == "db"), static f => Assert.Equal(new(101, 104), f.Owner));
        Assert.Equal(["pg_ctlcluster", "15", "main", "reload"], desired.Steps.Single(static s => s.Component == "db").Command);
    }

    [Fact]
    public void A_drop_in_is_a_file_of_our_own()
    {
        var desired = Expand("  - web -> db: { level: authenticated }\n", "into: drop-in, ").Value!.Desired;
        Assert.Contains(desired.Files, static f => f.Path == Folder + "conf.d/linkseal.conf" && f.Content is Core.Planning.FileContent.Known { Text: var text } && text.Contains("ssl = on\n", StringComparison.Ordinal));
        Assert.DoesNotContain(desired.Edits, static e => e.Path.EndsWith("postgresql.conf", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LS1900", "into: drop-in, ", "postgresql.conf", "include_dir = 'conf.d'", "#include_dir = 'conf.d'")]
    [InlineData("LS1901", "", "postgresql.conf", "hba_file = '/etc/", "hba_file = '/srv/")]
    [InlineData("LS1902", "", "pg_hba.conf", "", "")]
    [InlineData("LS1903", "", "pg_hba.conf", "# PostgreSQL Client", "host all all all trust\nhostssl all web all cert map=linkseal\n# PostgreSQL Client")]
    [InlineData("LS1904", "", "pg_hba.conf", "# PostgreSQL Client", "hostnossl all old all md5\n# PostgreSQL Client")]
    [InlineData("LS1432", "version: \"11.2\", ", "pg_hba.conf", "", "")]
    public void What_is_wrong_is_said(string code, string more, string file, string text, string instead)
    {
        var documents = text.Length == 0 ? Shipped : Shipped.SetItem(Folder + file, Shipped[Folder + file].Replace(text, instead, StringComparison.Ordinal));
        Assert.Contains(code, Expand("  - web -> db\n", more, documents).Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void A_setting_that_is_set_again_is_said() => Assert.Equal(
        ["LS1905"], Expand("  - web -> db: { level: authenticated }\n", "", Shipped.Add(Folder + "conf.d/a.conf", "ssl = off\n")).Diagnostics.Select(static d => d.Code));

    [Theory]
    [InlineData("/var/lib/postgresql/15/main/postgresql.auto.conf", "primary_conninfo = 'host=other'\n", "  - db -> other: { database: replication }\n", "LS1905")]
    [InlineData("/var/lib/postgresql/15/main/postgresql.auto.conf", "primary_conninfo = 'host=other'\n", "  - web -> db: { level: authenticated }\n", "")]
    [InlineData("/var/lib/postgresql/15/main/postgresql.auto.conf", "ssl_key_file = 'x'\n", "  - web -> db: { level: authenticated }\n", "LS1905")]
    [InlineData(Folder + "conf.d/a.conf", "primary_conninfo = 'host=other'\n", "  - db -> other: { database: replication }\n", "LS1905")]
    public void What_overrides_a_standby_is_said(string path, string text, string links, string codes)
    {
        const string Other = "names: [db] }\n  other: { dialect: postgresql, config: /srv/other, ";
        Assert.Equal(codes, string.Join(' ', Expand(links, Other, Shipped.Add(path, text)).Diagnostics.Where(static d => d.Code is "LS1905").Select(static d => d.Code)));
    }

    [Fact]
    public void A_standby_is_told_its_primary_and_shown_how_to_copy_it()
    {
        const string More = "names: [db] }\n  logs: { dialect: postgresql, config: /srv/logs, names: [logs.internal] }\n  first: { dialect: postgresql, config: /srv/first, port: 6543, ";
        const string Links = "  - db -> logs: { database: shop }\n  - db -> first: { database: replication, user: copy }\n";
        var compiled = Expand(Links, More).Value!;
        var told = compiled.Desired.Edits.Single(static e => e.Path == Folder + "postgresql.conf").Edits.OfType<Edit.Set>().Single(static s => s.Key[0] == "primary_conninfo").Value;
        Assert.Equal(
            new EditValue.Text($"host=db port=6543 user=copy sslmode=verify-full sslrootcert={Folder}tls/ca.crt sslcert={Folder}tls/tls.crt sslkey={Folder}tls/tls.key"), told);
        Assert.Equal(
            [$"pg_basebackup -d \"host=db port=6543 user=copy sslmode=verify-full sslrootcert={Folder}tls/ca.crt sslcert={Folder}tls/tls.crt sslkey={Folder}tls/tls.key\" -X stream -D \"$PGDATA\" && touch \"$PGDATA/standby.signal\""],
            ClientSides.Of(compiled, Description(Links, More), compiled.Platform.Links[1]).Select(static s => s.Text));
    }

    [Theory]
    [InlineData("", "host=db port=5432 user=standby")]
    [InlineData("host=db  user=r password='a b\\'c' sslmode=disable", "host=db user=r password='a b\\'c' sslmode=verify-full port=5432")]
    public void A_standby_dials_with_its_own_leaf(string written, string start)
    {
        var conninfo = Conninfo.Read(written);
        conninfo = conninfo.With("host", "db").With("sslmode", conninfo["sslmode"] is null ? "" : "verify-full").With("port", "5432");
        if (conninfo["user"] is null) conninfo = conninfo.With("user", "standby");
        Assert.Equal(start, conninfo.ToString().Replace(" sslmode=''", "", StringComparison.Ordinal));
        Assert.Equal(conninfo.ToString(), Conninfo.Read(conninfo.ToString()).ToString());
    }
}
