using System.Collections.Immutable;
using System.Formats.Asn1;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Reading;

/// <summary>The certificates in a PKCS#7 SignedData without signers (RFC 5652 §5.1): what CAs hand out as <c>.p7b</c>.</summary>
internal static class Pkcs7Reader
{
    private static readonly Asn1Tag Certificates = new(TagClass.ContextSpecific, 0);

    /// <summary>The certificates in the container's order; null where it is not SignedData or one of them cannot be read.</summary>
    public static ImmutableArray<Certificate>? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var content = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (content.ReadObjectIdentifier() != Oids.SignedData) return null;
            var signed = content.ReadSequence(Certificates).ReadSequence();
            signed.ReadInteger();
            signed.ReadEncodedValue();
            signed.ReadEncodedValue();
            return signed.HasData && signed.PeekTag().HasSameClassAndValue(Certificates) ? All(signed.ReadSetOf(skipSortOrderValidation: true, Certificates)) : [];
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static ImmutableArray<Certificate>? All(AsnReader set)
    {
        var found = ImmutableArray.CreateBuilder<Certificate>();
        while (set.HasData)
        {
            if (Certificate.Read(set.ReadEncodedValue()) is not { } certificate) return null;
            found.Add(certificate);
        }

        return found.ToImmutable();
    }
}
