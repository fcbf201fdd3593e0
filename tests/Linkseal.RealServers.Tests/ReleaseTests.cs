using Linkseal.Testing;

namespace Linkseal.RealServers.Tests;

/// <summary>The one-file release: trimming and ahead-of-time compilation must not have taken anything away.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void The_release_applies_and_checks()
    {
        // ./test builds it first; a run of this project alone may not have it.
        var release = Path.Combine(Repository.Root, "artifacts", "release", "linkseal");
        if (!File.Exists(release)) Missing.Skip("the release is not built: ./build release");

        using var root = new TemporaryFolder();
        var installer = LinksealProgram.LayOutHarbor(root, "platform: registry\nprofile: harbor\nsettings: { https: off }\n");
        string[] below = ["--root", root.Path];
        Assert.Contains("to create", LinksealProgram.Succeed(installer, ["plan", .. below], release), StringComparison.Ordinal);
        LinksealProgram.Succeed(installer, ["apply", "--yes", .. below], release);
        Assert.Contains("Files only", LinksealProgram.Succeed(installer, ["check", .. below], release), StringComparison.Ordinal);
        Assert.Contains("\"exitCode\": 0", LinksealProgram.Succeed(installer, ["status", "-o", "json", .. below], release), StringComparison.Ordinal);
        Assert.Contains("LS2004", LinksealProgram.Succeed(installer, ["explain", "LS2004"], release), StringComparison.Ordinal);
    }
}
