using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Authority;

/// <summary>What the inventory says of a leaf.</summary>
internal static class Installation
{
    /// <summary>Of a leaf that was issued, or brought.</summary>
    /// <param name="spec">What was described.</param>
    /// <param name="certificate">What the certificate says: its names, not the description's, are what callers meet.</param>
    /// <param name="authority">Who signed it; null: brought.</param>
    public static InstalledLeaf Of(LeafSpec spec, CertificateFacts certificate, Pki.Issuing.Authority? authority) => new(
        spec.Component,
        spec.Fingerprint(),
        certificate.Sha256,
        certificate.NotBefore,
        certificate.NotAfter,
        authority?.Name,
        authority?.Issuer.Facts.Sha256,
        authority?.Generation ?? 0,
        [.. certificate.Names.Select(static n => n.Value)]);
}
