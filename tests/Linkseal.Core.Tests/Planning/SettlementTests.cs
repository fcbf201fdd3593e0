using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Tests.Planning;

/// <summary>A file of intermediates, and the setting that names it, where there are some and only there.</summary>
public sealed class SettlementTests
{
    private const string Chain = "/srv/web/chain.crt";
    private static readonly CertificateFacts Root = Shop.Root("root");
    private static readonly CertificateFacts Intermediate = Shop.Root("intermediate", Root);

    [Fact]
    public void A_leaf_of_a_root_has_no_file_of_intermediates_and_no_setting_for_it()
    {
        var settled = Settlement.Of(Described(), Signing(Root));
        Assert.DoesNotContain(settled.Files, static f => f.Path == Chain);
        Assert.IsType<Edit.Remove>(Assert.Single(Assert.Single(settled.Edits).Edits));
    }

    [Fact]
    public void A_leaf_of_an_intermediate_has_both()
    {
        var settled = Settlement.Of(Described(), Signing(Intermediate));
        Assert.Contains(settled.Files, static f => f.Path == Chain);
        Assert.IsType<Edit.Set>(Assert.Single(Assert.Single(settled.Edits).Edits));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_authority_that_is_still_to_be_made_decides_by_its_description(bool intermediate)
    {
        var desired = Described() with { Authorities = [Shop.Internal with { Source = ((AuthoritySource.Generated)Shop.Internal.Source) with { Intermediate = intermediate } }] };
        Assert.Equal(intermediate, Settlement.Of(desired, Shop.Nothing).Files.Any(static f => f.Path == Chain));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_brought_leaf_decides_by_what_came_with_it(bool intermediate)
    {
        var desired = Described() with { Leaves = [Shop.Leaf("web", "web") with { Source = new LeafSource.Brought("/b/web.crt", "/b/web.key") { Chain = "/b/chain.crt" } }] };
        var leaf = Shop.Certificate(desired.Leaves[0], Root, Shop.Now, Shop.Now.AddDays(90));
        var observed = Shop.Nothing with { Brought = ImmutableDictionary<string, BroughtLeaf>.Empty.Add("web", new("/b/web.crt", "/b/web.key", intermediate ? [leaf, Intermediate] : [leaf])) };
        Assert.Equal(intermediate, Settlement.Of(desired, observed).Files.Any(static f => f.Path == Chain));
    }

    [Fact]
    public void What_was_brought_and_is_gone_stays_as_it_was_placed()
    {
        var desired = Described() with { Leaves = [Shop.Leaf("web", "web") with { Source = new LeafSource.Found("/b") }] };
        var observed = Shop.Nothing with { Inventory = Inventory.Empty with { Files = Inventory.Empty.Files.Add(Chain, new("web", "x", "web", null)) } };
        Assert.Contains(Settlement.Of(desired, observed).Files, static f => f.Path == Chain);
    }

    [Fact]
    public void Without_such_files_nothing_is_touched()
    {
        var desired = Shop.Desired("web", "db");
        Assert.Same(desired, Settlement.Of(desired, Shop.Nothing));
    }

    [Fact]
    public void The_checks_see_the_leaf_with_its_file_of_intermediates_as_one_chain()
    {
        var desired = Described();
        var leaf = Shop.Certificate(desired.Leaves[0], Intermediate, Shop.Now.AddDays(-1), Shop.Now.AddDays(80));
        var observed = Signing(Intermediate) with
        {
            Material = ImmutableDictionary<string, MaterialFacts>.Empty
                .Add("/srv/web/tls.crt", new() { Certificates = [leaf] })
                .Add(Chain, new() { Certificates = [Intermediate] })
                .Add("/srv/web/ca.crt", new() { Certificates = [Root] }),
            Files = desired.Files.ToImmutableDictionary(static f => f.Path, static f => Shop.Regular(f.Path, f.Mode)),
            Signatures = new([(leaf.Sha256, Intermediate.Sha256), (Intermediate.Sha256, Root.Sha256)]),
        };
        string[] chains = ["LS2003", "LS2012"];
        Assert.DoesNotContain(Checker.Check(desired, Shop.Platform("web"), observed), f => chains.Contains(f.Code));
        var without = observed with { Material = observed.Material.Remove(Chain) };
        Assert.Contains(Checker.Check(desired, Shop.Platform("web"), without), f => chains.Contains(f.Code));
    }

    [Fact]
    public void A_pair_that_stands_there_with_another_intermediate_is_replaced()
    {
        var desired = Described();
        var leaf = Shop.Certificate(desired.Leaves[0], Intermediate, Shop.Now.AddDays(-1), Shop.Now.AddDays(80));
        Observed Standing(CertificateFacts above) => Signing(Intermediate) with
        {
            Documents = ImmutableDictionary<string, string>.Empty.Add("/etc/web.yaml", "a: 1\n"),
            Material = ImmutableDictionary<string, MaterialFacts>.Empty
                .Add("/srv/web/tls.crt", new() { Certificates = [leaf] })
                .Add(Chain, new() { Certificates = [above] })
                .Add("/srv/web/tls.key", new() { Keys = [new("ECDSA P-256", 256, leaf.PublicKeySha256, Encrypted: false)] }),
            Files = desired.Files.Where(static f => f.Content is FileContent.OfLeaf).ToImmutableDictionary(static f => f.Path, static f => Shop.Regular(f.Path, f.Mode)),
            Signatures = new([(leaf.Sha256, Intermediate.Sha256), (Intermediate.Sha256, Root.Sha256)]),
        };
        Assert.Empty(Shop.Plan(Settlement.Of(desired, Standing(Intermediate)), Standing(Intermediate)).Leaves);
        Assert.Single(Shop.Plan(Settlement.Of(desired, Standing(Intermediate)), Standing(Shop.Root("other", Root))).Leaves);
    }

    private static Observed Signing(CertificateFacts issuer) => Shop.Nothing with
    {
        Authorities = ImmutableDictionary<string, AuthorityFacts>.Empty.Add("internal", new("internal", 1, Root, issuer, "bundle", CanSign: true)),
    };

    private static Desired Described()
    {
        var files = Shop.Files("web");
        return new()
        {
            Authorities = [Shop.Internal],
            Leaves = [Shop.Leaf("web", "web")],
            Files =
            [
                files[0],
                files[1] with { Content = new FileContent.OfLeaf("web", MaterialForm.Certificate) },
                files[1] with { Path = Chain, Content = new FileContent.OfLeaf("web", MaterialForm.Intermediates) },
                files[2],
            ],
            Edits =
            [
                new("/etc/web.yaml", "web", ConfigFormat.Yaml, [new Edit.Set(["ssl_chain"], new EditValue.Text(Chain))]) { IfWritten = Chain },
                new("/etc/web.yaml", "web", ConfigFormat.Yaml, [new Edit.Remove(["ssl_chain"])]) { UnlessWritten = Chain },
            ],
        };
    }
}
