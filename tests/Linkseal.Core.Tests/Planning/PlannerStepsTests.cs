using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerStepsTests
{
    private static readonly RunStep Prepare = new()
    {
        Id = "prepare", Component = "shop", Command = ["./prepare"], Folder = "/opt/shop", Reason = "renders the configuration",
        After = ["/srv/web/"], Rewrites = ["/data/secret/tls/", "/opt/shop/common/config"],
        Evidence = [new("/srv/web/tls.crt", "/data/secret/tls/tls.crt")],
    };

    private static readonly RunStep Copy = new() { Id = "copy", Component = "shop", Command = ["cp"], Reason = "copies", After = ["/opt/shop/common/config/ca.crt"] };
    private static readonly RunStep Restart = new() { Id = "restart", Component = "db", Command = ["restart", "db"], Reason = "reads its key", After = ["/srv/db/tls.crt"] };
    private static readonly Desired Shop2 = Shop.Desired("web", "db") with { Steps = [Prepare, Copy, Restart] };

    [Fact]
    public void A_step_is_due_when_a_file_changes_that_it_waits_for()
    {
        var plan = Shop.Plan(Shop2, Shop.Applied(Shop2).Without("/srv/db/tls.crt"));

        Assert.Equal([("restart", "tls.crt changes")], plan.Steps.Select(s => (s.Step.Id, s.Reason)));
    }

    [Fact]
    public void A_step_is_due_after_a_step_that_rewrites_what_it_waits_for()
    {
        var plan = Shop.Plan(Shop2, Shop.Applied(Shop2).Without("/srv/web/tls.crt"));

        Assert.Equal([("prepare", "files in /srv/web/ change"), ("copy", "after prepare")], plan.Steps.Select(s => (s.Step.Id, s.Reason)));
    }

    [Fact]
    public void What_was_never_in_effect_is_taken_out_without_steps_and_they_are_forgotten()
    {
        var waiting = SimulatedApply.Of(Shop.Plan(Shop2, Shop.Nothing), Shop2, Shop.Nothing, runSteps: false);
        waiting = waiting with { Inventory = waiting.Inventory with { NeverRun = ["copy", "prepare", "restart"] } };

        var removal = Planner.Remove(Shop2, waiting, null, new());

        Assert.Empty(removal.Value!.Steps);
        Assert.Equal(["copy", "prepare", "restart"], removal.Value.StepsSeen);
        Assert.Equal("LS1414", Assert.Single(removal.Diagnostics).Code);
    }

    [Fact]
    public void A_step_that_was_seen_to_be_run_by_hand_is_due_at_removal_with_all_that_follow()
    {
        var waiting = SimulatedApply.Of(Shop.Plan(Shop2, Shop.Nothing), Shop2, Shop.Nothing, runSteps: false);
        waiting = waiting.With("/data/secret/tls/tls.crt", waiting.Files["/srv/web/tls.crt"]) with { Inventory = waiting.Inventory with { NeverRun = ["copy", "prepare", "restart"] } };

        Assert.Equal(["prepare", "copy", "restart"], Planner.Remove(Shop2, waiting, null, new()).Value!.Steps.Select(s => s.Step.Id));
    }

    [Fact]
    public void One_component_taken_out_leaves_the_steps_of_the_others_pending()
    {
        var waiting = SimulatedApply.Of(Shop.Plan(Shop2, Shop.Nothing), Shop2, Shop.Nothing, runSteps: false);
        waiting = waiting with { Inventory = waiting.Inventory with { NeverRun = ["copy", "prepare", "restart"] } };

        var removal = Planner.Remove(Shop2, waiting, "web", new()).Value!;

        Assert.Empty(removal.Steps);
        Assert.Empty(removal.StepsSeen);
    }

    [Fact]
    public void Steps_that_were_not_run_are_all_that_the_next_plan_holds()
    {
        var plan = Shop.Plan(Shop2, Shop.Nothing);
        var waiting = SimulatedApply.Of(plan, Shop2, Shop.Nothing, runSteps: false);

        var next = Shop.Plan(Shop2, waiting);

        Assert.Equal(plan.Steps.Select(s => s.Step.Id), next.Steps.Select(s => s.Step.Id));
        Assert.True((next with { Steps = [] }).IsEmpty);
        Assert.True(Shop.Plan(Shop2, SimulatedApply.Of(next, Shop2, waiting)).IsEmpty);
    }

    [Fact]
    public void A_pending_step_whose_copies_are_right_was_run_by_hand_and_is_forgotten()
    {
        var waiting = SimulatedApply.Of(Shop.Plan(Shop2, Shop.Nothing), Shop2, Shop.Nothing, runSteps: false);
        var byHand = waiting.With("/data/secret/tls/tls.crt", waiting.Files["/srv/web/tls.crt"]);

        var plan = Shop.Plan(Shop2, byHand);

        Assert.Equal(["prepare"], plan.StepsSeen);
        Assert.Equal(["copy", "restart"], plan.Steps.Select(s => s.Step.Id));
    }

    [Fact]
    public void A_copy_that_went_stale_makes_its_step_due()
    {
        var observed = Shop.Applied(Shop2).Overwritten("/data/secret/tls/tls.crt");

        Assert.Equal("/data/secret/tls/tls.crt differs from tls.crt", Shop.Plan(Shop2, observed).Steps[0].Reason);
    }

    [Fact]
    public void A_copy_that_is_gone_makes_its_step_due()
    {
        var observed = Shop.Applied(Shop2).Without("/data/secret/tls/tls.crt");

        Assert.Equal("/data/secret/tls/tls.crt is not there", Shop.Plan(Shop2, observed).Steps[0].Reason);
    }

    [Fact]
    public void A_pending_step_that_is_no_longer_described_is_forgotten()
    {
        var waiting = SimulatedApply.Of(Shop.Plan(Shop2, Shop.Nothing), Shop2, Shop.Nothing, runSteps: false);

        var plan = Shop.Plan(Shop2 with { Steps = [] }, waiting);

        Assert.Equal(["copy", "prepare", "restart"], plan.StepsSeen);
        Assert.True(plan.IsEmpty);
    }

    [Fact]
    public void Under_another_root_no_commands_are_planned() =>
        Assert.Empty(Shop.Plan(Shop2, Shop.Nothing, new() { RunsCommands = false }).Steps);

    [Fact]
    public void Under_another_root_another_machines_commands_are_still_printed()
    {
        var desired = Shop2 with { Steps = [Restart with { Runs = false }, Restart with { Id = "here" }] };
        var plan = Shop.Plan(desired, Shop.Nothing, new() { RunsCommands = false });
        Assert.Equal(["restart"], plan.Steps.Select(static s => s.Step.Id));
        Assert.Empty(plan.StepsSeen);
    }

    [Fact]
    public void Another_machines_command_is_printed_once_and_never_waited_for()
    {
        var desired = Shop2 with { Steps = [Restart with { Runs = false }] };
        Assert.Equal("restart", Shop.Plan(desired, Shop.Nothing).Steps.Single().Step.Id);

        var waiting = SimulatedApply.Of(Shop.Plan(desired, Shop.Nothing), desired, Shop.Nothing, runSteps: false);

        Assert.True(Shop.Plan(desired, waiting).IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Remove_of_one_component_is_refused_where_a_step_reads_its_files_LS1221(bool runsCommands)
    {
        var observed = Shop.Applied(Shop2);

        var diagnostic = Assert.Single(Planner.Remove(Shop2, observed, "web", new() { RunsCommands = runsCommands }).Diagnostics);

        Assert.Equal(("LS1221", Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("./prepare reads tls.crt", diagnostic.Message, StringComparison.Ordinal);
        Assert.Empty(Planner.Remove(Shop2, observed, null, new()).Diagnostics);
        Assert.Empty(Planner.Remove(Shop2, observed, "db", new()).Diagnostics);

        // No longer described, no step reads it.
        Assert.Empty(Planner.Remove(Shop.Desired("db") with { Steps = [Prepare with { Evidence = [] }] }, observed, "web", new()).Diagnostics);
    }

    [Fact]
    public void Remove_runs_the_steps_that_follow_a_removal()
    {
        var desired = Shop2 with { Steps = [Prepare, Copy with { OnRemove = false }, Restart] };

        Assert.Equal(["prepare", "restart"], Planner.Remove(desired, Shop.Applied(desired), null, new()).Value!.Steps.Select(s => s.Step.Id));
        Assert.Equal(["restart"], Planner.Remove(desired, Shop.Applied(desired), "db", new()).Value!.Steps.Select(s => s.Step.Id));
    }
}
