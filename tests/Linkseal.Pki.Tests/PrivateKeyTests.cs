using System.Text;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Tests;

public class PrivateKeyTests
{
    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256, "ECDSA P-256", 256, "ASN1 OID: prime256v1")]
    [InlineData(KeyAlgorithm.EcdsaP384, "ECDSA P-384", 384, "ASN1 OID: secp384r1")]
    [InlineData(KeyAlgorithm.EcdsaP521, "ECDSA P-521", 521, "ASN1 OID: secp521r1")]
    [InlineData(KeyAlgorithm.Rsa2048, "RSA 2048", 2048, "2048 bit")]
    [InlineData(KeyAlgorithm.Rsa3072, "RSA 3072", 3072, "3072 bit")]
    [InlineData(KeyAlgorithm.Rsa4096, "RSA 4096", 4096, "4096 bit")]
    public void Every_kind_of_key_is_made_and_openssl_reads_it(KeyAlgorithm algorithm, string text, int bits, string seen)
    {
        using var openssl = new OpenSsl();
        using var key = PrivateKey.Generate(algorithm);
        Assert.Equal((text, bits), (key.Algorithm, key.Bits));

        openssl.Write("plain.pem", key.ToPem());
        Assert.Contains(seen, openssl.Line("pkey -in plain.pem -noout -text -check"), StringComparison.Ordinal);

        openssl.Write("locked.pem", key.ToEncryptedPem(new("correct horse")));
        openssl.Run("pkey", "-in", "locked.pem", "-passin", "pass:correct horse", "-noout");
        Assert.NotEqual(0, openssl.Try("pkey", "-in", "locked.pem", "-passin", "pass:wrong", "-noout").ExitCode);
        var structure = openssl.Line("asn1parse -in locked.pem");
        Assert.Contains("PBES2", structure, StringComparison.Ordinal);
        Assert.Contains("hmacWithSHA256", structure, StringComparison.Ordinal);
        Assert.Contains("aes-256-cbc", structure, StringComparison.Ordinal);

        openssl.Line("pkey -in plain.pem -pubout -outform DER -out public.der");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(openssl.Bytes("public.der"))), key.PublicKeySha256);
    }

    [Fact]
    public void A_copy_is_the_same_key()
    {
        using var key = PrivateKey.Generate(KeyAlgorithm.EcdsaP384);
        using var copy = key.Clone();
        Assert.Equal(key.ToPem(), copy.ToPem());
        key.Dispose();
        Assert.NotEmpty(copy.Sign("still works"u8));
    }

    [Fact]
    public void The_text_form_hides_the_key_and_the_passphrase()
    {
        using var key = PrivateKey.Generate(KeyAlgorithm.EcdsaP256);
        Assert.Equal("(private key, ECDSA P-256)", key.ToString());
        Assert.Equal("(passphrase)", new Passphrase("correct horse").ToString());
        using var leaf = Samples.Authority().Issue(Samples.Leaf(), Samples.Now);
        var text = leaf.ToString();
        Assert.DoesNotContain(KeyText(leaf.Key), text, StringComparison.Ordinal);
        Assert.Contains("(private key, ECDSA P-256)", text, StringComparison.Ordinal);
    }

    // The middle of the base64: what a leak would show.
    internal static string KeyText(PrivateKey key) => Encoding.ASCII.GetString(key.ToPem()).Split('\n')[1][8..40];
}
