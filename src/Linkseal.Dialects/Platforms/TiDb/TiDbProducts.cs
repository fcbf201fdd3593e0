using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The rows, in the order in which components are shown and lists are written.</summary>
/// <remarks>Sources: those of <see cref="TiDbKeys"/> and <see cref="TiDbEndpoint"/>; URLs also tikv/pd server/config/config.go and pingcap/tiup pkg/cluster/spec.</remarks>
internal sealed partial record TiDbProduct
{
    private static readonly TiDbVersion V65 = new(6, 5);
    private static readonly TiDbVersion V66 = new(6, 6);
    private static readonly TiDbVersion V84 = new(8, 4);

    private static ImmutableArray<string> Security => ["security"];

    /// <summary>Every product.</summary>
    public static ImmutableArray<TiDbProduct> All { get; } =
    [
        new("tidb")
        {
            Keys =
            [
                new(TiDbKeys.Cluster, Security, "cluster-ssl-ca", "cluster-ssl-cert", "cluster-ssl-key", "cluster-verify-cn")
                {
                    List = "tidb", WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails,
                },
                new("sql", Security, "ssl-ca", "ssl-cert", "ssl-key", null) { Sql = true, WithoutAuthority = TiDbIncomplete.AsksNobody, WithoutPair = TiDbIncomplete.Plaintext },
            ],
            Endpoints =
            [
                new("status", 10080, "https", TiDbAsks.WhenListed, TiDbNameRule.Leaf) { PortKey = ["status", "status-port"] },
                new("sql", 4000, "mysql", TiDbAsks.Never, TiDbNameRule.None) { Served = "sql", PortKey = ["port"] },
            ],
            Addresses = [new(["advertise-address"], null), new(["host"], null), new(["status", "status-host"], null)],
            PdAddresses = [["path"]],
            Requires = ["pd", "tikv"],
            Reload = new(TiDbVersion.Oldest, null),
            Start = 4,
            Interrupts = "the SQL sessions of this instance",
        },
        new("pd")
        {
            Keys =
            [
                new(TiDbKeys.Cluster, Security, "cacert-path", "cert-path", "key-path", "cert-allowed-cn") { List = "pd", WithoutAuthority = TiDbIncomplete.AsksNobody },
                new("dashboard", ["dashboard"], "tidb-cacert-path", "tidb-cert-path", "tidb-key-path", null) { Sql = true },
            ],
            Endpoints =
            [
                new("client", 2379, "https", TiDbAsks.WithAuthority, TiDbNameRule.None) { Until = V84 },
                new("client", 2379, "https", TiDbAsks.WithAuthority, TiDbNameRule.FromTwo) { Since = V84 },
                new("peer", 2380, "https", TiDbAsks.WithAuthority, TiDbNameRule.Leaf),
            ],
            Addresses = [new(["advertise-client-urls"], "client"), new(["client-urls"], "client"), new(["advertise-peer-urls"], "peer"), new(["peer-urls"], "peer")],
            Urls =
            [
                new("client-urls", TiDbUrlRule.Listen, "client"),
                new("advertise-client-urls", TiDbUrlRule.Advertise, "client") { Beside = "client-urls" },
                new("peer-urls", TiDbUrlRule.Listen, "peer"),
                new("advertise-peer-urls", TiDbUrlRule.Advertise, "peer") { Beside = "peer-urls" },
                new("initial-cluster", TiDbUrlRule.Members, "peer"),
                new("join", TiDbUrlRule.WherePresent, null),
            ],
            ListNeeds = ["pd"],
            OneNameUntil = V84,
            JudgesCallees = true,
            Reload = new(TiDbVersion.Oldest, null),
            Start = 1,
            Interrupts = "this member; where it leads, the cluster waits for a new leader, some seconds",
        },
        new("tikv")
        {
            Keys = [new(TiDbKeys.Cluster, Security, "ca-path", "cert-path", "key-path", "cert-allowed-cn") { List = "tikv" }],
            Endpoints =
            [
                new("grpc", 20160, "grpc", TiDbAsks.Always, TiDbNameRule.Leaf),
                new("status", 20180, "https", TiDbAsks.WhenListed, TiDbNameRule.LeafButReading),
            ],
            Addresses =
            [
                new(["server", "advertise-addr"], "grpc"), new(["server", "addr"], "grpc"),
                new(["server", "advertise-status-addr"], "status"), new(["server", "status-addr"], "status"),
            ],
            PdAddresses = [["pd", "endpoints"]],
            Requires = ["pd"],
            ListNeeds = ["tikv"],
            Reload = new(TiDbVersion.Oldest, TiDbVersion.Oldest),
            Start = 2,
            Interrupts = "this store; its leaders move to others, some seconds each",
        },
        new("tiflash")
        {
            Keys =
            [
                new(TiDbKeys.Cluster, Security, "ca_path", "cert_path", "key_path", "cert_allowed_cn") { List = "tiflash" },
                new("learner", Security, "ca-path", "cert-path", "key-path", "cert-allowed-cn") { File = TiDbConfigFile.Learner, List = "tiflash-learner" },
            ],
            Endpoints =
            [
                new("flash", 3930, "grpc", TiDbAsks.Always, TiDbNameRule.Leaf),
                new("proxy", 20170, "grpc", TiDbAsks.Always, TiDbNameRule.Leaf) { Served = "learner" },
                new("proxy-status", 20292, "https", TiDbAsks.WhenListed, TiDbNameRule.LeafButReading) { Served = "learner" },
                new("metrics", 8234, "https", TiDbAsks.Always, TiDbNameRule.Leaf) { PortKey = ["status", "metrics_port"] },
            ],
            Addresses =
            [
                new(["flash", "service_addr"], "flash"), new(["flash", "proxy", "engine-addr"], "flash"),
                new(["flash", "proxy", "advertise-addr"], "proxy"), new(["flash", "proxy", "addr"], "proxy"),
                new(["flash", "proxy", "advertise-status-addr"], "proxy-status"), new(["flash", "proxy", "status-addr"], "proxy-status"),
            ],
            Forced = [new(["status", "disable_metrics_tls"], false, TiDbForced.WherePresent)],
            Renamed = new("http_port", "https_port", 8123, new(7, 1)),
            PdAddresses = [["raft", "pd_addr"]],
            Requires = ["pd", "tikv"],
            ListNeeds = ["tiflash"],
            Reload = new(V66, V66),
            Start = 3,
            Interrupts = "this instance's analytical queries",
            Since = new(4, 0, 5),
        },
        new("ticdc")
        {
            Keys =
            [
                new(TiDbKeys.Cluster, Security, "ca-path", "cert-path", "key-path", "cert-allowed-cn") { List = "ticdc", WithoutAuthority = TiDbIncomplete.Off, WithoutPair = TiDbIncomplete.Off },
            ],
            Endpoints = [new("server", 8300, "https", TiDbAsks.WhenListedOrSwitched, TiDbNameRule.AnyOfChain)],
            Addresses = [new(["advertise-addr"], "server"), new(["addr"], "server")],
            Requires = ["pd", "tikv"],
            Forced = [new(["security", "mtls"], true, TiDbForced.WithoutList) { Since = new(8, 0) }],
            JudgesCallees = true,
            ListsItself = true,
            Reload = new(V65, null),
            Start = 6,
            Interrupts = "this instance's changefeeds, which move to others",
        },
        new("tiproxy")
        {
            Keys =
            [
                new(TiDbKeys.Cluster, ["security", "cluster-tls"], "ca", "cert", "key", null) { WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails, SkipVerify = "skip-ca" },
                new("http", ["security", "server-http-tls"], "ca", "cert", "key", "cert-allowed-cn")
                {
                    List = "tiproxy", ListSince = new(1, 4), WithoutAuthority = TiDbIncomplete.AsksNobody, WithoutPair = TiDbIncomplete.Plaintext, SkipVerify = "skip-ca",
                },
                new("sql-out", ["security", "sql-tls"], "ca", "cert", "key", null) { Sql = true, WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails, SkipVerify = "skip-ca" },
                new("sql", ["security", "server-tls"], null, "cert", "key", null) { Sql = true, WithoutPair = TiDbIncomplete.Plaintext },
            ],
            Endpoints =
            [
                new("http", 3080, "https", TiDbAsks.WithAuthority, TiDbNameRule.None) { Served = "http", Until = new(1, 4) },
                new("http", 3080, "https", TiDbAsks.WithAuthority, TiDbNameRule.Leaf) { Served = "http", Since = new(1, 4) },
                new("sql", 6000, "mysql", TiDbAsks.Never, TiDbNameRule.None) { Served = "sql" },
            ],
            Addresses = [new(["proxy", "advertise-addr"], null), new(["api", "addr"], "http"), new(["proxy", "addr"], "sql")],
            PdAddresses = [["proxy", "pd-addrs"]],
            Requires = ["pd", "tidb"],
            Reload = new(new(1, 0), new(1, 0)),
            Start = 5,
            Interrupts = "the SQL sessions of this instance",
            OwnVersion = true,
        },
        new("pump")
        {
            Keys = [Binlog("pump")],
            Endpoints = [new("pump", 8250, "grpc", TiDbAsks.WhenListed, TiDbNameRule.AnyOfChain)],
            Addresses = [new(["advertise-addr"], "pump"), new(["addr"], "pump")],
            Urls = [new("pd-urls", TiDbUrlRule.PdClients, null)],
            PdAddresses = [["pd-urls"]],
            Requires = ["pd"],
            ListNeeds = ["tidb", "pump", "drainer"],
            JudgesCallees = true,
            Reload = new(TiDbVersion.Oldest, null),
            Start = 3,
            Interrupts = "binlog of the TiDBs that write to it",
        },
        new("drainer")
        {
            Keys = [Binlog("drainer")],
            Endpoints = [new("drainer", 8249, "https", TiDbAsks.WhenListed, TiDbNameRule.AnyOfChain)],
            Addresses = [new(["advertise-addr"], "drainer"), new(["addr"], "drainer")],
            Urls = [new("pd-urls", TiDbUrlRule.PdClients, null)],
            PdAddresses = [["pd-urls"]],
            Requires = ["pd"],
            ListNeeds = ["tidb", "pump", "drainer"],
            JudgesCallees = true,
            Reload = new(TiDbVersion.Oldest, null),
            Start = 5,
            Interrupts = "replication to its downstream, which catches up",
        },
        new("dm-master")
        {
            CommonName = Dm,
            Keys = [DataMigration("dm-master")],
            Endpoints =
            [
                new("client", 8261, "https", TiDbAsks.WithAuthority, TiDbNameRule.First),
                new("peer", 8291, "https", TiDbAsks.WithAuthority, TiDbNameRule.First),
            ],
            Addresses = [new(["advertise-addr"], "client"), new(["master-addr"], "client"), new(["advertise-peer-urls"], "peer"), new(["peer-urls"], "peer")],
            Urls =
            [
                new("peer-urls", TiDbUrlRule.Listen, "peer") { Converted = true },
                new("advertise-peer-urls", TiDbUrlRule.WherePresent, "peer") { Converted = true },
                new("initial-cluster", TiDbUrlRule.WherePresent, "peer") { Converted = true },
                new("join", TiDbUrlRule.WherePresent, null) { Converted = true },
            ],
            ListNeeds = [Dm],
            JudgesCallees = true,
            Start = 7,
            Interrupts = "this member; where it leads, DM waits for a new leader, some seconds",
            Job = "dm_master",
        },
        new("dm-worker")
        {
            CommonName = Dm,
            Keys = [DataMigration("dm-worker")],
            Requires = ["dm-master"],
            Endpoints = [new("worker", 8262, "grpc", TiDbAsks.WhenListed, TiDbNameRule.AnyOfChain)],
            Addresses = [new(["advertise-addr"], "worker"), new(["worker-addr"], "worker")],
            ListNeeds = [Dm],
            JudgesCallees = true,
            Start = 8,
            Interrupts = "the tasks of this worker, which go on where they stopped",
            Job = "dm_worker",
        },
        new("lightning")
        {
            Keys = [new(TiDbKeys.Cluster, Security, "ca-path", "cert-path", "key-path", null) { WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails }],
            // [tidb.security] defaults to a copy of [security], and an empty tidb.tls then demands TLS on port 4000 (pingcap/tidb pkg/lightning/config/config.go).
            Forced = [new(["tidb", "tls"], "cluster", TiDbForced.Sql), new(["tidb", "tls"], "false", TiDbForced.NoSql)],
            PdAddresses = [["tidb", "pd-addr"]],
            Requires = ["pd", "tikv"],
            Start = 9,
            Unit = null,
        },
        new("prometheus") { Scrapes = true, Start = 10, Interrupts = "nothing; it reads its configuration again" },
    ];

    /// <summary>The one name that all parts of DM share: DM-master holds callers against the first entry of its list alone.</summary>
    public const string Dm = "dm";

    private static TiDbKeys Binlog(string list) => new(TiDbKeys.Cluster, Security, "ssl-ca", "ssl-cert", "ssl-key", "cert-allowed-cn")
    {
        List = list, WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails,
    };

    private static TiDbKeys DataMigration(string list) => new(TiDbKeys.Cluster, [], "ssl-ca", "ssl-cert", "ssl-key", "cert-allowed-cn")
    {
        List = list, WithoutAuthority = TiDbIncomplete.Plaintext, WithoutPair = TiDbIncomplete.Fails,
    };
}
