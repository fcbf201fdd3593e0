using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>One certificate of the platform, as <c>status</c> shows it.</summary>
public sealed record StatusRow
{
    /// <summary>The component that presents it.</summary>
    public required string Component { get; init; }

    /// <summary>The <see cref="LeafSpec.Name"/>.</summary>
    public required string Leaf { get; init; }

    /// <summary>The file that it is served from; null: none is described.</summary>
    public string? Path { get; init; }

    /// <summary>The names in the certificate in place; without one, the described names.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>The authority that signed it; null: brought or kept.</summary>
    public string? Authority { get; init; }

    /// <summary>The authority's generation; null: brought, kept or not in the inventory.</summary>
    public int? Generation { get; init; }

    /// <summary>Valid until; null: there is no certificate in place.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it is to be renewed; null as <see cref="Expires"/>.</summary>
    public DateTimeOffset? RenewalDue { get; init; }

    /// <summary>The links that this certificate serves, each with its level by files.</summary>
    public ImmutableArray<LinkLevel> Links { get; init; } = [];
}

/// <summary>The inventory as people read it.</summary>
/// <param name="Rows">The certificates, first to expire first; those that are not there before all others.</param>
/// <param name="Links">Every link with its level by files.</param>
public sealed record StatusReport(ImmutableArray<StatusRow> Rows, ImmutableArray<LinkLevel> Links)
{
    /// <summary>The first expiry of all; null: no certificate is in place.</summary>
    public DateTimeOffset? FirstExpiry => Rows.Select(static r => r.Expires).Where(static e => e is not null).Min();

    /// <summary>True when a certificate is over at <paramref name="moment"/>: <c>status --expires-within</c>.</summary>
    public bool ExpiresBy(DateTimeOffset moment) => FirstExpiry is { } first && first <= moment;

    /// <summary>Makes the report from a full look.</summary>
    public static StatusReport Make(Desired desired, Platform platform, Observed observed)
    {
        var scope = new CheckScope(desired, platform, observed);
        var levels = LinkLevels.ByFiles(desired, platform, observed);
        var served = platform.Links.Zip(levels).ToLookup(p => scope.Trust.Served(p.First)?.Spec.Name ?? "", static p => p.Second, StringComparer.Ordinal);
        return new([.. scope.Leaves.Select(l => Row(l, observed, [.. served[l.Spec.Name]]))
            .OrderBy(static r => r.Expires ?? DateTimeOffset.MinValue).ThenBy(static r => r.Leaf, StringComparer.Ordinal)], levels);
    }

    private static StatusRow Row(LeafView leaf, Observed observed, ImmutableArray<LinkLevel> links)
    {
        // The inventory speaks only for the certificate that it knows.
        var installed = observed.Inventory.Leaves.GetValueOrDefault(leaf.Spec.Name);
        if (installed is not null && installed.Sha256 != leaf.Certificate?.Sha256) installed = null;
        return new()
        {
            Component = leaf.Spec.Component,
            Leaf = leaf.Spec.Name,
            Path = leaf.Path,
            Names = [.. (leaf.Certificate?.Names ?? leaf.Spec.Names).Select(static n => n.Value)],
            Authority = (leaf.Spec.Source as LeafSource.Made)?.Authority,
            Generation = installed is { Generation: > 0 } ? installed.Generation : null,
            Expires = leaf.Certificate?.NotAfter,
            RenewalDue = leaf.Certificate is { } c ? PlannerReasons.RenewalDue(c.NotBefore, c.NotAfter, leaf.Spec.RenewAt) : null,
            Links = links,
        };
    }
}
