using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Places;

public sealed class LocalPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_stands_at_each_path_is_told_without_following_links()
    {
        Directory.CreateDirectory(_folder["etc/d"]);
        File.WriteAllText(_folder["etc/a"], "abc");
        File.SetUnixFileMode(_folder["etc/a"], (UnixFileMode)0x1A0);
        File.CreateSymbolicLink(_folder["etc/l"], "a");
        var seen = new LocalPlace(_disk, _folder.Path).Observe(["/etc/a", "/etc/d", "/etc/l", "/etc/none", "/none/x"], TestContext.Current.CancellationToken);
        Assert.Equal((FileKind.Regular, (UnixFileMode)0x1A0, DiskExtensions.Sha256("abc"u8)), (seen["/etc/a"].Kind, seen["/etc/a"].Mode, seen["/etc/a"].Sha256));
        Assert.Equal(FileKind.Folder, seen["/etc/d"].Kind);
        Assert.Equal((FileKind.Symlink, "a", null), (seen["/etc/l"].Kind, seen["/etc/l"].Target, seen["/etc/l"].Sha256));
        Assert.Equal(FileKind.Missing, seen["/etc/none"].Kind);
        Assert.Equal(FileKind.Missing, seen["/none/x"].Kind);
    }

    [Fact]
    public void Reading_follows_a_link_inside_the_root_and_leaves_out_what_leads_away()
    {
        Directory.CreateDirectory(_folder["place/etc"]);
        File.WriteAllText(_folder["place/etc/a"], "abc");
        File.WriteAllText(_folder["secret"], "outside");
        File.CreateSymbolicLink(_folder["place/etc/l"], "/etc/a");
        File.CreateSymbolicLink(_folder["place/etc/out"], "../../secret");
        File.CreateSymbolicLink(_folder["place/etc/circle"], "circle");
        var texts = new LocalPlace(_disk, _folder["place"]).Read(["/etc/l", "/etc/out", "/etc/circle", "/etc/none"], TestContext.Current.CancellationToken);
        Assert.Equal("abc", Encoding.UTF8.GetString(Assert.Single(texts, static t => t.Key == "/etc/l").Value.Span));
        Assert.Single(texts);
    }

    [Fact]
    public void Folders_are_listed_sorted_and_missing_ones_are_absent()
    {
        foreach (var name in (string[])["b", "a", ".c"]) File.WriteAllText(_folder[name], "");
        var listings = new LocalPlace(_disk, _folder.Path).List(["/", "/none"], TestContext.Current.CancellationToken);
        Assert.Equal([".c", "a", "b"], listings["/"]);
        Assert.Single(listings);
    }

    [Fact]
    public void A_large_batch_gives_each_path_its_own_answer()
    {
        for (var i = 0; i < 300; i++) File.WriteAllText(_folder[$"f{i}"], $"{i}");
        var seen = new LocalPlace(_disk, _folder.Path).Observe(Enumerable.Range(0, 300).Select(static i => $"/f{i}"), TestContext.Current.CancellationToken);
        for (var i = 0; i < 300; i++) Assert.Equal(DiskExtensions.Sha256(Encoding.UTF8.GetBytes($"{i}")), seen[$"/f{i}"].Sha256);
    }
}
