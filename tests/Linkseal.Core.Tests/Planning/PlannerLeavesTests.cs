using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerLeavesTests
{
    private static readonly Desired Two = Shop.Desired("web", "db");

    [Fact]
    public void The_first_plan_makes_the_authority_and_every_file()
    {
        var plan = Shop.Plan(Two, Shop.Nothing);

        Assert.Equal(("internal", 1), (plan.Authorities.Single().Spec.Name, plan.Authorities.Single().Generation));
        Assert.Equal(["web", "db"], plan.Leaves.Select(l => l.Spec.Name));
        Assert.Equal(Two.Files.Select(f => f.Path), plan.Files.Select(f => f.Path));
        Assert.All(plan.Files, f => Assert.Equal((ChangeAction.Create, "new"), (f.Action, f.Reason)));
        Assert.All(Two.Files, f => Assert.Null(plan.Basis[f.Path]));
    }

    [Fact]
    public void A_plan_after_an_apply_is_empty()
    {
        var plan = Shop.Plan(Two, Shop.Applied(Two));

        Assert.True(plan.IsEmpty);
        Assert.Empty(plan.StepsSeen);
        Assert.Empty(plan.Forgotten);
        Assert.Empty(plan.Standing);
        Assert.Empty(plan.Basis);
    }

    [Theory]
    [InlineData(60, "expires in 30 days")]
    [InlineData(78, "expires in 12 days")]
    [InlineData(95, "expired 4 days ago")]
    public void A_leaf_past_two_thirds_of_its_life_is_issued_again(int days, string reason)
    {
        var plan = Shop.Plan(Two, Shop.Applied(Two).At(Shop.Now.AddDays(days).AddMinutes(-1)));

        Assert.All(plan.Leaves, l => Assert.Equal(reason, l.Reason));
        Assert.Equal(4, plan.Files.Length);
    }

    [Fact]
    public void A_leaf_before_two_thirds_of_its_life_stays() => Assert.True(Shop.Plan(Two, Shop.Applied(Two).At(Shop.Now.AddDays(59))).IsEmpty);

    [Theory]
    [InlineData("web", "portal", "SAN lacks portal")]
    [InlineData("web", "portal,www", "SAN lacks portal and www")]
    public void A_name_that_was_added_is_the_reason(string kept, string added, string reason)
    {
        var desired = Two with { Leaves = [Shop.Leaf("web", [kept, .. added.Split(',')]), Two.Leaves[1]] };

        var plan = Shop.Plan(desired, Shop.Applied(Two));

        Assert.Equal(("web", reason), (plan.Leaves.Single().Spec.Name, plan.Leaves.Single().Reason));
        Assert.Equal(["/srv/web/tls.key", "/srv/web/tls.crt"], plan.Files.Select(f => f.Path));
    }

    [Fact]
    public void A_name_that_was_taken_out_is_the_reason()
    {
        var before = Two with { Leaves = [Shop.Leaf("web", "web", "old.internal"), Two.Leaves[1]] };

        Assert.Equal("SAN has old.internal, no longer described", Shop.Plan(Two, Shop.Applied(before)).Leaves.Single().Reason);
    }

    [Fact]
    public void Another_kind_of_key_is_the_reason()
    {
        var desired = Two with { Leaves = [Two.Leaves[0] with { Key = KeyAlgorithm.Rsa3072 }, Two.Leaves[1]] };

        Assert.Equal("key is ecdsa-p256, should be rsa-3072", Shop.Plan(desired, Shop.Applied(Two)).Leaves.Single().Reason);
    }

    [Fact]
    public void Another_lifetime_waits_for_the_next_renewal()
    {
        var desired = Two with { Leaves = [Two.Leaves[0] with { Lifetime = new(30, LifetimeUnit.Days) }, Two.Leaves[1]] };

        Assert.True(Shop.Plan(desired, Shop.Applied(Two)).IsEmpty);
    }

    [Fact]
    public void A_file_that_somebody_replaced_is_written_again_with_its_whole_pair()
    {
        var plan = Shop.Plan(Two, Shop.Applied(Two).Overwritten("/srv/db/tls.crt"));

        Assert.Equal("tls.crt differs from the last apply", plan.Leaves.Single().Reason);
        Assert.Equal(["/srv/db/tls.key", "/srv/db/tls.crt"], plan.Files.Select(f => f.Path));
        Assert.All(plan.Files, f => Assert.Equal(ChangeAction.Update, f.Action));
    }

    [Fact]
    public void A_missing_file_is_created_and_its_partner_updated()
    {
        var plan = Shop.Plan(Two, Shop.Applied(Two).Without("/srv/db/tls.key"));

        Assert.Equal([(ChangeAction.Create, "tls.key is missing"), (ChangeAction.Update, "tls.key is missing")], plan.Files.Select(f => (f.Action, f.Reason)));
    }

    [Fact]
    public void A_leaf_of_an_earlier_generation_is_issued_again()
    {
        var applied = Shop.Applied(Two);
        var second = Shop.Root("internal 2");
        var observed = applied with { Authorities = applied.Authorities.SetItem("internal", new("internal", 2, second, second, "PEM 2", CanSign: true)) };

        var plan = Shop.Plan(Two, observed);

        Assert.All(plan.Leaves, l => Assert.Equal("was signed by generation 1", l.Reason));
        Assert.Contains(plan.Files, f => f.Path == "/srv/db/ca.crt" && f.Reason == "ca.crt has new content");
    }

    [Fact]
    public void A_brought_leaf_is_placed_when_it_is_another_one()
    {
        var desired = Brought(Two);
        var old = Found(desired, Shop.Nothing, "old");
        var applied = SimulatedApply.Of(Shop.Plan(desired, old), desired, old);
        Assert.True(Shop.Plan(desired, applied).IsEmpty);

        var plan = Shop.Plan(desired, Found(desired, applied, "new"));

        Assert.All(plan.Leaves, l => Assert.Equal($"{l.Spec.Name}.pem is another certificate than the one in place", l.Reason));
        Assert.All(plan.Leaves, l => Assert.NotNull(l.Brought));
    }

    [Fact]
    public void Everything_that_was_not_brought_is_listed_together_LS1407()
    {
        var desired = Brought(Two);
        var observed = Found(desired, Shop.Nothing, "x") with { Brought = ImmutableDictionary<string, BroughtLeaf>.Empty };

        var diagnostic = Assert.Single(Planner.Compare(desired, observed, new()).Diagnostics);

        Assert.Equal(("LS1407", "no certificate was found for web, db in /home/certs"), (diagnostic.Code, diagnostic.Message));
    }

    [Fact]
    public void A_kept_pair_is_never_written()
    {
        var kept = Two.Leaves[0] with { Source = new LeafSource.Kept("/srv/web/tls.crt", "/srv/web/tls.key") };

        var plan = Shop.Plan(Two with { Leaves = [kept, Two.Leaves[1]] }, Shop.Nothing.Overwritten("/srv/web/tls.crt"));

        Assert.DoesNotContain(plan.Files, f => f.Path is "/srv/web/tls.crt" or "/srv/web/tls.key");
        Assert.Equal("db", plan.Leaves.Single().Spec.Name);
    }

    private static Desired Brought(Desired desired) => desired with
    {
        Authorities = [new() { Name = "internal", Source = new AuthoritySource.Brought("/home/certs", null) }],
        Leaves = [.. desired.Leaves.Select(l => l with { Source = new LeafSource.Found("/home/certs") })],
    };

    private static Observed Found(Desired desired, Observed observed, string serial)
    {
        var root = Shop.Root("corporate");
        return observed with
        {
            Authorities = observed.Authorities.SetItem("internal", new("internal", 1, root, root, "PEM", CanSign: false)),
            Brought = desired.Leaves.ToImmutableDictionary(l => l.Name, l => new BroughtLeaf($"/home/certs/{l.Name}.pem", null,
                [Shop.Certificate(l, root, Shop.Now.AddDays(-1), Shop.Now.AddDays(300), serial)])),
        };
    }
}
