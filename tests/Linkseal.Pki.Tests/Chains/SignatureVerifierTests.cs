using System.Security.Cryptography.X509Certificates;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Tests.Brought;

namespace Linkseal.Pki.Tests.Chains;

public sealed class SignatureVerifierTests : IDisposable
{
    private readonly ForeignCa _ca = new();

    public void Dispose() => _ca.Dispose();

    [Theory]
    [InlineData("2048", "sha1")]
    [InlineData("2048", "sha256")]
    [InlineData("2048", "sha384")]
    [InlineData("2048", "sha512")]
    [InlineData("2048", "md5")]
    [InlineData("ec", "sha1")]
    [InlineData("ec", "sha256")]
    [InlineData("ec", "sha512")]
    public void Good_signatures_of_every_algorithm_verify(string key, string digest)
    {
        var root = _ca.SelfSigned("root", key: key, digest: digest);
        var leaf = _ca.Signed("leaf", "root", digest: digest);
        Assert.True(_ca.Signatures.Has(root, root));
        Assert.True(_ca.Signatures.Has(leaf, root));
        Assert.False(_ca.Signatures.Has(root, leaf));
    }

    [Theory]
    [InlineData("sha256", "digest", "2048")]
    [InlineData("sha256", "max", "2048")]
    [InlineData("sha384", "20", "2048")]
    [InlineData("sha512", "0", "3072")]
    [InlineData("sha256", "max", "2047")]
    public void Pss_signatures_verify_whatever_their_salt(string digest, string salt, string bits)
    {
        var openssl = _ca.OpenSsl;
        openssl.Line($"req -x509 -newkey rsa:{bits} -nodes -keyout p.key -out p.crt -days 5 -subj /CN=pss -{digest} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:{salt} -outform DER");
        var certificate = Certificate.Read(openssl.Bytes("p.crt"))!;
        Assert.Equal("rsassaPss-" + digest.ToUpperInvariant(), certificate.Facts.SignatureAlgorithm);
        Assert.True(SignatureVerifier.Verify([certificate]).Has(certificate.Facts, certificate.Facts));
        AnyFlippedBitIsNoticed(openssl.Bytes("p.crt"));
    }

    [Theory]
    [InlineData("ec")]
    [InlineData("2048")]
    public void A_changed_certificate_does_not_verify(string key)
    {
        _ca.SelfSigned("root", key: key);
        AnyFlippedBitIsNoticed(_ca.Certificate("root").Der.ToArray());
    }

    [Fact]
    public void An_outer_algorithm_that_differs_from_the_signed_one_does_not_verify()
    {
        _ca.SelfSigned("root", key: "2048");
        var der = _ca.Certificate("root").Der.ToArray();
        ReadOnlySpan<byte> sha256WithRsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];
        der[der.AsSpan().LastIndexOf(sha256WithRsa) + 9] = 0x04;
        var changed = Certificate.Read(der)!;
        Assert.False(SignatureVerifier.Verify([changed]).Has(changed.Facts, changed.Facts));
    }

    [Fact]
    public void A_ca_of_the_same_name_with_another_key_did_not_sign()
    {
        _ca.SelfSigned("one", subject: "/CN=root");
        var two = _ca.SelfSigned("two", subject: "/CN=root");
        var leaf = _ca.Signed("leaf", "one");
        Assert.True(_ca.Signatures.Has(leaf, _ca["one"]));
        Assert.False(_ca.Signatures.Has(leaf, two));
    }

    [Fact]
    public void Thousands_are_verified_without_order_among_them()
    {
        using var authority = Samples.Authority(intermediate: true);
        var leaves = Enumerable.Range(0, 300).AsParallel().Select(i => authority.Issue(Samples.Leaf($"c{i}"), Samples.Now).Certificate).ToArray();
        var signatures = SignatureVerifier.Verify([.. leaves, authority.Root, .. authority.Intermediates, .. leaves]);
        Assert.Equal(leaves.Length + 2, signatures.Pairs.Count);
        Assert.All(leaves, l => Assert.True(signatures.Has(l.Facts, authority.Issuer.Facts)));
    }

    [Fact]
    public void The_reader_and_the_framework_agree()
    {
        _ca.SelfSigned("root", key: "2048", subject: "/C=CH/O=Any/CN=root");
        _ca.Signed("leaf", "root");
        foreach (var name in new[] { "root", "leaf" })
        {
            using var framework = X509CertificateLoader.LoadCertificate(_ca.Certificate(name).Der.Span);
            var facts = _ca[name];
            Assert.Equal(framework.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(), facts.Sha256);
            Assert.Equal((framework.Subject, framework.Issuer), (facts.Subject, facts.Issuer));
            Assert.Equal(new DateTimeOffset(framework.NotAfter.ToUniversalTime()), facts.NotAfter);
            Assert.Equal(framework.SerialNumber.TrimStart('0').ToLowerInvariant(), facts.Serial.TrimStart('0'));
        }
    }

    // Any bit of the signed body or of the signature; those that make it unreadable or change a name are noticed too.
    private static void AnyFlippedBitIsNoticed(byte[] der)
    {
        var original = Certificate.Read(der)!.Facts;
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var changed = (byte[])der.Clone();
            changed[random.Next(8, der.Length)] ^= (byte)(1 << random.Next(8));
            if (Certificate.Read(changed) is not { } certificate) continue;
            Assert.False(SignatureVerifier.Verify([certificate]).Has(certificate.Facts, certificate.Facts), Convert.ToHexString(changed));
            Assert.NotEqual(original.Sha256, certificate.Facts.Sha256);
        }
    }
}
