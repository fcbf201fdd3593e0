using Linkseal.Cli.Commands;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Tests.Commands;

public sealed class StatusTests
{
    private static readonly DateTimeOffset Soon = Samples.Now.AddDays(12);

    [Fact]
    public void A_certificate_within_the_time_asked_about_is_due()
    {
        var observed = Samples.Observed(Samples.Certificate("aa", Soon, "web.internal"), Samples.Installed("aa", Soon));
        Assert.Equal(Standing.Good, Web(observed, TimeSpan.FromDays(11)).Standing);
        Assert.Equal(Standing.Due, Web(observed, TimeSpan.FromDays(14)).Standing);
        Assert.Equal(1, Web(observed, TimeSpan.Zero).Generation);
    }

    [Fact]
    public void An_expired_one_is_expired_whatever_was_asked()
    {
        var row = Web(Samples.Observed(Samples.Certificate("aa", Samples.Now.AddSeconds(-1), "web.internal")), TimeSpan.Zero);
        Assert.Equal(Standing.Expired, row.Standing);
        Assert.Equal(ExitCode.Differs, StatusCommand.Exit([row]));
    }

    [Fact]
    public void A_certificate_that_is_not_the_one_applied_has_no_generation()
    {
        var row = Web(Samples.Observed(Samples.Certificate("bb", Soon, "web.internal"), Samples.Installed("aa", Soon)), TimeSpan.Zero);
        Assert.Null(row.Generation);
    }

    [Fact]
    public void Missing_before_the_first_apply_is_a_beginning_and_after_it_a_difference()
    {
        Assert.Equal(ExitCode.Ok, StatusCommand.Exit([Web(Samples.Observed(null), TimeSpan.Zero)]));
        Assert.Equal(ExitCode.Differs, StatusCommand.Exit([Web(Samples.Observed(null, Samples.Installed("aa", Soon)), TimeSpan.Zero)]));
    }

    [Fact]
    public void What_this_user_may_not_read_is_taken_from_the_state()
    {
        var observed = Samples.Observed(null, Samples.Installed("aa", Soon));
        observed = observed with { Files = observed.Files.SetItem("/srv/web/tls/tls.crt", new(FileKind.Forbidden)) };
        var row = Web(observed, TimeSpan.FromDays(14));
        Assert.True(row.FromState);
        Assert.Equal(Standing.Due, row.Standing);
        Assert.Equal(Standing.Unreadable, Web(observed with { Inventory = Inventory.Empty }, TimeSpan.Zero).Standing);
    }

    [Fact]
    public void A_kept_pair_is_looked_at_where_the_product_reads_it()
    {
        var observed = Samples.Observed(null, db: Samples.Certificate("cc", Soon, "db.internal"));
        Assert.Equal(Soon, CertificateStatus.All(Samples.Desired, observed, TimeSpan.Zero).Single(static c => c.Component == "db").NotAfter);
    }

    [Fact]
    public void The_first_to_expire_stands_first()
    {
        var observed = Samples.Observed(Samples.Certificate("aa", Soon, "web.internal"), db: Samples.Certificate("cc", Soon.AddDays(-3), "db.internal"));
        Assert.Equal(["db", "web", "authority internal"], CertificateStatus.All(Samples.Desired, observed, TimeSpan.Zero).Select(static c => c.Component));
    }

    [Fact]
    public void A_link_has_its_level_where_the_files_are_in_place()
    {
        var link = LinkStatus.All(Samples.Shop, Plan.Empty, [])[0];
        Assert.Equal((Level.Mutual, null), (link.Level, link.Reason));
    }

    [Fact]
    public void A_link_whose_files_are_still_to_be_written_is_plaintext()
    {
        var link = LinkStatus.All(Samples.Shop, Samples.Plan, [])[0];
        Assert.Equal((Level.Plaintext, "not applied: /srv/web/tls/tls.crt"), (link.Level, link.Reason));
    }

    [Fact]
    public void A_configuration_of_the_whole_platform_opens_all_of_its_links()
    {
        var plan = new Plan { Edits = [Samples.Plan.Edits[0] with { Component = "shop" }] };
        Assert.Equal(Level.Plaintext, LinkStatus.All(Samples.Shop, plan, [])[0].Level);
    }

    [Fact]
    public void A_certificate_that_is_renewed_does_not_lower_the_level()
    {
        var plan = new Plan { Files = [Samples.Plan.Files[0] with { Action = ChangeAction.Update }] };
        Assert.Equal(Level.Mutual, LinkStatus.All(Samples.Shop, plan, [])[0].Level);
    }

    [Fact]
    public void An_error_at_either_end_is_named()
    {
        Finding wrong = new("LS2197", Severity.Error, "broken") { Component = "db", Path = "/srv/db/own.crt" };
        Assert.Equal("will not work: LS2197 /srv/db/own.crt", LinkStatus.All(Samples.Shop, Plan.Empty, [wrong])[0].Reason);
        Assert.Null(LinkStatus.All(Samples.Shop, Plan.Empty, [wrong with { Severity = Severity.Warning }])[0].Reason);
    }

    [Fact]
    public void The_first_expiry_says_what_renews_it()
    {
        var inventory = Samples.Observed(null, Samples.Installed("aa", Samples.Now.AddDays(90))).Inventory;
        Assert.Equal(
            "First to expire: web, in 90 days (2027-02-19). linkseal apply renews it from 2027-01-20 on; docs/renewal.md has a timer that runs it.",
            FirstExpiry.Of(inventory, [Samples.Web])!.Text(Samples.Now));
        Assert.EndsWith("It was brought: bring its successor, then run linkseal apply.", FirstExpiry.Of(inventory, [])!.Text(Samples.Now));
        Assert.Null(FirstExpiry.Of(Inventory.Empty, []));
    }

    private static CertificateStatus Web(Observed observed, TimeSpan within) =>
        CertificateStatus.All(Samples.Desired, observed, within).Single(static c => c.Component == "web");
}
