using Linkseal.Core.Certificates;
using Linkseal.Pki.Issuing;
using Linkseal.Pki.Writing;

namespace Linkseal.Pki.Tests.Issuing;

public class AuthorityTests
{
    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256, false)]
    [InlineData(KeyAlgorithm.EcdsaP256, true)]
    [InlineData(KeyAlgorithm.EcdsaP384, true)]
    [InlineData(KeyAlgorithm.EcdsaP521, false)]
    [InlineData(KeyAlgorithm.Rsa2048, true)]
    public void Openssl_verifies_a_leaf_for_its_names_and_purposes_in_strict_mode(KeyAlgorithm key, bool intermediate)
    {
        using var openssl = new OpenSsl();
        using var authority = Samples.Authority(key, intermediate);
        using var leaf = authority.Issue(Samples.Leaf("core", "core", "10.0.0.7", "2001:db8::1", "*.shop.internal") with { Key = key }, Samples.Now);
        openssl.Write("root.pem", PemText.Of([authority.Root]));
        openssl.Write("chain.pem", PemText.Of(leaf.Chain));
        string[] common = ["verify", "-x509_strict", "-no-CApath", "-no-CAstore", "-CAfile", "root.pem", "-untrusted", "chain.pem"];
        string[][] checks =
        [
            ["-purpose", "sslserver", "-verify_hostname", "core"],
            ["-purpose", "sslclient", "-verify_ip", "10.0.0.7"],
            ["-verify_ip", "2001:db8::1"],
            ["-verify_hostname", "web.shop.internal"],
        ];
        foreach (var check in checks) openssl.Run([.. common, .. check, "chain.pem"]);
        Assert.NotEqual(0, openssl.Try([.. common, "-verify_hostname", "portal", "chain.pem"]).ExitCode);
    }

    [Fact]
    public void The_certificates_say_what_the_specification_asks()
    {
        using var openssl = new OpenSsl();
        using var authority = Samples.Authority(intermediate: true, generation: 3);
        using var leaf = authority.Issue(Samples.Leaf(), Samples.Now);
        openssl.Write("root.pem", PemText.Of([authority.Root]));
        openssl.Write("intermediate.pem", PemText.Of(authority.Intermediates));
        openssl.Write("leaf.pem", PemText.Of([leaf.Certificate]));

        var root = openssl.Run("x509", "-in", "root.pem", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus_space");
        Assert.Contains("Subject: C=CH, ST=Zürich, L=Zürich, O=Linkseal tests, OU=PKI, CN=shop authority 3", root, StringComparison.Ordinal);
        Assert.Contains("X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:1", root, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign", root, StringComparison.Ordinal);
        Assert.DoesNotContain("Authority Key Identifier", root, StringComparison.Ordinal);

        var intermediate = openssl.Line("x509 -in intermediate.pem -noout -text");
        Assert.Contains("CN = shop authority intermediate 3", intermediate, StringComparison.Ordinal);
        Assert.Contains("CA:TRUE, pathlen:0", intermediate, StringComparison.Ordinal);

        var text = openssl.Line("x509 -in leaf.pem -noout -text");
        Assert.Contains("X509v3 Basic Constraints: critical\n                CA:FALSE", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical\n                Digital Signature\n", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Server Authentication, TLS Web Client Authentication", text, StringComparison.Ordinal);
        Assert.Contains("DNS:core", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Authority Key Identifier", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DirName", text, StringComparison.Ordinal);
        Assert.Equal(authority.Issuer.Facts.SubjectKeyId, leaf.Certificate.Facts.AuthorityKeyId);
        Assert.Equal(leaf.Certificate.Facts.Serial, SerialOf(openssl, "leaf.pem"));
    }

    [Fact]
    public void An_rsa_leaf_may_also_encipher_keys_and_a_client_is_no_server()
    {
        using var authority = Samples.Authority();
        using var leaf = authority.Issue(Samples.Leaf() with { Key = KeyAlgorithm.Rsa2048, Purposes = Purposes.Client }, Samples.Now);
        Assert.Equal(["digitalSignature", "keyEncipherment"], leaf.Certificate.Facts.KeyUsages!.Value);
        Assert.True(leaf.Certificate.Facts.Allows(Purposes.Client));
        Assert.False(leaf.Certificate.Facts.Allows(Purposes.Server));
        Assert.Equal("ecdsa-with-SHA256", leaf.Certificate.Facts.SignatureAlgorithm);
    }

    [Fact]
    public void A_leaf_is_backdated_five_minutes_and_lives_from_now()
    {
        using var authority = AuthorityFactory.Make("internal", Samples.Generated(), 1, Samples.Now.AddDays(-1));
        using var leaf = authority.Issue(Samples.Leaf(), Samples.Now.AddMilliseconds(700));
        Assert.Equal(Samples.Now.AddMinutes(-5), leaf.Certificate.Facts.NotBefore);
        Assert.Equal(Samples.Now.AddDays(90), leaf.Certificate.Facts.NotAfter);
        Assert.Equal(Samples.Now.AddDays(-1).AddYears(10), authority.Root.Facts.NotAfter);
    }

    [Fact]
    public void A_leaf_lives_within_its_issuer()
    {
        using var authority = AuthorityFactory.Make("internal", Samples.Generated(intermediate: true) with { Lifetime = new(30, LifetimeUnit.Days) }, 1, Samples.Now);
        using var leaf = authority.Issue(Samples.Leaf(), Samples.Now.AddMinutes(-2));
        Assert.Equal(authority.Issuer.Facts.NotBefore, leaf.Certificate.Facts.NotBefore);
        Assert.Equal(authority.Issuer.Facts.NotAfter, leaf.Certificate.Facts.NotAfter);
        var late = Assert.Throws<InvalidOperationException>(() => authority.Issue(Samples.Leaf(), Samples.Now.AddDays(31)));
        Assert.Contains("shop authority", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_lives_past_2049_is_read_by_openssl()
    {
        using var openssl = new OpenSsl();
        using var authority = AuthorityFactory.Make("internal", Samples.Generated() with { Lifetime = new(60, LifetimeUnit.Years) }, 1, Samples.Now);
        openssl.Write("root.pem", PemText.Of([authority.Root]));
        Assert.Contains($" {Samples.Now.Year + 60} GMT", openssl.Line("x509 -in root.pem -noout -enddate"), StringComparison.Ordinal);
        Assert.Contains("GENERALIZEDTIME", openssl.Line("asn1parse -in root.pem"), StringComparison.Ordinal);
        Assert.Equal(Samples.Now.AddYears(60), authority.Root.Facts.NotAfter);
    }

    [Theory]
    [InlineData(60, "")]
    [InlineData(64, "")]
    [InlineData(61, "😀😀")]
    public void A_long_common_name_is_cut_so_that_the_generation_stays(int length, string ending)
    {
        var source = Samples.Generated() with { Subject = new() { CommonName = new string('n', length) + ending } };
        using var first = AuthorityFactory.Make("internal", source, 1, Samples.Now);
        using var twelfth = AuthorityFactory.Make("internal", source, 12, Samples.Now);
        Assert.EndsWith("n 1", first.Root.Facts.CommonName, StringComparison.Ordinal);
        Assert.EndsWith("n 12", twelfth.Root.Facts.CommonName, StringComparison.Ordinal);
        Assert.InRange(twelfth.Root.Facts.CommonName!.Length, 60, 64);
        Assert.NotEqual(first.Root.Facts.SubjectHash, twelfth.Root.Facts.SubjectHash);
    }

    [Fact]
    public void Many_threads_issue_at_once()
    {
        using var authority = Samples.Authority();
        var leaves = new IssuedLeaf[400];
        Parallel.For(0, leaves.Length, i => leaves[i] = authority.Issue(Samples.Leaf($"c{i}"), Samples.Now));
        Assert.Equal(leaves.Length, leaves.Select(static l => l.Certificate.Facts.Serial).Distinct().Count());
        Assert.All(leaves, static l => Assert.Equal(32, l.Certificate.Facts.Serial.Length));
        Assert.Equal(leaves.Length, leaves.Select(static l => l.Key.PublicKeySha256).Distinct().Count());

        using var openssl = new OpenSsl();
        openssl.Write("root.pem", PemText.Of([authority.Root]));
        for (var i = 0; i < leaves.Length; i++) openssl.Write($"{i}.pem", leaves[i].Certificate.ToPem());
        openssl.Run(["verify", "-CAfile", "root.pem", .. Enumerable.Range(0, leaves.Length).Select(static i => $"{i}.pem")]);
        foreach (var leaf in leaves) leaf.Dispose();
    }

    [Fact]
    public void A_key_that_is_not_the_issuers_is_refused()
    {
        using var authority = Samples.Authority();
        using var other = PrivateKey.Generate(KeyAlgorithm.EcdsaP256);
        var refused = Assert.Throws<ArgumentException>(() => new Authority("internal", 1, authority.Root, [], other));
        Assert.DoesNotContain(PrivateKeyTests.KeyText(other), refused.ToString(), StringComparison.Ordinal);
    }

    private static string SerialOf(OpenSsl openssl, string file) =>
        openssl.Line($"x509 -in {file} -noout -serial").Trim()["serial=".Length..].ToLowerInvariant();
}
