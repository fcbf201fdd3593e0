using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Limits and choices of a cluster that TiUP runs: said by plan, check and audit alike.</summary>
internal static class TiUpNotes
{
    public static ImmutableArray<Finding> Of(TiUpSetup tiup)
    {
        var notes = ImmutableArray.CreateBuilder<Finding>();
        if (tiup.IsRunning && !tiup.Topology.HasTls) notes.Add(TlsIsOff(tiup));
        if (TiUpServers.Unknown.Where(s => !tiup.Topology.Servers(s).IsEmpty).ToArray() is { Length: > 0 } unknown) notes.Add(NotJudged(tiup, unknown));
        var lists = TiDbLists.Of(tiup.Setup);
        foreach (var product in tiup.Setup.Products)
        {
            foreach (var keys in TiUpLists.Keys(product).Where(k => tiup.Setup.Settings.Callers.Of(k.List!).Kind is TiDbCallerKind.Named))
            {
                if (lists.Obstacle(product, keys, tiup.Setup.VersionOf(product)) is { } obstacle) notes.Add(TiDbNoteFindings.ListStaysEmpty(product.Name, obstacle));
            }
        }

        return notes.ToImmutable();
    }

    /// <summary>A topology that Linkseal can edit; of a cluster that runs, <see cref="TlsIsOff"/> names TiUP's own command.</summary>
    public static IEnumerable<Finding> Plaintext(TiUpSetup tiup) => tiup.Topology.HasTls ? []
        : tiup.IsRunning ? [TiDbFindings.Plaintext(tiup.Topology.Path, $"cluster {tiup.Cluster}", "global.enable_tls is not true") with { Remedy = TlsIsOff(tiup).Remedy }]
        : [TiDbFindings.Plaintext(tiup.Topology.Path, "the cluster that it describes", "global.enable_tls is not true")];

    public static Finding TlsIsOff(TiUpSetup tiup) => new("LS2550", Severity.Warning, $"TLS is off in cluster {tiup.Cluster}: every link between its servers is plaintext")
    {
        Path = tiup.Topology.Path, Observed = "global.enable_tls is not true", Expected = "enable_tls: true", Remedy = $"tiup cluster {string.Join(' ', TiUpSteps.Enable(tiup.Cluster))}; it stops the whole cluster and starts it again",
    };

    public static Finding NotJudged(TiUpSetup tiup, IReadOnlyCollection<string> sections) => new("LS2551", Severity.Note, $"{string.Join(", ", sections)} {(sections.Count == 1 ? "is" : "are")} not looked at: their TLS has rules that this profile does not know")
    {
        Path = tiup.Topology.Path, Observed = string.Join(", ", sections), Expected = "TLS in all of them", Remedy = "TiUP gives them certificates with `enable_tls`; hold what they ask of their callers against TiDB's documentation",
    };
}
