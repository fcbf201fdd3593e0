using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What a configuration file can be, and by which tables and keys it is known. Its name only decides between roles that its keys leave open.</summary>
/// <remarks>Sources: those of <see cref="TiDbKeys"/> and the configuration files that the products ship, 4.0 to the main branches of mid-2026.</remarks>
/// <param name="Name">As in <c>--as</c>: a product's name, or <see cref="Learner"/>.</param>
internal sealed record TiDbRole(string Name)
{
    /// <summary>TiFlash's second file, of the TiKV in it.</summary>
    public const string Learner = "tiflash-learner";

    /// <summary>One that holds is enough.</summary>
    private const int Enough = 12;

    /// <summary>Nobody else has it.</summary>
    private ImmutableArray<string> Alone { get; init; } = [];

    /// <summary>Hardly anybody else has it.</summary>
    private ImmutableArray<string> Strong { get; init; } = [];

    /// <summary>Others have it too.</summary>
    private ImmutableArray<string> Weak { get; init; } = [];

    /// <summary>What the file's name says; longer words win.</summary>
    private ImmutableArray<string> Words { get; init; } = [Name];

    /// <summary>Every role of a TOML file.</summary>
    public static ImmutableArray<TiDbRole> All { get; } =
    [
        new("tidb")
        {
            Strong =
            [
                "security.cluster-ssl-ca", "security.cluster-ssl-cert", "security.cluster-ssl-key", "security.cluster-verify-cn", "security.session-token-signing-cert", "[prepared-plan-cache]",
                "[performance]", "[tikv-client]", "[isolation-read]", "[stmt-summary]", "[experimental]", "split-table", "token-limit", "compatible-kill-query", "mem-quota-query", "advertise-address",
            ],
            Weak = ["store", "path", "host", "port", "lease", "security.ssl-ca", "security.ssl-cert", "security.ssl-key", "[status]", "status.status-port", "[binlog]"],
        },
        new("pd")
        {
            Alone = ["security.cacert-path", "client-urls", "advertise-client-urls"],
            Strong = ["[pd-server]", "[schedule]", "[replication]", "[label-property]", "tso-save-interval", "[keyspace]"],
            Weak = ["peer-urls", "advertise-peer-urls", "initial-cluster", "join", "lease", "[dashboard]"],
        },
        new("tikv")
        {
            Strong = ["[rocksdb]", "[raftdb]", "[readpool]", "[coprocessor]", "[raft-engine]", "pd.endpoints"],
            Weak = ["[raftstore]", "[server]", "storage.reserve-space", "storage.data-dir", "security.ca-path", "security.cert-path", "security.key-path"],
        },
        new("tiflash")
        {
            Strong = ["[flash]", "[profiles]", "[storage.main]", "[storage.latest]", "raft.pd_addr", "tcp_port", "security.ca_path", "security.cert_path", "security.key_path"],
            Weak = ["[logger]", "[raft]", "http_port", "https_port", "path", "capacity"],
        },
        new(Learner)
        {
            Alone = ["server.engine-addr"],
            Weak = ["[raftstore]", "[server]", "storage.reserve-space", "security.ca-path", "security.cert-path", "security.key-path"],
            Words = [Learner, "learner", "proxy"],
        },
        new("ticdc")
        {
            Strong = ["gc-ttl", "capture-session-ttl", "owner-flush-interval", "processor-flush-interval", "security.mtls", "[sorter]", "[kv-client]", "per-table-memory-quota"],
            Weak = ["addr", "advertise-addr", "security.ca-path", "security.cert-path", "security.key-path", "tz", "log-level", "log-file"],
            Words = ["ticdc", "cdc"],
        },
        new("tiproxy")
        {
            Alone = ["[security.cluster-tls]", "[security.sql-tls]", "proxy.pd-addrs"],
            Strong = ["[security.server-tls]", "[security.server-http-tls]"],
            Weak = ["[proxy]", "[api]", "[advance]", "[balance]"],
        },
        new("pump")
        {
            Strong = ["gc", "[storage.kv]", "storage.stop-write-at-available-space", "storage.sync-log"],
            Weak = ["addr", "advertise-addr", "pd-urls", "heartbeat-interval", "security.ssl-ca", "security.ssl-cert", "security.ssl-key"],
        },
        new("drainer")
        {
            Alone = ["detect-interval"],
            Strong = ["[syncer]", "compressor"],
            Weak = ["addr", "advertise-addr", "pd-urls", "security.ssl-ca", "security.ssl-cert", "security.ssl-key"],
        },
        new("dm-master")
        {
            Alone = ["master-addr"],
            Strong = ["rpc-timeout", "rpc-rate-limit", "rpc-rate-burst", "v1-sources-path"],
            Weak = ["peer-urls", "advertise-peer-urls", "initial-cluster", "ssl-ca", "ssl-cert", "ssl-key"],
            Words = ["dm-master", "master"],
        },
        new("dm-worker")
        {
            Alone = ["worker-addr", "relay-dir"],
            Strong = ["keepalive-ttl", "relay-keepalive-ttl"],
            // A worker joins, always; a DM-master that does so has peers, too.
            Weak = ["join", "ssl-ca", "ssl-cert", "ssl-key"],
            Words = ["dm-worker", "worker"],
        },
        new("lightning") { Strong = ["[lightning]", "[tikv-importer]", "[mydumper]", "[checkpoint]", "[post-restore]"], Weak = ["tidb.status-port", "tidb.pd-addr"] },
    ];

    /// <summary>Every word that <c>--as</c> takes.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(static r => r.Name), "prometheus"];

    /// <summary>The roles that a file can have: one where it is clear, several where neither keys nor name decide, none where it is nobody's.</summary>
    public static ImmutableArray<string> Tell(string text, string fileName)
    {
        var evidence = TiDbEvidence.Of(text);
        // Nothing stands in it yet, so that only its name can speak.
        if (evidence.IsEmpty) return [.. All.Where(r => r.Words[0] + ".toml" == fileName).Select(static r => r.Name)];
        var scored = All.Select(r => (Role: r, Score: r.Score(evidence))).Where(static s => s.Score > 0).ToArray();
        if (scored.Length == 0) return [];
        var best = scored.Max(static s => s.Score);
        TiDbRole[] first = [.. scored.Where(s => s.Score == best).Select(static s => s.Role)];
        if (first.Length == 1 && best >= Enough) return [first[0].Name];
        // Keys that say little leave every role open that has any of them.
        var open = best >= Enough ? first : [.. scored.Select(static s => s.Role)];
        var named = open.Select(r => (Role: r, Length: r.Words.Where(w => fileName.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(static w => w.Length).DefaultIfEmpty(0).Max())).ToArray();
        var longest = named.Max(static n => n.Length);
        var told = named.Where(n => n.Length == longest && longest > 0).Select(static n => n.Role.Name).ToArray();
        return told.Length == 1 ? [told[0]] : [.. open.Select(static r => r.Name)];
    }

    private int Score(TiDbEvidence evidence) => (Alone.Sum(evidence.Weight) * 12) + (Strong.Sum(evidence.Weight) * 3) + Weak.Sum(evidence.Weight);
}
