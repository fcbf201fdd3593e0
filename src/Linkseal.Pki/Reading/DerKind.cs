using System.Formats.Asn1;

namespace Linkseal.Pki.Reading;

/// <summary>What a DER structure is, by its shape.</summary>
internal enum DerKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>X.509 certificate.</summary>
    Certificate,

    /// <summary>PKCS#10 signing request.</summary>
    SigningRequest,

    /// <summary>PKCS#7 of any content.</summary>
    Pkcs7,

    /// <summary>PKCS#12.</summary>
    Pkcs12,

    /// <summary>PKCS#8.</summary>
    Pkcs8,

    /// <summary>Encrypted PKCS#8.</summary>
    EncryptedPkcs8,

    /// <summary>PKCS#1 private key.</summary>
    Pkcs1,

    /// <summary>SEC1 private key.</summary>
    Sec1,

    /// <summary>SubjectPublicKeyInfo, or PKCS#1 public key.</summary>
    PublicKey,
}

/// <summary>Tells <see cref="DerKind"/> by the first elements inside the outer SEQUENCE; whether the rest is right is for the reader of that kind to say.</summary>
internal static class DerKinds
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    public static DerKind Of(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (Is(outer, Asn1Tag.ObjectIdentifier)) return DerKind.Pkcs7;
            return Is(outer, Asn1Tag.Integer) ? ByVersion(outer) : BySequence(outer);
        }
        catch (AsnContentException)
        {
            return DerKind.Unknown;
        }
    }

    private static DerKind ByVersion(AsnReader outer)
    {
        var version = outer.ReadInteger();
        if (Is(outer, Asn1Tag.Integer)) return version.IsZero ? DerKind.Pkcs1 : DerKind.PublicKey;
        if (Is(outer, Asn1Tag.PrimitiveOctetString)) return DerKind.Sec1;
        if (!Is(outer, Asn1Tag.Sequence)) return DerKind.Unknown;
        return version == 3 ? DerKind.Pkcs12 : DerKind.Pkcs8;
    }

    private static DerKind BySequence(AsnReader outer)
    {
        if (!Is(outer, Asn1Tag.Sequence)) return DerKind.Unknown;
        var first = outer.ReadSequence();
        if (Is(outer, Asn1Tag.PrimitiveBitString)) return DerKind.PublicKey;
        if (Is(outer, Asn1Tag.PrimitiveOctetString)) return DerKind.EncryptedPkcs8;
        if (!Is(outer, Asn1Tag.Sequence)) return DerKind.Unknown;
        if (Is(first, Version)) return DerKind.Certificate;
        if (!Is(first, Asn1Tag.Integer)) return DerKind.Unknown;

        // Version 1 certificates have no version; a request's fourth element is its attributes.
        first.ReadEncodedValue();
        first.ReadEncodedValue();
        first.ReadEncodedValue();
        return Is(first, Version) ? DerKind.SigningRequest : Is(first, Asn1Tag.Sequence) ? DerKind.Certificate : DerKind.Unknown;
    }

    private static bool Is(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
