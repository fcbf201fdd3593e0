using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Linkseal.Pki.Asn1;

/// <summary>An AlgorithmIdentifier of a signature, understood.</summary>
/// <param name="Oid">The object identifier.</param>
/// <param name="Name">As <c>openssl x509 -text</c> prints it; for PSS with the hash appended.</param>
/// <param name="Hash">The hash; null where the algorithm is not one of RSA and ECDSA.</param>
internal sealed record SignatureAlgorithm(string Oid, string Name, HashAlgorithmName? Hash)
{
    /// <summary>For PSS: the length of the salt in bytes (RFC 4055 §3.1; 20 where it is left out).</summary>
    public int SaltLength { get; init; } = 20;

    /// <summary>For PSS: the hash of the mask generation.</summary>
    public HashAlgorithmName MaskHash { get; init; } = HashAlgorithmName.SHA1;

    public bool IsPss => Oid == Oids.RsaPss;

    public static SignatureAlgorithm Read(ReadOnlyMemory<byte> encoded)
    {
        var sequence = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var oid = sequence.ReadObjectIdentifier();
        var name = Oids.SignatureName(oid);
        return oid == Oids.RsaPss ? Pss(sequence) : new(oid, name, HashOf(name));
    }

    private static SignatureAlgorithm Pss(AsnReader sequence)
    {
        HashAlgorithmName? hash = HashAlgorithmName.SHA1;
        HashAlgorithmName? mask = HashAlgorithmName.SHA1;
        var salt = 20;
        var parameters = sequence.HasData ? sequence.ReadSequence() : null;
        while (parameters is { HasData: true })
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            if (tag.TagValue == 0) hash = HashOf(value.ReadSequence());
            else if (tag.TagValue == 1) mask = MaskOf(value.ReadSequence());
            else if (tag.TagValue == 2 && value.TryReadInt32(out var length)) salt = length;
        }

        return new(Oids.RsaPss, $"{Oids.SignatureName(Oids.RsaPss)}-{hash?.Name}", mask is null ? null : hash) { SaltLength = salt, MaskHash = mask ?? default };
    }

    private static HashAlgorithmName? MaskOf(AsnReader algorithm) =>
        algorithm.ReadObjectIdentifier() == Oids.Mgf1 && algorithm.HasData ? HashOf(algorithm.ReadSequence()) : HashAlgorithmName.SHA1;

    private static HashAlgorithmName? HashOf(AsnReader algorithm) =>
        HashAlgorithmName.TryFromOid(algorithm.ReadObjectIdentifier(), out var hash) ? hash : null;

    private static HashAlgorithmName? HashOf(string name) => name switch
    {
        "md5WithRSAEncryption" => HashAlgorithmName.MD5,
        "sha1WithRSAEncryption" or "ecdsa-with-SHA1" => HashAlgorithmName.SHA1,
        "sha256WithRSAEncryption" or "ecdsa-with-SHA256" => HashAlgorithmName.SHA256,
        "sha384WithRSAEncryption" or "ecdsa-with-SHA384" => HashAlgorithmName.SHA384,
        "sha512WithRSAEncryption" or "ecdsa-with-SHA512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
