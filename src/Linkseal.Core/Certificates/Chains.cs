using System.Collections.Immutable;

namespace Linkseal.Core.Certificates;

/// <summary>A certificate's way up to a root, by names that match and signatures that verify.</summary>
/// <param name="Certificates">The certificate first, then what signed it, and so on; without the root.</param>
/// <param name="Root">The given root that signed the last one; null: none of them did.</param>
/// <param name="Top">A self-issued certificate that signed the last one and is no given root; null: none was met.</param>
public sealed record CertificateChain(ImmutableArray<CertificateFacts> Certificates, CertificateFacts? Root, CertificateFacts? Top)
{
    /// <summary>The last below the root.</summary>
    public CertificateFacts Last => Certificates[^1];

    /// <summary>True when the certificate that signed <see cref="Last"/> is not there at all.</summary>
    public bool IsOpen => Root is null && Top is null && !Last.IsSelfIssued;
}

/// <summary>Orders certificates into chains.</summary>
public static class Chains
{
    private const int Deepest = 10;

    /// <summary>The chain of <paramref name="leaf"/>: a way that ends at a given root where there is one, else the longest.</summary>
    /// <param name="leaf">Where it starts.</param>
    /// <param name="pool">Certificates to climb by, in any order, repeats and strangers among them.</param>
    /// <param name="roots">Where it may end.</param>
    /// <param name="signatures">What was verified among all of them.</param>
    public static CertificateChain Order(CertificateFacts leaf, IReadOnlyCollection<CertificateFacts> pool, IReadOnlyCollection<CertificateFacts> roots, Signatures signatures) =>
        roots.Any(r => r.Sha256 == leaf.Sha256) ? new([leaf], leaf, null) : Climb([leaf], pool, roots, signatures, []);

    /// <summary>The end-entity certificate among many: the one of the key, else the first that is no CA and signed none of the others, else the first; null where there is none.</summary>
    /// <param name="certificates">In the file's order.</param>
    /// <param name="publicKeySha256">The key that it should belong to; null: not known.</param>
    public static CertificateFacts? FindLeaf(IReadOnlyCollection<CertificateFacts> certificates, string? publicKeySha256 = null) =>
        certificates.FirstOrDefault(c => c.PublicKeySha256 == publicKeySha256) ??
        certificates.FirstOrDefault(static c => c.IsAuthority is not true && !c.IsSelfIssued) ??
        certificates.FirstOrDefault(static c => c.IsAuthority is not true) ??
        certificates.FirstOrDefault(c => !certificates.Any(other => other.Sha256 != c.Sha256 && other.IssuerHash == c.SubjectHash)) ??
        certificates.FirstOrDefault();

    private static CertificateChain Climb(
        ImmutableArray<CertificateFacts> path, IReadOnlyCollection<CertificateFacts> pool, IReadOnlyCollection<CertificateFacts> roots, Signatures signatures, HashSet<string> tried)
    {
        var last = path[^1];
        if (roots.FirstOrDefault(r => signatures.Has(last, r)) is { } root) return new(path, root, null);

        var signers = pool.Where(c => c.SubjectHash == last.IssuerHash && signatures.Has(last, c)).OrderByDescending(static c => c.NotAfter).ToArray();
        CertificateChain best = new(path, null, Array.Find(signers, static c => c.IsSelfIssued));
        if (path.Length > Deepest) return best;

        // Cross-signed intermediates give several ways up; only one may end at a root that is believed. None is climbed twice: many that sign each other have more ways than anybody has time for.
        foreach (var signer in signers.Where(c => !c.IsSelfIssued && !path.Any(p => p.Sha256 == c.Sha256) && tried.Add(c.Sha256)))
        {
            var chain = Climb(path.Add(signer), pool, roots, signatures, tried);
            if (chain.Root is not null) return chain;
            if (chain.Certificates.Length > best.Certificates.Length) best = chain;
        }

        return best;
    }
}
