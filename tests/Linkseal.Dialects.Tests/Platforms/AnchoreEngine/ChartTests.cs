using Linkseal.Core.Topology;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>Values of Anchore's chart: looked at as the config.yaml that they become, never edited.</summary>
public sealed class ChartTests
{
    private const string Sealed = "anchoreGlobal:\n  image: anchore/anchore-engine:v1.1.0\n  internalServicesSsl: { enabled: true, verifyCerts: true, certSecretCertName: tls.crt, certSecretKeyName: tls.key }\n";

    [Fact]
    public void The_charts_own_values_are_plaintext_and_verify_nothing()
    {
        var place = Values(File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), "helm-values-1.28.8.yaml")));
        var standing = place.Standing();
        Assert.Equal("Anchore Engine 1.1.0", standing.Platform.Title);
        Assert.All(standing.Platform.Links, static l => Assert.Equal(Level.Plaintext, l.Required));
        Assert.Equal(15, standing.Platform.Links.Length);
        Assert.Contains("internalServicesSsl", Found(place, "LS2600").Remedy, StringComparison.Ordinal);
        Assert.Contains("verifyCerts", Found(place, "LS2620").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void One_secret_for_all_services_is_not_seen_and_lies_among_the_authorities()
    {
        var place = Values(Sealed);
        var link = place.Standing().Platform.Links.First(static l => l.Id == "apiext:catalog");
        Assert.Equal(Level.Authenticated, link.Required);
        Assert.Contains("/home/anchore/certs/tls.crt", link.NotSeen, StringComparison.Ordinal);
        Assert.Single(Check(place), static f => f.Code == "LS2610");
        Assert.Single(Check(place), static f => f.Code == "LS2611");
        Assert.DoesNotContain(Check(place), static f => f.Code is "LS2600" or "LS2620");
    }

    [Fact]
    public void Verify_full_of_the_chart_ends_as_require() => Assert.Contains("ConfigMap", Found(Values(Sealed + "  dbConfig: { ssl: true, sslMode: verify-full }\n"), "LS2630").Remedy, StringComparison.Ordinal);

    [Fact]
    public void What_the_API_announces_is_read_and_of_no_other_service()
    {
        var link = Values(Sealed + "anchoreApi: { external: { use_tls: true, hostname: api.example.com, port: 8443 } }\nanchoreCatalog: { external: { hostname: no.example.com } }\n").Standing().Platform.Links;
        Assert.Equal(["api.example.com"], link.First(static l => l.Id == "clients:apiext").Dialled);
        Assert.Equal(["anchore-engine-catalog"], link.First(static l => l.Id == "apiext:catalog").Dialled);
    }

    [Theory]
    [InlineData("verifyCerts: true", "verifyCerts: \"false\"", "LS2620", Level.Encrypted)]
    [InlineData("enabled: true", "enabled: \"false\"", "LS2600", Level.Plaintext)]
    public void Quotes_of_the_values_are_not_in_what_the_chart_renders(string from, string to, string code, Level level)
    {
        var place = Values(Sealed.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(level, place.Standing().Platform.Links.First(static l => l.Id == "apiext:catalog").Required);
        Assert.DoesNotContain(Check(place), static f => f.Observed?.Contains('\'', StringComparison.Ordinal) ?? false);
        Assert.StartsWith("in the values: anchoreGlobal.internalServicesSsl", Found(place, code).Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(Check(Values(Sealed)), f => f.Code == code);
    }

    [Fact]
    public void Values_under_a_parent_charts_key_are_the_same()
    {
        static string Under(string key, string values) => key + ":\n" + string.Concat(values.TrimEnd().Split('\n').Select(static l => "  " + l + "\n"));
        var place = Values("global: {}\n" + Under("scanner", Sealed.Replace("verifyCerts: true", "verifyCerts: false", StringComparison.Ordinal)) + Under("second", Sealed));
        Assert.Equal(Level.Encrypted, place.Standing().Platform.Links.First(static l => l.Id == "apiext:catalog").Required);
        Assert.StartsWith("in the values: under scanner: anchoreGlobal.", Found(place, "LS2620").Remedy, StringComparison.Ordinal);
        var draft = Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = "/x", Documents = [new("values.yaml", place.Texts["/opt/anchore/values.yaml"])] })!.Value!;
        Assert.Contains("values of Anchore's chart under scanner, image 1.1.0: they can be audited, not edited", draft.Saw);
        Assert.Equal("values.yaml: second", Assert.Single(draft.NotLookedAt).Path);
    }

    [Fact]
    public void Nothing_of_it_is_edited() => Assert.Equal("LS1622", Assert.Single(Values(Sealed).Expand().Diagnostics).Code);

    [Fact]
    public void It_is_recognised_by_its_content()
    {
        var draft = Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = "/x", Documents = [new("values.yaml", Sealed)] })!.Value!;
        Assert.Contains("values of Anchore's chart, image 1.1.0: they can be audited, not edited", draft.Saw);
        Assert.Null(Catalogue.Profile("anchore-engine")!.Draft(new() { Folder = "/x", Documents = [new("values.yaml", "general: {}\n")] }));
    }

    private static AnchorePlace Values(string text) => new AnchorePlace().With("/opt/anchore/values.yaml", text).Says("settings: { config: values.yaml }\n");

    private static Core.Diagnostics.Finding Found(AnchorePlace place, string code) => Check(place).First(f => f.Code == code);

    private static System.Collections.Immutable.ImmutableArray<Core.Diagnostics.Finding> Check(AnchorePlace place)
    {
        var standing = place.Standing();
        return Catalogue.Profile("anchore-engine")!.Check(place.Read(), standing, new() { Now = default, Files = System.Collections.Immutable.ImmutableDictionary<string, Core.Planning.FileState>.Empty, Documents = place.Texts });
    }
}
