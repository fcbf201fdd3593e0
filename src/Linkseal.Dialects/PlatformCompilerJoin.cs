using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>Joins what profile and dialects want to one whole, in their order.</summary>
internal static class PlatformCompilerJoin
{
    public static Desired All(ImmutableArray<Desired> parts) => new()
    {
        Authorities = Join(parts, static d => d.Authorities),
        Leaves = [.. Join(parts, static d => d.Leaves).DistinctBy(static l => l.Name, StringComparer.Ordinal)],
        Files = Join(parts, static d => d.Files),
        Switched = [.. Join(parts, static d => d.Switched).DistinctBy(static s => s.Path, StringComparer.Ordinal)],
        Edits = Join(parts, static d => d.Edits),
        Folders = [.. Join(parts, static d => d.Folders).DistinctBy(static f => f.Path, StringComparer.Ordinal)],
        Steps = Join(parts, static d => d.Steps),
        SecretLeftovers = parts.Select(static d => d.SecretLeftovers).FirstOrDefault(static s => s is not null),
        Documents = [.. Join(parts, static d => d.Documents).Distinct(StringComparer.Ordinal)],
        Material = [.. Join(parts, static d => d.Material).Distinct(StringComparer.Ordinal)],
        Embedded = [.. Join(parts, static d => d.Embedded).DistinctBy(static e => e.Id, StringComparer.Ordinal)],
        Listings = [.. Join(parts, static d => d.Listings).Distinct(StringComparer.Ordinal)],
        Chains = Join(parts, static d => d.Chains),
        Notes = Join(parts, static d => d.Notes),
    };

    private static ImmutableArray<T> Join<T>(ImmutableArray<Desired> parts, Func<Desired, ImmutableArray<T>> of) => [.. parts.SelectMany(p => of(p))];
}
