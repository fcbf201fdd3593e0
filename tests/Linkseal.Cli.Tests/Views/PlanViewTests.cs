using Linkseal.Cli.Tests.Testing;
using Linkseal.Cli.Views;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Tests.Views;

public sealed class PlanViewTests
{
    [Fact]
    public void The_last_line_counts_and_leaves_out_what_is_zero()
    {
        var steps = new PlanView(Samples.Shop, new() { Steps = [new(Samples.Restart, "due since the last apply")] });
        Assert.EndsWith("\n1 to run\n", Run.Text(steps));
        Assert.EndsWith("\n4 to create, 2 to change, 1 to remove, 1 to run\n", Run.Text(new PlanView(Samples.Shop, Samples.Plan)));
        Assert.Equal("No changes.\n", Run.Text(new PlanView(Samples.Shop, Plan.Empty)));
    }

    [Fact]
    public void Quiet_is_the_last_line_alone() =>
        Assert.Equal("4 to create, 2 to change, 1 to remove, 1 to run\n", Run.Text(new PlanView(Samples.Shop, Samples.Plan), quiet: true));

    [Fact]
    public void A_secret_in_a_configuration_is_in_neither_form()
    {
        var view = new PlanView(Samples.Shop, Samples.Plan);
        Assert.DoesNotContain("hunter2", Run.Text(view));
        Assert.DoesNotContain("hunter2", Run.Json(view, "plan"));
    }

    [Fact]
    public void A_switch_says_how_the_changes_are_done_and_is_none_itself()
    {
        var folder = new SwitchedFolder("/srv/web/tls", "web", Samples.Readable);
        var change = new FolderSwitch { Folder = folder, From = 2, To = 3, Files = [.. Samples.WebFiles.Select(static (f, i) => new SwitchedFile(f, Carried: i > 0, null))] };
        var view = new PlanView(Samples.Shop, Samples.Plan with { Switches = [change] });

        Assert.Contains("\n  switches /srv/web/tls/current from 2 to 3; 2 files are carried over\n", Run.Text(view));
        Assert.EndsWith("\n4 to create, 2 to change, 1 to remove, 1 to run\n", Run.Text(view));
        Assert.Equal(8, view.Size);
        var json = Run.Json(view, "plan");
        Assert.Contains("\"switch\"", json);
        OutputSchema.Accepts(json);
    }

    [Fact]
    public void A_link_that_goes_alone_is_still_shown()
    {
        var change = new FolderSwitch { Folder = new("/srv/gone/tls", "gone", Samples.Readable), From = 2, To = null };
        var view = new PlanView(Samples.Shop, new() { Switches = [change] });
        Assert.Equal("gone\n  takes /srv/gone/tls/current away\n\n1 link to take away\n", Run.Text(view));
        Assert.Equal(1, view.Size);
    }

    [Fact]
    public void A_command_for_another_machine_is_not_counted_as_run() => Assert.Equal(8, new PlanView(Samples.Shop, Samples.Plan).Size);
}
