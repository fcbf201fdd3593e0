using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Asn1;

/// <summary>keyUsage by bit number (RFC 5280 §4.2.1.3).</summary>
[Flags]
internal enum KeyUsageBits
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Bit 0: signs handshakes.</summary>
    DigitalSignature = 1 << 0,

    /// <summary>Bit 2: RSA key transport.</summary>
    KeyEncipherment = 1 << 2,

    /// <summary>Bit 5: signs certificates.</summary>
    KeyCertSign = 1 << 5,

    /// <summary>Bit 6: signs revocation lists.</summary>
    CrlSign = 1 << 6,
}

/// <summary>The extensions that Linkseal writes, each as one SEQUENCE of RFC 5280 §4.1.</summary>
internal static class ExtensionWriter
{
    public static void BasicConstraints(AsnWriter writer, bool authority, int? pathLength) => Write(writer, Oids.BasicConstraints, critical: true, w =>
    {
        using var sequence = w.PushSequence();
        if (!authority) return;
        w.WriteBoolean(true);
        if (pathLength is { } length) w.WriteInteger(length);
    });

    public static void KeyUsage(AsnWriter writer, KeyUsageBits bits) =>
        Write(writer, Oids.KeyUsage, critical: true, w => w.WriteNamedBitList(bits));

    public static void ExtendedKeyUsage(AsnWriter writer, Purposes purposes)
    {
        if (purposes == Purposes.None) return;
        Write(writer, Oids.ExtendedKeyUsage, critical: false, w =>
        {
            using var sequence = w.PushSequence();
            if (purposes.HasFlag(Purposes.Server)) w.WriteObjectIdentifier(Oids.ServerAuth);
            if (purposes.HasFlag(Purposes.Client)) w.WriteObjectIdentifier(Oids.ClientAuth);
        });
    }

    public static void AlternativeNames(AsnWriter writer, ImmutableArray<AlternativeName> names) => Write(writer, Oids.AlternativeNames, critical: false, w =>
    {
        using var sequence = w.PushSequence();
        foreach (var name in names)
        {
            if (name.IsAddress) w.WriteOctetString(IPAddress.Parse(name.Value).GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
            else w.WriteCharacterString(UniversalTagNumber.IA5String, name.Value, new Asn1Tag(TagClass.ContextSpecific, 2));
        }
    });

    public static void SubjectKeyId(AsnWriter writer, ReadOnlyMemory<byte> keyId) =>
        Write(writer, Oids.SubjectKeyId, critical: false, w => w.WriteOctetString(keyId.Span));

    /// <summary>By key id only: issuer and serial would break when the issuer is renewed with its key (RFC 5280 §4.2.1.1 leaves the choice).</summary>
    public static void AuthorityKeyId(AsnWriter writer, ReadOnlyMemory<byte> keyId) => Write(writer, Oids.AuthorityKeyId, critical: false, w =>
    {
        using var sequence = w.PushSequence();
        w.WriteOctetString(keyId.Span, new Asn1Tag(TagClass.ContextSpecific, 0));
    });

    /// <summary>The identifier of a key: the leftmost 160 bits of SHA-256 over its bits (RFC 7093 §2, method 1).</summary>
    public static byte[] KeyIdOf(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        SHA256.HashData(PublicKeyReader.KeyBits(subjectPublicKeyInfo).Span)[..20];

    private static void Write(AsnWriter writer, string oid, bool critical, Action<AsnWriter> value)
    {
        using var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(oid);
        if (critical) writer.WriteBoolean(true);
        using (writer.PushOctetString()) value(writer);
    }
}
