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
    public void A_command_for_another_machine_is_not_counted_as_run() => Assert.Equal(8, new PlanView(Samples.Shop, Samples.Plan).Size);
}
