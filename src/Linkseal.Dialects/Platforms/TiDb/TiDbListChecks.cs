using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The lists of callers as they stand, against the products' real rules and the names in the certificates.</summary>
/// <remarks>Sources: tikv/pd pkg/utils/grpcutil/grpcutil.go (GetOneAllowedCN, 4.0 to 8.3) and server/config/config.go; tikv/tikv components/security/src/lib.rs (commit 7ecce12e75);
/// pingcap/tiflash dbms/src/Common/TiFlashSecurity.h; pingcap/tiflow pkg/security/credential.go and dm/master/config.go.</remarks>
internal static class TiDbListChecks
{
    public static IEnumerable<Finding> Of(TiDbSetup setup, Observed observed)
    {
        var lists = TiDbLists.Of(setup);
        var names = new TiDbCommonNames(setup, observed);
        foreach (var standing in setup.Members.SelectMany(TiDbStandings.Of).Where(static s => s is { Keys.Callers: not null, List.IsEmpty: false }))
        {
            foreach (var finding in One(lists, names, standing)) yield return finding;
        }

        foreach (var finding in setup.Products.SelectMany(p => Unguarded(setup, p))) yield return finding;
    }

    private static IEnumerable<Finding> One(TiDbLists lists, TiDbCommonNames names, TiDbStanding s)
    {
        var list = new TiDbList(s.Member, s.Keys, s.File, s.List);
        foreach (var finding in TiDbListRules.Of(lists, list, names.Of, names.All)) yield return finding;
        if (s.Member.Product.HasLearner && s.Keys.File == TiDbConfigFile.Main && IsBroken(s)) yield return TiDbListFindings.SeveralLines(list);
        var guarded = TiDbLists.Guarded(s.Member.Product, s.Keys, s.Member.Version);
        if (guarded.Any(static e => e.Names is TiDbNameRule.AnyOfChain) && names.OfAuthority(s).FirstOrDefault(n => s.List.Contains(n)) is { } authority) yield return TiDbListFindings.AuthorityListed(list, authority);
    }

    private static bool IsBroken(TiDbStanding s) => s.ListNode is { } node && s.File.Content!.AsSpan(node.StartIndex, node.EndIndex - node.StartIndex).IndexOfAny('\n', '#') >= 0;

    private static IEnumerable<Finding> Unguarded(TiDbSetup setup, TiDbProduct product)
    {
        var ports = setup.Of(product.Name).SelectMany(m => m.Product.EndpointsOf(m.Version)
            .Where(e => e.Asks is TiDbAsks.WhenListed or TiDbAsks.WhenListedOrSwitched && TiDbStandings.Plaintext(m, e) is null && TiDbStandings.Of(m, e.Served) is { List.IsEmpty: true } && !IsSwitched(m, e))
            .Select(e => $"{TiDbNames.Address(setup, m, e).Port ?? e.Port} ({e.Name})")).Distinct().ToArray();
        return ports.Length == 0 ? [] : [TiDbListFindings.AsksNobodyWithoutList(product.Name, ports)];
    }

    private static bool IsSwitched(TiDbMember member, TiDbEndpoint endpoint) => endpoint.Asks is TiDbAsks.WhenListedOrSwitched &&
        member.Product.Forced.Any(f => f.When is TiDbForced.WithoutList && member.File(TiDbConfigFile.Main).Toml?.Flag(f.Key.AsSpan()) is true);
}
