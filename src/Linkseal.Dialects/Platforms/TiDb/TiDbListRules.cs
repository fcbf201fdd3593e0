using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A list of callers as it stands somewhere.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Keys">Of which of its identities.</param>
/// <param name="File">The file that says so.</param>
/// <param name="List">The names, at least one.</param>
internal sealed record TiDbList(TiDbMember Member, TiDbKeys Keys, TiDbFile File, ImmutableArray<string> List)
{
    /// <summary>Whose it is for people.</summary>
    public string Words { get; init; } = Member.Instance.Words;

    /// <summary>What puts a correction in force.</summary>
    public string Restart { get; init; } = "restart the instance";
}

/// <summary>What the products make of a list, wherever it stands.</summary>
/// <remarks>The sources of <see cref="TiDbListChecks"/>.</remarks>
internal static class TiDbListRules
{
    /// <summary>The first version line that may take a listed name for a part of the caller's.</summary>
    private static readonly TiDbVersion Substrings = new(9, 0);

    /// <param name="lists">What the links need.</param>
    /// <param name="s">The list.</param>
    /// <param name="shown">The names that the certificates of a common name of ours really have.</param>
    /// <param name="all">Every name that certificates have.</param>
    public static IEnumerable<Finding> Of(TiDbLists lists, TiDbList s, Func<string, IEnumerable<string>> shown, ImmutableArray<string> all)
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
        if (product.Name == "tikv" && !version.IsBefore(Substrings) && Part(list, all) is { } part) yield return TiDbListFindings.Substring(s, part.Part, part.Whole);
        foreach (var finding in Lacking(lists, shown, s)) yield return finding;
    }

    private static IEnumerable<Finding> Lacking(TiDbLists lists, Func<string, IEnumerable<string>> shown, TiDbList s)
    {
        var lacking = lists.Needed(s.Member.Product, s.Keys, s.Member.Version).SelectMany(shown).Where(n => !s.List.Contains(n)).Distinct().ToArray();
        var own = shown(s.Member.Product.CommonName).FirstOrDefault(n => lacking.Contains(n));
        // TiCDC adds its own name by itself.
        if (own is not null && s.Member.Product.ListsItself) lacking = [.. lacking.Where(n => n != own)];
        else if (own is not null) yield return TiDbListFindings.NotItself(s, own);
        lacking = [.. lacking.Where(n => n != own)];
        if (lacking.Length > 0) yield return TiDbListFindings.Lacks(s, lacking);
    }

    private static (string Part, string Whole)? Part(ImmutableArray<string> list, ImmutableArray<string> known)
    {
        var all = known.Concat(list).Distinct().ToArray();
        foreach (var part in list)
        {
            if (Array.Find(all, n => n != part && n.Contains(part, StringComparison.Ordinal)) is { } whole) return (part, whole);
        }

        return null;
    }
}
