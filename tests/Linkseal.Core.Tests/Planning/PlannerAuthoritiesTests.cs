using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerAuthoritiesTests
{
    private static readonly Desired Two = Shop.Desired("web", "db");

    [Fact]
    public void A_lost_state_does_not_become_an_outage_LS1401()
    {
        var lost = Shop.Applied(Two) with { Inventory = Inventory.Empty, Authorities = Shop.Nothing.Authorities };

        var diagnostic = Assert.Single(Planner.Compare(Two, lost, new()).Diagnostics);

        Assert.Equal(("LS1401", Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("2 installed certificates (/srv/web/tls.crt and 1 more)", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("--new-authority", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void With_new_authority_a_lost_one_is_replaced_as_the_next_generation()
    {
        var lost = Shop.Applied(Two) with { Authorities = Shop.Nothing.Authorities };

        var plan = Shop.Plan(Two, lost, new() { NewAuthority = true });

        Assert.Equal(2, plan.Authorities.Single().Generation);
        Assert.Equal(["web", "db"], plan.Leaves.Select(l => l.Spec.Name));
        Assert.Equal(6, plan.Files.Length);
    }

    [Fact]
    public void An_older_state_put_back_from_a_backup_is_refused_too()
    {
        var applied = Shop.Applied(Two);
        var newer = applied.Inventory.Leaves["db"] with { Generation = 2, IssuerSha256 = "ff" };
        var observed = applied with { Inventory = applied.Inventory with { Leaves = applied.Inventory.Leaves.SetItem("db", newer) } };

        Assert.Equal("LS1401", Assert.Single(Planner.Compare(Two, observed, new()).Diagnostics).Code);
    }

    [Fact]
    public void A_file_that_holds_no_certificate_is_nobodys_outage()
    {
        var observed = Shop.Nothing.Overwritten("/srv/web/tls.crt", new MaterialFacts());

        var plan = Shop.Plan(Two, observed);

        Assert.StartsWith("replaces a file that is not Linkseal's", plan.Files.Single(f => f.Path == "/srv/web/tls.crt").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_own_authority_that_is_not_found_is_reported_LS1404()
    {
        var desired = Two with { Authorities = [new() { Name = "internal", Source = new AuthoritySource.Existing("/root/ca.crt", "/root/ca.key") }] };

        var result = Planner.Compare(desired, Shop.Nothing, new());

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("LS1404", diagnostic.Code);
        Assert.Contains("/root/ca.crt", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_issued_without_the_authoritys_key_LS1405()
    {
        var applied = Shop.Applied(Two).Without("/srv/db/tls.key");
        var observed = applied with { Authorities = applied.Authorities.SetItem("internal", applied.Authorities["internal"] with { CanSign = false }) };

        Assert.Equal("LS1405", Assert.Single(Planner.Compare(Two, observed, new()).Diagnostics).Code);
        Assert.Equal(2, Shop.Plan(Two, observed, new() { NewAuthority = true }).Authorities.Single().Generation);
    }

    [Fact]
    public void An_expired_authority_issues_nothing_LS1406()
    {
        var observed = Shop.Applied(Two).At(Shop.Now.AddYears(10));

        Assert.Equal("LS1406", Assert.Single(Planner.Compare(Two, observed, new()).Diagnostics).Code);
    }

    [Fact]
    public void Files_that_the_users_own_authority_signed_are_adopted_without_a_change()
    {
        var (desired, observed) = MadeByHand();

        Assert.True(Shop.Plan(desired, observed).IsEmpty);
    }

    [Fact]
    public void Adopted_files_with_a_wrong_mode_get_the_right_mode_only()
    {
        var (desired, observed) = MadeByHand();
        observed = observed.With("/srv/db/tls.key", observed.Files["/srv/db/tls.key"] with { Mode = Shop.PublicMode });

        var change = Assert.Single(Shop.Plan(desired, observed).Files);

        Assert.Equal((true, "mode 0644, should be 0600"), (change.ModeOnly, change.Reason));
    }

    [Fact]
    public void Files_that_do_not_fit_the_description_are_replaced_and_the_reason_says_why()
    {
        var (desired, observed) = MadeByHand();
        desired = desired with { Leaves = [Shop.Leaf("web", "web", "portal"), desired.Leaves[1]] };

        var plan = Shop.Plan(desired, observed);

        Assert.Equal("replaces a file that is not Linkseal's: SAN lacks portal", Assert.Single(plan.Leaves).Reason);
    }

    [Fact]
    public void Files_of_another_authority_are_replaced()
    {
        var (desired, observed) = MadeByHand();

        var plan = Shop.Plan(desired, observed with { Signatures = Signatures.None });

        Assert.All(plan.Leaves, l => Assert.Equal("replaces a file that is not Linkseal's: tls.crt is not signed by CN=internal 1", l.Reason));
    }

    // Harbor's page, or gencert: an own CA, leaves in place, nothing in the inventory.
    private static (Desired Desired, Observed Observed) MadeByHand()
    {
        var desired = Two with { Authorities = [new() { Name = "internal", Source = new AuthoritySource.Existing("/root/ca.crt", "/root/ca.key") }] };
        return (desired, Shop.Applied(Two) with { Inventory = Inventory.Empty });
    }
}
