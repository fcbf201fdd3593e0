using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>How a certificate stands.</summary>
public enum Standing
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

/// <summary>One certificate of the platform: a leaf in its file, or an authority's own.</summary>
public sealed record CertificateStatus
{
    /// <summary>The component that presents it; <c>authority NAME</c> for an authority's own.</summary>
    public required string Component { get; init; }

    /// <summary>The <see cref="LeafSpec.Name"/>; null for an authority's own.</summary>
    public string? Leaf { get; init; }

    /// <summary>The file that it is served from, as the place sees it; empty for an authority that is in the state.</summary>
    public required string Path { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The names in the certificate in place; without one, the described names.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>The authority that signs it; null: brought or kept.</summary>
    public string? Authority { get; init; }

    /// <summary>The authority's generation; null: brought, kept or not in the inventory.</summary>
    public int? Generation { get; init; }

    /// <summary>Its end; null where there is none to see.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>When it is to be renewed; null where nobody renews it here, or there is none to see.</summary>
    public DateTimeOffset? RenewalDue { get; init; }

    /// <summary>True when the file can't be looked at and the state was asked instead.</summary>
    public bool FromState { get; init; }

    /// <summary>True when it has been applied before: a missing one is then an outage to come, not a beginning.</summary>
    public bool Applied { get; init; }

    /// <summary>True when somebody has to act: it has ended, ends within the time asked about, or was applied and is gone or broken.</summary>
    public bool IsWrong => Standing is Standing.Expired or Standing.Due || (Applied && Standing is Standing.Missing or Standing.Unreadable);

    internal static CertificateStatus Of(LeafView leaf, Observed observed, TimeSpan within)
    {
        var installed = observed.Inventory.Leaves.GetValueOrDefault(leaf.Spec.Name);
        var row = new CertificateStatus
        {
            Component = leaf.Spec.Component,
            Leaf = leaf.Spec.Name,
            Path = leaf.Path ?? "",
            Standing = Standing.Missing,
            Names = Texts(leaf.Certificate?.Names ?? leaf.Spec.Names),
            Authority = (leaf.Spec.Source as LeafSource.Made)?.Authority,
            Applied = installed is not null,
        };
        if (leaf.Certificate is { } certificate)
        {
            // The inventory speaks only for the certificate that it knows.
            var ours = installed is { Generation: > 0 } && installed.Sha256 == certificate.Sha256;
            return Dated(row, observed.Now, certificate.NotBefore, certificate.NotAfter, leaf.Spec, within) with { Generation = ours ? installed!.Generation : null };
        }

        var state = observed.Files.GetValueOrDefault(row.Path, FileState.Missing);
        if (state.Kind is FileKind.Missing) return row;
        // What could be read and holds no certificate is broken, whatever the state says of the one that was there.
        if (installed is null || state.Sha256 is not null) return row with { Standing = Standing.Unreadable };
        return Dated(row, observed.Now, installed.NotBefore, installed.NotAfter, leaf.Spec, within) with { FromState = true, Generation = installed.Generation > 0 ? installed.Generation : null };
    }

    internal static CertificateStatus Of(AuthorityFacts authority, DateTimeOffset now, TimeSpan within) => new()
    {
        Component = "authority " + authority.Name,
        Path = "",
        Standing = At(now, authority.Root.NotAfter, within),
        Names = [authority.Root.CommonName ?? authority.Root.Subject],
        Generation = authority.Generation > 0 ? authority.Generation : null,
        NotAfter = authority.Root.NotAfter,
        Applied = true,
    };

    private static CertificateStatus Dated(CertificateStatus row, DateTimeOffset now, DateTimeOffset start, DateTimeOffset end, LeafSpec leaf, TimeSpan within) => row with
    {
        NotAfter = end,
        RenewalDue = leaf.Source is LeafSource.Made ? PlannerReasons.RenewalDue(start, end, leaf.RenewAt) : null,
        Standing = At(now, end, within),
    };

    private static Standing At(DateTimeOffset now, DateTimeOffset end, TimeSpan within) =>
        end <= now ? Standing.Expired : end - now <= within ? Standing.Due : Standing.Good;

    private static ImmutableArray<string> Texts(ImmutableArray<AlternativeName> names) => [.. names.Select(static n => n.Value)];
}
