using System.Collections.Immutable;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

public sealed class PlannerEditsTests
{
    private const string Path = "/opt/shop/shop.yml";
    private const string Original = "# the shop\nhostname: shop.example.com\nhttp:\n  port: 80\n";

    private static readonly Desired Edited = Shop.Desired("web") with
    {
        Edits = [new(Path, "web", ConfigFormat.Yaml, [new Edit.Set(["tls", "enabled"], new EditValue.Flag(true)), new Edit.Set(["tls", "dir"], new EditValue.Text("/srv/web"))])],
    };

    [Fact]
    public void The_settings_are_named_in_the_reason_and_the_text_is_in_the_plan()
    {
        var edit = Assert.Single(Shop.Plan(Edited, Before).Edits);

        Assert.Equal((Path, "web", Original), (edit.Path, edit.Component, edit.Before));
        Assert.StartsWith("sets tls", edit.Reason, StringComparison.Ordinal);
        Assert.StartsWith(Original, edit.After, StringComparison.Ordinal);
        Assert.Equal(Before.Files[Path].Sha256, Shop.Plan(Edited, Before).Basis[Path]);
    }

    [Fact]
    public void A_plan_after_an_apply_is_empty_and_a_hand_edit_elsewhere_changes_nothing()
    {
        var applied = Applied;
        Assert.True(Shop.Plan(Edited, applied).IsEmpty);

        Assert.True(Shop.Plan(Edited, Holding(applied, applied.Documents[Path].Replace("port: 80", "port: 81", StringComparison.Ordinal))).IsEmpty);
    }

    [Fact]
    public void A_hand_edit_of_our_line_is_reported_and_not_overwritten()
    {
        var byHand = Holding(Applied, Applied.Documents[Path].Replace("enabled: true", "enabled: false", StringComparison.Ordinal));

        var result = Planner.Compare(Edited, byHand, new());

        Assert.True(result.Failed);
        Assert.Empty(result.Value!.Edits);
        Assert.Contains(result.Diagnostics, d => d.File == Path && d.At is not null);
    }

    [Fact]
    public void A_text_that_cannot_be_parsed_is_refused_with_its_line()
    {
        var diagnostic = Planner.Compare(Edited, Holding(Before, "a: [1\nb: 2\n"), new()).Diagnostics.First(d => d.Severity is Severity.Error);

        Assert.Equal(Path, diagnostic.File);
        Assert.NotNull(diagnostic.At);
    }

    [Theory]
    [InlineData(FileKind.Missing, "LS1403", "is not there")]
    [InlineData(FileKind.Forbidden, "LS1403", "can't be read by this user")]
    [InlineData(FileKind.Folder, "LS1402", "a folder stands at")]
    public void A_configuration_that_is_not_there_is_a_diagnostic(FileKind kind, string code, string message)
    {
        var diagnostic = Assert.Single(Planner.Compare(Edited, Shop.Nothing.With(Path, new(kind)), new()).Diagnostics);

        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_longer_described_is_taken_out_of_the_text()
    {
        var edit = Assert.Single(Shop.Plan(Shop.Desired("web"), Applied).Edits);

        Assert.Equal((Original, "no longer described for web", true), (edit.After, edit.Reason, edit.Applied.IsEmpty));
    }

    [Fact]
    public void Remove_gives_the_original_text_back_and_keeps_later_hand_edits()
    {
        var later = Holding(Applied, Applied.Documents[Path].Replace("port: 80", "port: 81", StringComparison.Ordinal));

        Assert.Equal(Original, Assert.Single(Planner.Remove(Edited, Applied, null, new()).Value!.Edits).After);
        Assert.Equal(Original.Replace("port: 80", "port: 81", StringComparison.Ordinal), Assert.Single(Planner.Remove(Edited, later, null, new()).Value!.Edits).After);
    }

    [Fact]
    public void A_file_that_was_given_back_as_it_was_is_found_LS2019_and_set_again()
    {
        var back = Holding(Applied, Original);

        var finding = Assert.Single(Checker.Check(Edited, Shop.Platform("web"), back));
        Assert.Equal(("LS2019", Severity.Error, Path, "web"), (finding.Code, finding.Severity, finding.Path, finding.Component));
        var edit = Assert.Single(Shop.Plan(Edited, back).Edits);
        Assert.Equal(Applied.Documents[Path], edit.After);
        Assert.StartsWith("sets again ", edit.Reason);
    }

    [Fact]
    public void A_file_that_was_given_back_as_it_was_has_nothing_to_take_out_and_is_forgotten()
    {
        var plan = Planner.Remove(Edited, Holding(Applied, Original), null, new()).Value!;

        Assert.Empty(plan.Edits);
        Assert.Contains(Path, plan.Forgotten);
    }

    [Fact]
    public void A_setting_that_was_changed_by_hand_is_found_LS2019()
    {
        var byHand = Holding(Applied, Applied.Documents[Path].Replace("enabled: true", "enabled: false", StringComparison.Ordinal));

        Assert.All(Checker.Check(Edited, Shop.Platform("web"), byHand), f => Assert.Equal("LS2019", f.Code));
        Assert.NotEmpty(Checker.Check(Edited, Shop.Platform("web"), byHand));
    }

    [Fact]
    public void A_configuration_that_was_never_edited_is_not_applied_yet_LS2103()
    {
        var adopted = Applied with { Documents = Applied.Documents.SetItem(Path, Original), Inventory = Applied.Inventory with { Edits = Before.Inventory.Edits } };

        var finding = Assert.Single(Checker.Check(Edited, Shop.Platform("web"), adopted));

        Assert.Equal(("LS2103", Path), (finding.Code, finding.Path));
    }

    [Fact]
    public void A_platform_that_was_never_applied_is_one_finding_with_its_configuration_LS2103()
    {
        var finding = Assert.Single(Checker.Check(Edited, Shop.Platform("web"), Before));

        Assert.Equal(("LS2103", null), (finding.Code, finding.Path));
    }

    [Fact]
    public void Settings_that_are_no_longer_described_are_a_leftover_LS2020() =>
        Assert.Equal(("LS2020", Path), (Assert.Single(Checker.Check(Shop.Desired("web"), Shop.Platform("web"), Applied)).Code, Path));

    private static Observed Before => Holding(Shop.Nothing, Original);

    private static Observed Applied => SimulatedApply.Of(Shop.Plan(Edited, Before), Edited, Before);

    private static Observed Holding(Observed observed, string text) =>
        observed.With(Path, Shop.Regular(text, Shop.PublicMode)) with { Documents = observed.Documents.SetItem(Path, text) };
}
