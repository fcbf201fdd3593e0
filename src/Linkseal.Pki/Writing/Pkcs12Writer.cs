using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Writing;

/// <summary>PKCS#12 as OpenSSL 3, Java 11.0.12 and later and .NET read it: AES-256, PBKDF2 and a MAC with SHA-256 (RFC 7292, RFC 8018).</summary>
internal static class Pkcs12Writer
{
    // Within what readers allow (.NET stops at 300,000 per item). An empty passphrase is guessed at once whatever the count: OpenSSL's own is taken.
    private const int Iterations = 100_000;
    private const int IterationsWhenEmpty = 2048;

    /// <summary>One container of key, leaf, chain and roots.</summary>
    /// <param name="name">The entry's friendly name: Java's alias.</param>
    /// <param name="chain">Leaf first.</param>
    /// <param name="key">The leaf's key.</param>
    /// <param name="roots">Roots to believe; may be empty.</param>
    /// <param name="passphrase">May be empty.</param>
    public static byte[] Write(string name, ImmutableArray<Certificate> chain, PrivateKey key, ImmutableArray<Certificate> roots, Passphrase passphrase)
    {
        var iterations = passphrase.IsEmpty ? IterationsWhenEmpty : Iterations;
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations);
        var leafId = SHA256.HashData(chain[0].Der.Span)[..20];

        var certificates = new Pkcs12SafeContents();
        foreach (var certificate in chain.Concat(roots).Distinct())
        {
            var bag = new Pkcs12CertBag(new Oid(Oids.X509CertificateBag), OctetString(certificate.Der.Span));
            if (certificate == chain[0]) Mark(bag, name, leafId);
            else if (roots.Contains(certificate)) bag.Attributes.Add(TrustedByJava());
            certificates.AddSafeBag(bag);
        }

        var keys = new Pkcs12SafeContents();
        Mark(keys.AddShroudedKey(key.Unwrap(), passphrase.Reveal(), encryption), name, leafId);

        var builder = new Pkcs12Builder();
        builder.AddSafeContentsEncrypted(certificates, passphrase.Reveal(), encryption);
        builder.AddSafeContentsUnencrypted(keys);
        builder.SealWithMac(passphrase.Reveal(), HashAlgorithmName.SHA256, iterations);
        return builder.Encode();
    }

    private static void Mark(Pkcs12SafeBag bag, string name, byte[] leafId)
    {
        bag.Attributes.Add(new Pkcs9LocalKeyId(leafId));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.BMPString, name);
        bag.Attributes.Add(new AsnEncodedData(Oids.FriendlyName, writer.Encode()));
    }

    // Without it Java ignores a certificate that comes without a key.
    private static AsnEncodedData TrustedByJava()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(Oids.AnyExtendedKeyUsage);
        return new(Oids.JavaTrustedKeyUsage, writer.Encode());
    }

    private static byte[] OctetString(ReadOnlySpan<byte> bytes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(bytes);
        return writer.Encode();
    }
}
