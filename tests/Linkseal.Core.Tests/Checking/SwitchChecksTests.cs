using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;

namespace Linkseal.Core.Tests.Checking;

public sealed class SwitchChecksTests
{
    private static Checked Good => new(SwitchedShop.Desired("web", "db"), Shop.Platform("web", "db"), SwitchedShop.Applied);

    [Fact]
    public void A_good_switched_folder_is_no_finding() => Assert.Empty(Good.Findings);

    [Fact]
    public void The_generation_before_is_no_finding_until_the_next_apply()
    {
        var seen = SwitchedShop.Applied.Overwritten("/srv/web/current/ca.crt");
        var after = Good with { Observed = SimulatedApply.Of(Shop.Plan(Good.Desired, seen), Good.Desired, seen) };

        Assert.Contains("1", after.Observed.Listings["/srv/web"]);
        Assert.Empty(after.Findings);
    }

    [Fact]
    public void A_link_that_leads_to_nothing_is_found_LS2110()
    {
        var findings = (Good with { Observed = Good.Observed.Without("/srv/web/1") }).Findings;

        Assert.Equal((Severity.Error, "/srv/web/current"), Assert.Single(findings.Where(static f => f.Code == "LS2110").Select(static f => (f.Severity, f.Path))));
    }

    [Theory]
    [InlineData(FileKind.Folder, null, 0, "a folder, not a link")]
    [InlineData(FileKind.Regular, null, 0, "a regular file, not a link")]
    [InlineData(FileKind.Symlink, "/srv/other", 0, "a symbolic link to /srv/other, not to a numbered folder beside it")]
    [InlineData(FileKind.Symlink, "1", 4711, "a symbolic link made by user 4711")]
    public void Something_else_in_the_links_place_is_found_and_nothing_behind_it_is_judged_LS2111(FileKind kind, string? target, int user, string observed)
    {
        var findings = (Good with { Observed = Good.Observed.Standing(new(kind) { Target = target, User = user }).Overwritten("/srv/web/current/tls.key") }).Findings;

        Assert.Equal((Severity.Error, observed), Assert.Single(findings.Where(static f => f.Code == "LS2111").Select(static f => (f.Severity, f.Observed))));
        Assert.DoesNotContain(findings, static f => f.Path?.StartsWith("/srv/web/current/", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_file_that_the_next_switch_would_leave_behind_is_found_LS2112() =>
        Assert.Equal("/srv/web/current/notes.txt", Listing("/srv/web/current", "ca.crt", "notes.txt", "tls.crt", "tls.key").Only("LS2112").Path);

    [Fact]
    public void A_rule_of_the_current_folder_says_it_instead_LS2010()
    {
        var seen = Listing("/srv/web/current", "ca.crt", "notes.txt", "tls.crt", "tls.key");
        var ruled = seen with { Desired = seen.Desired with { Folders = [.. seen.Desired.Folders, new("/srv/web/current", "web", Shop.Mode755, [])] } };

        Assert.Equal("/srv/web/current/notes.txt", ruled.Only("LS2010").Path);
    }

    [Fact]
    public void A_rule_of_the_folder_lets_link_and_generations_be()
    {
        var ruled = Good.Desired with { Folders = [.. Good.Desired.Folders, new("/srv/web", "web", Shop.Mode755, [])] };

        Assert.Empty((Good with { Desired = ruled }).Findings);
    }

    [Fact]
    public void A_generation_that_the_link_does_not_lead_to_is_found_LS2113()
    {
        var seen = Listing("/srv/web", "1", "4", "current");
        var finding = (seen with { Observed = seen.Observed.With("/srv/web/4", new(FileKind.Folder)) }).Only("LS2113");

        Assert.Equal(("/srv/web/4", "if nothing needs it: rm -r /srv/web/4"), (finding.Path, finding.Remedy));
    }

    [Fact]
    public void A_numbered_file_beside_the_link_is_no_generation()
    {
        var seen = Listing("/srv/web", "1", "4", "current");

        Assert.Empty((seen with { Observed = seen.Observed.With("/srv/web/4", new(FileKind.Regular)) }).Findings);
    }

    [Fact]
    public void A_changed_file_behind_the_link_is_drift() =>
        Assert.Contains((Good with { Observed = Good.Observed.With("/srv/web/current/ca.crt", Good.Observed.Files["/srv/web/current/ca.crt"] with { Sha256 = "other" }) }).Findings, static f => f.Code == "LS2015");

    [Fact]
    public void A_key_behind_the_link_that_others_can_read_is_found() =>
        Assert.Equal(Severity.Error, Good.Standing("/srv/web/current/tls.key", static s => s with { Mode = Shop.PublicMode }).Only("LS2008").Severity);

    private static Checked Listing(string folder, params string[] names) =>
        Good with { Observed = Good.Observed with { Listings = Good.Observed.Listings.SetItem(folder, [.. names]) } };
}
