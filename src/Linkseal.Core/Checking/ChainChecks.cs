using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>Signatures, from each leaf to the roots by which it is judged.</summary>
internal static class ChainChecks
{
    public static void Run(CheckScope scope)
    {
        foreach (var (path, component) in scope.Trust.Files) Bundle(scope, path, component);
        foreach (var ((leaf, bundle), links) in Judgements(scope)) Judge(scope, leaf, bundle, links);
        Depths(scope);
    }

    private static void Bundle(CheckScope scope, string path, string component)
    {
        if (scope.Material(path) is not { } material) return;
        if (material.Certificates.IsEmpty) scope.Add(ChainFindings.NoRoot(component, path, material.Problems.IsEmpty ? "no certificate" : material.Problems[0].Message));
        else if (!material.Certificates.Any(static c => c.IsSelfIssued && c.IsAuthority is not false)) scope.Add(ChainFindings.NoRoot(component, path, Subjects(material.Certificates)));
    }

    /// <summary>Each pair of leaf and judging file once, with the links that it concerns.</summary>
    private static Dictionary<(LeafView Leaf, string Bundle), List<Link>> Judgements(CheckScope scope)
    {
        var judgements = new Dictionary<(LeafView, string), List<Link>>();
        void Add(LeafView leaf, string? judge, string? named, Link? link)
        {
            foreach (var bundle in scope.Trust.Judging(leaf, judge, named))
            {
                if (!judgements.TryGetValue((leaf, bundle), out var links)) judgements.Add((leaf, bundle), links = []);
                if (link is not null) links.Add(link);
            }
        }

        foreach (var link in scope.Platform.Links.Where(static l => l.Required >= Level.Authenticated))
        {
            if (scope.Trust.Served(link) is { } served) Add(served, link.Caller, link.Trust, link);
            if (link.Required >= Level.Mutual && scope.Trust.Shown(link) is { } shown) Add(shown, link.Callee, null, link);
        }

        var judged = judgements.Keys.Select(static k => k.Item1.Spec.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var leaf in scope.Leaves.Where(l => !judged.Contains(l.Spec.Name))) Add(leaf, leaf.Spec.Component, null, null);
        return judgements;
    }

    private static void Judge(CheckScope scope, LeafView leaf, string bundle, List<Link> links)
    {
        if (leaf.Served.IsEmpty || scope.Material(bundle) is not { Certificates: { IsEmpty: false } believed }) return;
        var walk = ChainWalk.From(leaf.Served, believed, scope.Observed.Signatures);
        if (walk.IsTrusted) return;
        if (Missing(scope, walk.Top, believed) is { } intermediate) scope.Add(ChainFindings.IntermediateMissing(leaf, intermediate, bundle));
        else scope.Add(ChainFindings.NotTrusted(leaf, walk.Top, bundle, Subjects(believed), links));
    }

    // Somewhere among all that was met there is the certificate that closes the gap: then it only was not put into the file.
    private static CertificateFacts? Missing(CheckScope scope, CertificateFacts top, ImmutableArray<CertificateFacts> believed)
    {
        var known = scope.Intermediates;
        return known.FirstOrDefault(c => c.SubjectHash == top.IssuerHash && c.Sha256 != top.Sha256 && scope.Observed.Signatures.Has(top, c) &&
            ChainWalk.From([c, .. known], believed, scope.Observed.Signatures).IsTrusted);
    }

    private static void Depths(CheckScope scope)
    {
        foreach (var rule in scope.Desired.Chains)
        {
            foreach (var link in scope.Platform.Links.Where(l => l.Caller == rule.Caller))
            {
                if (scope.Trust.Served(link) is not { Served.IsEmpty: false } leaf) continue;
                foreach (var bundle in scope.Trust.Judging(leaf, link.Caller, link.Trust))
                {
                    var walk = ChainWalk.From(leaf.Served, scope.Material(bundle)?.Certificates ?? [], scope.Observed.Signatures);
                    if (walk.IsTrusted && walk.Intermediates > rule.MaximumIntermediates) scope.Add(ChainFindings.TooDeep(leaf, link, walk.Intermediates, rule.MaximumIntermediates));
                }
            }
        }
    }

    private static string Subjects(ImmutableArray<CertificateFacts> certificates) => string.Join("; ", certificates.Select(static c => c.Subject));
}
