using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>One section of a topology: which product its servers are, and how TiUP calls what belongs to them.</summary>
/// <remarks>Sources: pingcap/tiup pkg/cluster/spec/*.go (keys, ports, folders) and pkg/cluster/task/tls.go (common names), v1.16.</remarks>
/// <param name="Section">The key of the list.</param>
/// <param name="Product">The product.</param>
/// <param name="Configs">Its part of <c>server_configs</c>, and the name of its configuration file.</param>
/// <param name="Main">The port that names its folder: key and default.</param>
/// <param name="Ports">The key of each endpoint's port.</param>
internal sealed record TiUpServers(string Section, string Product, string Configs, (string Key, int Default) Main, ImmutableArray<(string Endpoint, string Key)> Ports)
{
    /// <summary>The common name in the certificates that TiUP makes: the component's.</summary>
    public string CommonName { get; init; } = Configs;

    /// <summary>Every section with a product of this profile.</summary>
    public static ImmutableArray<TiUpServers> All { get; } =
    [
        new("tidb_servers", "tidb", "tidb", ("port", 4000), [("sql", "port"), ("status", "status_port")]),
        new("pd_servers", "pd", "pd", ("client_port", 2379), [("client", "client_port"), ("peer", "peer_port")]),
        new("tikv_servers", "tikv", "tikv", ("port", 20160), [("grpc", "port"), ("status", "status_port")]),
        new("tiflash_servers", "tiflash", "tiflash", ("tcp_port", 9000), [("flash", "flash_service_port"), ("proxy", "flash_proxy_port"), ("proxy-status", "flash_proxy_status_port"), ("metrics", "metrics_port")]),
        new("cdc_servers", "ticdc", "cdc", ("port", 8300), [("server", "port")]),
        new("tiproxy_servers", "tiproxy", "tiproxy", ("port", 6000), [("sql", "port"), ("http", "status_port")]),
        new("pump_servers", "pump", "pump", ("port", 8250), [("pump", "port")]),
        new("drainer_servers", "drainer", "drainer", ("port", 8249), [("drainer", "port")]),
        new("monitoring_servers", "prometheus", "prometheus", ("port", 9090), []),
    ];

    /// <summary>Sections of servers that this profile has no rules for.</summary>
    public static ImmutableArray<string> Unknown { get; } =
        ["kvcdc_servers", "tso_servers", "scheduling_servers", "resource_manager_servers", "router_servers", "tidb_dashboard_servers", "tikv_worker_servers"];

    /// <summary>TiSpark cannot be in a cluster with TLS.</summary>
    public static ImmutableArray<string> Spark { get; } = ["tispark_masters", "tispark_workers"];

    /// <summary>The parts of <c>server_configs</c> and of an entry that hold the settings of one of the product's files.</summary>
    public (string Server, string Entry) KeysOf(string file) => file == TiDbConfigFile.Learner ? ("tiflash-learner", "learner_config") : (Configs, "config");

    public static TiUpServers Of(TiDbProduct product) => All.First(s => s.Product == product.Name);
}
