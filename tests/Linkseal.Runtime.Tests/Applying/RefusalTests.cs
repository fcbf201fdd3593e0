using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>What stands in the way is said in one line before anything is staged.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Without_permission_the_paths_are_counted_and_sudo_is_named()
    {
        var disk = new NobodysDisk(_site.Folder, closed: ["tls", "."]);
        var report = Refused(_site.First(), disk);
        Assert.StartsWith("needs root for ", report.Failure, StringComparison.Ordinal);
        Assert.EndsWith(": sudo linkseal apply", report.Failure, StringComparison.Ordinal);
        Assert.Contains("paths under " + _site.Folder, report.Failure, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_site.StatePath));
    }

    [Fact]
    public void A_single_path_is_named_itself()
    {
        var plan = new Plan { Files = [_site.Put("tls/web.crt", Site.Public, Site.Known("x"))] };
        Assert.Equal($"needs root for {_site.At("tls/web.crt")}: sudo linkseal apply", Refused(plan, new NobodysDisk(_site.Folder, closed: ["tls"])).Failure);
    }

    [Fact]
    public void A_folder_that_has_to_be_made_is_judged_by_the_one_above_it()
    {
        var plan = new Plan { Files = [_site.Put("new/deep/web.crt", Site.Public, Site.Known("x"))] };
        Assert.Contains("needs root", Refused(plan, new NobodysDisk(_site.Folder, closed: ["."])).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Giving_a_file_to_somebody_else_needs_root()
    {
        var put = _site.Put("tls/web.crt", Site.Public, Site.Known("x"));
        var plan = new Plan { Files = [put with { File = put.File! with { Owner = new(4711) } }] };
        Assert.Contains("needs root", Refused(plan, new NobodysDisk(_site.Folder, closed: [])).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_file_system_is_called_that()
    {
        var report = Refused(_site.First(), new NobodysDisk(_site.Folder, closed: ["tls"]) { Error = 30 });
        Assert.Contains("the file system is read-only", report.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_planted_at_a_target_is_neither_followed_nor_replaced()
    {
        _site.Write("victim", "precious", Site.Public);
        File.CreateSymbolicLink(_site.At("tls/web.key"), _site.At("victim"));
        var report = Refused(_site.First());
        Assert.Contains($"{_site.At("tls/web.key")} is a symbolic link", report.Failure, StringComparison.Ordinal);
        Assert.Equal("precious", _site.Read("victim"));
    }

    [Fact]
    public void A_folder_at_a_target_is_refused()
    {
        Directory.CreateDirectory(_site.At("tls/web.key"));
        Assert.Contains("is a folder, expected a file", Refused(_site.First()).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_of_a_stranger_s_on_the_way_is_not_followed()
    {
        var disk = new LocalDisk();
        if (disk.User != 0) Linkseal.Testing.Missing.Skip("not root: a stranger's link cannot be made");
        Directory.CreateDirectory(_site.At("elsewhere"));
        disk.CreateLink(_site.At("way"), _site.At("elsewhere"), new Owner(4711));
        var plan = new Plan { Files = [_site.Put("way/web.crt", Site.Public, Site.Known("x"))] };
        Assert.Contains($"is a symbolic link to {_site.At("elsewhere")}, made by user 4711, whose links are not followed", Refused(plan).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_a_root_links_stay_inside_and_one_that_leads_out_is_refused()
    {
        Directory.CreateDirectory(_site.At("image/srv/data"));
        File.CreateSymbolicLink(_site.At("image/inside"), "/srv/data");
        File.CreateSymbolicLink(_site.At("image/outside"), "../../../../../../tmp");
        File.CreateSymbolicLink(_site.At("image/absolute"), _site.At("tls"));
        var applier = _site.Applier(root: _site.At("image"));

        Assert.Equal(ApplyEnd.Done, Apply("/inside/a").End);
        Assert.Equal("x", _site.Read("image/srv/data/a"));
        Assert.Contains("leads out of " + _site.At("image"), Apply("/outside/a").Failure, StringComparison.Ordinal);
        Assert.Contains("where nothing is below " + _site.At("image"), Apply("/absolute/a").Failure, StringComparison.Ordinal);
        Assert.False(File.Exists(_site.At("tls/a")));

        ApplyReport Apply(string path) => applier.Apply(
            new() { Files = [_site.Put("x", Site.Public, Site.Known("x")) with { Path = path, File = new() { Path = path, Component = "web", Content = Site.Known("x"), Mode = Site.Public } }] },
            new Contents(), new(), new Listener(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_link_planted_between_the_look_and_the_swap_ends_in_the_state_before()
    {
        _site.Write("victim", "precious", Site.Public);
        var plan = _site.First();
        var report = _site.Apply(plan, listener: new Listener { OnPhase = p => Plant(p == "swapping") });
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Contains($"{_site.At("tls/web.key")} changed while it was being replaced", report.Failure, StringComparison.Ordinal);
        Assert.Equal("precious", _site.Read("victim"));
        Assert.False(File.Exists(_site.At("tls/web.crt")));

        void Plant(bool now)
        {
            if (now) File.CreateSymbolicLink(_site.At("tls/web.key"), _site.At("victim"));
        }
    }

    [Fact]
    public void Permission_lost_in_the_middle_ends_in_the_state_before()
    {
        var before = _site.Tree();
        var report = _site.Apply(_site.First(), new LosingDisk());
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Contains("permission denied", report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    private ApplyReport Refused(Plan plan, IDisk? disk = null)
    {
        var before = _site.Tree();
        var report = _site.Apply(plan, disk);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Equal(before, _site.Tree());
        return report;
    }

    /// <summary>What a user without root meets: some folders are closed to him, and every file is his.</summary>
    private sealed class NobodysDisk(string folder, ImmutableArray<string> closed) : WrappedDisk
    {
        public int Error { get; init; } = 13;

        public override int User => 1000;

        public override ImmutableArray<int> Groups => [1000];

        public override int? Refuses(string path, Need need) =>
            need.HasFlag(Need.Write) && closed.Any(c => Path.GetFullPath(c, folder) == path) ? Error : base.Refuses(path, need);

        protected override void Gate(string operation, string path)
        {
        }
    }

    /// <summary>Refuses the third file that is put in place.</summary>
    private sealed class LosingDisk : WrappedDisk
    {
        private int _count;

        protected override void Gate(string operation, string path)
        {
            if (operation == "rename" && !path.Contains(".linkseal", StringComparison.Ordinal) && ++_count == 3) throw new DiskException("put a new file at", path, 13);
        }
    }
}
