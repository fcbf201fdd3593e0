using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The URLs in the products' files against their certificates.</summary>
/// <remarks>Sources: tikv/pd#2996; etcd-io/etcd server/embed/etcd.go and server/config/config.go; pingcap/tidb-binlog pump/config.go; pingcap/tiflow dm/master/config.go.</remarks>
internal static class TiDbUrlChecks
{
    public static IEnumerable<Finding> Of(TiDbMember member)
    {
        var file = member.File(TiDbConfigFile.Main);
        if (file.Toml is null || TiDbStandings.Of(member, TiDbKeys.Cluster) is not { } identity) yield break;
        foreach (var row in member.Product.Urls)
        {
            if (One(member, file, identity, row) is { } finding) yield return finding;
        }

        if (InitialCluster(member, file) is { } mismatch) yield return mismatch;
    }

    private static Finding? One(TiDbMember member, TiDbFile file, TiDbStanding identity, TiDbUrlKey row)
    {
        if (member.Text([row.Key]) is not { } text) return row is { Rule: TiDbUrlRule.Listen, Converted: true } && identity.IsOn ? TiDbFindings.DefaultUrl(member, file, row.Key) : null;
        if (row.Converted || TiDbUrl.ParseAll(text) is null) return null;
        var isSealed = TiDbStandings.IsSealed(text);
        if (row.Endpoint is not null && row.Rule is not TiDbUrlRule.Members)
        {
            if (identity.HasPair && !isSealed) return TiDbFindings.PlainUrls(member, file, row.Key, text);
            return isSealed && !identity.HasPair && row.Rule is TiDbUrlRule.Listen ? TiDbFindings.UrlWithoutPair(member, file, row.Key, text) : null;
        }

        if (row.Rule is TiDbUrlRule.Members || isSealed == identity.IsOn) return null;
        return TiDbFindings.OtherScheme(member, file, row.Key, text, identity.IsOn);
    }

    // Compared as a whole, scheme and all, by the member's own name.
    private static Finding? InitialCluster(TiDbMember member, TiDbFile file)
    {
        if (!member.Product.Urls.Any(static u => u.Rule is TiDbUrlRule.Members) || member.Text(["initial-cluster"]) is not { } text || member.MemberName is not { } name) return null;
        if ((member.Text(["advertise-peer-urls"]) ?? member.Text(["peer-urls"])) is not { } peers) return null;
        var said = (TiDbUrl.ParseAll(text) ?? []).Where(u => u.Member == name).Select(static u => (u with { Member = null }).ToString()).Order(StringComparer.Ordinal);
        var own = (TiDbUrl.ParseAll(peers) ?? []).Select(static u => u.ToString()).Order(StringComparer.Ordinal);
        return said.SequenceEqual(own, StringComparer.Ordinal) ? null : TiDbFindings.Members(member, file, name, peers, UserWord.Shown(text));
    }
}
