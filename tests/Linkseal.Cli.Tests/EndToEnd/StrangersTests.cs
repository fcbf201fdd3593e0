using Linkseal.Cli.Tests.Testing;
using Linkseal.Testing;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>What a stranger does to a machine: links of somebody else's, files that are none, variables that are not set. The right word, once, and nothing written.</summary>
public sealed class StrangersTests : IDisposable
{
    private readonly HarborMachine machine = HarborMachine.FromSample("2.12.0");

    public StrangersTests() => machine.Succeed("init");

    public void Dispose() => machine.Dispose();

    [Fact]
    public void A_link_above_a_target_is_named_and_not_followed()
    {
        if (!Environment.IsPrivilegedProcess) Missing.Skip("only root can make a link of another user's");
        Directory.CreateDirectory(machine.At("/elsewhere"));
        Directory.CreateDirectory(machine.At("/etc/harbor"));
        File.CreateSymbolicLink(machine.At("/etc/harbor/tls"), "/elsewhere");
        Assert.Equal(0, Shell.Run("chown", ["-h", "1000", machine.At("/etc/harbor/tls")]).ExitCode);

        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["check"]])
        {
            var (exit, text) = machine.Type(command);
            Assert.Equal(ExitCode.BadInput, exit);
            Assert.Contains("LS1462", text, StringComparison.Ordinal);
            Assert.Contains("tls is a symbolic link to /elsewhere, made by user 1000, whose links are not followed", text, StringComparison.Ordinal);
            Assert.DoesNotContain("sudo", text, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(machine.At("/elsewhere")));
    }

    [Fact]
    public void A_link_that_comes_above_applied_files_is_named_by_every_command()
    {
        if (!Environment.IsPrivilegedProcess) Missing.Skip("only root can make a link of another user's");
        machine.Succeed("apply", "--yes");
        Directory.Move(machine.At("/data/cert"), machine.At("/data/cert.real"));
        File.CreateSymbolicLink(machine.At("/data/cert"), "cert.real");
        Assert.Equal(0, Shell.Run("chown", ["-h", "1000", machine.At("/data/cert")]).ExitCode);
        var before = machine.Snapshot();

        const string Named = "cert is a symbolic link to cert.real, made by user 1000";
        (string[] Command, ExitCode Exit, string Code)[] expectations =
            [(["plan"], ExitCode.BadInput, "LS1402"), (["apply", "--yes"], ExitCode.Failed, "LS1402"), (["check"], ExitCode.Differs, "LS2108"), (["remove", "--yes"], ExitCode.Failed, "LS1402")];
        foreach (var (command, expected, code) in expectations)
        {
            var (exit, text) = machine.Type(command);
            Assert.Equal((expected, text), (exit, text));
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.Contains(Named, text.ReplaceLineEndings(" ").Replace("           ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("LS1408", text, StringComparison.Ordinal);
            Assert.DoesNotContain("LS1409", text, StringComparison.Ordinal);
        }

        Assert.Equal(before, machine.Snapshot());
    }

    [Theory]
    [InlineData(false, "LS1461")]
    [InlineData(true, "LS1462")]
    public void A_harbor_yml_that_cannot_be_read_is_not_also_said_to_be_missing(bool folder, string code)
    {
        var file = machine.At("/opt/harbor/harbor.yml");
        if (folder)
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
        }
        else
        {
            File.WriteAllBytes(file, [.. File.ReadAllBytes(file), 0xff]);
        }

        foreach (var command in (string[][])[["plan"], ["apply", "--yes"], ["check"], ["status"], ["remove", "--yes"]])
        {
            var (exit, text) = machine.Type(command);
            Assert.Equal(ExitCode.BadInput, exit);
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.DoesNotContain("LS1206", text, StringComparison.Ordinal);
            Assert.Contains("1 error;", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("env: LINKSEAL_TEST_UNSET", "LS1451")]
    [InlineData("file: /nowhere/passphrase", "LS1450")]
    public void A_passphrase_that_is_not_there_is_said_by_plan_already(string source, string code)
    {
        machine.Description = machine.Description.TrimEnd() + $"\nauthority: {{ generate: {{ passphrase: {{ {source} }} }} }}\n";
        foreach (var command in (string[][])[["plan"], ["apply", "--yes"]])
        {
            var (exit, text) = machine.Type(command);
            Assert.Equal((ExitCode.BadInput, text), (exit, text));
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.False(Directory.Exists(machine.At("/opt/harbor/.linkseal")));
        }
    }

    [Fact]
    public void A_passphrase_is_not_asked_for_where_nothing_is_signed()
    {
        File.WriteAllText(machine.At("/passphrase"), "correct horse\n");
        machine.Description = machine.Description.TrimEnd() + $"\nauthority: {{ generate: {{ passphrase: {{ file: {machine.At("/passphrase")} }} }} }}\n";
        machine.Succeed("apply", "--yes");
        File.Delete(machine.At("/passphrase"));
        machine.Succeed("plan", "--check");
        machine.Succeed("check");

        File.Delete(Path.Combine(machine.InternalTls, "core.crt"));
        Assert.Contains("LS1450", machine.Type("plan").Text, StringComparison.Ordinal);
        machine.Succeed("remove", "--yes");
    }
}
