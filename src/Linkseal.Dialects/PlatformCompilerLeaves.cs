using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>The leaf of a component by hand: its identity is its name, hosts and names stand in the SAN.</summary>
internal static class PlatformCompilerLeaves
{
    public static LeafSpec Of(PlatformDescription description, ComponentEntry entry, ImmutableArray<Link> outgoing, ImmutableArray<Link> incoming)
    {
        var name = entry.Name.Value;
        var defaults = description.Leaf;
        var purposes = (incoming.IsEmpty ? Purposes.None : Purposes.Server) | (outgoing.IsEmpty ? Purposes.None : Purposes.Client);
        var leaf = new LeafSpec
        {
            Name = name,
            Component = name,
            Source = description.Authority.Certificates is { } folder ? new LeafSource.Found(folder) : new LeafSource.Made(PlatformCompilerAuthorities.Internal),
            Subject = defaults.Subject with { CommonName = name },
            Names = Names(entry),
            // Nothing is known of who calls whom: then it can be either.
            Purposes = purposes is Purposes.None ? Purposes.Server | Purposes.Client : purposes,
        };
        return leaf with { Key = defaults.Key ?? leaf.Key, Lifetime = defaults.Lifetime ?? leaf.Lifetime, RenewAt = defaults.RenewAt ?? leaf.RenewAt };
    }

    /// <summary>Names, then hosts; neither: the component's own name.</summary>
    public static ImmutableArray<AlternativeName> Names(ComponentEntry entry)
    {
        ImmutableArray<AlternativeName> names = [.. entry.Names.Concat(entry.Hosts).Distinct()];
        // The reader lets only names through that are host names.
        return names.IsEmpty ? [AlternativeName.Parse(entry.Name.Value)!] : names;
    }
}
