using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Chains;

/// <summary>Verifies which certificate signed which: one public-key operation per pair whose names match, no chain engine, no trust store of the system.</summary>
public static class SignatureVerifier
{
    // Enough work for the cost of parsing the issuer's key once more to vanish.
    private const int Portion = 64;

    /// <summary>Every pair (child, issuer) among the given certificates where issuer and subject are the same name byte for byte and the signature verifies.</summary>
    public static Signatures Verify(IEnumerable<Certificate> certificates)
    {
        var all = certificates.DistinctBy(static c => c.Facts.Sha256).ToArray();
        var children = all.ToLookup(static c => c.Facts.IssuerHash);
        var work = all.SelectMany(issuer => children[issuer.Facts.SubjectHash].Chunk(Portion).Select(portion => (Issuer: issuer, Children: portion))).ToArray();
        var pairs = new ImmutableArray<(string Child, string Issuer)>[work.Length];
        Parallel.For(0, work.Length, i => pairs[i] = Verified(work[i].Issuer, work[i].Children));
        return new([.. pairs.SelectMany(static p => p)]);
    }

    /// <summary>True when the certificate's own signature is of a kind that can be verified here: RSA or ECDSA with MD5, SHA-1, SHA-256, SHA-384 or SHA-512.</summary>
    internal static bool CanVerify(Certificate certificate) => SignatureAlgorithm.Read(SignedEnvelope.Read(certificate.Der).Algorithm).Hash is not null;

    private static ImmutableArray<(string Child, string Issuer)> Verified(Certificate issuer, Certificate[] children)
    {
        using var key = PublicKey(issuer);
        return key is null ? [] : [.. children.Where(child => IsSigned(child, key)).Select(child => (child.Facts.Sha256, issuer.Facts.Sha256))];
    }

    private static AsymmetricAlgorithm? PublicKey(Certificate certificate)
    {
        var info = CertificateFields.PublicKeyInfo(certificate.Der);
        AsymmetricAlgorithm? key = PublicKeyReader.Describe(info).Kind switch
        {
            Oids.RsaEncryption => RSA.Create(),
            Oids.EcPublicKey => ECDsa.Create(),
            _ => null,
        };
        try
        {
            key?.ImportSubjectPublicKeyInfo(info.Span, out _);
            return key;
        }
        // A curve that this platform does not have is refused by another exception than a malformed key.
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            key?.Dispose();
            return null;
        }
    }

    private static bool IsSigned(Certificate child, AsymmetricAlgorithm key)
    {
        var envelope = SignedEnvelope.Read(child.Der);
        var algorithm = SignatureAlgorithm.Read(envelope.Algorithm);
        if (algorithm.Hash is not { } hash) return false;
        // The outer algorithm is not signed; the one in the body is, and both must be the same (RFC 5280 §4.1.1.2).
        if (!envelope.Algorithm.Span.SequenceEqual(CertificateFields.SignatureAlgorithm(child.Der).Span)) return false;
        try
        {
            return key switch
            {
                ECDsa ecdsa => ecdsa.VerifyData(envelope.Body.Span, envelope.Signature.Span, hash, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa when algorithm.IsPss => PssVerifier.Verify(rsa.ExportParameters(includePrivateParameters: false), algorithm, envelope),
                RSA rsa => rsa.VerifyData(envelope.Body.Span, envelope.Signature.Span, hash, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return false;
        }
    }
}
