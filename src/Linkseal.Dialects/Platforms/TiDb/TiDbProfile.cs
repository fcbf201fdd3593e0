using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>TiDB 4.0 and later: TLS between all components, on any number of hosts, by their own files or by TiUP's topology.</summary>
public sealed class TiDbProfile : IProfile
{
    /// <inheritdoc/>
    public string Name => "tidb";

    /// <inheritdoc/>
    public string Summary => "TiDB 4.0 and later: TLS between PD, TiKV, TiDB, TiFlash, TiCDC, TiProxy, Binlog, DM, Prometheus and the tools, by their own files";

    /// <inheritdoc/>
    public ImmutableArray<string> Limits { get; } =
    [
        "TLS is all or nothing: there is no mixed mode, and turning it on in a running cluster stops the cluster.",
        "PD before 8.4 checks no name on 2379 and takes one name at most: its list stays empty.",
        "TiKV and TiFlash let any certificate of the authority read metrics, status and configuration on 20180 and 20292.",
        "The status ports of TiDB and TiKV, DM-worker, Pump and Drainer ask for a client certificate only when their list is set.",
        "TiProxy checks who signed a server's certificate, not whose it is.",
        "SQL clients on 4000 and 6000 are asked for a certificate by user only (REQUIRE X509).",
        "No Go component takes a new CA while it runs: it is restarted.",
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Clients => [];

    /// <inheritdoc/>
    public ImmutableArray<string> Signs => TiDbDraft.Signs;

    /// <inheritdoc/>
    public ImmutableArray<string> Reads(PlatformDescription description) => [.. TiUpSetup.Reads(description), .. TiDbSetupReader.Reads(description)];

    /// <inheritdoc/>
    public ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents) => TiDbSetupReader.ReadsMore(description, documents);

    /// <inheritdoc/>
    public Result<Expansion> Expand(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        if (TiUpSetup.IsMeant(description)) return TiUpExpansion.Of(description, documents);
        var read = TiDbSetupReader.Read(description, documents);
        if (read.Value is not { } setup) return Result.With<Expansion>(null, read.Diagnostics);
        var diagnostics = read.Diagnostics.AddRange(TiDbRules.Broken(setup));
        var failed = diagnostics.Any(static d => d.Severity is Severity.Error);
        return Result.With(failed ? null : new Expansion(TiDbTopology.Expand(setup), TiDbDesired.Of(setup)), diagnostics);
    }

    /// <inheritdoc/>
    public ImmutableArray<string> PossibleNames(PlatformDescription description, ImmutableDictionary<string, string> documents) => TiUpSetup.IsMeant(description) ? [] :
        [.. TiDbProduct.All.Select(static p => p.Name).Concat(TiDbTool.All.Select(static t => t.Name)).Append(TiDbTools.Shared).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ImmutableArray<Finding> Check(PlatformDescription description, Expansion expansion, Observed observed)
    {
        if (TiUpSetup.IsMeant(description)) return TiUpSetup.Read(description, observed.Documents).Value is { } tiup ? [.. TiUpNotes.Plaintext(tiup), .. TiUpListChecks.Of(tiup)] : [];
        return TiDbSetupReader.Read(description, observed.Documents).Value is { } setup ? TiDbChecks.Of(setup, observed) : [];
    }

    /// <inheritdoc/>
    public Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents) =>
        TiUpSetup.IsMeant(description) ? TiUpExpansion.AsItStands(description, documents) : TiDbAsItStands.Of(description, documents);

    /// <inheritdoc/>
    public Result<Draft>? Draft(DraftRequest request) => TiDbDraft.Of(request);
}
