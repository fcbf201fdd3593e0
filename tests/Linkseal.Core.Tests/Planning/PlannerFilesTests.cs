using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerFilesTests
{
    private static readonly Desired Two = Shop.Desired("web", "db");

    [Fact]
    public void A_mode_that_is_too_open_is_closed_without_touching_the_content()
    {
        var observed = Shop.Applied(Two);
        observed = observed.With("/srv/web/tls.key", observed.Files["/srv/web/tls.key"] with { Mode = Shop.PublicMode });

        var change = Assert.Single(Shop.Plan(Two, observed).Files);

        Assert.Equal((ChangeAction.Update, true, "mode 0644, should be 0600"), (change.Action, change.ModeOnly, change.Reason));
    }

    [Fact]
    public void A_wrong_owner_is_reported_with_both_numbers()
    {
        var desired = Two with { Files = [.. Two.Files.Select(f => f with { Owner = new(10000) })] };
        var observed = Shop.Applied(desired);
        Assert.True(Shop.Plan(desired, observed).IsEmpty);
        observed = observed.With("/srv/web/tls.key", observed.Files["/srv/web/tls.key"] with { User = 0 });

        Assert.Equal("owner 0:10000, should be 10000:10000", Assert.Single(Shop.Plan(desired, observed).Files).Reason);
    }

    [Fact]
    public void What_an_unprivileged_user_wrote_is_not_held_to_an_owner()
    {
        var desired = Two with { Files = [.. Two.Files.Select(f => f with { Owner = new(10000) })] };
        var applied = Shop.Applied(desired);
        var observed = applied with { User = 1000, Files = applied.Files.ToImmutableDictionary(f => f.Key, f => f.Value with { User = 1000, Group = 1000 }) };

        Assert.True(Shop.Plan(desired, observed).IsEmpty);
    }

    [Theory]
    [InlineData(FileKind.Symlink, "a symbolic link stands at /srv/db/tls.crt")]
    [InlineData(FileKind.Folder, "a folder stands at /srv/db/tls.crt")]
    [InlineData(FileKind.Other, "something that is no regular file stands at /srv/db/tls.crt")]
    public void What_is_no_regular_file_is_neither_followed_nor_replaced_LS1402(FileKind kind, string message)
    {
        var diagnostic = Assert.Single(Planner.Compare(Two, Shop.Nothing.With("/srv/db/tls.crt", new(kind)), new()).Diagnostics);

        Assert.Equal(("LS1402", Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_counted_in_one_warning_LS1408()
    {
        var applied = Shop.Applied(Two);
        var observed = applied with { Files = applied.Files.ToImmutableDictionary(f => f.Key, f => f.Value with { Sha256 = null }) };

        var result = Planner.Compare(Two, observed, new());

        Assert.True(result.Value!.IsEmpty);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("LS1408", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith("6 files (/srv/db/ca.crt and 5 more)", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_differs_is_written_again()
    {
        var change = Assert.Single(Shop.Plan(Two, Shop.Applied(Two).Overwritten("/srv/db/ca.crt")).Files);

        Assert.Equal(("/srv/db/ca.crt", "ca.crt differs"), (change.Path, change.Reason));
    }

    [Fact]
    public void A_known_text_is_compared_by_its_hash()
    {
        var file = new DesiredFile { Path = "/srv/note", Component = "web", Mode = Shop.PublicMode, Content = new FileContent.Known("one\n") };
        var desired = Two with { Files = Two.Files.Add(file) };
        var applied = Shop.Applied(desired);
        Assert.True(Shop.Plan(desired, applied).IsEmpty);

        var changed = desired with { Files = Two.Files.Add(file with { Content = new FileContent.Known("two\n") }) };

        Assert.Equal("note has new content", Assert.Single(Shop.Plan(changed, applied).Files).Reason);
    }

    [Fact]
    public void A_component_that_was_taken_out_is_removed()
    {
        var plan = Shop.Plan(Shop.Desired("web"), Shop.Applied(Two));

        Assert.Equal(["/srv/db/ca.crt", "/srv/db/tls.crt", "/srv/db/tls.key"], plan.Files.Select(f => f.Path));
        Assert.All(plan.Files, f => Assert.Equal((ChangeAction.Remove, "component db is no longer described"), (f.Action, f.Reason)));
        Assert.Equal(Shop.Applied(Two).Files["/srv/db/tls.key"].Sha256, plan.Basis["/srv/db/tls.key"]);
    }

    [Fact]
    public void A_leftover_that_somebody_replaced_is_left_to_him_LS1409()
    {
        var result = Planner.Compare(Shop.Desired("web"), Shop.Applied(Two).Overwritten("/srv/db/tls.crt"), new());

        Assert.DoesNotContain(result.Value!.Files, f => f.Path == "/srv/db/tls.crt");
        Assert.Equal(["/srv/db/tls.crt"], result.Value.Forgotten);
        Assert.Equal(("LS1409", Severity.Warning), (result.Diagnostics.Single().Code, result.Diagnostics.Single().Severity));
    }

    [Fact]
    public void A_leftover_that_is_gone_is_forgotten() =>
        Assert.Contains("/srv/db/tls.crt", Shop.Plan(Shop.Desired("web"), Shop.Applied(Two).Without("/srv/db/tls.crt")).Forgotten);

    [Fact]
    public void Folders_that_exist_are_not_planned()
    {
        Assert.Equal(["/srv/web", "/srv/db"], Shop.Plan(Two, Shop.Nothing).Folders.Select(f => f.Path));
        Assert.Empty(Shop.Plan(Two, Shop.Applied(Two).Without("/srv/db/tls.crt")).Folders);
    }

    [Fact]
    public void Remove_takes_out_everything_of_ours_and_nothing_else()
    {
        var observed = Shop.Applied(Two).Overwritten("/srv/db/other");

        var plan = Planner.Remove(Two, observed, null, new()).Value!;

        Assert.Equal(Two.Files.Select(f => f.Path).Order(StringComparer.Ordinal), plan.Files.Select(f => f.Path));
        Assert.Equal(["/srv/web/ca.crt", "/srv/web/tls.crt", "/srv/web/tls.key"], Planner.Remove(Two, observed, "web", new()).Value!.Files.Select(f => f.Path));
        Assert.True(Planner.Remove(Two, SimulatedApply.Of(plan, Two, observed), null, new()).Value!.IsEmpty);
    }

    [Fact]
    public void Remove_of_a_component_that_is_unknown_names_the_known_ones_LS1410()
    {
        var diagnostic = Assert.Single(Planner.Remove(Two, Shop.Applied(Two), "wbe", new()).Diagnostics);

        Assert.Equal(("LS1410", "expected one of db, web"), (diagnostic.Code, diagnostic.Hint));
    }
}
