using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>Real mounts and a real user without rights; where the machine does not permit them, the refusing disks of the other tests stand in.</summary>
public sealed class RealDiskTests : IDisposable
{
    private readonly Site _site = new();
    private string? _mounted;

    public void Dispose()
    {
        if (_mounted is not null) Shell.Run("umount", [_mounted]);
        _site.Dispose();
    }

    [Fact]
    public void On_a_file_system_that_is_full_everything_stays_as_it_was()
    {
        Mount("small", "size=1m");
        File.WriteAllBytes(_site.At("small/filler"), new byte[980_000]);
        var before = _site.Tree();
        var report = _site.Apply(new() { Files = [_site.Put("small/a.crt", Site.Public, Site.Known("x")), _site.Put("small/b.crt", Site.Public, Site.Known(new string('y', 200_000)))] });
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Contains("no space left on device", report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    [Fact]
    public void On_a_read_only_file_system_nothing_is_begun()
    {
        Mount("fixed", "ro");
        var report = _site.Apply(new() { Files = [_site.Put("fixed/a.crt", Site.Public, Site.Known("x")), _site.Put("tls/b.crt", Site.Public, Site.Known("x"))] });
        Assert.Equal((ApplyEnd.NotBegun, $"{_site.At("fixed/a.crt")}: the file system is read-only"), (report.End, report.Failure));
        Assert.False(File.Exists(_site.At("tls/b.crt")));
    }

    [Fact]
    public void A_target_folder_that_is_a_mount_of_its_own_is_staged_inside_it_and_left_clean()
    {
        Mount("own", "size=1m");
        var report = _site.Apply(new() { Files = [_site.Put("own/a.crt", Site.Public, Site.Known("x"))], Folders = [new(_site.At("own"), "web", (UnixFileMode)0x1ED, [])] });
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal(["a.crt"], Directory.EnumerateFileSystemEntries(_site.At("own")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_user_without_rights_is_told_what_needs_root()
    {
        if (new LocalDisk().User != 0) Missing.Skip("not root: no other user can be played");
        var setpriv = Missing.Program("setpriv");
        var target = Path.Combine(AppContext.BaseDirectory, "Linkseal.CrashTarget");
        string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        if (Shell.Run(setpriv, [.. nobody, "test", "-x", target]).ExitCode != 0) Assert.Skip("the test's folder is closed to other users");
        var result = Shell.Run(setpriv, [.. nobody, target, _site.Folder, "3", "1"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"NotBegun: needs root for 6 paths under {_site.Folder}: sudo linkseal apply", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_site.StatePath));
    }

    [Fact]
    public void The_state_belongs_to_the_one_who_called_sudo_and_the_files_to_whom_the_plan_says()
    {
        var disk = new LocalDisk();
        if (disk.User != 0) Missing.Skip("not root: owners cannot be set");
        var put = _site.Put("tls/web.key", Site.Private, Site.Known("x"));
        var state = new Linkseal.Runtime.State.StateFolder(disk, _site.StatePath, new Owner(1234, 2345));
        var report = new Applier(new LocalPlace(disk), state, TimeProvider.System).Apply(
            new() { Files = [put with { File = put.File! with { Owner = new(10000) } }] }, new Contents(), new(), new Listener(), TestContext.Current.CancellationToken);
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal((10000, 10000), disk.Look(_site.At("tls/web.key")) is var key ? (key.User, key.Group) : default);
        Assert.All(
            Directory.EnumerateFileSystemEntries(_site.StatePath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Append(_site.StatePath),
            p => Assert.Equal((1234, 2345), (disk.Look(p).User, disk.Look(p).Group)));
    }

    private void Mount(string name, string options)
    {
        Directory.CreateDirectory(_site.At(name));
        var result = File.Exists("/usr/bin/mount") ? Shell.Run("mount", ["-t", "tmpfs", "-o", options, "linkseal-test", _site.At(name)]) : new(1, "", "no mount");
        if (result.ExitCode != 0) Assert.Skip("mounting is not permitted here: " + result.Error.Trim());
        _mounted = _site.At(name);
    }
}
