using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Writing;

namespace Linkseal.Runtime.Authority;

/// <summary>An authority that exists: its certificates are read, its key only when something has to be signed.</summary>
internal sealed record LoadedAuthority
{
    /// <summary>As described.</summary>
    public required AuthoritySpec Spec { get; init; }

    /// <summary>Its number, from 1; of the user's own: 1.</summary>
    public required int Generation { get; init; }

    /// <summary>What bundles hold.</summary>
    public required Certificate Root { get; init; }

    /// <summary>What leaves are served with, the one that signs first, without the root.</summary>
    public required ImmutableArray<Certificate> Intermediates { get; init; }

    /// <summary>Where its key lies; null: it is not here.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What stands at <see cref="KeyPath"/>; null: not looked at.</summary>
    public FileState? Key { get; init; }

    /// <summary>The state folder that holds it; null: the user's own authority.</summary>
    public FileState? Folder { get; init; }

    /// <summary>Reads the key and puts the signing authority together; null: only its certificate is here.</summary>
    public required Func<Result<Pki.Issuing.Authority>>? Open { get; init; }

    /// <summary>What signs leaves.</summary>
    public CertificateFacts Issuer => Certificates.First().Facts;

    /// <summary>All its certificates, the root last.</summary>
    public IEnumerable<Certificate> Certificates => Intermediates.Append(Root);

    /// <summary>As plain data.</summary>
    public AuthorityFacts Facts => field ??= new(Spec.Name, Generation, Root.Facts, Issuer, PemText.Of([Root]), Open is not null)
    {
        KeyPath = Open is null ? null : KeyPath,
        Key = Open is null ? null : Key,
        Folder = Folder,
    };
}
