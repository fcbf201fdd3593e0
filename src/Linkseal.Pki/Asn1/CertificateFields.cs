using System.Formats.Asn1;

namespace Linkseal.Pki.Asn1;

/// <summary>Parts taken out of a certificate byte for byte, so that issuer and subject match however they were encoded.</summary>
internal static class CertificateFields
{
    /// <summary>The encoded signature algorithm within the signed body.</summary>
    public static ReadOnlyMemory<byte> SignatureAlgorithm(ReadOnlyMemory<byte> der) => Field(der, 2);

    /// <summary>The encoded subject.</summary>
    public static ReadOnlyMemory<byte> Subject(ReadOnlyMemory<byte> der) => Field(der, 5);

    /// <summary>The encoded SubjectPublicKeyInfo.</summary>
    public static ReadOnlyMemory<byte> PublicKeyInfo(ReadOnlyMemory<byte> der) => Field(der, 6);

    // Fields of TBSCertificate from the serial on (RFC 5280 §4.1): serial 1, signature 2, issuer 3, validity 4, subject 5, key 6.
    private static ReadOnlyMemory<byte> Field(ReadOnlyMemory<byte> der, int number)
    {
        var body = new AsnReader(SignedEnvelope.Read(der).Body, AsnEncodingRules.BER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0))) body.ReadEncodedValue();
        for (var i = 1; i < number; i++) body.ReadEncodedValue();
        return body.ReadEncodedValue();
    }
}
