using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The lists of callers as they stand, against the products' real rules and the names in the certificates.</summary>
/// <remarks>Sources: tikv/pd pkg/utils/grpcutil/grpcutil.go (GetOneAllowedCN, 4.0 to 8.3) and server/config/config.go; tikv/tikv components/security/src/lib.rs (commit 7ecce12e75);
/// pingcap/tiflash dbms/src/Common/TiFlashSecurity.h; pingcap/tiflow pkg/security/credential.go and dm/master/config.go.</remarks>
internal static class TiDbListChecks
{
    /// <summary>The first version line that may take a listed name for a part of the caller's.</summary>
    private static readonly TiDbVersion Substrings = new(9, 0);

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
        var (product, version, list) = (s.Member.Product, s.Member.Version, s.List);
        var guarded = TiDbLists.Guarded(product, s.Keys, version).ToArray();
        if (!version.IsWithin(s.Keys.ListSince, null))
        {
            yield return TiDbListFindings.ListWithoutEffect(s);
            yield break;
        }

        if (product.OneNameUntil is { } until && list.Length > 1 && version.IsBefore(until)) yield return TiDbListFindings.TwoNames(s, until);
        if (list.Length == 1 && Array.Exists(guarded, static e => e.Names is TiDbNameRule.FromTwo)) yield return TiDbListFindings.OneName(s);
        if (list.Length > 1 && Array.Exists(guarded, static e => e.Names is TiDbNameRule.First)) yield return TiDbListFindings.FirstCounts(s);
        if (product.HasLearner && s.Keys.File == TiDbConfigFile.Main && IsBroken(s)) yield return TiDbListFindings.SeveralLines(s);
        if (Array.Exists(guarded, static e => e.Names is TiDbNameRule.AnyOfChain) && names.OfAuthority(s).FirstOrDefault(n => list.Contains(n)) is { } authority) yield return TiDbListFindings.AuthorityListed(s, authority);
        if (product.Name == "tikv" && !version.IsBefore(Substrings) && Part(list, names) is { } part) yield return TiDbListFindings.Substring(s, part.Part, part.Whole);
        foreach (var finding in Lacking(lists, names, s)) yield return finding;
    }

    private static IEnumerable<Finding> Lacking(TiDbLists lists, TiDbCommonNames names, TiDbStanding s)
    {
        var lacking = lists.Needed(s.Member.Product, s.Keys, s.Member.Version).SelectMany(names.Of).Where(n => !s.List.Contains(n)).Distinct().ToArray();
        var own = names.Of(s.Member.Product.CommonName).FirstOrDefault(n => lacking.Contains(n));
        // TiCDC adds its own name by itself.
        if (own is not null && s.Member.Product.ListsItself) lacking = [.. lacking.Where(n => n != own)];
        else if (own is not null) yield return TiDbListFindings.NotItself(s, own);
        lacking = [.. lacking.Where(n => n != own)];
        if (lacking.Length > 0) yield return TiDbListFindings.Lacks(s, lacking);
    }

    private static bool IsBroken(TiDbStanding s) => s.ListNode is { } node && s.File.Content!.AsSpan(node.StartIndex, node.EndIndex - node.StartIndex).IndexOfAny('\n', '#') >= 0;

    private static (string Part, string Whole)? Part(ImmutableArray<string> list, TiDbCommonNames names)
    {
        var all = names.All.Concat(list).Distinct().ToArray();
        foreach (var part in list)
        {
            if (Array.Find(all, n => n != part && n.Contains(part, StringComparison.Ordinal)) is { } whole) return (part, whole);
        }

        return null;
    }

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
