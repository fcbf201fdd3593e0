using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki.Chains;

/// <summary>Certificates in the order in which they are served.</summary>
/// <param name="Certificates">Leaf first, then what signed it, without the root and without repeats.</param>
/// <param name="Root">Where it ends; null: no given root signed the last one.</param>
/// <param name="Missing">A sentence that names the certificate that is not there; null: none is missing.</param>
public sealed record OrderedChain(ImmutableArray<Certificate> Certificates, Certificate? Root, string? Missing);

/// <summary><see cref="Core.Certificates.Chains"/> with the certificates themselves.</summary>
public static class ChainBuilder
{
    /// <summary>Orders what a file holds: leaf first, no repeats, no root; strangers are left out.</summary>
    /// <param name="certificates">In any order; at least one.</param>
    /// <param name="roots">The roots that it should lead to.</param>
    /// <param name="publicKeySha256">The leaf's key; null: the leaf is the one that is no CA.</param>
    public static OrderedChain Order(IReadOnlyCollection<Certificate> certificates, IReadOnlyCollection<Certificate> roots, string? publicKeySha256 = null)
    {
        var all = certificates.Concat(roots).DistinctBy(static c => c.Facts.Sha256).ToDictionary(static c => c.Facts.Sha256);
        CertificateFacts[] pool = [.. certificates.Select(static c => c.Facts)];
        var leaf = Core.Certificates.Chains.FindLeaf(pool, publicKeySha256) ?? throw new ArgumentException("there is no certificate to order", nameof(certificates));
        var chain = Core.Certificates.Chains.Order(leaf, pool, [.. roots.Select(static r => r.Facts)], SignatureVerifier.Verify(all.Values));
        return new([.. chain.Certificates.Select(c => all[c.Sha256])], chain.Root is { } root ? all[root.Sha256] : null, Missing(chain));
    }

    private static string? Missing(CertificateChain chain) =>
        chain.IsOpen ? $"the certificate of {chain.Last.Issuer} that signed {chain.Last.Subject} is not there" : null;
}
