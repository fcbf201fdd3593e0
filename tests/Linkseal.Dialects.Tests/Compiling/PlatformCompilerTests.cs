using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Tests.Compiling;

public sealed class PlatformCompilerTests
{
    private static readonly FakeDialect Named = new("strong", Level.Named, Level.Named);
    private static readonly FakeDialect Server = new("server", Level.Authenticated, Level.Mutual);
    private static readonly FakeDialect Tool = new("tool", Level.Plaintext, Level.Authenticated);
    private static readonly ImmutableArray<IDialect> Dialects = [Named, Server, Tool];

    [Fact]
    public void A_link_has_the_highest_level_that_both_ends_can_do_and_says_why_not_more()
    {
        var links = Good(Shop(["web -> db", "tool -> db", "web -> cache"])).Platform.Links.ToDictionary(l => l.Id);

        Assert.Equal((Level.Authenticated, "tool (tool) can do no more than authenticated when it calls"), (links["tool:db"].Reachable, links["tool:db"].Reason));
        Assert.Equal((Level.Authenticated, "cache (server) can serve no more than authenticated"), (links["web:cache"].Required, links["web:cache"].Reason));
        Assert.Equal(Level.Named, links["web:db"].Reachable);
    }

    [Fact]
    public void One_weak_caller_decides_for_those_whose_level_was_left_open()
    {
        var expansion = Good(Shop(["web -> db", "tool -> db"]));

        Assert.All(expansion.Platform.Links, l => Assert.Equal(Level.Authenticated, l.Required));
        Assert.Equal("tool:db has authenticated, and db asks all its callers alike", expansion.Platform.Links[0].Reason);
        Assert.Equal(PeerPolicy.None, expansion.Platform.Components.Single(c => c.Name == "db").Endpoints[0].Peers);
    }

    [Fact]
    public void A_port_demands_what_all_its_callers_can_do()
    {
        var expansion = Good(Shop(["web -> db"]));

        Assert.Equal((Level.Named, null), (expansion.Platform.Links[0].Required, expansion.Platform.Links[0].Reason));
        var endpoint = expansion.Platform.Components.Single(c => c.Name == "db").Endpoints.Single();
        Assert.Equal(("tls", 5432, "tls", PeerPolicy.Named), (endpoint.Name, endpoint.Port, endpoint.Protocol, endpoint.Peers));
    }

    [Fact]
    public void A_level_that_cannot_be_reached_is_refused_with_the_way_out_LS1420()
    {
        var diagnostic = Bad(Shop([], new LinkEntry(At("web", 9), At("cache", 9), Level.Mutual)), "LS1420");

        Assert.Equal("web:cache is asked for mutual, but can have at most authenticated: cache (server) can serve no more than authenticated", diagnostic.Message);
        Assert.Equal((9, "shop.yaml"), (diagnostic.At!.Value.Line, diagnostic.File));
        Assert.Contains("level: authenticated", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_of_the_component_counts_for_every_link_to_it()
    {
        var shop = Shop(["web -> db"]);

        var expansion = Good(shop with { Components = [.. shop.Components.Select(c => c.Name.Value == "db" ? c with { Level = Level.Encrypted } : c)] });

        Assert.Equal((Level.Encrypted, Level.Named), (expansion.Platform.Links[0].Required, expansion.Platform.Links[0].Reachable));
    }

    [Fact]
    public void Two_levels_that_one_port_cannot_demand_at_once_are_a_contradiction_LS1421()
    {
        var diagnostic = Bad(Shop(["tool -> db"], new LinkEntry(At("web", 8), At("db", 8), Level.Mutual)), "LS1421");

        Assert.Equal("web:db is to have mutual, but tool:db has authenticated, and db asks all its callers alike", diagnostic.Message);
    }

    [Fact]
    public void Nobodys_link_becomes_plaintext_because_anothers_was_asked_to_be_LS1421()
    {
        var shop = Shop(["web -> db"], new LinkEntry(At("tool", 8), At("db", 8), Level.Plaintext));

        Bad(shop, "LS1421");
        var kept = Good(shop with { Components = [.. shop.Components.Select(c => c.Name.Value == "db" ? c with { KeepPlaintext = true } : c)] });

        Assert.Equal([Level.Authenticated, Level.Plaintext], kept.Platform.Links.Select(l => l.Required));
    }

    [Fact]
    public void The_identity_is_the_name_and_hosts_stand_in_the_san_only()
    {
        var shop = Shop(["web -> db"]);
        var leaves = Good(shop with { Components = [.. shop.Components.Select(c => c.Name.Value == "db" ? c with { Names = [Name("db.internal")], Hosts = [Name("10.0.0.1"), Name("db.internal")] } : c)] })
            .Desired.Leaves.ToDictionary(l => l.Name);

        Assert.Equal(("db", "db.internal,10.0.0.1"), (leaves["db"].Subject.CommonName, string.Join(',', leaves["db"].Names)));
        Assert.Equal("web", leaves["web"].Names.Single().Value);
        Assert.Equal((Purposes.Server, Purposes.Client, Purposes.Server | Purposes.Client), (leaves["db"].Purposes, leaves["web"].Purposes, leaves["cache"].Purposes));
        Assert.Equal(["db.internal", "10.0.0.1"], Good(shop with { Components = [.. shop.Components.Select(c => c.Name.Value == "db" ? c with { Names = [Name("db.internal"), Name("*.db.internal")], Hosts = [Name("10.0.0.1")] } : c)] }).Platform.Links[0].Dialled);
    }

    [Fact]
    public void Leaf_settings_are_the_defaults_of_every_leaf()
    {
        var shop = Shop([]) with { Leaf = new() { Key = KeyAlgorithm.Rsa3072, Lifetime = new(30, LifetimeUnit.Days), RenewAt = 0.5, Subject = new() { Organization = "Shop Ltd" } } };

        Assert.All(Good(shop).Desired.Leaves, l => Assert.Equal(
            (KeyAlgorithm.Rsa3072, new Lifetime(30, LifetimeUnit.Days), 0.5, "Shop Ltd"), (l.Key, l.Lifetime, l.RenewAt, l.Subject.Organization)));
    }

    [Fact]
    public void The_authority_is_generated_in_the_platforms_name_unless_described()
    {
        var shop = Shop([]);
        var existing = new AuthoritySource.Existing("/root/ca.crt", "/root/ca.key");

        Assert.Equal("shop authority", ((AuthoritySource.Generated)Good(shop).Desired.Authorities.Single().Source).Subject.CommonName);
        Assert.Equal(existing, Good(shop with { Authority = new() { Existing = existing } }).Desired.Authorities.Single().Source);
        var brought = Good(shop with { Authority = new() { Certificates = "/home/certs" } }).Desired;
        Assert.Equal(new AuthoritySource.Brought("/home/certs", null), brought.Authorities.Single().Source);
        Assert.All(brought.Leaves, l => Assert.Equal(new LeafSource.Found("/home/certs"), l.Source));
    }

    [Fact]
    public void Two_components_that_write_one_file_are_refused_LS1422()
    {
        var shop = Shop([]);
        var diagnostics = Compile(shop with { Components = [.. shop.Components.Select(c => c with { Folder = "/srv/tls" })] }).Diagnostics;

        Assert.All(diagnostics, d => Assert.Equal("LS1422", d.Code));
        Assert.Equal("db and web both write /srv/tls/tls.crt", diagnostics[0].Message);
    }

    [Fact]
    public void Two_components_that_set_one_setting_are_refused_LS1423()
    {
        var shop = Shop([]);
        var two = shop with { Components = [shop.Components[0] with { Config = "/etc/shop.yml" }, shop.Components[1] with { Config = "/etc/shop.yml" }] };

        Assert.Equal("db and web both set tls.enabled in /etc/shop.yml", Bad(two, "LS1423").Message);
    }

    [Fact]
    public void A_key_that_the_dialect_has_no_use_for_is_refused_LS1425()
    {
        var shop = Shop([]);
        var entry = shop.Components[0] with { Keys = ImmutableDictionary<string, Position>.Empty.Add("dialect", new(3, 3)).Add("mounts", new(4, 5)) };

        var diagnostic = Bad(shop with { Components = shop.Components.SetItem(0, entry) }, "LS1425");

        Assert.Equal((new Position(4, 5), "web: dialect strong has no use for `mounts`"), (diagnostic.At, diagnostic.Message));
    }

    [Fact]
    public void Configuration_is_read_once_and_handed_to_the_dialect()
    {
        var shop = Shop([]);
        shop = shop with { Components = [shop.Components[0] with { Config = "/etc/web.yml" }] };

        Assert.Equal(["/opt/duo/duo.yml", "/etc/web.yml"], PlatformCompiler.Reads(shop, new FakeProfile(), Dialects));
        Assert.Equal(["/opt/duo/more.yml"], PlatformCompiler.ReadsMore(shop, new FakeProfile(), ImmutableDictionary<string, string>.Empty.Add("/opt/duo/duo.yml", "")));
        PlatformCompiler.Compile(shop, null, Dialects, ImmutableDictionary<string, string>.Empty.Add("/etc/web.yml", "a: 1"));
        Assert.Equal("a: 1", Named.Requests[^1].Documents["/etc/web.yml"]);
    }

    private static LinkEntry Link(string text) => new(At(text.Split(" -> ")[0], 7), At(text.Split(" -> ")[1], 7), null);

    private static Located At(string value, int line) => new(value, new(line, 3));

    private static AlternativeName Name(string text) => AlternativeName.Parse(text)!;

    internal static PlatformDescription Shop(string[] links, params LinkEntry[] more) => new()
    {
        File = "shop.yaml",
        Folder = "/srv",
        Platform = "shop",
        Components =
        [
            new() { Name = At("web", 3), Dialect = At("strong", 3) },
            new() { Name = At("db", 4), Dialect = At("strong", 4), Port = 5432 },
            new() { Name = At("cache", 5), Dialect = At("server", 5) },
            new() { Name = At("tool", 6), Dialect = At("tool", 6) },
        ],
        Links = [.. links.Select(Link), .. more],
    };

    internal static Result<Expansion> Compile(PlatformDescription description, IProfile? profile = null) =>
        PlatformCompiler.Compile(description, profile, Dialects, ImmutableDictionary<string, string>.Empty);

    internal static Expansion Good(PlatformDescription description, IProfile? profile = null)
    {
        var result = Compile(description, profile);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    internal static Diagnostic Bad(PlatformDescription description, string code, IProfile? profile = null)
    {
        var diagnostic = Assert.Single(Compile(description, profile).Diagnostics);
        Assert.Equal((code, Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.NotNull(diagnostic.Hint);
        return diagnostic;
    }
}
