using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Core.Tests.Checking;

public sealed class StatusReportTests
{
    [Fact]
    public void Certificates_are_listed_first_to_expire_first_and_the_authority_with_them()
    {
        var soon = Checked.Good.Serving(c => c with { NotAfter = Shop.Now.AddDays(40) });

        var report = Report(soon);

        Assert.Equal(["db", "job", "web", "authority internal"], report.Certificates.Select(c => c.Component));
        var first = report.Certificates[0];
        Assert.Equal((Checked.Certificate, "internal", 1, Standing.Good), (first.Path, first.Authority, first.Generation, first.Standing));
        Assert.Equal(Shop.Now.AddDays(40), first.NotAfter);
        Assert.True(first.RenewalDue < first.NotAfter);
        Assert.False(report.IsWrong);
    }

    [Fact]
    public void A_certificate_within_the_time_asked_about_is_due()
    {
        var soon = Checked.Good.Serving(c => c with { NotAfter = Shop.Now.AddDays(12) });

        Assert.Equal(Standing.Good, Db(soon, TimeSpan.FromDays(11)).Standing);
        Assert.Equal(Standing.Due, Db(soon, TimeSpan.FromDays(12)).Standing);
        Assert.True(Report(soon, TimeSpan.FromDays(14)).IsWrong);
    }

    [Fact]
    public void An_expired_one_is_expired_whatever_was_asked()
    {
        var over = Checked.Good.Serving(c => c with { NotAfter = Shop.Now.AddSeconds(-1) });

        Assert.Equal(Standing.Expired, Db(over).Standing);
        Assert.True(Report(over).IsWrong);
    }

    [Fact]
    public void A_certificate_that_is_not_the_one_applied_has_no_generation() =>
        Assert.Null(Db(Checked.Good.Serving(c => c with { Sha256 = Shop.Hash("another") })).Generation);

    [Fact]
    public void Missing_before_the_first_apply_is_a_beginning_and_after_it_a_fault()
    {
        var nothing = Report(Checked.Good with { Observed = Shop.Nothing });
        Assert.All(nothing.Certificates, c => Assert.Equal((Standing.Missing, null), (c.Standing, c.NotAfter)));
        Assert.False(nothing.IsWrong);

        var good = Checked.Good;
        Assert.True(Report(good with { Observed = good.Observed.Without(Checked.Certificate) }).IsWrong);
    }

    [Fact]
    public void What_this_user_may_not_read_is_taken_from_the_state()
    {
        var good = Checked.Good;
        var closed = good with { Observed = good.Observed.Without(Checked.Certificate).With(Checked.Certificate, new(FileKind.Forbidden)) };

        Assert.Equal((true, Standing.Good, 1), (Db(closed).FromState, Db(closed).Standing, Db(closed).Generation));
        Assert.Equal(Standing.Unreadable, Db(closed with { Observed = closed.Observed with { Inventory = Inventory.Empty } }).Standing);
    }

    [Fact]
    public void What_was_applied_and_holds_no_certificate_any_more_is_broken()
    {
        var broken = Checked.Good.Holding(Checked.Certificate, new());

        Assert.Equal((Standing.Unreadable, false), (Db(broken).Standing, Db(broken).FromState));
        Assert.True(Report(broken).IsWrong);
    }

    [Fact]
    public void A_kept_pair_is_looked_at_where_the_product_reads_it_and_serves_before_the_first_apply()
    {
        var good = Checked.Good;
        var kept = new LeafSource.Kept("/own/db.crt", "/own/db.key");
        var desired = good.Desired with
        {
            Leaves = [.. good.Desired.Leaves.Select(l => l.Name == "db" ? l with { Source = kept } : l)],
            Files = [.. good.Desired.Files.Where(f => f.Component != "db")],
        };
        var material = ImmutableDictionary<string, MaterialFacts>.Empty.Add("/own/db.crt", new() { Certificates = [good.Leaf] });
        var observed = Shop.Nothing with { Material = material, Files = Shop.Nothing.Files.Add("/own/db.crt", Shop.Regular("x", Shop.PublicMode)) };

        var report = Report(good with { Desired = desired, Observed = observed });

        Assert.Equal(("/own/db.crt", good.Leaf.NotAfter), (report.Certificates.Single(c => c.Component == "db").Path, report.Certificates.Single(c => c.Component == "db").NotAfter));
        Assert.NotEqual(Level.Plaintext, report.Links.Single(l => l.Link.Id == "web:db").Now);
        Assert.Equal(Level.Plaintext, report.Links.Single(l => l.Link.Id == "db:job").Now);
    }

    [Fact]
    public void Where_all_is_applied_every_link_has_its_level() =>
        Assert.All(Report(Checked.Good).Links, l => Assert.Equal((Level.Mutual, null, true), (l.Now, l.Reason, l.InEffect)));

    [Fact]
    public void Before_the_first_apply_every_link_is_plaintext() =>
        Assert.All(Report(Checked.Good with { Observed = Shop.Nothing }).Links, l => Assert.Equal((Level.Plaintext, "not applied"), (l.Now, l.Reason)));

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
    public void What_the_profile_found_counts_at_the_ends_that_it_names()
    {
        Finding own = new("LS2197", Severity.Error, "broken") { Component = "job", Path = "/srv/job/x" };

        Assert.Equal([Level.Mutual, null], Report(Checked.Good, own: own).Links.Select(l => l.Now));
        Assert.Equal("LS2197 /srv/job/x", Report(Checked.Good, own: own).Links[1].Reason);
        Assert.All(Report(Checked.Good, own: own with { Component = "shop" }).Links, l => Assert.Equal(Level.Mutual, l.Now));
        Assert.All(Report(Checked.Good, own: own with { Severity = Severity.Warning }).Links, l => Assert.Equal(Level.Mutual, l.Now));
    }

    [Fact]
    public void A_step_that_was_not_run_leaves_every_link_not_in_effect_and_is_listed()
    {
        var good = Checked.Good;
        var step = new RunStep { Id = "up", Component = "shop", Command = ["up"], Reason = "starts", After = [] };
        var inventory = good.Observed.Inventory;

        var report = Report(good with
        {
            Desired = good.Desired with { Steps = [step] },
            Observed = good.Observed with { Inventory = inventory with { PendingSteps = inventory.PendingSteps.Add("up", "new").Add("gone", "old") } },
        });

        Assert.All(report.Links, l => Assert.Equal((Level.Mutual, false), (l.Now, l.InEffect)));
        Assert.Equal([("gone", false), ("up", true)], report.PendingSteps.Select(p => (p.Id, p.Step is not null)));
    }

    [Fact]
    public void A_link_that_cannot_be_sealed_is_plaintext_with_its_reason()
    {
        var report = Report(Checked.Good.Linked(l => l with { Required = Level.Plaintext, Reachable = Level.Plaintext, Reason = "no TLS in it" }));

        Assert.Equal((Level.Plaintext, "no TLS in it"), (report.Links[0].Now, report.Links[0].Reason));
    }

    [Fact]
    public void A_link_that_was_never_verified_has_no_proof() => Assert.All(Report(Checked.Good).Links, static l => Assert.Null(l.Proof));

    [Fact]
    public void What_verify_proved_is_remembered_until_a_certificate_of_the_link_is_another_one()
    {
        var proofs = Remembered(Checked.Good, [], Level.Mutual, skipped: null);

        var now = Report(Checked.Good, proofs: proofs).Links[0];
        Assert.Equal((Level.Mutual, Shop.Now, true, false), (now.Proof!.Proven!.Value, now.Proof.At, now.Proof.Holds, now.ProofIsStale));
        Assert.True(Report(Checked.Good.Serving(static c => c with { Sha256 = "another" }), proofs: proofs).Links[0].ProofIsStale);
    }

    [Fact]
    public void A_run_that_could_not_ask_leaves_what_an_earlier_one_proved()
    {
        var before = Remembered(Checked.Good, [], Level.Mutual, skipped: null);
        Assert.Equal(before[0], Remembered(Checked.Good, before, Level.Plaintext, skipped: "not reached")[0]);
        Assert.Null(Report(Checked.Good, proofs: Remembered(Checked.Good, [], null, skipped: "not reached")).Links[0].Proof);
    }

    [Fact]
    public void A_run_that_proved_less_is_a_failure() => Assert.False(Remembered(Checked.Good, [], Level.Encrypted, skipped: null)[0].Holds);

    private static ImmutableArray<LastProof> Remembered(Checked at, ImmutableArray<LastProof> before, Level? proven, string? skipped) => LastProof.Remember(
        before,
        new()
        {
            Platform = at.Platform, Began = Shop.Now, Ended = Shop.Now, Description = "",
            Links = [.. at.Platform.Links.Select(l => new LinkProof { Question = new() { Link = l, Endpoint = null, ServerName = l.Callee }, Address = "db:1", Caller = new(ProbeKind.Caller, ProbeOutcome.Admitted, ""), Proven = proven, Skipped = skipped })],
        },
        at.Desired, at.Observed);

    private static CertificateStatus Db(Checked at, TimeSpan within = default) => Report(at, within).Certificates.Single(c => c.Component == "db");

    private static StatusReport Report(Checked at, TimeSpan within = default, Finding? own = null, ImmutableArray<LastProof>? proofs = null) =>
        StatusReport.Make(at.Desired, at.Platform, at.Observed, own is null ? [] : [own], within, proofs ?? []);
}
