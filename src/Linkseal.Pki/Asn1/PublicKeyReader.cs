using System.Formats.Asn1;

namespace Linkseal.Pki.Asn1;

/// <summary>What a SubjectPublicKeyInfo says of its key (RFC 5280 §4.1.2.7).</summary>
/// <param name="Kind">The algorithm's object identifier.</param>
/// <param name="Algorithm">As people say it: <c>ECDSA P-256</c>, <c>RSA 2048</c>.</param>
/// <param name="Bits">The key's size; 0 where it is not known.</param>
internal sealed record PublicKeyDescription(string Kind, string Algorithm, int Bits);

/// <summary>Reads <see cref="PublicKeyDescription"/>.</summary>
internal static class PublicKeyReader
{
    public static PublicKeyDescription Describe(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var (kind, parameters, key) = Split(subjectPublicKeyInfo);
        return kind switch
        {
            Oids.RsaEncryption or Oids.RsaPss => Rsa(kind, key),
            Oids.EcPublicKey => Ec(parameters, key),
            _ => new(kind, Oids.KeyKind(kind), key.Length * 8),
        };
    }

    /// <summary>True for the kinds of key that Linkseal signs and verifies with, by <see cref="PublicKeyDescription.Algorithm"/>.</summary>
    public static bool IsSupported(string algorithm) => algorithm.StartsWith("RSA ", StringComparison.Ordinal) || algorithm.StartsWith("ECDSA ", StringComparison.Ordinal);

    /// <summary>The bytes inside the BIT STRING: what key identifiers are made of.</summary>
    public static ReadOnlyMemory<byte> KeyBits(ReadOnlyMemory<byte> subjectPublicKeyInfo) => Split(subjectPublicKeyInfo).Key;

    private static (string Kind, ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> Key) Split(ReadOnlyMemory<byte> encoded)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var algorithm = info.ReadSequence();
        var kind = algorithm.ReadObjectIdentifier();
        ReadOnlyMemory<byte> parameters = algorithm.HasData ? algorithm.ReadEncodedValue() : default;
        return (kind, parameters, info.ReadBitString(out _));
    }

    private static PublicKeyDescription Rsa(string kind, ReadOnlyMemory<byte> key)
    {
        var modulus = new AsnReader(key, AsnEncodingRules.BER).ReadSequence().ReadInteger();
        var bits = (int)modulus.GetBitLength();
        return new(kind, $"{Oids.KeyKind(kind)} {bits}", bits);
    }

    private static PublicKeyDescription Ec(ReadOnlyMemory<byte> parameters, ReadOnlyMemory<byte> point)
    {
        var reader = new AsnReader(parameters, AsnEncodingRules.BER);
        // Explicit parameters (RFC 3279) instead of a curve's name: RFC 5480 §2.1.1 forbids them.
        if (reader.PeekTag().TagValue != (int)UniversalTagNumber.ObjectIdentifier) return new(Oids.EcPublicKey, "ECDSA with explicit parameters", point.Length * 4);
        var oid = reader.ReadObjectIdentifier();
        var (name, bits) = Oids.Curve(oid) ?? (oid, (point.Length - 1) * 4);
        return new(Oids.EcPublicKey, "ECDSA " + name, bits);
    }
}
