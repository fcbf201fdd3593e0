using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>When a port demands a client certificate, once TLS is on.</summary>
internal enum TiDbAsks
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Only when the list of callers is set.</summary>
    WhenListed,

    /// <summary>Only when the list of callers is set, or the product's own switch for it.</summary>
    WhenListedOrSwitched,

    /// <summary>When the CA file is set.</summary>
    WithAuthority,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>Which name in a caller's certificate a port holds against its list.</summary>
internal enum TiDbNameRule
{
    /// <summary>None.</summary>
    None,

    /// <summary>The leaf's common name, exactly.</summary>
    Leaf,

    /// <summary>The leaf's common name, but reading metrics, status and configuration is open to every certificate of the authority.</summary>
    LeafButReading,

    /// <summary>The leaf's common name, when the list has two entries or more.</summary>
    FromTwo,

    /// <summary>The leaf's common name against the first entry alone.</summary>
    First,

    /// <summary>The common name of any certificate of the chain.</summary>
    AnyOfChain,
}

/// <summary>A port of a product.</summary>
/// <remarks>Sources: pingcap/tiup pkg/cluster/spec and components/dm/spec (ports); for what each asks, the sources of <see cref="TiDbKeys"/> and etcd-io/etcd client/pkg/transport.</remarks>
/// <param name="Name">Its name within the product.</param>
/// <param name="Port">The product's default.</param>
/// <param name="Protocol">Its wire protocol.</param>
/// <param name="Asks">When it demands a client certificate.</param>
/// <param name="Names">Which name it checks.</param>
internal sealed record TiDbEndpoint(string Name, int Port, string Protocol, TiDbAsks Asks, TiDbNameRule Names)
{
    /// <summary>The identity (<see cref="TiDbKeys.Name"/>) that it is served with.</summary>
    public string Served { get; init; } = TiDbKeys.Cluster;

    /// <summary>The setting with its port where that is a number of its own; empty: it stands in an address.</summary>
    public ImmutableArray<string> PortKey { get; init; } = [];

    /// <summary>The first version with this row.</summary>
    public TiDbVersion? Since { get; init; }

    /// <summary>The first version without it.</summary>
    public TiDbVersion? Until { get; init; }
}
