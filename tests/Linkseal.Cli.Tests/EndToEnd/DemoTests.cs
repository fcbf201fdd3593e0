using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The README's first command.</summary>
public sealed class DemoTests
{
    [Fact]
    public void The_demo_finds_seals_breaks_finds_by_name_and_repairs()
    {
        using var folder = new TemporaryFolder();
        var (exit, text) = Demo(folder.Path);
        Assert.True(exit == ExitCode.Ok, text);
        Assert.Contains("internal_tls is off in harbor.yml", text, StringComparison.Ordinal);
        Assert.Contains("+internal_tls:", text, StringComparison.Ordinal);
        Assert.Contains("proxy dials core as core, which its certificate", text, StringComparison.Ordinal);
        Assert.Contains("Three things to try next", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DemoOnly", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.Equal(["linkseal-demo"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_demo_can_be_run_again()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Ok, Demo(folder.Path).Exit);
        Assert.Equal(ExitCode.Ok, Demo(folder.Path).Exit);
    }

    [Fact]
    public void A_folder_that_the_demo_did_not_make_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["linkseal-demo"]);
        File.WriteAllText(folder["linkseal-demo/mine"], "mine");
        var (exit, text) = Demo(folder.Path);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("LS1431", text, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["linkseal-demo/mine"]));
    }

    [Fact]
    public void In_the_repository_the_demo_leaves_git_status_clean()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Root, ".gitignore"), folder[".gitignore"]);
        Assert.Equal(0, Shell.Run("git", ["init", "-q"], folder.Path).ExitCode);
        Assert.Equal(0, Shell.Run("git", ["-c", "user.name=t", "-c", "user.email=t@t", "add", "-A"], folder.Path).ExitCode);
        Assert.Equal(0, Shell.Run("git", ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "all"], folder.Path).ExitCode);
        Assert.Equal(ExitCode.Ok, Demo(folder.Path).Exit);
        Assert.Equal("", Shell.Run("git", ["status", "--porcelain"], folder.Path).Output);
    }

    [Fact]
    public void In_JSON_the_demo_is_one_envelope_with_an_envelope_for_every_act()
    {
        using var folder = new TemporaryFolder();
        var terminal = new MemoryTerminal { Folder = folder.Path, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["demo", "-o", "json"]);
        Assert.Equal((0, ""), (exit, terminal.ErrorText));
        File.WriteAllText(folder["demo.json"], terminal.Text);
        var judged = OutputSchema.Validate(folder["demo.json"]);
        Assert.True(judged.ExitCode == 0, judged.All);

        using var document = System.Text.Json.JsonDocument.Parse(terminal.Text);
        var acts = document.RootElement.GetProperty("acts").EnumerateArray().Select(static a => a.GetProperty("result"));
        Assert.Equal(["check 1", "init 0", "plan 0", "apply 0", "check 0", "check 1", "apply 0", "check 0"], acts.Select(static r => $"{r.GetProperty("command").GetString()} {r.GetProperty("exitCode").GetInt32()}"));
        Assert.DoesNotContain("PRIVATE KEY", terminal.Text, StringComparison.Ordinal);
    }

    private static (ExitCode Exit, string Text) Demo(string folder)
    {
        var terminal = new MemoryTerminal { Folder = folder };
        terminal.Time.Now = DateTimeOffset.UtcNow;
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["demo"]);
        return (exit, terminal.Text + terminal.ErrorText);
    }
}
