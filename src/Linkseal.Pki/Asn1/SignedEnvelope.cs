using System.Formats.Asn1;

namespace Linkseal.Pki.Asn1;

/// <summary>The outer shape that certificates and requests share: what is signed, how, and the signature (RFC 5280 §4.1, RFC 2986 §4.2).</summary>
/// <param name="Body">What is signed, encoded.</param>
/// <param name="Algorithm">The AlgorithmIdentifier, encoded.</param>
/// <param name="Signature">The signature's bytes.</param>
internal sealed record SignedEnvelope(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Algorithm, ReadOnlyMemory<byte> Signature)
{
    public static SignedEnvelope Read(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        return new(outer.ReadEncodedValue(), outer.ReadEncodedValue(), outer.ReadBitString(out _));
    }

    /// <summary>Signs a body.</summary>
    public static byte[] Sign(byte[] body, PrivateKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, body.Length + 600);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(body);
            WriteAlgorithm(writer, key);
            writer.WriteBitString(key.Sign(body));
        }

        return writer.Encode();
    }

    /// <summary>The AlgorithmIdentifier of a key's signatures: ECDSA without parameters (RFC 5758 §3.2), RSA with NULL (RFC 4055 §5).</summary>
    public static void WriteAlgorithm(AsnWriter writer, PrivateKey key)
    {
        using var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(key.SignatureOid);
        if (key.IsRsa) writer.WriteNull();
    }
}
