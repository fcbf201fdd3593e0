using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

/// <summary>A Secret's manifest is planned and checked like the files of a leaf.</summary>
public sealed class PlannerSecretsTests
{
    private const string Pair = "/srv/out/web-tls.json";
    private const string Roots = "/srv/out/ca.json";

    private static readonly Desired Release = new()
    {
        Authorities = [Shop.Internal],
        Leaves = [Shop.Leaf("web", "web")],
        Files =
        [
            File(Roots, new SecretEntry("ca.crt", [new FileContent.Bundle("internal")])),
            File(Pair, new SecretEntry("tls.crt", [new FileContent.OfLeaf("web", MaterialForm.Chain)]), new SecretEntry("tls.key", [new FileContent.OfLeaf("web", MaterialForm.Key)])),
        ],
    };

    private static DesiredFile File(string path, params ImmutableArray<SecretEntry> data) => new()
    {
        Path = path,
        Component = "web",
        Mode = Shop.KeyMode,
        Content = new FileContent.KubernetesSecret { Name = "x", Namespace = "prod", Type = "Opaque", Data = data },
    };

    private static Desired With(FileContent.KubernetesSecret pair) => Release with { Files = [Release.Files[0], Release.Files[1] with { Content = pair }] };

    private static FileContent.KubernetesSecret Secret => (FileContent.KubernetesSecret)Release.Files[1].Content;

    [Fact]
    public void A_first_plan_makes_the_authority_the_leaf_and_both_manifests()
    {
        var plan = Shop.Plan(Release, Shop.Nothing);

        Assert.Equal(["new", "new"], plan.Files.Select(static f => f.Reason));
        Assert.Equal("web", Assert.Single(plan.Leaves).Spec.Name);
    }

    [Fact]
    public void A_plan_after_an_apply_is_empty_and_the_check_is_clean()
    {
        var applied = Shop.Applied(Release);

        Assert.True(Shop.Plan(Release, applied).IsEmpty);
        Assert.Empty(Checker.Check(Release, Shop.Platform("web"), applied));
    }

    [Fact]
    public void A_lost_manifest_is_written_with_a_new_leaf()
    {
        var plan = Shop.Plan(Release, Shop.Applied(Release).Without(Pair));

        Assert.Equal("web-tls.json is missing", Assert.Single(plan.Leaves).Reason);
        Assert.Equal(Pair, Assert.Single(plan.Files).Path);
    }

    [Fact]
    public void What_is_said_around_the_certificate_asks_for_a_new_manifest()
    {
        var labelled = With(Secret with { Labels = [("team", "web")] });

        var plan = Shop.Plan(labelled, Shop.Applied(Release));

        Assert.Equal("web-tls.json says something else around its certificate", Assert.Single(plan.Leaves).Reason);
        Assert.True(Shop.Plan(labelled, Shop.Applied(labelled)).IsEmpty);
    }

    [Fact]
    public void A_manifest_of_roots_is_compared_by_its_text()
    {
        var more = Release with { Files = [File(Roots, new SecretEntry("ca.crt", [new FileContent.Bundle("internal"), new FileContent.Known("public")])), Release.Files[1]] };

        var plan = Shop.Plan(more, Shop.Applied(Release));

        Assert.Equal((Roots, "ca.json has new content"), (Assert.Single(plan.Files).Path, plan.Files[0].Reason));
        Assert.Empty(plan.Leaves);
    }

    [Fact]
    public void A_manifest_of_somebody_else_is_replaced()
    {
        var plan = Shop.Plan(Release, Shop.Applied(Release) with { Inventory = Inventory.Empty });

        Assert.Equal("replaces a file that is not Linkseal's", Assert.Single(plan.Leaves).Reason);
    }

    [Fact]
    public void A_manifest_changed_by_hand_is_drift_LS2015() =>
        Assert.Contains(Checker.Check(Release, Shop.Platform("web"), Shop.Applied(Release).Overwritten(Pair)), static f => f.Code == "LS2015" && f.Path == Pair);

    [Fact]
    public void The_end_of_a_certificate_in_a_manifest_is_seen_LS2005() =>
        Assert.Contains(Checker.Check(Release, Shop.Platform("web"), Shop.Applied(Release).At(Shop.Now.AddYears(2))), static f => f.Code == "LS2005" && f.Path == Pair);

    [Fact]
    public void A_step_of_remove_only_is_not_due_after_an_apply()
    {
        RunStep Step(string id, bool apply, bool remove) => new() { Id = id, Component = "web", Command = [id], Reason = "r", After = ["/srv/out/"], OnApply = apply, OnRemove = remove };
        var desired = Release with { Steps = [Step("apply", true, false), Step("delete", false, true)] };

        Assert.Equal(["apply"], Shop.Plan(desired, Shop.Nothing).Steps.Select(static s => s.Step.Id));
        Assert.Equal(["delete"], Planner.Remove(desired, Shop.Applied(desired), null, new()).Value!.Steps.Select(static s => s.Step.Id));
    }
}
