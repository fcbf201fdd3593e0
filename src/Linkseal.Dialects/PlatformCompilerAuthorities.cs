using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects;

/// <summary>The authorities that the joined description needs.</summary>
internal static class PlatformCompilerAuthorities
{
    /// <summary>The authority of links between components.</summary>
    public const string Internal = "internal";

    /// <summary>The profile's own, and <c>internal</c> where a component by hand needs it and the profile has none.</summary>
    public static ImmutableArray<AuthoritySpec> Named(PlatformDescription description, Desired desired)
    {
        var authorities = desired.Authorities.DistinctBy(static a => a.Name).ToImmutableArray();
        return authorities.Any(static a => a.Name == Internal) || !NeedsInternal(desired) ? authorities : [OfEntry(description), .. authorities];
    }

    private static AuthoritySpec OfEntry(PlatformDescription description)
    {
        var entry = description.Authority;
        return new() { Name = Internal, Source = DescribedAuthority.Source(description), Passphrase = entry.Passphrase };
    }


    private static bool NeedsInternal(Desired desired) =>
        desired.Leaves.Any(static l => l.Source is LeafSource.Made { Authority: Internal } or LeafSource.Found) ||
        desired.Files.Any(static f => f.Content.Trusts.Contains(Internal));
}
