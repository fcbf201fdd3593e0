using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Reading;

/// <summary>What a file of certificates and keys holds, with the keys. Owns them.</summary>
/// <param name="Certificates">The certificates, in the file's order, without repeats.</param>
/// <param name="Keys">The private keys, without repeats.</param>
/// <param name="Facts">The same as plain data, and what could not be read.</param>
public sealed record Material(ImmutableArray<Certificate> Certificates, ImmutableArray<PrivateKey> Keys, MaterialFacts Facts) : IDisposable
{
    /// <summary>The key of a certificate; null where it is not in this file.</summary>
    public PrivateKey? KeyOf(CertificateFacts certificate) => Keys.FirstOrDefault(k => k.PublicKeySha256 == certificate.PublicKeySha256);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in Keys) key.Dispose();
    }
}
