using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using static Linkseal.Dialects.Tests.Compiling.PlatformCompilerTests;

namespace Linkseal.Dialects.Tests.Compiling;

public sealed class PlatformCompilerProfileTests
{
    private static readonly FakeProfile Duo = new();

    [Fact]
    public void The_profiles_part_and_the_components_by_hand_are_joined()
    {
        var expansion = Good(With("web -> db"), Duo);

        Assert.Equal(["front", "back", "web", "db", "cache", "tool"], expansion.Platform.Components.Select(c => c.Name));
        Assert.Equal(["front:back", "web:db"], expansion.Platform.Links.Select(l => l.Id));
        Assert.Equal("duo", expansion.Platform.Profile);
        Assert.Equal(["internal", "https"], expansion.Desired.Authorities.Select(a => a.Name));
        // The profile's own authority signs the components by hand too.
        Assert.Equal("duo's own", ((AuthoritySource.Generated)expansion.Desired.Authorities[0].Source).Subject.CommonName);
    }

    // A list that is added to Desired and forgotten in the join is lost without a word.
    [Fact]
    public void Every_list_of_a_part_is_in_the_whole()
    {
        var part = new Desired
        {
            Authorities = [new() { Name = "a", Source = new AuthoritySource.Brought("/a", null) }],
            Leaves = [new() { Name = "a", Component = "a", Source = new LeafSource.Made("a"), Subject = new(), Names = [], Purposes = Purposes.Server }],
            Files = [new() { Path = "/a", Component = "a", Content = new FileContent.Known(""), Mode = 0 }],
            Switched = [new("/a", "a", 0)],
            Edits = [new("/a", "a", Core.Editing.ConfigFormat.Yaml, [])],
            Folders = [new("/a", "a", 0, null)],
            Steps = [new() { Id = "a", Component = "a", Command = ["a"], Reason = "a", After = [] }],
            Documents = ["/a"],
            Material = ["/a"],
            Embedded = [new("/a", ["a"])],
            Listings = ["/a"],
            Chains = [new("a", 1)],
            Notes = [new("LS2101", Severity.Note, "a")],
        };
        var whole = PlatformCompilerJoin.All([part, new()]);

        foreach (var list in typeof(Desired).GetProperties().Where(static p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)))
        {
            Assert.True(((System.Collections.ICollection)list.GetValue(part)!).Count > 0, $"{list.Name}: the test does not fill it");
            Assert.True(((System.Collections.ICollection)list.GetValue(whole)!).Count == 1, $"{list.Name} is not joined");
        }
    }

    [Fact]
    public void A_component_by_hand_may_call_the_profiles_and_believes_the_authority_that_serves_it()
    {
        var expansion = Good(With("web -> front", "tool -> back"), Duo);
        var links = expansion.Platform.Links.ToDictionary(l => l.Id);

        Assert.Equal(("front-https", "https", "duo.example.com"), (links["web:front"].Leaf, links["web:front"].Endpoint, links["web:front"].Dialled.Single()));
        Assert.Equal((Level.Authenticated, "front demands no certificate of its callers"), (links["web:front"].Reachable, links["web:front"].Reason));
        Assert.Equal((Level.Authenticated, "tool (tool) can do no more than authenticated when it calls"), (links["tool:back"].Reachable, links["tool:back"].Reason));
        Assert.Equal("https", Trust(expansion, "web"));
        Assert.Equal("internal", Trust(expansion, "tool"));
    }

    [Fact]
    public void A_component_that_would_need_two_bundles_is_refused_LS1426() => Bad(With("web -> front", "web -> back"), "LS1426", Duo);

    [Fact]
    public void The_profiles_components_call_only_whom_the_profile_says()
    {
        var link = Good(With("back -> db"), Duo).Platform.Links.Single(l => l.Id == "back:db");

        Assert.Equal((Level.Plaintext, "back is of the profile duo, which sets up its own links only"), (link.Reachable, link.Reason));
        Assert.Contains(Good(With("back -> db"), Duo).Desired.Notes, n => n.Code == "LS2104" && n.Link == "back:db");
    }

    [Fact]
    public void Links_within_the_profile_are_the_profiles() => Assert.Equal(["front:back"], Good(With("front -> back"), Duo).Platform.Links.Select(l => l.Id));

    [Fact]
    public void A_name_of_the_profile_is_taken_LS1424()
    {
        var shop = Shop([]);
        var taken = shop with { Profile = Entry, Components = shop.Components.SetItem(0, shop.Components[0] with { Name = new("front-https", new(3, 3)) }) };

        Bad(taken, "LS1424", Duo);
        Bad(taken with { Components = taken.Components.SetItem(0, shop.Components[0] with { Name = new("back", new(3, 3)) }) }, "LS1424", Duo);
    }

    [Fact]
    public void A_link_to_nothing_is_found_among_the_profiles_components_too_LS1004()
    {
        var diagnostic = Bad(With("web -> frnt"), "LS1004", Duo);

        Assert.Equal("shop.yaml", diagnostic.File);
        Assert.Contains("front", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profiles_files_and_settings_are_not_written_twice_LS1422_LS1423()
    {
        var shop = Shop([]) with { Profile = Entry };
        var web = shop.Components[0];

        Bad(shop with { Components = [web with { Config = "/opt/duo/duo.yml" }] }, "LS1423", Duo);
        Bad(shop with { Components = [web with { Config = "/opt/duo/tls/back.crt" }] }, "LS1422", Duo);
    }

    [Fact]
    public void A_folder_that_the_profile_reads_whole_is_nobody_elses_LS1427()
    {
        var shop = Shop([]) with { Profile = Entry };

        Assert.All(Compile(shop with { Components = [shop.Components[0] with { Folder = "/opt/duo/tls" }] }, Duo).Diagnostics, d => Assert.Equal("LS1427", d.Code));
    }

    [Fact]
    public void What_is_wrong_with_the_profile_is_not_blamed_on_links_to_it()
    {
        var result = Compile(With("web -> front"), new FakeProfile { Broken = true });

        Assert.Null(result.Value);
        Assert.Equal(["LS1299"], result.Diagnostics.Select(d => d.Code));
    }

    private static ProfileEntry Entry => new(new("duo", new(2, 1)), null);

    private static PlatformDescription With(params string[] links) => Shop(links) with { Profile = Entry };

    private static string Trust(Expansion expansion, string component) =>
        ((FileContent.Bundle)expansion.Desired.Files.Single(f => f.Path == $"/srv/{component}/ca.crt").Content).Authority;
}
