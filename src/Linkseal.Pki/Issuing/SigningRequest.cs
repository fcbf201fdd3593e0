using System.Formats.Asn1;
using System.Security.Cryptography;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Issuing;

/// <summary>Certificate signing requests for a CA that is not ours (PKCS#10, RFC 2986).</summary>
public static class SigningRequest
{
    /// <summary>A request that names everything the leaf needs: subject, SAN, key usage, extended key usage. PEM with a final newline.</summary>
    public static string ToPem(LeafSpec spec, PrivateKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 1024);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            writer.WriteEncodedValue(DistinguishedName.Encode(spec.Subject));
            writer.WriteEncodedValue(key.PublicKeyInfo.Span);
            using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.ExtensionRequest);
                using (writer.PushSetOf())
                using (writer.PushSequence()) LeafExtensions.Requested(writer, spec, key);
            }
        }

        return PemEncoding.WriteString("CERTIFICATE REQUEST", SignedEnvelope.Sign(writer.Encode(), key)) + "\n";
    }
}
