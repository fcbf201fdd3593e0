using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>Folders whose files change together, carried out and given back.</summary>
public sealed class SwitchedTests
{
    [Fact]
    public void The_first_apply_makes_folder_generation_and_link_with_their_modes()
    {
        using var site = After(1);
        var tree = site.Tree();
        Assert.Equal(("750 folder", "750 folder", "link to 1"), (tree["set"], tree["set/1"], tree["set/current"]));
        Assert.Equal("600 -- Key of web --", tree["set/1/web.key"]);
        Assert.Equal("644 root", tree["set/1/ca.crt"]);
        var inventory = site.Inventory();
        Assert.Equal(new InstalledSwitch("web", 1, null), inventory.Switched[site.At("set")]);
        Assert.Equal(DiskExtensions.Sha256("root"u8), inventory.Files[site.At("set/current/ca.crt")].Sha256);
        Assert.Equal([site.At("set"), site.At("set/1")], inventory.Folders);
    }

    [Fact]
    public void A_switch_carries_over_what_did_not_change_and_keeps_the_generation_before()
    {
        using var site = After(1);
        File.SetUnixFileMode(site.At("set/1/ca.crt"), Site.Private);
        Assert.Equal(ApplyEnd.Done, site.Apply(site.Switched(2)).End);
        var tree = site.Tree();
        Assert.Equal("link to 2", tree["set/current"]);
        Assert.Equal(("644 root", "600 -- Key of web-2 --"), (tree["set/2/ca.crt"], tree["set/2/web.key"]));
        Assert.Equal("600 -- Key of web --", tree["set/1/web.key"]);
        Assert.Equal(1, site.Inventory().Switched[site.At("set")].Previous);
        Assert.DoesNotContain(site.At("set/1"), site.Inventory().Folders);
    }

    [Fact]
    public void The_next_apply_erases_the_generation_before_the_last_with_its_keys()
    {
        using var site = After(3);
        Assert.Equal(["2", "3", "current"], Names(site, "set"));
        Assert.False(File.Exists(site.At("set/3/ca.crt")));
        Assert.Equal(["ca.crt", "web.crt", "web.key"], Names(site, "set/2"));
    }

    [Fact]
    public void An_apply_that_has_nothing_to_do_with_it_erases_the_generation_before_too()
    {
        using var site = After(2);
        Assert.Equal(ApplyEnd.Done, site.Apply(Site.Based(new() { Files = [site.Put("tls/other.crt", Site.Public, Site.Known("x"))] })).End);
        Assert.Equal(["2", "current"], Names(site, "set"));
        Assert.Null(site.Inventory().Switched[site.At("set")].Previous);
    }

    [Fact]
    public void What_somebody_put_into_an_old_generation_stays_and_is_said()
    {
        using var site = After(1);
        site.Write("set/1/notes.txt", "precious", Site.Public);
        site.Apply(site.Switched(2));
        var report = site.Apply(site.Switched(3));
        Assert.Equal([$"{site.At("set/1")} stays: something else is in it"], report.Remarks);
        Assert.Equal(["notes.txt"], Names(site, "set/1"));
    }

    [Fact]
    public void What_somebody_changed_in_an_old_generation_stays()
    {
        using var site = After(2);
        site.Write("set/1/ca.crt", "by hand", Site.Public);
        site.Apply(site.Switched(3));
        Assert.Equal(["ca.crt"], Names(site, "set/1"));
    }

    [Fact]
    public void An_old_generation_that_cannot_be_deleted_is_said_and_keeps_no_apply_out()
    {
        using var site = After(2);
        var disk = new ClingingDisk(site.At("set/1/"));
        var report = site.Apply(site.Switched(3), disk);
        Assert.Equal(ApplyEnd.Done, report.End);
        Assert.Contains("the journal could not be put away", Assert.Single(report.Remarks), StringComparison.Ordinal);
        Assert.Equal("link to 3", site.Tree()["set/current"]);

        var recovered = site.Applier(disk).Recover();
        Assert.Equal(ApplyEnd.Done, recovered.End);
        Assert.Contains($"{site.At("set/1")} stays (cannot delete ", Assert.Single(recovered.Remarks), StringComparison.Ordinal);
        Assert.Equal(ApplyEnd.Done, site.Apply(site.Switched(4), disk).End);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Undo_turns_the_link_back_and_gives_the_inventory_back(int plan)
    {
        using var site = SwitchedSite.Before(plan);
        var (before, inventory) = (site.Tree(), site.Inventory());
        site.Apply(site.Switched(plan));
        var report = Undo(site);
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        // What the undone apply had erased for good is the generation before the last.
        foreach (var old in before.Keys.Where(k => plan > 2 && k.StartsWith($"set/{plan - 2}", StringComparison.Ordinal)).ToList()) before.Remove(old);
        Assert.Equal(before, site.Tree());
        Assert.Equal(inventory.Files.OrderBy(static f => f.Key, StringComparer.Ordinal), site.Inventory().Files.OrderBy(static f => f.Key, StringComparer.Ordinal));
        Assert.Equal(inventory.Switched.Select(static s => s.Value with { Previous = null }), site.Inventory().Switched.Select(static s => s.Value));
        Assert.Equal(inventory.Folders, site.Inventory().Folders);
    }

    [Fact]
    public void Undo_is_refused_where_the_generation_before_was_changed()
    {
        using var site = After(2);
        site.Write("set/1/web.crt", "by hand", Site.Public);
        var before = site.Tree();
        var report = Undo(site);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(site.At("set/1/web.crt"), report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void Undo_is_refused_where_the_link_was_turned_by_hand()
    {
        using var site = After(2);
        Relink(site, "elsewhere");
        var report = Undo(site);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(site.At("set/current"), report.Failure, StringComparison.Ordinal);
        Assert.Equal("link to elsewhere", site.Tree()["set/current"]);
    }

    [Fact]
    public void Taken_out_nothing_of_it_is_left()
    {
        using var site = After(4);
        Assert.False(Directory.Exists(site.At("set")));
        Assert.Empty(site.Inventory().Switched);
        Assert.Equal([site.At("conf/app.yml")], site.Inventory().Edits.Keys);
        Assert.Empty(site.Inventory().Folders);
    }

    [Fact]
    public void Taken_out_from_a_folder_that_was_there_before_it_leaves_the_folder_with_what_is_in_it()
    {
        using var site = new Site();
        site.Write("set/theirs.txt", "x", Site.Public);
        for (var i = 1; i <= 4; i++) Assert.Equal(ApplyEnd.Done, site.Apply(site.Switched(i)).End);
        Assert.Equal(["theirs.txt"], Names(site, "set"));
    }

    [Fact]
    public void A_failed_step_gives_the_link_back()
    {
        using var site = After(2);
        var before = site.Tree();
        var step = new PlannedStep(new() { Id = "reload", Component = "web", Command = ["false"], Reason = "r", After = [] }, "files change");
        Assert.Equal(ApplyEnd.RolledBack, site.Apply(site.Switched(3) with { Steps = [step] }).End);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void A_step_runs_with_the_new_generation_in_force()
    {
        using var site = After(2);
        var step = new PlannedStep(new() { Id = "reload", Component = "web", Command = ["cp", site.At("set/current/web.key"), site.At("seen")], Reason = "r", After = [] }, "files change");
        Assert.Equal(ApplyEnd.Done, site.Apply(site.Switched(3) with { Steps = [step] }).End);
        Assert.Equal("-- Key of web-3 --", site.Read("seen"));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("2")]
    [InlineData("../victim")]
    public void A_link_planted_before_the_first_apply_is_not_replaced(string target)
    {
        using var site = new Site();
        var plan = site.Switched(1);
        Directory.CreateDirectory(site.At("set"));
        Directory.CreateDirectory(site.At("victim"));
        File.CreateSymbolicLink(site.At("set/current"), target);
        var before = site.Tree();
        var report = site.Apply(plan);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(site.At("set/current"), report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Theory]
    [InlineData(true, "is a folder, where Linkseal keeps a link of its own")]
    [InlineData(false, "is no symbolic link, where Linkseal keeps a link of its own")]
    public void Something_else_in_the_links_place_is_not_replaced(bool folder, string words)
    {
        using var site = new Site();
        var plan = site.Switched(1);
        if (folder) Directory.CreateDirectory(site.At("set/current"));
        else site.Write("set/current", "x", Site.Public);
        var before = site.Tree();
        var report = site.Apply(plan);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(words, report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void A_link_turned_between_the_look_and_the_swap_ends_in_the_state_before()
    {
        using var site = After(2);
        var plan = site.Switched(3);
        var report = site.Apply(plan, listener: new Listener { OnPhase = p => Turn(p == "swapping") });
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Contains($"{site.At("set/current")} changed while it was being replaced", report.Failure, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "current"], Names(site, "set"));
        Assert.Equal("link to 1", site.Tree()["set/current"]);

        void Turn(bool now)
        {
            if (now) Relink(site, "1");
        }
    }

    [Fact]
    public void A_generation_somebody_made_since_the_look_is_not_written_into()
    {
        using var site = After(2);
        var plan = site.Switched(3);
        site.Write("set/3/web.key", "theirs", Site.Public);
        var before = site.Tree();
        Assert.Equal(ApplyEnd.NotBegun, site.Apply(plan).End);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void A_file_to_carry_over_that_moved_since_the_look_is_named_and_nothing_is_written()
    {
        using var site = After(1);
        var plan = site.Switched(2);
        plan = plan with { Switches = [plan.Switches[0] with { Files = [.. plan.Switches[0].Files.Select(static f => f.Carried ? f with { Sha256 = "another" } : f)] }] };
        var before = site.Tree();
        var report = site.Apply(plan);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains("ca.crt changed since it was looked at", report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void Without_permission_or_on_a_read_only_file_system_nothing_is_written()
    {
        using var site = After(2);
        var (plan, before) = (site.Switched(3), site.Tree());
        Assert.Contains("needs root", site.Apply(plan, new ClosedDisk(site.At("set"), 13)).Failure, StringComparison.Ordinal);
        Assert.Contains("read-only", site.Apply(plan, new ClosedDisk(site.At("set"), 30)).Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void A_key_that_may_not_be_read_cannot_be_carried_over()
    {
        using var site = After(1);
        var before = site.Tree();
        Assert.Contains("needs root", site.Apply(site.Switched(2), new ClosedDisk(site.At("set/1/ca.crt"), 13, Need.Read)).Failure, StringComparison.Ordinal);
        Assert.Equal(before, site.Tree());
    }

    [Fact]
    public void Nothing_is_staged_behind_the_link_or_beside_it()
    {
        using var site = After(2);
        var disk = new LoggingDisk();
        site.Apply(site.Switched(3), disk);
        var made = disk.Log.Where(static l => l.Operation == "make" && l.Path.Contains("/.linkseal-", StringComparison.Ordinal)).Select(static l => l.Path).ToList();
        Assert.NotEmpty(made);
        Assert.DoesNotContain(made, m => m.StartsWith(site.At("set/"), StringComparison.Ordinal));
        Assert.All(disk.Log.Where(static l => Encoding.UTF8.GetString(l.Content).Contains("-- Key", StringComparison.Ordinal)), static l => Assert.Equal(Site.Private, l.Mode));
    }

    [Fact]
    public void A_flat_apply_waits_for_the_disk_no_more_often_than_before()
    {
        using var site = new Site();
        var disk = new LoggingDisk();
        site.Apply(site.First(), disk);
        using var switched = new Site();
        var second = new LoggingDisk();
        switched.Apply(switched.Switched(1), second);
        // One wait before the link and one after it.
        Assert.Equal(disk.Log.Count(static l => l.Operation == "sync") + 2, second.Log.Count(static l => l.Operation == "sync"));
    }

    [Fact]
    public void A_path_that_is_only_forgotten_leaves_the_inventory()
    {
        using var site = new Site();
        site.Apply(site.First());
        File.Delete(site.At("tls/web.crt"));
        Assert.Equal(ApplyEnd.Done, site.Apply(new() { Forgotten = [site.At("tls/web.crt")] }).End);
        Assert.DoesNotContain(site.At("tls/web.crt"), site.Inventory().Files.Keys);
        Assert.Contains(site.At("tls/web.key"), site.Inventory().Files.Keys);
    }

    private static Site After(int plan) => SwitchedSite.Before(plan + 1);

    private static ApplyReport Undo(Site site) => site.Applier().Undo(new(), new Listener(), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Names(Site site, string folder) => Directory.EnumerateFileSystemEntries(site.At(folder)).Select(static p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    private static void Relink(Site site, string target)
    {
        File.Delete(site.At("set/current"));
        File.CreateSymbolicLink(site.At("set/current"), target);
    }

    /// <summary>Deletes nothing below one folder.</summary>
    private sealed class ClingingDisk(string folder) : WrappedDisk
    {
        protected override void Gate(string operation, string path)
        {
            if (operation == "delete" && path.StartsWith(folder, StringComparison.Ordinal)) throw new DiskException(operation, path, 1);
        }
    }

    /// <summary>Somebody without root, to whom one path is closed.</summary>
    private sealed class ClosedDisk(string path, int error, Need what = Need.Write) : WrappedDisk
    {
        public override int User => 1000;

        public override System.Collections.Immutable.ImmutableArray<int> Groups => [1000];

        public override int? Refuses(string at, Need need) => at == path && need.HasFlag(what) ? error : null;

        protected override void Gate(string operation, string path)
        {
        }
    }
}
