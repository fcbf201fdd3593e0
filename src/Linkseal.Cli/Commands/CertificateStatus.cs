using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Commands;

/// <summary>How a certificate stands.</summary>
internal enum Standing
{
    /// <summary>In force.</summary>
    Good,

    /// <summary>It ends within the time that was asked about.</summary>
    Due,

    /// <summary>It has ended.</summary>
    Expired,

    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>It is there, and this user may not look or it can't be parsed.</summary>
    Unreadable,
}

/// <summary>One certificate of the inventory.</summary>
internal sealed record CertificateStatus
{
    /// <summary>The component that presents it; <c>authority NAME</c> for an authority's own.</summary>
    public required string Component { get; init; }

    /// <summary>The file that holds it, as the place sees it; empty for an authority that is in the state.</summary>
    public required string Path { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Its subjectAltName.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The authority's generation; null where it was brought.</summary>
    public int? Generation { get; init; }

    /// <summary>Its end; null where there is none to see.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>True when the file can't be looked at and the state was asked instead.</summary>
    public bool FromState { get; init; }

    /// <summary>True when it has been applied before: a missing one is then an outage to come, not a beginning.</summary>
    public bool Applied { get; init; }

    /// <summary>All of a platform's certificates and authorities, what is missing first, then by expiry.</summary>
    /// <param name="desired">What should be there.</param>
    /// <param name="observed">A full look.</param>
    /// <param name="within">Certificates that end within this time are due.</param>
    public static ImmutableArray<CertificateStatus> All(Desired desired, Observed observed, TimeSpan within)
    {
        var files = desired.Files.Where(static f => f.Content.HoldsCertificate).ToLookup(static f => f.Content.LeafName!, static f => f.Path, StringComparer.Ordinal);
        string PathOf(LeafSpec leaf) => leaf.Source is LeafSource.Kept kept ? kept.Certificate : files[leaf.Name].FirstOrDefault() ?? "";
        return
        [
            .. desired.Leaves.Select(leaf => OfLeaf(PathOf(leaf), observed, leaf, within))
                .Concat(observed.Authorities.Values.Select(authority => OfAuthority(observed, authority, within)))
                .OrderBy(static row => row.NotAfter ?? DateTimeOffset.MinValue)
                .ThenBy(static row => row.Component, StringComparer.Ordinal),
        ];
    }

    private static CertificateStatus OfLeaf(string path, Observed observed, LeafSpec leaf, TimeSpan within)
    {
        var installed = observed.Inventory.Leaves.GetValueOrDefault(leaf.Name);
        var row = new CertificateStatus { Component = leaf.Component, Path = path, Standing = Standing.Missing, Names = Texts(leaf.Names), Applied = installed is not null };
        if (observed.Material.GetValueOrDefault(path)?.Certificates is [var certificate, ..])
        {
            var ours = installed is { Generation: > 0 } && installed.Sha256 == certificate.Sha256;
            return row with
            {
                Names = Texts(certificate.Names),
                NotAfter = certificate.NotAfter,
                Standing = At(observed.Now, certificate.NotAfter, within),
                Generation = ours ? installed!.Generation : null,
            };
        }

        if ((observed.Files.GetValueOrDefault(path) ?? FileState.Missing).Kind == FileKind.Missing) return row;
        if (installed is null) return row with { Standing = Standing.Unreadable };
        return row with
        {
            FromState = true,
            NotAfter = installed.NotAfter,
            Standing = At(observed.Now, installed.NotAfter, within),
            Generation = installed.Generation > 0 ? installed.Generation : null,
        };
    }

    private static CertificateStatus OfAuthority(Observed observed, AuthorityFacts authority, TimeSpan within) => new()
    {
        Component = "authority " + authority.Name,
        Path = "",
        Standing = At(observed.Now, authority.Root.NotAfter, within),
        Names = [authority.Root.CommonName ?? authority.Root.Subject],
        Generation = authority.Generation > 0 ? authority.Generation : null,
        NotAfter = authority.Root.NotAfter,
        Applied = true,
    };

    private static Standing At(DateTimeOffset now, DateTimeOffset end, TimeSpan within) =>
        end <= now ? Standing.Expired : end - now <= within ? Standing.Due : Standing.Good;

    private static ImmutableArray<string> Texts(ImmutableArray<AlternativeName> names) => [.. names.Select(static n => n.Value)];
}
