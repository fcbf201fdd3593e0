using Linkseal.Core.Checking;
using Linkseal.Core.Planning;
using Linkseal.Core.Tests.Checking;
using Linkseal.Core.Tests.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Core.Tests.Verification;

/// <summary>What is known of a link before anything is dialled: by the files as they stand.</summary>
public sealed class QuestionsTests
{
    [Fact]
    public void Of_a_well_applied_platform_everything_is_known()
    {
        var good = Checked.Good;
        var question = Asked(good);
        Assert.Equal((good.Leaf.Sha256, good.Root.Sha256, null), (question.Issued, question.Signer?.Root.Sha256, question.NoRoots));
        Assert.Equal([Checked.Bundle], question.TrustFiles);
        Assert.Equal(["db"], question.Owners[good.Leaf.Sha256]);
        Assert.Equal((null, "job"), (question.AnotherOwner(good.Leaf.Sha256), question.AnotherOwner(good.Observed.Material["/srv/job/tls.crt"].Certificates[0].Sha256)));
    }

    [Fact]
    public void A_caller_s_file_of_roots_that_is_missing_or_holds_none_is_a_caller_without_roots()
    {
        var good = Checked.Good;
        Assert.Equal("/srv/web/ca.crt is not there", Asked(good with { Observed = good.Observed.Without(Checked.Bundle) }).NoRoots);
        Assert.Equal("/srv/web/ca.crt holds no certificate", Asked(good.Holding(Checked.Bundle, new())).NoRoots);
        // Another one is a file of roots: what it is good for, the handshake shows.
        Assert.Null(Asked(good.Holding(Checked.Bundle, new() { Certificates = [good.Root with { Sha256 = "other" }] })).NoRoots);
    }

    [Fact]
    public void Of_a_file_that_can_not_be_looked_into_nothing_is_said()
    {
        var good = Checked.Good;
        Assert.Null(Asked(good with { Observed = good.Observed.With(Checked.Bundle, new(FileKind.Forbidden)) with { Material = good.Observed.Material.Remove(Checked.Bundle) } }).NoRoots);
        Assert.Null(Asked(good.Holding(Checked.Bundle, new() { Problems = [Core.Certificates.MaterialDiagnostics.PassphraseNeeded(Checked.Bundle, null)] })).NoRoots);
        // Nobody asked for it.
        Assert.Null(Asked(good.Linked(static l => l with { Trust = "/srv/elsewhere/ca.crt" })).NoRoots);
    }

    [Fact]
    public void A_caller_without_a_file_of_its_own_judges_by_the_authority()
    {
        var good = Checked.Good;
        var nobodys = good with { Desired = good.Desired with { Files = [.. good.Desired.Files.Where(static f => f.Path != Checked.Bundle)] } };
        Assert.Null(Asked(nobodys with { Observed = nobodys.Observed.Without("/srv/db/ca.crt") }).NoRoots);
    }

    [Fact]
    public void Where_the_server_is_not_judged_its_roots_are_not_asked_for()
    {
        var good = Checked.Good;
        Assert.Null(Asked((good with { Observed = good.Observed.Without(Checked.Bundle) }).Linked(static l => l with { Required = Level.Encrypted })).NoRoots);
    }

    private static LinkQuestion Asked(Checked platform) => Questions.Of(platform.Desired, platform.Platform, platform.Observed).Single(static q => q.Link.Callee == "db");
}
