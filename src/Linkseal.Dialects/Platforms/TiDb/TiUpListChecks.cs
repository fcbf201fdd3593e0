using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The lists of callers in a topology, by the names in the certificates that TiUP makes.</summary>
internal static class TiUpListChecks
{
    public static ImmutableArray<Finding> Of(TiUpSetup tiup)
    {
        var lists = TiDbLists.Of(tiup.Setup);
        ImmutableArray<string> all = [.. tiup.Setup.Products.Select(static p => TiUpLists.CommonName(p.CommonName)), TiUpSetup.ClientName(tiup.Cluster)];
        return
        [
            .. Standing(tiup).SelectMany(s => TiDbListRules.Of(lists, s, n => Shown(tiup, s, n), all)),
            .. tiup.Topology.HasTls ? tiup.Setup.Products.SelectMany(p => Unguarded(tiup, p)) : [],
        ];
    }

    /// <summary>Each list once, however many servers share it.</summary>
    private static IEnumerable<TiDbList> Standing(TiUpSetup tiup)
    {
        foreach (var product in tiup.Setup.Products)
        {
            foreach (var keys in TiUpLists.Keys(product))
            {
                var servers = tiup.Setup.Of(product.Name).Zip(TiUpLists.Standing(tiup.Topology, product, keys)).ToArray();
                foreach (var same in servers.Where(static s => !s.Second.IsEmpty).GroupBy(static s => string.Join(',', s.Second), StringComparer.Ordinal))
                {
                    var (member, list) = same.First();
                    yield return new(member, keys, new(keys.File, tiup.Topology.Path, tiup.Topology.Path, null, null), list)
                    {
                        Words = same.Count() == servers.Length ? product.Name : member.Instance.Words, Restart = $"tiup cluster reload {tiup.Cluster}",
                    };
                }
            }
        }
    }

    // The cluster's name is not in a topology: where nobody says it, any client of TiUP's may be its own.
    private static IEnumerable<string> Shown(TiUpSetup tiup, TiDbList list, string name)
    {
        if (name == TiUpSetup.ClientName(tiup.Cluster) && !tiup.IsNamed && list.List.FirstOrDefault(static n => n.EndsWith(TiUpSetup.ClientName(""), StringComparison.Ordinal)) is { } client) return [client];
        return [TiUpLists.CommonName(name)];
    }

    private static IEnumerable<Finding> Unguarded(TiUpSetup tiup, TiDbProduct product)
    {
        var open = product.EndpointsOf(tiup.Setup.VersionOf(product))
            .Where(e => e.Asks is TiDbAsks.WhenListed or TiDbAsks.WhenListedOrSwitched && product.KeysOf(e.Served) is { Callers: not null, List: not null } keys && TiUpLists.Standing(tiup.Topology, product, keys).Any(static l => l.IsEmpty)).ToArray();
        var ports = tiup.Setup.Of(product.Name).SelectMany(m => open.Select(e => $"{m.Port(e)} ({e.Name})")).Distinct().ToArray();
        return ports.Length == 0 ? [] : [TiDbListFindings.AsksNobodyWithoutList(product.Name, ports) with { Path = tiup.Topology.Path }];
    }
}
