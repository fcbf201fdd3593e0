using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Verification;

/// <summary>What has to be proven of one link, before anything is dialled.</summary>
public sealed record LinkQuestion
{
    /// <summary>The link.</summary>
    public required Link Link { get; init; }

    /// <summary>Where the caller dials; null: nothing is known of a port.</summary>
    public required Endpoint? Endpoint { get; init; }

    /// <summary>The name that the caller dials first: for SNI, and for the comparison with the certificate.</summary>
    public required string ServerName { get; init; }

    /// <summary>The SHA-256 of the leaf that the callee should serve, as it stands on disk; null: not known.</summary>
    public string? Issued { get; init; }

    /// <summary>Where each instance of the callee has a leaf of its own: by leaf, its names and the SHA-256 of what stands on disk.</summary>
    public ImmutableArray<(ImmutableArray<AlternativeName> Names, string Sha256)> IssuedEach { get; init; } = [];

    /// <summary>The question as it is put at one address: by the name that the caller dials there, and with the leaf of the instance that is there.</summary>
    /// <param name="host">The host's name or address.</param>
    public LinkQuestion At(string host)
    {
        var name = AlternativeName.Parse(host);
        if (name is null || (!Link.Dialled.IsEmpty && !Link.Dialled.Contains(host, StringComparer.OrdinalIgnoreCase))) return this;
        var own = IssuedEach.Where(l => l.Names.Any(n => n.Covers(name))).Select(static l => l.Sha256).ToList();
        return this with { ServerName = host, Issued = IssuedEach.IsEmpty ? Issued : own.Count == 1 ? own[0] : null };
    }

    /// <summary>The leaf that the caller shows; null: it has none.</summary>
    public LeafSpec? Shown { get; init; }

    /// <summary>The files that hold <see cref="Shown"/>'s certificate and key, with its chain.</summary>
    public ImmutableArray<string> ShownFiles { get; init; } = [];

    /// <summary>The files of roots by which the caller judges.</summary>
    public ImmutableArray<string> TrustFiles { get; init; } = [];

    /// <summary>The authority by whose root the caller judges where <see cref="TrustFiles"/> is empty; null: a public one.</summary>
    public string? TrustAuthority { get; init; }

    /// <summary>Why the caller has no roots to judge by, as it stands on disk; null: it has, or that can't be seen here.</summary>
    public string? NoRoots { get; init; }

    /// <summary>The authority that signs what the callee serves, where it is ours; null: none of ours, or there is none yet.</summary>
    public AuthorityFacts? Signer { get; init; }

    /// <summary>Whose certificates lie on this platform's disks: components by the SHA-256 of their leaves.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Owners { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The component whose certificate a served one is, where it is not the callee's; null: it is the callee's, or nobody's of this platform.</summary>
    /// <param name="sha256">The served leaf's.</param>
    public string? AnotherOwner(string sha256) => sha256 != Issued && Owners.TryGetValue(sha256, out var owners) && !owners.Contains(Link.Callee) ? owners[0] : null;

    /// <summary>The authority that strangers of this link are signed by: the one of its callers' certificates; null: none of ours.</summary>
    public string? CallerAuthority { get; init; }

    /// <summary>The account that the caller names where the protocol wants one.</summary>
    public string User => Link.User ?? Shown?.Subject.CommonName ?? Link.Caller;

    /// <summary>What the endpoint asks of callers.</summary>
    public PeerPolicy Peers => Endpoint?.Peers ?? PeerPolicy.None;
}
