using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary><c>layout: switched</c> from description to disk and back, below <c>--root</c>.</summary>
public sealed class SwitchedTests : IDisposable
{
    private const string Text = """
        platform: shop
        components:
          web: { dialect: files, folder: /etc/web/tls, layout: switched, names: [web.internal], port: 443 }
          db: { dialect: files, folder: /etc/db/tls, port: 5432 }
        links:
          - web -> db

        """;

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new() { Now = DateTimeOffset.UtcNow };

    public SwitchedTests()
    {
        Directory.CreateDirectory(folder["here"]);
        Directory.CreateDirectory(folder["root"]);
        Describe(Text);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Applied_it_is_read_through_one_link_and_a_second_apply_changes_no_byte_and_no_time()
    {
        Assert.Contains("makes /etc/web/tls/current, which leads to 1", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal("1", Leads());
        var verified = Shell.Run(Missing.Program("openssl"), ["verify", "-x509_strict", "-CAfile", At("current/ca.crt"), "-verify_hostname", "web.internal", At("current/tls.crt")]);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(At("1/tls.key")), 8));
        var before = Times();
        Assert.Contains("No changes", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal(before, Times());
        Succeed("plan", "--check");
        Succeed("check", "--strict");
    }

    [Fact]
    public void A_renewal_switches_and_every_file_has_a_new_time()
    {
        Succeed("apply", "--yes");
        var (roots, key) = (File.ReadAllBytes(At("1/ca.crt")), File.ReadAllText(At("1/tls.key")));
        File.SetLastWriteTimeUtc(At("1/ca.crt"), DateTime.UtcNow.AddDays(-70));
        clock.Now = clock.Now.AddDays(70);
        Assert.Contains("switches /etc/web/tls/current from 1 to 2; 1 file is carried over", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.Equal(roots, File.ReadAllBytes(At("current/ca.crt")));
        Assert.True(File.GetLastWriteTimeUtc(At("2/ca.crt")) > DateTime.UtcNow.AddDays(-1));
        Assert.NotEqual(key, File.ReadAllText(At("current/tls.key")));
        Assert.Equal(key, File.ReadAllText(At("1/tls.key")));
        Succeed("check", "--strict");

        clock.Now = clock.Now.AddDays(70);
        Succeed("apply", "--yes");
        Assert.Equal(["2", "3", "current"], Names());
        Succeed("undo", "--yes");
        Assert.Equal(("2", "2, current"), (Leads(), string.Join(", ", Names())));
    }

    [Fact]
    public void Remove_leaves_the_root_as_it_was_also_after_many_applies()
    {
        for (var i = 0; i < 3; i++)
        {
            Succeed("apply", "--yes");
            clock.Now = clock.Now.AddDays(70);
        }

        Succeed("remove", "--yes");
        Assert.Empty(Directory.GetFileSystemEntries(folder["root"]));
        Succeed("undo", "--yes");
        Assert.Equal("3", Leads());
        Succeed("remove", "--yes");
        Assert.Empty(Directory.GetFileSystemEntries(folder["root"]));
    }

    [Fact]
    public void From_flat_to_switched_and_back()
    {
        Describe(Text.Replace("layout: switched, ", "", StringComparison.Ordinal));
        Succeed("apply", "--yes");
        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], Names());
        Describe(Text);
        Succeed("apply", "--yes");
        Assert.Equal(["1", "current"], Names());
        Succeed("check", "--strict");
        Describe(Text.Replace("layout: switched, ", "", StringComparison.Ordinal));
        Succeed("apply", "--yes");
        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], Names());
        Succeed("check", "--strict");
        Succeed("plan", "--check");
    }

    [Fact]
    public void A_component_taken_out_of_the_file_takes_link_and_generations_along()
    {
        Succeed("apply", "--yes");
        clock.Now = clock.Now.AddDays(70);
        Succeed("apply", "--yes");
        Describe(string.Join('\n', Text.Split('\n').Where(static l => !l.Contains("web", StringComparison.Ordinal))) .Replace("links:\n", "", StringComparison.Ordinal));
        Assert.Contains("takes /etc/web/tls/current away", Succeed("apply", "--yes"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["root/etc/web"]));
        Succeed("check", "--strict");
    }

    [Theory]
    [InlineData("elsewhere", "LS1466")]
    [InlineData("file", "LS1465")]
    [InlineData("folder", "LS1465")]
    public void What_stands_in_the_links_place_is_refused_with_exit_code_3_and_nothing_is_written(string what, string code)
    {
        Succeed("apply", "--yes");
        File.Delete(At("current"));
        if (what == "elsewhere") File.CreateSymbolicLink(At("current"), "/etc");
        else if (what == "file") File.WriteAllText(At("current"), "x");
        else Directory.CreateDirectory(At("current"));
        var before = Times();
        foreach (var command in (string[][])[["apply", "--yes"], ["remove", "--yes"]])
        {
            var (exit, text) = Run(command);
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.True(command[0] == "remove" || exit == ExitCode.Failed, $"{exit}");
        }

        Assert.Equal(before, Times());
        var (checkedAs, findings) = Run("check");
        Assert.Equal(ExitCode.Differs, checkedAs);
        Assert.Contains("LS2111", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("LS2023", findings, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_deleted_by_hand_is_made_again_and_its_generation_taken_out()
    {
        Succeed("apply", "--yes");
        File.Delete(At("current"));
        var (_, findings) = Run("check");
        Assert.Contains("LS2001", findings, StringComparison.Ordinal);
        Assert.Contains("LS2113", findings, StringComparison.Ordinal);
        Succeed("apply", "--yes");
        Assert.Equal(["2", "current"], Names());
        Succeed("check", "--strict");
        Succeed("plan", "--check");
    }

    [Fact]
    public void Removed_with_the_link_deleted_by_hand_no_key_is_left()
    {
        Succeed("apply", "--yes");
        File.Delete(At("current"));
        Succeed("remove", "--yes");
        Assert.Empty(Directory.GetFileSystemEntries(folder["root"]));
        Assert.Contains("No changes", Succeed("remove", "--yes"), StringComparison.Ordinal);
    }

    [Fact]
    public void Removed_with_the_generation_deleted_by_hand_the_dangling_link_goes()
    {
        Succeed("apply", "--yes");
        Directory.Delete(At("1"), recursive: true);
        Assert.Contains("LS2110", Run("check").Text, StringComparison.Ordinal);
        Succeed("remove", "--yes");
        Assert.Empty(Directory.GetFileSystemEntries(folder["root"]));
    }

    [Fact]
    public void A_file_of_the_users_behind_the_link_stays_and_the_link_with_it()
    {
        Succeed("apply", "--yes");
        File.WriteAllText(At("1/notes.txt"), "precious");
        Assert.Contains("LS2112", Run("check").Text, StringComparison.Ordinal);
        var (exit, text) = Run("remove", "--yes");
        Assert.Equal(ExitCode.Ok, exit);
        Assert.Contains("LS1469", text, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(At("current/notes.txt")));
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(At("1")).Select(static p => Path.GetFileName(p)));
        Succeed("apply", "--yes");
        Assert.Equal(("2", true), (Leads(), File.Exists(At("1/notes.txt"))));
    }

    [Fact]
    public void With_the_state_lost_a_new_generation_is_written_and_the_old_one_is_named()
    {
        Succeed("apply", "--yes");
        Directory.Delete(folder["here/.linkseal"], recursive: true);
        Assert.Contains("LS1401", Run("apply", "--yes").Text, StringComparison.Ordinal);
        Succeed("apply", "--yes", "--new-authority");
        Assert.Equal(["1", "2", "current"], Names());
        Assert.Equal("2", Leads());
        Assert.Contains("LS2113", Run("check").Text, StringComparison.Ordinal);
        Succeed("plan", "--check");
    }

    private void Describe(string text) => File.WriteAllText(folder["here/linkseal.yaml"], text);

    private string At(string name) => folder["root/etc/web/tls/" + name];

    private string? Leads() => new FileInfo(At("current")).LinkTarget;

    private IEnumerable<string> Names() => Directory.GetFileSystemEntries(folder["root/etc/web/tls"]).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    private Dictionary<string, DateTime> Times() =>
        Directory.GetFileSystemEntries(folder["root"], "*", SearchOption.AllDirectories).ToDictionary(static p => p, File.GetLastWriteTimeUtc, StringComparer.Ordinal);

    private (ExitCode Exit, string Text) Run(params string[] arguments)
    {
        var terminal = new MemoryTerminal { Folder = folder["here"], Time = { Now = clock.Now }, Width = 200 };
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke([.. arguments, "--root", folder["root"]]);
        return (exit, terminal.Text + terminal.ErrorText);
    }

    private string Succeed(params string[] arguments)
    {
        var (exit, text) = Run(arguments);
        Assert.True(exit == ExitCode.Ok, $"linkseal {string.Join(' ', arguments)} ended with {exit}:\n{text}");
        return text;
    }
}
