using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerPropertyTests
{
    private static readonly string[] Names = ["web", "db", "cache", "job", "queue", "mail"];

    [Fact]
    public void Planning_is_the_same_whatever_the_order_of_the_description() => Prop.ForAll<int, int>((which, damage) =>
    {
        var (desired, observed) = Case(which, damage);
        var mirrored = desired with { Leaves = [.. desired.Leaves.Reverse()], Files = [.. desired.Files.Reverse()] };
        Assert.Equal(Said(Shop.Plan(desired, observed)), Said(Shop.Plan(desired, observed)));
        Assert.Equal(Said(Shop.Plan(desired, observed)).Order(), Said(Shop.Plan(mirrored, observed)).Order());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_was_damaged_one_apply_repairs_it() => Prop.ForAll<int, int>((which, damage) =>
    {
        var (desired, observed) = Case(which, damage);
        var repaired = SimulatedApply.Of(Shop.Plan(desired, observed), desired, observed);
        Assert.True(Shop.Plan(desired, repaired).IsEmpty);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_was_damaged_behind_a_link_one_apply_repairs_it() => Prop.ForAll<int>(damage =>
    {
        var desired = SwitchedShop.Desired("web", "db");
        var observed = Damaged(desired, SwitchedShop.Applied, damage);
        if ((damage & (1 << 12)) != 0) observed = desired.Files.Where(static f => f.Component == "web").Aggregate(observed.Standing(new(FileKind.Symlink) { Target = "5" }), static (o, f) => o.Without(f.Path));
        var plan = Shop.Plan(desired, observed);
        Assert.Equal(plan.Files.Any(static f => f.Component == "web" && !f.ModeOnly), !plan.Switches.IsEmpty);
        Assert.All(plan.Switches, static s => Assert.Equal(3, s.Files.Length));
        Assert.True(Shop.Plan(desired, SimulatedApply.Of(plan, desired, observed)).IsEmpty);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ten_thousand_unchanged_components_are_planned_in_linear_time()
    {
        var (small, smallSeen) = Large(1_000);
        var (large, largeSeen) = Large(10_000);
        Shop.Plan(small, smallSeen);

        var one = Time(() => Assert.True(Shop.Plan(small, smallSeen).IsEmpty));
        var ten = Time(() => Assert.True(Shop.Plan(large, largeSeen).IsEmpty));

        // Ten times the work; quadratic growth would be a hundred times.
        Assert.True(ten < (40 * one) + TimeSpan.FromMilliseconds(50), $"1,000: {one.TotalMilliseconds} ms, 10,000: {ten.TotalMilliseconds} ms");
    }

    // Every bit of the number damages one file of one component, or takes one away.
    private static (Desired Desired, Observed Observed) Case(int which, int damage)
    {
        var chosen = Names.Where((_, i) => (which & (1 << i)) != 0).DefaultIfEmpty("web").ToArray();
        var desired = Shop.Desired(chosen);
        return (desired, Damaged(desired, Shop.Applied(Shop.Desired(Names)), damage));
    }

    private static Observed Damaged(Desired desired, Observed observed, int damage)
    {
        for (var i = 0; i < desired.Files.Length; i++)
        {
            var path = desired.Files[i].Path;
            if ((damage & (1 << i)) == 0) continue;
            observed = (i % 3) switch
            {
                0 => observed.Without(path),
                1 => observed.Overwritten(path),
                _ => observed.With(path, observed.Files[path] with { Mode = UnixFileMode.UserRead }),
            };
        }

        return observed;
    }

    private static IEnumerable<string> Said(Plan plan) =>
        plan.Leaves.Select(l => l.Spec.Name + l.Reason).Concat(plan.Files.Select(f => $"{f.Action} {f.Path} {f.Reason} {f.ModeOnly}"));

    private static (Desired Desired, Observed Observed) Large(int count)
    {
        var desired = Shop.Desired([.. Enumerable.Range(0, count).Select(i => $"c{i}")]) with { Folders = [] };
        return (desired, Shop.Applied(desired));
    }

    private static TimeSpan Time(Action action) => Enumerable.Range(0, 3).Select(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }).Min();
}
