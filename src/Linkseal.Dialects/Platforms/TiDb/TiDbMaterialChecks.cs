using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The certificates that configuration names, held against each other: one CA for all, and names that PD's peer port can resolve.</summary>
internal static class TiDbMaterialChecks
{
    public static IEnumerable<Finding> Of(TiDbSetup setup, Observed observed) => [.. Authorities(setup, observed), .. setup.Members.SelectMany(m => Wildcards(m, observed))];

    // Every instance judges every other; CA files with the same content are judged once.
    private static IEnumerable<Finding> Authorities(TiDbSetup setup, Observed observed)
    {
        var identities = setup.Members.Select(static m => TiDbStandings.Of(m, TiDbKeys.Cluster)).OfType<TiDbStanding>().ToArray();
        var bundles = identities.Where(static s => s.Authority is not null)
            .Select(s => (Standing: s, Path: s.Member.Instance.OnPlace(s.Authority!))).Select(b => (b.Standing, b.Path, Certificates: Certificates(observed, b.Path)))
            .Where(static b => !b.Certificates.IsEmpty).DistinctBy(static b => string.Join(',', b.Certificates.Select(static c => c.Sha256).Order(StringComparer.Ordinal))).ToArray();
        foreach (var (standing, path) in identities.Where(static s => s.Certificate is not null).Select(s => (s, s.Member.Instance.OnPlace(s.Certificate!))).DistinctBy(static s => s.Item2))
        {
            var chain = Certificates(observed, path);
            if (chain.IsEmpty || Array.Find(bundles, b => !Signed(observed, chain, b.Certificates)) is not { Path: { } bundle } other) continue;
            yield return TiDbFindings.OtherAuthority(standing.Member.Product.Name, path, other.Standing.Member.Instance.Words, bundle);
        }
    }

    private static bool Signed(Observed observed, ImmutableArray<CertificateFacts> chain, ImmutableArray<CertificateFacts> roots) =>
        roots.Any(root => chain.Any(c => c.Sha256 == root.Sha256 || observed.Signatures.Has(c, root)));

    private static IEnumerable<Finding> Wildcards(TiDbMember member, Observed observed)
    {
        if (!member.Product.EndpointsOf(member.Version).Any(static e => e.Name == "peer") || TiDbStandings.Of(member, TiDbKeys.Cluster) is not { Certificate: { } certificate }) yield break;
        var path = member.Instance.OnPlace(certificate);
        if (Certificates(observed, path) is not [{ HasAlternativeNames: true } leaf, ..] || leaf.Names.IsEmpty) yield break;
        if (leaf.Names.All(static n => n.Value.StartsWith("*.", StringComparison.Ordinal) || TiDbInstance.IsLocalHost(n.Value)) && leaf.Names.Any(static n => n.Value.StartsWith("*.", StringComparison.Ordinal)))
        {
            yield return TiDbFindings.Wildcards(member, path, string.Join(", ", leaf.Names.Select(static n => n.Value)));
        }
    }

    private static ImmutableArray<CertificateFacts> Certificates(Observed observed, string path) => observed.Material.GetValueOrDefault(path)?.Certificates ?? [];
}
