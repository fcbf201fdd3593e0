using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Who calls whom, at which endpoint.</summary>
/// <remarks>
/// Sources: pingcap/tidb pkg/executor/memtable_reader.go, pkg/executor/set_config.go, pkg/server/rpc_server.go; pingcap/tidb-dashboard pkg/httpc/client.go,
/// pkg/apiserver/logsearch/task.go, pkg/tidb/forwarder.go; tikv/pd pkg/dashboard/adapter/config.go; pingcap/tiup embed/templates/config/prometheus.yml.tpl;
/// pingcap/docs enable-tls-between-components.md (the rows of TiFlash calling TiKV, and of the Dashboard calling TiFlash).
/// </remarks>
internal sealed record TiDbLink(string Caller, string Callee, string Endpoint)
{
    /// <summary>The caller's identity for it.</summary>
    public string With { get; init; } = TiDbKeys.Cluster;

    /// <summary>The name that the caller dials, where it is not one of the callee's own.</summary>
    public string? Dials { get; init; }

    /// <summary>The caller checks the issuer and not the name.</summary>
    public bool IssuerOnly { get; init; }

    /// <summary>The caller checks the name only when its own list is set.</summary>
    public bool NameWhenListed { get; init; }

    /// <summary>The caller holds the callee against its own list (<see cref="TiDbProduct.JudgesCallees"/>); false where the program has a list of its own there.</summary>
    public bool IsSql => Endpoint == "sql";

    /// <summary>Every link of every product, apart from those of the scraper, which calls every endpoint with metrics, and of the tools.</summary>
    public static ImmutableArray<TiDbLink> All { get; } =
    [
        new("tidb", "pd", "client"),
        new("tidb", "tikv", "grpc"),
        new("tidb", "tikv", "status"),
        new("tidb", "tidb", "status"),
        new("tidb", "tiflash", "flash"),
        new("tidb", "tiflash", "proxy-status"),
        new("tidb", "tiproxy", "http"),
        new("tidb", "pump", "pump"),
        new("pd", "pd", "peer"),
        new("pd", "pd", "client"),
        new("pd", "tidb", "status") { Dials = Loopback },
        new("pd", "tikv", "grpc"),
        new("pd", "tikv", "status"),
        new("pd", "tiflash", "proxy-status"),
        new("pd", "tidb", "sql") { With = "dashboard", Dials = Loopback },
        new("tikv", "pd", "client"),
        new("tikv", "tikv", "grpc"),
        new("tikv", "tiflash", "proxy"),
        new("tiflash", "pd", "client"),
        new("tiflash", "tikv", "grpc"),
        new("tiflash", "tiflash", "flash"),
        new("ticdc", "pd", "client"),
        new("ticdc", "tikv", "grpc"),
        new("ticdc", "ticdc", "server"),
        new("tiproxy", "pd", "client") { IssuerOnly = true },
        new("tiproxy", "tidb", "status") { IssuerOnly = true },
        new("tiproxy", "tiproxy", "http") { IssuerOnly = true },
        new("tiproxy", "tidb", "sql") { IssuerOnly = true, With = "sql-out" },
        new("pump", "pd", "client"),
        new("pump", "tikv", "grpc"),
        new("drainer", "pd", "client"),
        new("drainer", "tikv", "grpc"),
        new("drainer", "pump", "pump"),
        new("dm-master", "dm-master", "peer"),
        new("dm-master", "dm-master", "client") { NameWhenListed = true },
        new("dm-master", "dm-worker", "worker") { NameWhenListed = true },
        new("dm-worker", "dm-master", "client") { NameWhenListed = true },
        new("lightning", "pd", "client"),
        new("lightning", "tikv", "grpc"),
        new("lightning", "tidb", "status"),
        new("lightning", "tidb", "sql"),
        new("prometheus", "tidb", "status"),
        new("prometheus", "tikv", "status"),
        new("prometheus", "pd", "client"),
        new("prometheus", "tiflash", "metrics"),
        new("prometheus", "tiflash", "proxy-status"),
        new("prometheus", "ticdc", "server"),
        new("prometheus", "tiproxy", "http"),
        new("prometheus", "pump", "pump"),
        new("prometheus", "drainer", "drainer"),
        new("prometheus", "dm-master", "client"),
        new("prometheus", "dm-worker", "worker"),
    ];

    /// <summary>The Dashboard in PD reaches TiDB through a forwarder on loopback.</summary>
    public const string Loopback = "127.0.0.1";
}
