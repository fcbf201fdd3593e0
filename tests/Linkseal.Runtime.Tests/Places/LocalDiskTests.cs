using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Places;

public sealed class LocalDiskTests : IDisposable
{
    private const UnixFileMode Readable = (UnixFileMode)0x1A4;
    private readonly TemporaryFolder _folder = new();
    private readonly LocalDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_created_file_has_its_content_and_exact_mode_whatever_the_umask()
    {
        _disk.Create(_folder["a"], "text"u8, new((UnixFileMode)0x1B6));
        var entry = _disk.Look(_folder["a"]);
        Assert.Equal((FileKind.Regular, (UnixFileMode)0x1B6, 4L), (entry.Kind, entry.Mode, entry.Size));
        Assert.Equal("text", Encoding.UTF8.GetString(_disk.Read(_folder["a"])));
    }

    [Fact]
    public void A_file_is_never_created_over_another_or_through_a_planted_link()
    {
        _disk.Create(_folder["a"], "one"u8, new(Readable));
        _disk.CreateLink(_folder["link"], _folder["elsewhere"], null);
        Assert.Contains("file exists", Assert.Throws<DiskException>(() => _disk.Create(_folder["a"], "two"u8, new(Readable))).Message, StringComparison.Ordinal);
        Assert.Throws<DiskException>(() => _disk.Create(_folder["link"], "two"u8, new(Readable)));
        Assert.Equal(FileKind.Missing, _disk.Look(_folder["elsewhere"]).Kind);
    }

    [Fact]
    public void A_link_is_neither_read_nor_chmodded_through()
    {
        _disk.Create(_folder["a"], "one"u8, new(Readable));
        _disk.CreateLink(_folder["link"], _folder["a"], null);
        Assert.Contains("a symbolic link stands in the way", Assert.Throws<DiskException>(() => _disk.Read(_folder["link"])).Message, StringComparison.Ordinal);
        Assert.Throws<DiskException>(() => _disk.SetAccess(_folder["link"], new(DiskExtensions.OwnerOnly)));
        Assert.Equal(Readable, _disk.Look(_folder["a"]).Mode);
        Assert.Equal(_folder["a"], _disk.ReadLink(_folder["link"]));
    }

    [Fact]
    public void A_renamed_file_replaces_the_old_one_and_a_missing_one_says_so()
    {
        _disk.Create(_folder["a"], "old"u8, new(Readable));
        _disk.Create(_folder["b"], "new"u8, new(Readable));
        _disk.Rename(_folder["b"], _folder["a"]);
        Assert.Equal("new", Encoding.UTF8.GetString(_disk.Read(_folder["a"])));
        Assert.Contains("no such file", Assert.Throws<DiskException>(() => _disk.Rename(_folder["b"], _folder["a"])).Message, StringComparison.Ordinal);
        Assert.Equal(["a"], _disk.List(_folder.Path));
    }

    [Fact]
    public void A_second_lock_is_refused_until_the_first_is_let_go()
    {
        using (_disk.Lock(_folder["lock"], null))
        {
            Assert.Null(_disk.Lock(_folder["lock"], null));
            Assert.Equal($"{Environment.ProcessId}\n", Encoding.ASCII.GetString(_disk.Read(_folder["lock"])));
        }

        using var again = _disk.Lock(_folder["lock"], null);
        Assert.NotNull(again);
    }

    [Fact]
    public void Owner_and_acl_are_read_and_given_back()
    {
        if (_disk.User != 0) Missing.Skip("not root: owners cannot be set");
        _disk.Create(_folder["a"], "x"u8, new(Readable, new Owner(1234, 2345)) { Extended = [new("user.note", [1, 2])] });
        var entry = _disk.Look(_folder["a"]);
        Assert.Equal((1234, 2345), (entry.User, entry.Group));
        Assert.Equal([1, 2], Assert.Single(_disk.Attributes(_folder["a"]), static a => a.Name == "user.note").Value);
    }

    [Fact]
    public void The_state_folder_is_private_and_kept_out_of_git()
    {
        Directory.CreateDirectory(_folder[".linkseal"], Readable | UnixFileMode.UserExecute);
        var state = new StateFolder(_disk, _folder[".linkseal"], null);
        state.Ensure();
        Assert.Equal(DiskExtensions.OwnerOnlyFolder, _disk.Look(state.Path).Mode);
        Assert.Equal("*\n", File.ReadAllText(state.At(".gitignore")));
        Assert.Equal([".gitignore"], _disk.List(state.Path));
    }

    [Fact]
    public void Many_files_and_few_files_are_both_synced()
    {
        var files = Enumerable.Range(0, 40).Select(i => _folder[$"f{i}"]).ToList();
        foreach (var file in files) _disk.Create(file, "x"u8, new(Readable));
        _disk.Sync(files, [_folder.Path]);
        _disk.Sync([files[0]], [_folder.Path]);
        Assert.Throws<DiskException>(() => _disk.Sync([_folder["missing"]], []));
    }
}
