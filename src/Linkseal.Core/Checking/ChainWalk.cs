using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Checking;

/// <summary>The way from a leaf to a root that somebody believes, by verified signatures only.</summary>
/// <param name="Links">The leaf, then every intermediate on the way.</param>
/// <param name="Anchor">The believed certificate at the end; null: the way ends before one.</param>
internal sealed record ChainWalk(ImmutableArray<CertificateFacts> Links, CertificateFacts? Anchor)
{
    /// <summary>True when a believed certificate stands at the end.</summary>
    public bool IsTrusted => Anchor is not null;

    /// <summary>The last certificate before the anchor: the one whose issuer is asked for.</summary>
    public CertificateFacts Top => Links[^1];

    /// <summary>How many intermediates stand between leaf and anchor.</summary>
    public int Intermediates => Links.Length - 1;

    /// <summary>Walks from the first of <paramref name="served"/>; an empty chain leads nowhere.</summary>
    /// <param name="served">What the server sends: leaf first, the others in any order.</param>
    /// <param name="believed">What the caller believes: roots, and intermediates where a bundle holds some.</param>
    /// <param name="signatures">What was verified.</param>
    public static ChainWalk From(ImmutableArray<CertificateFacts> served, ImmutableArray<CertificateFacts> believed, Signatures signatures)
    {
        if (served.IsEmpty) return new([], Anchor: null);
        var links = ImmutableArray.CreateBuilder<CertificateFacts>();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        CertificateFacts? anchor = null;
        for (var current = served[0]; current is not null && visited.Add(current.Sha256);)
        {
            var here = current;
            if (believed.Any(b => b.Sha256 == here.Sha256)) anchor = here;
            if (anchor is not null && anchor.Sha256 == here.Sha256 && (here.IsSelfIssued || links.Count == 0)) break;
            links.Add(here);
            var next = Signer(believed, here, signatures);
            if (next is { IsSelfIssued: true })
            {
                anchor = next;
                break;
            }

            current = next ?? Signer(served, here, signatures);
        }

        // A believed intermediate that leads no further is the end of the way, not a link of it.
        if (anchor is { IsSelfIssued: false } && links.Count > 1 && links[^1].Sha256 == anchor.Sha256) links.RemoveAt(links.Count - 1);
        if (links.Count == 0) links.Add(served[0]);
        return new(links.DrainToImmutable(), anchor);
    }

    private static CertificateFacts? Signer(ImmutableArray<CertificateFacts> candidates, CertificateFacts child, Signatures signatures) =>
        candidates.FirstOrDefault(c => c.Sha256 != child.Sha256 && c.IsSelfIssued && signatures.Has(child, c)) ??
        candidates.FirstOrDefault(c => c.Sha256 != child.Sha256 && signatures.Has(child, c));
}
