using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What <c>settings:</c> says of a cluster that TiUP runs.</summary>
internal sealed record TiUpSettings
{
    /// <summary><c>topology:</c>, as the place sees it: a topology, or TiUP's <c>meta.yaml</c>; null: TiUP does not run the cluster.</summary>
    public string? Topology { get; init; }

    public Position? TopologyAt { get; init; }

    /// <summary><c>cluster:</c>: its name for TiUP; null: the folder of <c>meta.yaml</c>, else the platform's name.</summary>
    public string? Cluster { get; init; }

    public Position? ClusterAt { get; init; }

    /// <summary><c>dashboard:</c>: by which files PD's Dashboard calls TiDB's SQL port.</summary>
    public TiUpDashboard? Dashboard { get; init; }

    public Position? DashboardAt { get; init; }
}

/// <summary>Files of the user's own, on the hosts of PD.</summary>
/// <param name="Authority">Who signed TiDB's SQL certificate.</param>
/// <param name="Certificate">The certificate to show.</param>
/// <param name="Key">Its key.</param>
internal sealed record TiUpDashboard(string? Authority, string? Certificate, string? Key);

/// <summary>Whether data is there already.</summary>
internal enum TiDbState
{
    /// <summary>Nothing runs yet: all starts with TLS.</summary>
    New,

    /// <summary>There is data: turning TLS on is a full stop, in an order of its own.</summary>
    Running,
}
