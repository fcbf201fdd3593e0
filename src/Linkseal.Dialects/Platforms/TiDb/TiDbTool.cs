using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A client tool: what it calls, and its own flags. <c>{pd.client}</c> in an argument is the address of the first PD's client port, and so on.</summary>
/// <remarks>
/// Sources: pingcap/tidb-ctl cmd/root.go; tikv/pd tools/pd-ctl/pdctl/ctl.go; tikv/tikv cmd/tikv-ctl/src/cmd.rs; pingcap/tidb br/pkg/task/common.go; pingcap/tiflow
/// pkg/cmd/factory/factory.go and dm/ctl/common/config.go. TiDB's own page gives tidb-ctl a <c>-u https://…</c>, which does not exist in its source.
/// </remarks>
/// <param name="Name">The program.</param>
/// <param name="Calls">Product and endpoint of each link.</param>
/// <param name="Arguments">Program and arguments.</param>
internal sealed record TiDbTool(string Name, ImmutableArray<(string Product, string Endpoint)> Calls, ImmutableArray<string> Arguments)
{
    /// <summary>What is worth knowing; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The common name that it has whatever <c>tools:</c> says; null: of <c>tools:</c>.</summary>
    public string? CommonName { get; init; }

    /// <summary>The first version with these flags.</summary>
    public TiDbVersion? Since { get; init; }

    /// <summary>The first version without them.</summary>
    public TiDbVersion? Until { get; init; }

    /// <summary>The product of which it is a tool: without an instance of it, the tool is not there.</summary>
    public string Of => Calls[0].Product;

    private static readonly TiDbVersion V62 = new(6, 2);

    /// <summary>Every tool.</summary>
    public static ImmutableArray<TiDbTool> All { get; } =
    [
        new("tidb-ctl", [("tidb", "status"), ("pd", "client")],
            ["tidb-ctl", "--host", "{tidb.status:host}", "--port", "{tidb.status:port}", "--pdhost", "{pd.client:host}", "--pdport", "{pd.client:port}", "--ca", "{ca}", "--ssl-cert", "{cert}", "--ssl-key", "{key}"])
        {
            Note = "--host takes an IP address only; -u https://…, as TiDB's page has it, is no flag of tidb-ctl",
        },
        new("pd-ctl", [("pd", "client")], ["pd-ctl", "-u", "https://{pd.client}", "--cacert", "{ca}", "--cert", "{cert}", "--key", "{key}"]) { Note = "as tiup ctl:VERSION pd it takes the same flags" },
        new("tikv-ctl", [("tikv", "grpc"), ("pd", "client")], ["tikv-ctl", "--host", "{tikv.grpc}", "--ca-path", "{ca}", "--cert-path", "{cert}", "--key-path", "{key}"])
        {
            Note = "for what concerns the whole cluster, --pd HOST:2379 instead of --host",
        },
        new("br", [("pd", "client"), ("tikv", "grpc")], ["br", "--pd", "{pd.client}", "--ca", "{ca}", "--cert", "{cert}", "--key", "{key}"]) { Note = "put the sub-command behind br: br backup full --pd …" },
        new("cdc", [("ticdc", "server")], ["cdc", "cli", "--server", "https://{ticdc.server}", "--ca", "{ca}", "--cert", "{cert}", "--key", "{key}"]) { Since = V62 },
        new("cdc", [("ticdc", "server"), ("pd", "client")], ["cdc", "cli", "--pd", "https://{pd.client}", "--ca", "{ca}", "--cert", "{cert}", "--key", "{key}"]) { Until = V62 },
        new("dmctl", [("dm-master", "client")], ["dmctl", "--master-addr", "{dm-master.client}", "--ssl-ca", "{ca}", "--ssl-cert", "{cert}", "--ssl-key", "{key}"])
        {
            CommonName = TiDbProduct.Dm, Note = "its certificate has the common name of DM's own parts: DM-master lets nobody else in",
        },
        new("etcdctl", [("pd", "client")], ["etcdctl", "--endpoints", "https://{pd.client}", "--cacert", "{ca}", "--cert", "{cert}", "--key", "{key}", "member", "list"])
        {
            Note = "with ETCDCTL_API=3; every peer URL it lists has to say https",
        },
    ];
}
