using Linkseal.Core.Certificates;
using Linkseal.Runtime.Authority;

namespace Linkseal.Runtime.Tests.Authority;

public sealed class UserAuthorityTests
{
    [Theory]
    [InlineData("pem", "ca.crt", "ca.key")]
    [InlineData("der", "ca.der", "ca.key.der")]
    [InlineData("pkcs12", "ca.pfx", "ca.pfx")]
    [InlineData("encrypted", "ca.crt", "ca.enc.key")]
    [InlineData("one file, key first", "both.pem", "both.pem")]
    public void A_CA_of_the_users_signs_in_whatever_form_it_comes(string form, string certificate, string key)
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.Write("pass", "geheim");
        ground.OpenSsl.Line("x509 -in ca.crt -outform der -out ca.der");
        ground.OpenSsl.Line("rsa -in ca.key -outform der -traditional -out ca.key.der");
        ground.OpenSsl.Line("pkcs12 -export -in ca.crt -inkey ca.key -passout file:pass -out ca.pfx");
        ground.OpenSsl.Line("pkcs8 -topk8 -v2 aes256 -in ca.key -passout file:pass -out ca.enc.key");
        ground.Write("both.pem", ground.Read("ca.key") + "some text\n" + ground.Read("ca.crt"));
        var spec = Existing(ground, certificate, key) with { Passphrase = form is "pkcs12" or "encrypted" ? new(ground["pass"], null) : null };

        var observation = ground.Observe(ground.Desired(spec, Ground.Leaf("web")));
        ground.Carry(ground.Issuing(Ground.Leaf("web")), observation);

        Assert.Empty(observation.Diagnostics);
        Assert.True(observation.Observed.Authorities["internal"].CanSign);
        ground.OpenSsl.Line("verify -CAfile ca.crt -verify_hostname web web.crt");
        Assert.False(Directory.Exists(ground[".linkseal/authority"]));
    }

    [Theory]
    [InlineData("sub.crt ca.crt")]
    [InlineData("ca.crt sub.crt")]
    public void An_intermediate_with_its_root_signs_and_is_served_in_the_chain(string order)
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Intermediate("sub", "ca");
        ground.Write("chain.pem", string.Concat(order.Split(' ').Select(ground.Read)));
        var spec = Existing(ground, "chain.pem", "sub.key");

        var observation = ground.Observe(ground.Desired(spec, Ground.Leaf("web")));
        ground.Carry(ground.Issuing(Ground.Leaf("web")), observation);

        Assert.Empty(observation.Diagnostics);
        Assert.Contains("Test-Intermediate-sub", observation.Observed.Authorities["internal"].Issuer.Subject, StringComparison.Ordinal);
        ground.Write("bundle.crt", observation.Observed.Authorities["internal"].Bundle);
        ground.OpenSsl.Line("verify -CAfile bundle.crt -untrusted web.crt web.crt");
        Assert.Equal(2, ground.Read("web.crt").Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public void An_intermediate_more_than_the_products_follow_is_LS1336()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Intermediate("sub", "ca");
        ground.Write("chain.pem", ground.Read("sub.crt") + ground.Read("ca.crt"));
        var desired = ground.Desired(Existing(ground, "chain.pem", "sub.key"), Ground.Leaf("web"));

        Assert.Empty(ground.Observe(desired with { Chains = [new("web", 1)] }).Diagnostics);
        Assert.Equal("LS1336", Assert.Single(ground.Observe(desired with { Chains = [new("web", 0)] }).Diagnostics).Code);
    }

    [Fact]
    public void The_key_decides_which_certificate_of_the_file_signs()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.OpenSsl.Intermediate("sub", "ca");
        ground.Write("chain.pem", ground.Read("sub.crt") + ground.Read("ca.crt"));

        var observation = ground.Observe(ground.Desired(Existing(ground, "chain.pem", "ca.key")));

        Assert.Contains("Test-Root", observation.Observed.Authorities["internal"].Issuer.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other key", "LS1320")]
    [InlineData("leaf", "LS1341")]
    [InlineData("intermediate alone", "LS1337")]
    [InlineData("no passphrase", "LS1307")]
    [InlineData("wrong passphrase", "LS1308")]
    [InlineData("no key file", "LS1456")]
    [InlineData("no certificate file", "LS1456")]
    [InlineData("certificate as key", "LS1460")]
    [InlineData("garbage", "LS1301")]
    public void Each_bad_input_has_its_own_diagnostic_before_anything_is_signed(string fault, string code)
    {
        using var ground = new Ground();
        var ssl = ground.OpenSsl;
        ssl.Root("ca");
        ssl.Root("other");
        ssl.Intermediate("sub", "ca");
        ssl.Line("req -newkey rsa:2048 -nodes -subj /CN=leaf -keyout leaf.key -out leaf.csr");
        ssl.Answer("leaf.csr", "ca", "leaf.crt");
        ground.Write("wrong", "geheimnis");
        ground.Write("pass", "geheim");
        ssl.Line("pkcs8 -topk8 -v2 aes256 -in ca.key -passout file:pass -out ca.enc.key");
        ground.Write("garbage", "hello");
        var spec = fault switch
        {
            "other key" => Existing(ground, "ca.crt", "other.key"),
            "leaf" => Existing(ground, "leaf.crt", "leaf.key"),
            "intermediate alone" => Existing(ground, "sub.crt", "sub.key"),
            "no passphrase" => Existing(ground, "ca.crt", "ca.enc.key"),
            "wrong passphrase" => Existing(ground, "ca.crt", "ca.enc.key") with { Passphrase = new(ground["wrong"], null) },
            "no key file" => Existing(ground, "ca.crt", "nothing.key"),
            "no certificate file" => Existing(ground, "nothing.crt", "ca.key"),
            "certificate as key" => Existing(ground, "ca.crt", "ca.crt"),
            _ => Existing(ground, "garbage", "ca.key"),
        };

        var observation = ground.Observe(ground.Desired(spec, Ground.Leaf("web")));

        Assert.Contains(code, observation.Diagnostics.Select(static d => d.Code));
        Assert.All(observation.Diagnostics, static d => Assert.DoesNotContain("geheim", d.Message + d.Hint, StringComparison.Ordinal));
    }

    [Fact]
    public void A_passphrase_that_is_not_at_hand_matters_only_when_something_is_signed()
    {
        using var ground = new Ground();
        ground.OpenSsl.Root("ca");
        ground.Write("pass", "geheim");
        ground.OpenSsl.Line("pkcs8 -topk8 -v2 aes256 -in ca.key -passout file:pass -out ca.enc.key");
        var spec = Existing(ground, "ca.crt", "ca.enc.key") with { Passphrase = new(null, "LINKSEAL_TEST_UNSET") };

        var observation = ground.Observe(ground.Desired(spec, Ground.Leaf("web")));
        var prepared = ContentSource.Prepare(ground.Issuing(Ground.Leaf("web")), observation.Authorities, observation.Brought, Ground.Now);

        Assert.Empty(observation.Diagnostics);
        Assert.Equal("LS1451", Assert.Single(prepared.Diagnostics).Code);
    }

    [Fact]
    public void A_CA_on_the_place_is_found_below_its_root()
    {
        using var ground = new Ground();
        Directory.CreateDirectory(ground["image/etc/tls"]);
        ground.OpenSsl.Root("image/etc/tls/ca");
        var spec = Ground.Generated() with { Source = new AuthoritySource.Existing("/etc/tls/ca.crt", "/etc/tls/ca.key") { OnPlace = true } };

        var observation = ground.Observe(new() { Authorities = [spec] }, root: ground["image"]);

        Assert.Empty(observation.Diagnostics);
        Assert.True(observation.Observed.Authorities["internal"].CanSign);
    }

    private static AuthoritySpec Existing(Ground ground, string certificate, string key) =>
        Ground.Generated() with { Source = new AuthoritySource.Existing(ground[certificate], ground[key]) };
}
