using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

public sealed class ApplyTests : IDisposable
{
    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_plan_is_made_so_with_modes_folders_and_inventory()
    {
        var report = _site.Apply(_site.First());
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        var tree = _site.Tree();
        Assert.Equal("600 -- Key of web --", tree["tls/web.key"]);
        Assert.Equal("644 -- Chain of web --", tree["tls/web.crt"]);
        Assert.Equal("755 folder", tree["made"]);
        Assert.Equal("750 folder", tree["made/deep"]);
        Assert.Equal("600 brought key", tree["tls/loose.key"]);
        Assert.Equal("640 name: app\nhttps: 1\nport: 80\n", tree["conf/app.yml"]);

        var inventory = _site.Inventory();
        Assert.Equal(DiskExtensions.Sha256("root 1"u8), inventory.Files[_site.At("made/deep/ca.crt")].Sha256);
        Assert.Equal("web", inventory.Files[_site.At("tls/web.key")].Leaf);
        Assert.Equal([_site.At("made"), _site.At("made/deep")], inventory.Folders);
        Assert.Equal("https: 1\n", inventory.Edits[_site.At("conf/app.yml")].Applied[0].Ours);
        Assert.Equal("internal", inventory.Leaves["web"].Authority);
        Assert.Equal(report.Inventory.Files.Keys.Order(StringComparer.Ordinal), inventory.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_empty_plan_touches_nothing_not_even_the_state()
    {
        Assert.Equal(ApplyEnd.Done, _site.Apply(Plan.Empty).End);
        Assert.False(Directory.Exists(_site.StatePath));

        _site.Apply(_site.First());
        var before = Times();
        Assert.Equal(ApplyEnd.Done, _site.Apply(Plan.Empty).End);
        Assert.Equal(before, Times());
    }

    [Fact]
    public void Files_outside_the_plan_keep_their_time()
    {
        _site.Apply(_site.First());
        var old = File.GetLastWriteTimeUtc(_site.At("tls/theirs.txt"));
        _site.Apply(_site.Second());
        Assert.Equal(old, File.GetLastWriteTimeUtc(_site.At("tls/theirs.txt")));
    }

    [Fact]
    public void A_removed_file_takes_its_folders_its_leaf_and_its_entry_along()
    {
        _site.Apply(_site.First());
        var plan = Site.Based(new() { Files = [_site.Remove("made/deep/ca.crt"), _site.Remove("tls/web.crt"), _site.Remove("tls/web.key")] });
        Assert.Equal(ApplyEnd.Done, _site.Apply(plan).End);
        Assert.False(Directory.Exists(_site.At("made")));
        Assert.True(Directory.Exists(_site.At("tls")));
        var inventory = _site.Inventory();
        Assert.Empty(inventory.Files);
        Assert.Empty(inventory.Leaves);
        Assert.Empty(inventory.Folders);
    }

    [Fact]
    public void A_folder_of_ours_that_holds_something_else_stays()
    {
        _site.Apply(_site.First());
        _site.Write("made/deep/theirs", "x", Site.Public);
        Assert.Equal(ApplyEnd.Done, _site.Apply(Site.Based(new() { Files = [_site.Remove("made/deep/ca.crt")] })).End);
        Assert.Equal(["theirs"], Directory.EnumerateFiles(_site.At("made/deep")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_moved_since_it_was_observed_is_named_and_nothing_is_written()
    {
        var plan = _site.First();
        _site.Write("tls/web.crt", "by hand", Site.Public);
        _site.Write("conf/app.yml", Site.Configuration + "more: 1\n", Site.Public);
        var before = _site.Tree();
        var report = _site.Apply(plan);
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(_site.At("tls/web.crt"), report.Failure, StringComparison.Ordinal);
        Assert.Contains(_site.At("conf/app.yml"), report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    [Fact]
    public void A_configuration_behind_a_link_is_edited_where_it_lies()
    {
        File.Move(_site.At("conf/app.yml"), _site.At("conf/real.yml"));
        File.CreateSymbolicLink(_site.At("conf/app.yml"), "real.yml");
        var report = _site.Apply(_site.First());
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal("real.yml", new FileInfo(_site.At("conf/app.yml")).LinkTarget);
        Assert.Contains("https: 1", _site.Read("conf/real.yml"), StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0x1A0, File.GetUnixFileMode(_site.At("conf/real.yml")));
    }

    [Fact]
    public void Two_applies_at_once_do_not_meet()
    {
        _site.State().Ensure();
        using var held = new LocalDisk().Lock(_site.State().Lock, null);
        var report = _site.Apply(_site.First());
        Assert.Equal((ApplyEnd.NotBegun, $"another apply is running (process {Environment.ProcessId})"), (report.End, report.Failure));
        Assert.False(File.Exists(_site.At("tls/web.crt")));
    }

    [Fact]
    public void Below_a_root_paths_are_mapped_no_step_runs_and_the_remark_says_where_it_must()
    {
        var step = new PlannedStep(new() { Id = "reload", Component = "web", Command = ["touch", _site.At("ran")], Reason = "r", After = [] }, "files changed");
        var plan = new Plan
        {
            Files = [new() { Action = ChangeAction.Create, Path = "/etc/app/ca.crt", Component = "web", Reason = "r", File = new() { Path = "/etc/app/ca.crt", Component = "web", Content = Site.Known("root"), Mode = Site.Public } }],
            Steps = [step],
        };
        Directory.CreateDirectory(_site.At("image"));
        var report = _site.Applier(root: _site.At("image")).Apply(plan, new Contents(), new(), new Listener(), TestContext.Current.CancellationToken);
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal("root", _site.Read("image/etc/app/ca.crt"));
        Assert.False(File.Exists(_site.At("ran")));
        Assert.Empty(report.Inventory.PendingSteps);
        Assert.Contains("touch " + _site.At("ran"), Assert.Single(report.Remarks), StringComparison.Ordinal);
        Assert.Equal(["/etc", "/etc/app"], report.Inventory.Folders);
        Assert.Equal(ApplyEnd.Done, _site.Applier(root: _site.At("image")).Undo(new(), new Listener(), TestContext.Current.CancellationToken).End);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_site.At("image")));
    }

    [Fact]
    public void Cancelled_before_the_swap_it_leaves_nothing_and_cancelled_in_it_it_finishes()
    {
        using var early = new CancellationTokenSource();
        var before = _site.Tree();
        var report = _site.Apply(_site.First(), listener: new Listener { OnPhase = p => Cancel(early, p == "issuing") }, cancel: early);
        Assert.Equal((ApplyEnd.NotBegun, "cancelled: nothing was changed"), (report.End, report.Failure));
        Assert.Equal(before, _site.Tree());
        Assert.Empty(_site.Inventory().Files);

        using var late = new CancellationTokenSource();
        Assert.Equal(ApplyEnd.Done, _site.Apply(_site.First(), listener: new Listener { OnPhase = p => Cancel(late, p == "swapping") }, cancel: late).End);
        Assert.True(late.IsCancellationRequested);
        Assert.True(File.Exists(_site.At("tls/web.crt")));
    }

    [Fact]
    public void A_content_that_cannot_be_made_leaves_nothing_behind()
    {
        var before = _site.Tree();
        var report = _site.Applier().Apply(_site.First(), new Refusing(), new(), new Listener(), TestContext.Current.CancellationToken);
        Assert.Equal((ApplyEnd.RolledBack, "the authority cannot sign"), (report.End, report.Failure));
        Assert.Equal(before, _site.Tree());
        Assert.Throws<InvalidOperationException>(() => _site.Applier().Apply(_site.First(), new Faulty(), new(), new Listener(), TestContext.Current.CancellationToken));
        Assert.Equal(before, _site.Tree());
        Assert.Null(_site.Applier().FindInterrupted());
    }

    [Fact]
    public void The_authority_is_erased_only_when_asked_and_only_after_all_went_well()
    {
        var state = _site.State();
        state.Ensure();
        state.EnsureFolder(state.Authority);
        File.WriteAllText(Path.Combine(state.Authority, "internal.key"), "x");
        Assert.Equal(ApplyEnd.NotBegun, _site.Apply(Stale(), options: new() { WithAuthority = true }).End);
        Assert.True(Directory.Exists(state.Authority));
        Assert.Equal(ApplyEnd.Done, _site.Apply(_site.First(), options: new() { WithAuthority = true }).End);
        Assert.False(Directory.Exists(state.Authority));
    }

    [Fact]
    public void Nothing_of_a_key_is_in_the_journal_s_documents_or_the_inventory()
    {
        _site.Apply(_site.First());
        _site.Apply(_site.Second());
        foreach (var file in Directory.EnumerateFiles(_site.StatePath, "*.json", SearchOption.AllDirectories)) Assert.DoesNotContain("-- Key", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(_site.StatePath, "journal", "last", "originals")), static f => File.ReadAllText(f) == "-- Key of web --");
        _site.Apply(Site.Based(new() { Files = [_site.Remove("other/new.crt")] }));
        Assert.DoesNotContain(Directory.EnumerateFiles(_site.StatePath, "*", SearchOption.AllDirectories), static f => File.ReadAllText(f).Contains("-- Key", StringComparison.Ordinal));
    }

    private Plan Stale() => _site.First() with { Basis = ImmutableDictionary<string, string?>.Empty.Add(_site.At("tls/theirs.txt"), "another") };

    private static void Cancel(CancellationTokenSource source, bool now)
    {
        if (now) source.Cancel();
    }

    private Dictionary<string, DateTime> Times() =>
        Directory.EnumerateFileSystemEntries(_site.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ToDictionary(static p => p, File.GetLastWriteTimeUtc);

    private sealed class Refusing : IContentSource
    {
        public ReadOnlyMemory<byte> Resolve(DesiredFile file) => throw new EnvironmentException("the authority cannot sign");

        public InstalledLeaf Issued(string leaf) => throw new EnvironmentException("the authority cannot sign");
    }

    private sealed class Faulty : IContentSource
    {
        public ReadOnlyMemory<byte> Resolve(DesiredFile file) => throw new InvalidOperationException("a bug");

        public InstalledLeaf Issued(string leaf) => throw new InvalidOperationException("a bug");
    }
}
