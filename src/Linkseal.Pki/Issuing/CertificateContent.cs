using System.Formats.Asn1;
using System.Security.Cryptography;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Issuing;

/// <summary>Everything that a certificate to be issued says, encoded where it is the same for many.</summary>
internal sealed record CertificateContent
{
    /// <summary>Issuer's distinguished name, DER.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    /// <summary>Subject's distinguished name, DER.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>Valid from, whole seconds.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until, whole seconds.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The subject's SubjectPublicKeyInfo, DER.</summary>
    public required ReadOnlyMemory<byte> PublicKeyInfo { get; init; }

    /// <summary>Writes the extensions.</summary>
    public required Action<AsnWriter> Extensions { get; init; }

    /// <summary>Signs it: version 3, a new random serial (RFC 5280 §4.1).</summary>
    public Certificate Sign(PrivateKey issuer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 1024);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteInteger(2);
            writer.WriteIntegerUnsigned(NewSerial());
            SignedEnvelope.WriteAlgorithm(writer, issuer);
            writer.WriteEncodedValue(Issuer.Span);
            using (writer.PushSequence())
            {
                WriteTime(writer, NotBefore);
                WriteTime(writer, NotAfter);
            }

            writer.WriteEncodedValue(Subject.Span);
            writer.WriteEncodedValue(PublicKeyInfo.Span);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
            using (writer.PushSequence()) Extensions(writer);
        }

        return Certificate.Read(SignedEnvelope.Sign(writer.Encode(), issuer))!;
    }

    // 128 random bits, positive; the first byte is not zero, so that all serials have one length (RFC 5280 §4.1.2.2: at most 20 octets).
    private static byte[] NewSerial()
    {
        var serial = new byte[16];
        do
        {
            RandomNumberGenerator.Fill(serial);
        }
        while (serial[0] == 0);

        return serial;
    }

    // RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on.
    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.Year < 2050) writer.WriteUtcTime(time, twoDigitYearMax: 2049);
        else writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
    }
}
