using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;

namespace Linkseal.Pki.Tests.Issuing;

public sealed class AuthorityNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("shop authority", 1, false)]
    [InlineData("shop authority", 12, true)]
    [InlineData("Smith, Jones + Sons \\ \"Ltd\"", 1, true)]
    [InlineData(null, 3, true)]
    [InlineData("an authority whose name is longer than the sixty-four characters of RFC 5280", 7, true)]
    [InlineData("an authority whose name is longer than the sixty-four characters of RFC 5280", 7, false)]
    public void What_a_generated_authority_signs_is_known_by_its_name_in_every_generation(string? commonName, int generation, bool intermediate)
    {
        var source = new AuthoritySource.Generated { Subject = new() { CommonName = commonName, Organization = "Shop" }, Intermediate = intermediate };
        var spec = new AuthoritySpec { Name = "internal", Source = source };
        using var authority = AuthorityFactory.Make("internal", source, generation, Now);
        Assert.All(authority.Intermediates.Append(authority.Root), c => Assert.True(AuthorityNames.Signed(spec, c.Facts), c.Facts.Issuer));
        Assert.True(AuthorityNames.Signed(spec, authority.Root.Facts with { Issuer = authority.Issuer.Facts.Subject }), authority.Issuer.Facts.Subject);
        Assert.False(AuthorityNames.Signed(spec with { Source = source with { Subject = new() { CommonName = "another" } } }, authority.Root.Facts));
        Assert.False(AuthorityNames.Signed(spec with { Source = new AuthoritySource.Existing("a", "b") }, authority.Root.Facts));
    }

    [Theory]
    [InlineData("CN=shop authority")]
    [InlineData("CN=shop authority x")]
    [InlineData("CN=shop authority ")]
    [InlineData("O=Shop, CN=shop authority 1")]
    [InlineData("CN=\\")]
    [InlineData("")]
    public void Other_names_are_not_taken_for_ours(string issuer)
    {
        var source = new AuthoritySource.Generated { Subject = new() { CommonName = "shop authority" } };
        using var authority = AuthorityFactory.Make("internal", source, 1, Now);
        Assert.False(AuthorityNames.Signed(new() { Name = "internal", Source = source }, authority.Root.Facts with { Issuer = issuer }));
    }
}
