using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Asn1;

/// <summary>Distinguished names: <see cref="SubjectName"/> to DER, DER to text (RFC 5280 §4.1.2.4, RFC 4514).</summary>
internal static class DistinguishedName
{
    /// <summary>Encodes the parts that are set: country first, common name last. All are UTF8String but the country, which must be a PrintableString.</summary>
    public static byte[] Encode(SubjectName name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Part(writer, Oids.Country, name.Country, UniversalTagNumber.PrintableString);
            Part(writer, Oids.State, name.State, UniversalTagNumber.UTF8String);
            Part(writer, Oids.Locality, name.Locality, UniversalTagNumber.UTF8String);
            Part(writer, Oids.Organization, name.Organization, UniversalTagNumber.UTF8String);
            Part(writer, Oids.Unit, name.Unit, UniversalTagNumber.UTF8String);
            Part(writer, Oids.CommonName, name.CommonName, UniversalTagNumber.UTF8String);
        }

        return writer.Encode();
    }

    /// <summary>The name as text, most specific part first, and its common name (the last one; null where there is none).</summary>
    public static (string Text, string? CommonName) Read(ReadOnlyMemory<byte> encoded)
    {
        var parts = new List<string>();
        string? commonName = null;
        var names = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            var one = new List<string>();
            var set = names.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                var oid = attribute.ReadObjectIdentifier();
                var value = Value(attribute);
                if (oid == Oids.CommonName) commonName = value;
                one.Add(Oids.NamePart(oid) + "=" + Escape(value));
            }

            parts.Add(string.Join('+', one));
        }

        parts.Reverse();
        return (string.Join(", ", parts), commonName);
    }

    private static void Part(AsnWriter writer, string oid, string? value, UniversalTagNumber type)
    {
        if (string.IsNullOrEmpty(value)) return;
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(type, value);
        }
    }

    private static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass == TagClass.Universal && tag.TagValue != (int)UniversalTagNumber.UniversalString)
        {
            try
            {
                return attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue);
            }
            catch (Exception exception) when (exception is AsnContentException or ArgumentException or InvalidOperationException)
            {
                // A PrintableString with an underscore or an asterisk is common and means what it says.
            }
        }

        return System.Text.Encoding.Latin1.GetString(attribute.PeekContentBytes().Span);
    }

    // A certificate is other people's text: what would move the terminal's cursor is written as RFC 4514 §2.4 writes it.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is ',' or '+' or '"' or '\\' or '<' or '>' or ';') text.Append('\\').Append(c);
            else if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\{(int)c:X2}");
            else text.Append(c);
        }

        return text.ToString();
    }
}
