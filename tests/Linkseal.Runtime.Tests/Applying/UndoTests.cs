using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

public sealed class UndoTests : IDisposable
{
    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Undo_gives_back_files_modes_configuration_and_inventory_once()
    {
        var original = _site.Tree();
        _site.Apply(_site.First());
        var (first, inventory) = (_site.Tree(), _site.Inventory());
        _site.Apply(_site.Second());

        var report = Undo();
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal(first, _site.Tree());
        Assert.Equal(inventory.Files.OrderBy(static f => f.Key, StringComparer.Ordinal), _site.Inventory().Files.OrderBy(static f => f.Key, StringComparer.Ordinal));
        Assert.Equal(inventory.Folders, _site.Inventory().Folders);
        Assert.Contains("nothing to undo", Undo().Failure, StringComparison.Ordinal);

        Assert.NotEqual(original, first);
    }

    [Fact]
    public void The_first_apply_undone_leaves_the_bytes_of_before()
    {
        var original = _site.Tree();
        _site.Apply(_site.First());
        Assert.Equal(ApplyEnd.Done, Undo().End);
        Assert.Equal(original, _site.Tree());
        Assert.True(_site.Inventory().IsEmpty);
        Assert.DoesNotContain(Directory.EnumerateFiles(_site.StatePath, "*", SearchOption.AllDirectories), static f => File.ReadAllText(f).Contains("-- Key", StringComparison.Ordinal));
    }

    [Fact]
    public void After_an_apply_that_only_ran_what_was_left_to_run_undo_gives_back_what_was_written_before()
    {
        var original = _site.Tree();
        var step = new PlannedStep(new RunStep { Id = "reload", Component = "app", Command = ["true"], Reason = "", After = [_site.At("tls") + "/"] }, "");
        _site.Apply(_site.First() with { Steps = [step] }, options: new() { RunSteps = false });
        Assert.Equal(ApplyEnd.Done, _site.Apply(new Plan { Steps = [step] }).End);
        Assert.Equal(ApplyEnd.Done, Undo().End);
        Assert.Equal(original, _site.Tree());
    }

    [Fact]
    public void What_somebody_changed_since_is_named_and_nothing_is_undone()
    {
        _site.Apply(_site.First());
        _site.Write("tls/web.crt", "by hand", Site.Public);
        var before = _site.Tree();
        var report = Undo();
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains(_site.At("tls/web.crt"), report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    [Fact]
    public void A_later_hand_edit_of_a_configuration_survives_and_only_ours_goes()
    {
        const string Text = "name: app\nport: 80\n";
        _site.Write("conf/app.yml", Text, (UnixFileMode)0x1A0);
        var edited = ConfigEditor.Apply(ConfigFormat.Yaml, "app.yml", Text, [new Edit.Set(["https"], new EditValue.Number(1))], []).Value!;
        var edit = _site.Edit("conf/app.yml", Text, edited.Text, "", "") with { Applied = edited.Applied };
        Assert.Equal(ApplyEnd.Done, _site.Apply(Site.Based(new() { Edits = [edit] })).End);
        _site.Write("conf/app.yml", _site.Read("conf/app.yml").Replace("port: 80", "port: 81 # by hand", StringComparison.Ordinal), (UnixFileMode)0x1A4);

        var report = Undo();
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Equal("name: app\nport: 81 # by hand\n", _site.Read("conf/app.yml"));
        Assert.Equal((UnixFileMode)0x1A4, File.GetUnixFileMode(_site.At("conf/app.yml")));
        Assert.Empty(_site.Inventory().Edits);
    }

    [Theory]
    [InlineData("tls:\n  dir: /x\n", "tls:\n  dir: /srv/mine\n", 3, "\"tls.dir\" was changed by hand")]
    [InlineData("tls:\n  dir: /x\n", "tls:\n  dir: /x\n  mine: 1\n", 2, "\"tls\" stays: \"mine\" under it")]
    public void Nothing_is_undone_where_a_configuration_would_go_on_naming_what_goes(string ours, string byHand, int line, string why)
    {
        Configure("tls.dir", "/x");
        Assert.Contains(ours, _site.Read("conf/app.yml"), StringComparison.Ordinal);
        _site.Write("conf/app.yml", _site.Read("conf/app.yml").Replace(ours, byHand, StringComparison.Ordinal), (UnixFileMode)0x1A4);
        var before = _site.Tree();

        var report = Undo();
        Assert.Equal(ApplyEnd.NotBegun, report.End);
        Assert.Contains($"{_site.At("conf/app.yml")}:{line}:", report.Failure, StringComparison.Ordinal);
        Assert.Contains(why, report.Failure, StringComparison.Ordinal);
        Assert.Contains("would go on naming files", report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    [Fact]
    public void A_comment_that_goes_with_a_line_of_ours_is_told()
    {
        Configure("tls.dir", "/x");
        _site.Write("conf/app.yml", _site.Read("conf/app.yml").Replace("dir: /x", "dir: /x # hello", StringComparison.Ordinal), (UnixFileMode)0x1A4);
        var report = Undo();
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        Assert.Contains(report.Remarks, static r => r.Contains("# hello", StringComparison.Ordinal));
        Assert.Equal("name: app\n", _site.Read("conf/app.yml"));
    }

    private void Configure(string key, string value)
    {
        const string Text = "name: app\n";
        _site.Write("conf/app.yml", Text, (UnixFileMode)0x1A0);
        var edited = ConfigEditor.Apply(ConfigFormat.Yaml, "app.yml", Text, [new Edit.Set([.. key.Split('.')], new EditValue.Text(value))], []).Value!;
        Assert.Equal(ApplyEnd.Done, _site.Apply(Site.Based(new() { Edits = [_site.Edit("conf/app.yml", Text, edited.Text, "", "") with { Applied = edited.Applied }] })).End);
    }

    [Fact]
    public void A_file_already_put_back_by_hand_is_no_obstacle()
    {
        var original = _site.Tree();
        _site.Apply(_site.First());
        File.Delete(_site.At("tls/web.crt"));
        _site.Write("conf/app.yml", Site.Configuration, (UnixFileMode)0x1A0);
        Assert.Equal(ApplyEnd.Done, Undo().End);
        Assert.Equal(original, _site.Tree());
    }

    [Fact]
    public void The_steps_of_the_apply_run_again_or_are_remembered()
    {
        var step = new PlannedStep(new() { Id = "reload", Component = "web", Command = ["sh", "-c", $"echo x >> {_site.At("ran")}"], Reason = "r", After = [] }, "files changed");
        _site.Apply(_site.First() with { Steps = [step] });
        Assert.Equal(ApplyEnd.Done, Undo().End);
        Assert.Equal("x\nx\n", _site.Read("ran"));

        _site.Apply(_site.First() with { Steps = [step] });
        Assert.Equal(ApplyEnd.StepsPending, _site.Applier().Undo(new() { RunSteps = false }, new Listener(), TestContext.Current.CancellationToken).End);
        Assert.Equal(["reload"], _site.Inventory().PendingSteps.Keys);
    }

    [Fact]
    public void Without_an_apply_there_is_nothing_to_undo_and_no_state_is_made()
    {
        Assert.Equal(ApplyEnd.NotBegun, Undo().End);
        Assert.False(Directory.Exists(_site.StatePath));
    }

    [Fact]
    public void A_damaged_original_is_refused_and_nothing_is_changed()
    {
        _site.Apply(_site.First());
        _site.Apply(_site.Second());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_site.StatePath, "journal", "last", "originals"))) File.WriteAllText(file, "rot");
        var before = _site.Tree();
        var report = Undo();
        Assert.Equal(ApplyEnd.RolledBack, report.End);
        Assert.Contains("is damaged", report.Failure, StringComparison.Ordinal);
        Assert.Equal(before, _site.Tree());
    }

    private ApplyReport Undo() => _site.Applier().Undo(new(), new Listener(), TestContext.Current.CancellationToken);
}
