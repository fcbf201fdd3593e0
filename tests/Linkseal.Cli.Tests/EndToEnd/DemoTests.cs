using System.Diagnostics;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The README's first command: it starts a platform of processes, seals it, proves it, breaks it and repairs it.</summary>
public sealed class DemoTests
{
    [Fact]
    public void The_demo_reads_a_secret_seals_proves_breaks_finds_by_name_and_repairs()
    {
        using var folder = new TemporaryFolder();
        var (exit, text) = Demo(folder.Path);
        Assert.True(exit == ExitCode.Ok, text);
        Assert.Contains("4111-1111-1111-1111", text, StringComparison.Ordinal);
        Assert.Contains("the card number can be read", text, StringComparison.Ordinal);
        Assert.Matches("the card number is nowhere in [0-9]{3,} bytes", text);
        Assert.Contains("+tls-auth-clients yes", text, StringComparison.Ordinal);
        Assert.Contains("2 of 2 links as required by proof: 2 mutual", text, StringComparison.Ordinal);
        Assert.Contains("LS2911", text, StringComparison.Ordinal);
        Assert.Contains("LS2921  store", text, StringComparison.Ordinal);
        Assert.Contains(" answered, 0 lost", text, StringComparison.Ordinal);
        Assert.Contains("To try next", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.Equal(["linkseal-demo"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Contains("<svg", File.ReadAllText(folder["linkseal-demo/report.html"]), StringComparison.Ordinal);
        Assert.Empty(Running(folder.Path));
    }

    [Fact]
    public void Run_again_it_begins_anew_and_leaves_git_status_clean()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Root, ".gitignore"), folder[".gitignore"]);
        Assert.Equal(0, Shell.Run("git", ["init", "-q"], folder.Path).ExitCode);
        Assert.Equal(0, Shell.Run("git", ["-c", "user.name=t", "-c", "user.email=t@t", "add", "-A"], folder.Path).ExitCode);
        Assert.Equal(0, Shell.Run("git", ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "all"], folder.Path).ExitCode);
        Assert.Equal(ExitCode.Ok, Demo(folder.Path).Exit);
        Assert.Equal(ExitCode.Ok, Demo(folder.Path).Exit);
        Assert.Equal("", Shell.Run("git", ["status", "--porcelain"], folder.Path).Output);
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

    [Theory]
    [InlineData("my demo")]
    [InlineData("d'é: #1")]
    public void In_a_folder_of_any_name(string name)
    {
        using var folder = new TemporaryFolder();
        var (exit, text) = Demo(Directory.CreateDirectory(folder[name]).FullName);
        Assert.True(exit == ExitCode.Ok, text);
    }

    [Fact]
    public void In_JSON_the_demo_is_one_envelope_with_an_envelope_for_every_command()
    {
        using var folder = new TemporaryFolder();
        var terminal = new MemoryTerminal { Folder = folder.Path, Time = { Now = DateTimeOffset.UtcNow } };
        var exit = new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["demo", "-o", "json"]);
        Assert.True(exit == 0, terminal.ErrorText);
        File.WriteAllText(folder["demo.json"], terminal.Text);
        var judged = OutputSchema.Validate(folder["demo.json"]);
        Assert.True(judged.ExitCode == 0, judged.All);

        using var document = System.Text.Json.JsonDocument.Parse(terminal.Text);
        var acts = document.RootElement.GetProperty("acts").EnumerateArray().Where(static a => a.TryGetProperty("result", out _)).Select(static a => a.GetProperty("result"));
        Assert.Equal(["plan 0", "apply 0", "verify 0", "apply 0", "verify 1", "apply 0", "verify 0"], acts.Select(static r => $"{r.GetProperty("command").GetString()} {r.GetProperty("exitCode").GetInt32()}"));
        Assert.Equal(0, document.RootElement.GetProperty("counts").GetProperty("lost").GetInt32());
        Assert.DoesNotContain("PRIVATE KEY", terminal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public async Task Ended_in_the_middle_it_leaves_nothing_running(string signal, int expected)
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        using var demo = Process.Start(new ProcessStartInfo(BuiltProgram.Path, ["demo"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = demo.StandardError.ReadToEndAsync(cancellation);
        // It is in the middle once it has typed its second command.
        for (var commands = 0; commands < 2 && await demo.StandardOutput.ReadLineAsync(cancellation) is { } line;) commands += line.StartsWith("$ linkseal", StringComparison.Ordinal) ? 1 : 0;
        Assert.NotEmpty(Running(folder.Path));
        // A second one leaves it alone.
        var (exit, text) = Demo(folder.Path);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("a demo runs in", text, StringComparison.Ordinal);
        Assert.Equal(0, Shell.Run("sh", ["-c", $"kill -{signal} {demo.Id}"], folder.Path).ExitCode);
        await demo.StandardOutput.ReadToEndAsync(cancellation);
        await demo.WaitForExitAsync(cancellation);
        Assert.Equal(expected, demo.ExitCode);
        for (var i = 0; i < 100 && Running(folder.Path).Count > 0; i++) await Task.Delay(50, cancellation);
        Assert.Empty(Running(folder.Path));
    }

    // The services name their folder on their command line.
    private static List<string> Running(string folder)
    {
        List<string> running = [];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(static p => char.IsAsciiDigit(p[^1])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (line.Contains("demo-service", StringComparison.Ordinal) && line.Contains(folder, StringComparison.Ordinal)) running.Add(line);
            }
            catch (IOException)
            {
                // It has gone.
            }
        }

        return running;
    }

    private static (ExitCode Exit, string Text) Demo(string folder)
    {
        var terminal = new MemoryTerminal { Folder = folder };
        terminal.Time.Now = DateTimeOffset.UtcNow;
        var exit = (ExitCode)new CommandLine(terminal, TestContext.Current.CancellationToken).Invoke(["demo"]);
        return (exit, terminal.Text + terminal.ErrorText);
    }
}
