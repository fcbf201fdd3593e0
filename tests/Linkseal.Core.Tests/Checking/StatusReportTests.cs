using Linkseal.Core.Checking;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Tests.Checking;

public sealed class StatusReportTests
{
    [Fact]
    public void Certificates_are_listed_first_to_expire_first()
    {
        var soon = Checked.Good.Serving(c => c with { NotAfter = Shop.Now.AddDays(40) });

        var report = StatusReport.Make(soon.Desired, soon.Platform, soon.Observed);

        Assert.Equal(["db", "job", "web"], report.Rows.Select(r => r.Component));
        Assert.Equal((Checked.Certificate, "internal", 1), (report.Rows[0].Path, report.Rows[0].Authority, report.Rows[0].Generation));
        Assert.Equal(Shop.Now.AddDays(40), report.FirstExpiry);
        Assert.True(report.ExpiresBy(Shop.Now.AddDays(40)));
        Assert.False(report.ExpiresBy(Shop.Now.AddDays(39)));
        Assert.True(report.Rows[0].RenewalDue < report.FirstExpiry);
    }

    [Fact]
    public void A_certificate_shows_the_links_that_it_serves()
    {
        var report = Report(Checked.Good);

        Assert.Equal(["web:db"], report.Rows.Single(r => r.Component == "db").Links.Select(l => l.Link.Id));
        Assert.All(report.Links, l => Assert.Equal((Level.Mutual, null, true), (l.Now, l.Reason, l.InEffect)));
    }

    [Fact]
    public void Before_the_first_apply_every_link_is_plaintext_and_no_certificate_is_there()
    {
        var report = Report(Checked.Good with { Observed = Shop.Nothing });

        Assert.All(report.Links, l => Assert.Equal(Level.Plaintext, l.Now));
        Assert.All(report.Rows, r => Assert.Null(r.Expires));
        Assert.Null(report.FirstExpiry);
    }

    [Fact]
    public void A_link_with_a_fault_at_one_end_is_unknown_and_says_why()
    {
        var good = Checked.Good;
        var broken = Report(good with { Observed = good.Observed.Without("/srv/job/tls.key") });

        Assert.Equal(Level.Mutual, broken.Links.Single(l => l.Link.Id == "web:db").Now);
        Assert.Null(broken.Links.Single(l => l.Link.Id == "db:job").Now);
        Assert.Contains("/srv/job/tls.key", broken.Links.Single(l => l.Link.Id == "db:job").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_was_not_run_leaves_every_link_not_in_effect()
    {
        var good = Checked.Good;
        var step = new RunStep { Id = "up", Component = "shop", Command = ["up"], Reason = "starts", After = [] };
        var inventory = good.Observed.Inventory;

        var report = Report(good with
        {
            Desired = good.Desired with { Steps = [step] },
            Observed = good.Observed with { Inventory = inventory with { PendingSteps = inventory.PendingSteps.Add("up", "new") } },
        });

        Assert.All(report.Links, l => Assert.Equal((Level.Mutual, false), (l.Now, l.InEffect)));
    }

    [Fact]
    public void A_link_that_cannot_be_sealed_is_plaintext_with_its_reason()
    {
        var report = Report(Checked.Good.Linked(l => l with { Required = Level.Plaintext, Reachable = Level.Plaintext, Reason = "no TLS in it" }));

        Assert.Equal((Level.Plaintext, "no TLS in it"), (report.Links[0].Now, report.Links[0].Reason));
    }

    private static StatusReport Report(Checked at) => StatusReport.Make(at.Desired, at.Platform, at.Observed);
}
