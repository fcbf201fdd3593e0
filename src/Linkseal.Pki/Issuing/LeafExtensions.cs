using System.Formats.Asn1;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Issuing;

/// <summary>The extensions of a leaf and of the request for one.</summary>
internal static class LeafExtensions
{
    /// <summary>What a leaf carries: basicConstraints says CA:FALSE in so many words, as the products' own pages do.</summary>
    public static void Write(AsnWriter writer, LeafSpec spec, PrivateKey key, ReadOnlyMemory<byte> issuerKeyId)
    {
        Requested(writer, spec, key);
        ExtensionWriter.SubjectKeyId(writer, ExtensionWriter.KeyIdOf(key.PublicKeyInfo));
        ExtensionWriter.AuthorityKeyId(writer, issuerKeyId);
    }

    /// <summary>What can be asked of somebody else's CA.</summary>
    public static void Requested(AsnWriter writer, LeafSpec spec, PrivateKey key)
    {
        ExtensionWriter.BasicConstraints(writer, authority: false, pathLength: null);
        // An ECDSA key can only sign; RSA key transport is what TLS 1.2's oldest suites still do (RFC 5246 §7.4.2).
        ExtensionWriter.KeyUsage(writer, KeyUsageBits.DigitalSignature | (key.IsRsa ? KeyUsageBits.KeyEncipherment : KeyUsageBits.None));
        ExtensionWriter.ExtendedKeyUsage(writer, spec.Purposes);
        ExtensionWriter.AlternativeNames(writer, spec.Names);
    }
}
