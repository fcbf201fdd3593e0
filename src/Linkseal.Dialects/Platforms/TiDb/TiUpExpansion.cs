using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A cluster that TiUP runs: as described, and as its topology stands.</summary>
internal static class TiUpExpansion
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = TiUpSetup.Read(description, documents);
        if (read.Value is not { } tiup) return Result.With<Expansion>(null, read.Diagnostics);
        var diagnostics = read.Diagnostics.AddRange(TiUpRules.Broken(tiup));
        var failed = diagnostics.Any(static d => d.Severity is Severity.Error);
        var desired = failed ? new() : new Desired
        {
            Edits = [TiUpEdits.Of(tiup)], Steps = TiUpSteps.Of(tiup), Documents = [tiup.Topology.Path], Notes = TiUpNotes.Of(tiup),
        };
        return Result.With(failed ? null : new Expansion(TiDbTopology.Expand(tiup.Setup) with { Title = Title(tiup), Tools = TiUpTools.Of(tiup) }, desired), diagnostics);
    }

    public static Result<Expansion> AsItStands(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = TiUpSetup.Read(description, documents);
        if (read.Value is not { } tiup) return Result.With<Expansion>(null, read.Diagnostics);
        var (setup, topology) = (tiup.Setup, tiup.Topology);
        var expanded = TiDbTopology.Expand(Named(setup));
        var calls = TiDbLists.Of(setup).Calls.Where(static c => !c.ByHand).ToArray();
        var platform = expanded with
        {
            Title = Title(tiup),
            Components = [.. expanded.Components.Select(c => c with { Endpoints = [.. c.Endpoints.Select(e => e with { Peers = Peers(tiup, c.Name, e.Name) })] })],
            Links = [.. expanded.Links.Zip(calls, (link, call) => Link(tiup, link, call))],
            Tools = [],
        };
        return Result.With(read.Failed ? null : new Expansion(platform, new() { Documents = [topology.Path], Notes = TiUpNotes.Of(tiup) }), read.Diagnostics);
    }

    private static string Title(TiUpSetup tiup) => $"{tiup.Setup.Title}, by TiUP as {tiup.Cluster}";

    /// <summary>With every list that can be: what could be reached.</summary>
    private static TiDbSetup Named(TiDbSetup setup) => setup with { Settings = setup.Settings with { Callers = new() { Default = new(TiDbCallerKind.Named, [], null) } } };

    private static Link Link(TiUpSetup tiup, Link link, TiDbCall call)
    {
        var (level, reason) = Level(tiup, call);
        return link with { Required = level, Reachable = link.Reachable < level ? level : link.Reachable, Reason = level is Core.Topology.Level.Named ? null : reason };
    }

    private static (Level Level, string? Reason) Level(TiUpSetup tiup, TiDbCall call)
    {
        if (call.Row.IsSql) return (Core.Topology.Level.Plaintext, "TiUP leaves the SQL port as it is, and what server_configs says of it is not looked at");
        if (!tiup.Topology.HasTls) return (Core.Topology.Level.Plaintext, $"global.enable_tls is not true in {tiup.Topology.Path}");
        var keys = call.Callee.KeysOf(call.Endpoint.Served)!;
        var standing = keys is { Callers: not null, List: not null } ? TiUpLists.Standing(tiup.Topology, call.Callee, keys) : [];
        // The server that lets most in decides.
        return standing.DefaultIfEmpty([]).Select(list => TiDbLevels.By(tiup.Setup, call, list, switched: false)).MinBy(static l => l.Level);
    }

    private static PeerPolicy Peers(TiUpSetup tiup, string product, string endpoint)
    {
        if (TiDbProduct.Find(product) is not { } row || row.EndpointsOf(tiup.Setup.VersionOf(row)).FirstOrDefault(e => e.Name == endpoint) is not { } met) return PeerPolicy.None;
        return Level(tiup, new("", "", row, met, new("", product, endpoint))).Level switch
        {
            Core.Topology.Level.Named => PeerPolicy.Named,
            Core.Topology.Level.Mutual => PeerPolicy.Require,
            _ => PeerPolicy.None,
        };
    }
}
