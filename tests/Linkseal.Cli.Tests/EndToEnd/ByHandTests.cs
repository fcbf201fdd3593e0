using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The explicit form: components and links by hand, files under names of their own, PKCS#12, mounts; below <c>--root</c>.</summary>
public sealed class ByHandTests : IDisposable
{
    private const string Text = """
        platform: shop
        leaf: { lifetime: 60d }
        components:
          web: { dialect: files, folder: /etc/web/tls, names: [web.internal], port: 443 }
          cache: { dialect: files, folder: /etc/cache/tls, port: 6379, mode: "0640" }
          db:
            dialect: files
            folder: /var/lib/db/tls
            hosts: [db1, 10.0.0.7]
            port: 5432
            files: { chain: server.crt, key: server.key, ca: root.crt }
          job:
            dialect: files
            folder: /srv/job/tls
            mounts: { /srv/job: /app }
            files:
              pkcs12: { file: job.p12, passphrase: { file: job.pass } }
              ca: ca.crt
        links:
          - web -> cache
          - web -> db: { level: mutual }
          - job -> db

        """;

    private readonly TemporaryFolder folder = new();

    public ByHandTests()
    {
        Directory.CreateDirectory(folder["here"]);
        Directory.CreateDirectory(folder["root"]);
        File.WriteAllText(folder["here/linkseal.yaml"], Text);
        File.WriteAllText(folder["here/job.pass"], "opensesame\n");
        File.SetUnixFileMode(folder["here/job.pass"], UnixFileMode.UserRead);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_lies_below_the_root_and_openssl_accepts_each_link()
    {
        Succeed("apply", "--yes");
        Verified("/etc/web/tls/ca.crt", "/etc/cache/tls/tls.crt", "-purpose", "sslserver", "-verify_hostname", "cache");
        Verified("/etc/web/tls/ca.crt", "/var/lib/db/tls/server.crt", "-purpose", "sslserver", "-verify_hostname", "db1");
        Verified("/srv/job/tls/ca.crt", "/var/lib/db/tls/server.crt", "-purpose", "sslserver", "-verify_ip", "10.0.0.7");
        Verified("/var/lib/db/tls/root.crt", "/etc/web/tls/tls.crt", "-purpose", "sslclient");
        Assert.Equal("640", Convert.ToString((int)File.GetUnixFileMode(At("/etc/cache/tls/tls.key")), 8));
        Assert.Equal(["etc", "srv", "var"], Directory.GetFileSystemEntries(folder["root"]).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
        Succeed("check", "--strict");
        Assert.Contains("No changes", Succeed("plan", "--check"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_PKCS12_opens_with_its_passphrase_and_its_leaf_is_a_client()
    {
        Succeed("apply", "--yes");
        var store = At("/srv/job/tls/job.p12");
        Assert.Equal(0, OpenSsl("pkcs12", "-in", store, "-passin", "pass:opensesame", "-nodes", "-out", folder["job.pem"]));
        Assert.NotEqual(0, OpenSsl("pkcs12", "-in", store, "-passin", "pass:wrong", "-nodes", "-out", folder["wrong.pem"]));
        Verified("/var/lib/db/tls/root.crt", "/../job.pem", "-purpose", "sslclient");
        Assert.Contains("PRIVATE KEY", File.ReadAllText(folder["job.pem"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passphrase: { file: job.pass }", "passphrase: { file: other.pass }", "pass:othersesame")]
    [InlineData(", passphrase: { file: job.pass }", "", "pass:")]
    public void Another_passphrase_is_seen_by_plan_and_check_and_an_apply_writes_the_file_with_it(string before, string after, string opens)
    {
        File.WriteAllText(folder["here/other.pass"], "othersesame\n");
        Succeed("apply", "--yes");
        var there = File.ReadAllBytes(At("/srv/job/tls/job.p12"));
        foreach (var (from, to, now) in new[] { (before, after, opens), (after, before, "pass:opensesame") })
        {
            var text = File.ReadAllText(folder["here/linkseal.yaml"]);
            if (from.Length > 0) File.WriteAllText(folder["here/linkseal.yaml"], text.Replace(from, to, StringComparison.Ordinal));
            else File.WriteAllText(folder["here/linkseal.yaml"], text.Replace("file: job.p12", "file: job.p12" + to, StringComparison.Ordinal));

            var (exit, said) = Type("plan", "--check");
            Assert.True(exit == ExitCode.Differs, said);
            Assert.Contains("job.p12 is not protected by the passphrase that is described", said, StringComparison.Ordinal);
            Assert.Contains("LS2251", Type("check").Said, StringComparison.Ordinal);
            Succeed("apply", "--yes");
            Assert.Equal(0, OpenSsl("pkcs12", "-in", At("/srv/job/tls/job.p12"), "-passin", now, "-nodes", "-out", folder["job.pem"]));
            Succeed("plan", "--check");
            Succeed("check", "--strict");
        }

        Assert.NotEqual(there, File.ReadAllBytes(At("/srv/job/tls/job.p12")));
    }

    [Fact]
    public void A_passphrase_with_another_content_is_seen_and_one_that_can_not_be_read_changes_nothing()
    {
        Succeed("apply", "--yes");
        File.Move(folder["here/job.pass"], folder["here/away"]);
        Succeed("plan", "--check");
        File.WriteAllText(folder["here/job.pass"], "changed\n");
        Assert.Equal(ExitCode.Differs, Type("plan", "--check").Exit);
        Succeed("apply", "--yes");
        Assert.Equal(0, OpenSsl("pkcs12", "-in", At("/srv/job/tls/job.p12"), "-passin", "pass:changed", "-nodes", "-out", folder["job.pem"]));
        Succeed("plan", "--check");
    }

    [Fact]
    public void A_staging_folder_whose_journal_is_gone_is_found_and_named_LS2020()
    {
        Succeed("apply", "--yes");
        Directory.CreateDirectory(At("/srv/job/.linkseal-0a1b2c3d"));
        Directory.SetLastWriteTimeUtc(At("/srv/job/.linkseal-0a1b2c3d"), DateTime.UtcNow.AddMinutes(-11));
        Directory.CreateDirectory(At("/srv/.linkseal-00112233"));
        Directory.CreateDirectory(At("/srv/job/.linkseal-of-somebody-else"));
        var (exit, said) = Type("check", "--strict");
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains("LS2020  /srv/job/.linkseal-0a1b2c3d\n", said, StringComparison.Ordinal);
        Assert.Contains("rm -r /srv/job/.linkseal-0a1b2c3d", said, StringComparison.Ordinal);
        // Another Linkseal may be at work with it.
        Assert.DoesNotContain("00112233", said, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody-else", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_taken_out_of_the_file_is_planned_as_remove()
    {
        Succeed("apply", "--yes");
        var text = File.ReadAllLines(folder["here/linkseal.yaml"]).Where(static l => !l.Contains("cache", StringComparison.Ordinal));
        File.WriteAllLines(folder["here/linkseal.yaml"], text);
        Assert.Contains("3 to remove", Succeed("plan"), StringComparison.Ordinal);
        Succeed("apply", "--yes");
        Assert.False(Directory.Exists(At("/etc/cache")));
        Assert.True(File.Exists(At("/etc/web/tls/tls.key")));
        Succeed("plan", "--check");
        Succeed("check", "--strict");
    }

    [Fact]
    public void Remove_leaves_the_root_as_it_was()
    {
        Succeed("apply", "--yes");
        Succeed("remove", "--yes", "--with-authority");
        Assert.Empty(Directory.GetFileSystemEntries(folder["root"]));
        Assert.False(Directory.Exists(folder["here/.linkseal/authority"]));
    }

    private string At(string path) => folder["root" + path];

    private string Succeed(params string[] arguments)
    {
        var (exit, said) = Type(arguments);
        Assert.True(exit == ExitCode.Ok, $"linkseal {string.Join(' ', arguments)} ended with {exit}:\n{said}");
        return said;
    }

    private (ExitCode Exit, string Said) Type(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = folder["here"], Time = { Now = DateTimeOffset.UtcNow } };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke([.. arguments, "--root", folder["root"]]);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    private void Verified(string authority, string leaf, params string[] options)
    {
        var result = Shell.Run(Missing.Program("openssl"), ["verify", "-x509_strict", "-CAfile", At(authority), .. options, At(leaf)]);
        Assert.True(result.ExitCode == 0, result.All);
    }

    private static int OpenSsl(params string[] arguments) => Shell.Run(Missing.Program("openssl"), arguments).ExitCode;
}
