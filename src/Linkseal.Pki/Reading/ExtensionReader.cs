using System.Collections.Immutable;
using System.Formats.Asn1;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Reading;

/// <summary>The extensions that matter to us, each null where it is absent (RFC 5280 §4.2).</summary>
internal sealed class ExtensionReader
{
    // RFC 5280 §4.2.1.3, by bit number.
    private static readonly string[] UsageNames =
    [
        "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
    ];

    public ImmutableArray<AlternativeName> Names { get; private set; } = [];

    /// <summary>Addresses that stand as DNS entries: they match nothing.</summary>
    public ImmutableArray<string> AddressesAsNames { get; private set; } = [];

    public bool HasAlternativeNames { get; private set; }

    public bool? IsAuthority { get; private set; }

    public int? PathLength { get; private set; }

    public ImmutableArray<string>? KeyUsages { get; private set; }

    public ImmutableArray<string>? ExtendedKeyUsages { get; private set; }

    public string? SubjectKeyId { get; private set; }

    public string? AuthorityKeyId { get; private set; }

    /// <summary>Reads what follows the public key in a certificate's body: optional unique identifiers, then the extensions.</summary>
    public static ExtensionReader Read(AsnReader body)
    {
        var result = new ExtensionReader();
        while (body.HasData)
        {
            var tag = body.PeekTag();
            if (!tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 3)))
            {
                body.ReadEncodedValue();
                continue;
            }

            var extensions = body.ReadSequence(tag).ReadSequence();
            while (extensions.HasData) result.One(extensions.ReadSequence());
        }

        return result;
    }

    private void One(AsnReader extension)
    {
        var oid = extension.ReadObjectIdentifier();
        if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
        var value = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER);
        switch (oid)
        {
            case Oids.BasicConstraints:
                Constraints(value.ReadSequence());
                break;
            case Oids.KeyUsage:
                KeyUsages = Usages(value.ReadBitString(out _));
                break;
            case Oids.ExtendedKeyUsage:
                ExtendedKeyUsages = Identifiers(value.ReadSequence());
                break;
            case Oids.AlternativeNames:
                HasAlternativeNames = true;
                ReadNames(value.ReadSequence());
                break;
            case Oids.SubjectKeyId:
                SubjectKeyId = Convert.ToHexStringLower(value.ReadOctetString());
                break;
            case Oids.AuthorityKeyId:
                AuthorityKeyId = KeyId(value.ReadSequence());
                break;
        }
    }

    private void Constraints(AsnReader constraints)
    {
        IsAuthority = constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && constraints.ReadBoolean();
        if (constraints.HasData && constraints.TryReadInt32(out var length)) PathLength = length;
    }

    private static ImmutableArray<string> Usages(byte[] bits) =>
        [.. UsageNames.Where((_, bit) => bit / 8 < bits.Length && (bits[bit / 8] & (0x80 >> (bit % 8))) != 0)];

    private static ImmutableArray<string> Identifiers(AsnReader sequence)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        while (sequence.HasData) found.Add(sequence.ReadObjectIdentifier());
        return found.ToImmutable();
    }

    private void ReadNames(AsnReader sequence)
    {
        var found = ImmutableArray.CreateBuilder<AlternativeName>();
        while (sequence.HasData)
        {
            var tag = sequence.PeekTag();
            if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 2)))
            {
                var name = AlternativeName.Parse(System.Text.Encoding.Latin1.GetString(sequence.ReadOctetString(tag)));
                // An address written as a DNS name matches nothing (RFC 6125 §6.2.1), so it counts as not there, and is remembered as the mistake it is.
                if (name is { IsAddress: true }) AddressesAsNames = AddressesAsNames.Add(name.Value);
                else if (name is not null) found.Add(name);
            }
            else if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 7)))
            {
                var bytes = sequence.ReadOctetString(tag);
                if (bytes.Length is 4 or 16 && AlternativeName.Parse(new System.Net.IPAddress(bytes).ToString()) is { } address) found.Add(address);
            }
            else
            {
                sequence.ReadEncodedValue();
            }
        }

        Names = found.ToImmutable();
    }

    private static string? KeyId(AsnReader sequence)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        return sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag) ? Convert.ToHexStringLower(sequence.ReadOctetString(tag)) : null;
    }
}
