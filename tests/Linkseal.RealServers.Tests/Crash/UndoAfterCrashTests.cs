using Linkseal.Testing;

namespace Linkseal.RealServers.Tests.Crash;

/// <summary>An apply that is killed before it changed anything, then <c>undo</c>: it means that apply, not the good one before it.</summary>
public sealed class UndoAfterCrashTests
{
    [Fact]
    public void Undo_after_a_crash_does_not_take_the_apply_before_it_back()
    {
        var strace = Missing.Program("strace");
        using var root = new TemporaryFolder();
        var installer = LinksealProgram.LayOutHarbor(root, "platform: registry\nprofile: harbor\nsettings: { https: off }\n");
        string[] below = ["--root", root.Path];
        LinksealProgram.Succeed(installer, ["apply", "--yes", .. below]);
        var core = root["etc/harbor/tls/internal/core.crt"];
        var first = File.ReadAllText(core);
        File.AppendAllText(Path.Combine(installer, "linkseal.yaml"), "leaf: { key: ecdsa-p384 }\n");

        Assert.True(KilledWhileStaging(strace, installer, below), "no kill hit the staging of the second apply");
        Assert.Equal(first, File.ReadAllText(core));

        var undo = LinksealProgram.Succeed(installer, ["undo", "--yes", .. below]);
        Assert.Contains("The interrupted apply is undone", undo, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllText(core));
        Assert.DoesNotContain("Undone.", undo, StringComparison.Ordinal);
    }

    private static bool KilledWhileStaging(string strace, string installer, string[] below)
    {
        var program = BuiltProgram.Path;
        var pending = Path.Combine(installer, ".linkseal", "journal", "pending");
        for (var at = 1; at <= 40; at++)
        {
            Shell.Run(strace, ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", $"inject=fsync:signal=KILL:when={at}", program, "apply", "--yes", .. below], installer);
            if (Directory.Exists(pending)) return true;
        }

        return false;
    }
}
