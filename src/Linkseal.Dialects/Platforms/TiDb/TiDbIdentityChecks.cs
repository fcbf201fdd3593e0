using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>CA, certificate and key of each identity: there together, in every file, in every instance.</summary>
/// <remarks>Sources: those of <see cref="TiDbKeys"/>; etcd-io/etcd client/pkg/transport/listener.go; tikv/client-go config/security.go.</remarks>
internal static class TiDbIdentityChecks
{
    public static IEnumerable<Finding> Of(TiDbSetup setup, TiDbMember member)
    {
        foreach (var standing in TiDbStandings.Of(member))
        {
            if (Whole(standing) is { } finding) yield return finding;
            if (standing.SkipsVerification) yield return TiDbFindings.SkipsVerification(standing, isLeft: standing.Keys.Sql && !setup.Mysql);
            string?[] paths = [standing.Authority, standing.Certificate, standing.Key];
            foreach (var path in paths.OfType<string>().Where(static p => p[0] != '/').Distinct()) yield return TiDbFindings.Relative(standing, path);
        }

        foreach (var finding in Files(member)) yield return finding;
    }

    /// <summary>All of the ports speak plaintext, or some do: both is wrong, and each is said once.</summary>
    public static IEnumerable<Finding> Mixed(TiDbSetup setup)
    {
        var ports = setup.Members.Where(static m => m.Files.All(static f => f.Toml is not null))
            .SelectMany(static m => m.Product.EndpointsOf(m.Version).Where(static e => e.Name != "sql").Select(e => (Member: m, Endpoint: e, Plain: TiDbStandings.Plaintext(m, e) is not null))).ToArray();
        var plain = ports.Where(static p => p.Plain).Select(static p => $"{p.Member.Instance.Words} ({p.Endpoint.Name})").Distinct().ToArray();
        if (ports.Length > 0 && plain.Length == ports.Length) yield return TiDbFindings.Plaintext(null, $"{setup.Members.Length} instance{(setup.Members.Length == 1 ? "" : "s")}", "no certificates in any of their files");
        if (plain.Length > 0 && plain.Length < ports.Length) yield return TiDbFindings.Mixed(plain, ports.Count(static p => !p.Plain));
    }

    private static Finding? Whole(TiDbStanding s)
    {
        if (s.IsWhole || s.IsEmpty) return null;
        if (s is { Authority: null, HasPair: true, Keys.Authority: not null })
        {
            if (s.Keys.WithoutAuthority is TiDbIncomplete.Plaintext) return TiDbFindings.NoAuthority(s);
            if (s.Keys.WithoutAuthority is TiDbIncomplete.AsksNobody) return TiDbFindings.AsksNobody(s);
        }

        var lacking = new[] { (Key: s.Keys.Authority, Value: s.Authority), (Key: s.Keys.Certificate, Value: s.Certificate), (Key: s.Keys.Key, Value: s.Key) }
            .Where(static p => p is { Key: not null, Value: null }).Select(p => s.Keys.Words(p.Key!)).ToArray();
        return TiDbFindings.Incomplete(s, lacking);
    }

    private static IEnumerable<Finding> Files(TiDbMember member)
    {
        var isOn = TiDbStandings.Of(member, TiDbKeys.Cluster) is { IsOn: true };
        var main = member.File(TiDbConfigFile.Main);
        if (isOn && member.Product.Renamed is { } row && member.Version.IsWithin(null, row.Until) && main.Toml?.Find(row.To) is null) yield return TiDbFindings.HttpPort(member, main, row.From, row.To);
        foreach (var forced in member.Product.Forced.Where(f => isOn && f is { When: TiDbForced.WherePresent, Value: false } && main.Toml?.Flag(f.Key.AsSpan()) is true))
        {
            yield return TiDbFindings.MetricsInPlaintext(member, main, string.Join('.', forced.Key));
        }

        if (!member.Product.HasLearner) yield break;
        var halves = TiDbStandings.Of(member).ToArray();
        if (halves.Length == 2 && halves[0].IsOn != halves[1].IsOn && halves.Any(static h => h.IsEmpty))
        {
            yield return TiDbFindings.OtherHalf(member, halves.First(static h => h.IsOn).File, halves.First(static h => !h.IsOn).File);
        }
    }
}
