using System.Collections.Immutable;
using Linkseal.Cli.Views;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Cli.Commands;

/// <summary>The leaf that expires first, and what renews it.</summary>
/// <param name="Leaf">Its name.</param>
/// <param name="NotAfter">Its end.</param>
/// <param name="RenewedFrom">When <c>apply</c> begins to renew it; null: it was brought, and is brought again.</param>
internal sealed record FirstExpiry(string Leaf, DateTimeOffset NotAfter, DateTimeOffset? RenewedFrom)
{
    /// <summary>Of everything in force; null where nothing is.</summary>
    public static FirstExpiry? Of(Inventory inventory, ImmutableArray<LeafSpec> leaves)
    {
        if (inventory.Leaves.IsEmpty) return null;
        var (name, first) = inventory.Leaves.OrderBy(static l => l.Value.NotAfter).ThenBy(static l => l.Key, StringComparer.Ordinal).First();
        var spec = leaves.FirstOrDefault(l => l.Name == name);
        var renewAt = spec is { Source: LeafSource.Made } ? spec.RenewAt : (double?)null;
        return new(name, first.NotAfter, renewAt is { } part ? first.NotBefore + ((first.NotAfter - first.NotBefore) * part) : null);
    }

    /// <summary>One sentence.</summary>
    public string Text(DateTimeOffset now)
    {
        var renewal = RenewedFrom is { } from
            ? $"linkseal apply renews it from {Words.Date(from)} on; docs/renewal.md has a timer that runs it."
            : "It was brought: bring its successor, then run linkseal apply.";
        return $"First to expire: {Leaf}, {Words.Distance(now, NotAfter)} ({Words.Date(NotAfter)}). {renewal}";
    }
}
