using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerSwitchesTests
{
    private static readonly Desired Desired = SwitchedShop.Desired("web", "db");

    [Fact]
    public void The_first_apply_makes_the_link_and_a_second_one_has_nothing_to_do()
    {
        var change = Assert.Single(Shop.Plan(Desired, Shop.Nothing).Switches);

        Assert.Equal(((int?)null, (int?)1, "makes /srv/web/current, which leads to 1"), (change.From, change.To, change.Reason));
        Assert.Equal([false, false, false], change.Files.Select(static f => f.Carried));
        Assert.True(Shop.Plan(Desired, SwitchedShop.Applied).IsEmpty);
    }

    [Fact]
    public void One_changed_file_takes_all_files_along_and_only_it_is_a_change()
    {
        var seen = SwitchedShop.Applied.Overwritten("/srv/web/current/ca.crt");
        var plan = Shop.Plan(Desired, seen);

        var change = Assert.Single(plan.Switches);
        Assert.Equal("switches /srv/web/current from 1 to 2", change.Reason);
        Assert.Equal(("/srv/web/current/ca.crt", "ca.crt differs"), (Assert.Single(plan.Files).Path, plan.Files[0].Reason));
        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], change.Files.Select(static f => Path.GetFileName(f.File.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(2, change.CarriedOver);
        Assert.All(change.Files.Where(static f => f.Carried), f => Assert.Equal(seen.Files[f.File.Path].Sha256, f.Sha256));
        Assert.Equal(["ca.crt", "tls.crt", "tls.key"], change.Retired);
        Assert.True(Shop.Plan(Desired, SimulatedApply.Of(plan, Desired, seen)).IsEmpty);
    }

    [Fact]
    public void A_mode_alone_is_set_where_the_file_lies()
    {
        var plan = Shop.Plan(Desired, SwitchedShop.Applied.With("/srv/web/current/tls.key", SwitchedShop.Applied.Files["/srv/web/current/tls.key"] with { Mode = Shop.PublicMode }));

        Assert.True(Assert.Single(plan.Files).ModeOnly);
        Assert.Empty(plan.Switches);
    }

    [Fact]
    public void A_file_that_is_no_longer_described_goes_by_a_switch_of_those_that_stay()
    {
        var desired = Desired with { Files = Desired.Files.RemoveAll(static f => f.Path == "/srv/web/current/ca.crt") };
        var change = Assert.Single(Shop.Plan(desired, SwitchedShop.Applied).Switches);

        Assert.Equal((1, 2, 2), (change.From, change.To, change.CarriedOver));
        Assert.Contains("ca.crt", change.Retired);
        Assert.DoesNotContain(change.Files, static f => f.File.Path.EndsWith("ca.crt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_component_that_is_no_longer_described_takes_its_link_along()
    {
        var desired = Shop.Desired("db");
        var plan = Shop.Plan(desired, SwitchedShop.Applied);

        Assert.Equal("takes /srv/web/current away", Assert.Single(plan.Switches).Reason);
        Assert.Equal(3, plan.Files.Length);
        Assert.True(Shop.Plan(desired, SimulatedApply.Of(plan, desired, SwitchedShop.Applied)).IsEmpty);
    }

    [Fact]
    public void Remove_of_one_component_takes_its_link_and_leaves_the_others()
    {
        Assert.Equal("takes /srv/web/current away", Assert.Single(Remove("web").Switches).Reason);
        Assert.Empty(Remove("db").Switches);
        Assert.Single(Remove(null).Switches);
    }

    [Fact]
    public void A_number_that_is_there_is_not_taken()
    {
        var seen = SwitchedShop.Applied.Overwritten("/srv/web/current/ca.crt");
        seen = seen with { Listings = seen.Listings.SetItem("/srv/web", ["1", "007", "7", "current", "notes"]) };

        Assert.Equal(8, Assert.Single(Shop.Plan(Desired, seen).Switches).To);
    }

    [Fact]
    public void The_highest_number_of_all_leaves_room_for_a_free_one()
    {
        var seen = SwitchedShop.Applied.Overwritten("/srv/web/current/ca.crt");
        seen = seen with { Listings = seen.Listings.SetItem("/srv/web", ["1", "2", "999999999", "current"]) };

        Assert.Equal(3, Assert.Single(Shop.Plan(Desired, seen).Switches).To);
    }

    [Fact]
    public void A_deleted_link_is_made_anew_and_the_generation_that_it_led_to_is_taken_out()
    {
        var seen = Unlinked(SwitchedShop.Applied);
        var plan = Shop.Plan(Desired, seen);

        var change = Assert.Single(plan.Switches);
        Assert.Equal(((int?)null, (int?)2), (change.From, change.To));
        Assert.Empty(change.Retired);
        Assert.Equal(["/srv/web/1/ca.crt", "/srv/web/1/tls.crt", "/srv/web/1/tls.key"], plan.Files.Where(static f => f.Action is ChangeAction.Remove).Select(static f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Remove_finds_the_files_also_where_the_link_was_deleted()
    {
        var plan = Planner.Remove(Desired, Unlinked(SwitchedShop.Applied), "web", new()).Value!;

        Assert.Empty(plan.Switches);
        Assert.Equal(3, plan.Files.Length);
        Assert.Equal(3, plan.Forgotten.Length);
    }

    [Fact]
    public void A_generation_of_somebody_elses_is_left_where_it_is()
    {
        var lost = SwitchedShop.Applied with { Inventory = SwitchedShop.Applied.Inventory with { Switched = Inventory.Empty.Switched, Files = SwitchedShop.Applied.Inventory.Files.RemoveRange(Desired.Files.Select(static f => f.Path)), Leaves = Inventory.Empty.Leaves } };
        var plan = Planner.Compare(Desired, lost, new() { NewAuthority = true }).Value!;

        var change = Assert.Single(plan.Switches);
        Assert.Equal((1, 2), (change.From, change.To));
        Assert.Empty(change.Retired);
        Assert.DoesNotContain(plan.Files, static f => f.Action is ChangeAction.Remove);
    }

    [Theory]
    [InlineData(FileKind.Folder, "LS1465", "a folder stands at /srv/web/current")]
    [InlineData(FileKind.Regular, "LS1465", "a regular file stands at /srv/web/current")]
    public void Something_else_in_the_links_place_is_refused(FileKind kind, string code, string words) => Refused(new(kind), code, words);

    [Theory]
    [InlineData("/srv/other/1")]
    [InlineData("../other")]
    [InlineData("./1")]
    [InlineData("1/")]
    [InlineData("01")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1234567890")]
    [InlineData("old")]
    [InlineData("")]
    public void A_link_that_leads_somewhere_else_is_refused_LS1466(string target) =>
        Refused(new(FileKind.Symlink) { Target = target }, "LS1466", "expected a numbered folder beside it");

    [Theory]
    [InlineData(FileKind.Symlink)]
    [InlineData(FileKind.Regular)]
    public void A_generation_that_is_no_plain_folder_is_refused_LS1466(FileKind kind) =>
        Refused(new(FileKind.Symlink) { Target = "1" }, "LS1466", "expected a numbered folder", seen => seen.With("/srv/web/1", new(kind)));

    [Fact]
    public void A_strangers_link_is_refused_LS1467() => Refused(new(FileKind.Symlink) { Target = "1", User = 4711 }, "LS1467", "made by user 4711");

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    public void The_owner_the_one_who_runs_and_the_one_who_called_sudo_may_have_made_the_link(int user)
    {
        var desired = Desired with { Switched = [Desired.Switched[0] with { Owner = new(1000) }] };
        var seen = SwitchedShop.Applied.Standing(new(FileKind.Symlink) { Target = "1", User = user }) with { User = 1001, Trusted = [1002] };

        Assert.True(Shop.Plan(desired, seen).IsEmpty);
    }

    [Fact]
    public void A_file_of_somebody_elses_keeps_the_link_when_ours_go_LS1469()
    {
        var seen = SwitchedShop.Applied with { Listings = SwitchedShop.Applied.Listings.SetItem("/srv/web/current", ["ca.crt", "notes.txt", "tls.crt", "tls.key"]) };
        var removed = Planner.Remove(Desired, seen, "web", new());

        Assert.Equal(("LS1469", Severity.Warning), (Assert.Single(removed.Diagnostics).Code, removed.Diagnostics[0].Severity));
        Assert.Empty(removed.Value!.Switches);
        Assert.Equal(3, removed.Value.Files.Length);
    }

    [Fact]
    public void What_stands_in_the_way_is_the_environments_failure() =>
        Assert.True(Planner.IsObstructed(Planner.Compare(Desired, SwitchedShop.Applied.Standing(new(FileKind.Folder)), new()).Diagnostics));

    private static void Refused(FileState state, string code, string words, Func<Observed, Observed>? more = null)
    {
        var seen = SwitchedShop.Applied.Standing(state);
        var planned = Planner.Compare(Desired, more?.Invoke(seen) ?? seen, new());

        var diagnostic = Assert.Single(planned.Diagnostics);
        Assert.Equal((code, Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains(words, diagnostic.Message, StringComparison.Ordinal);
        Assert.NotNull(diagnostic.Hint);
        Assert.Empty(planned.Value!.Files);
        Assert.Equal(code, Assert.Single(Planner.Remove(Desired, more?.Invoke(seen) ?? seen, null, new()).Diagnostics).Code);
    }

    private static Plan Remove(string? component) => Planner.Remove(Desired, SwitchedShop.Applied, component, new()).Value!;

    private static Observed Unlinked(Observed observed) => observed.Without(SwitchedShop.Link)
        .Without("/srv/web/current/ca.crt").Without("/srv/web/current/tls.crt").Without("/srv/web/current/tls.key");
}
