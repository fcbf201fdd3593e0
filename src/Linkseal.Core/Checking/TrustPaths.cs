using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>Which leaf is presented over a link, and by which files of roots it is judged.</summary>
internal sealed class TrustPaths
{
    private readonly CheckScope _scope;
    private readonly ImmutableArray<(string Path, string Component, string Authority)> _bundles;
    private readonly ILookup<string, (string Path, string Component, string Authority)> _byComponent;
    private readonly ILookup<string, (string Path, string Component, string Authority)> _byAuthority;
    private readonly ImmutableArray<AuthoritySpec> _authorities;

    public TrustPaths(Desired desired, Platform platform, CheckScope scope)
    {
        _scope = scope;
        _authorities = desired.Authorities;
        var written = desired.Files.Where(static f => f.Content.LeafName is null).SelectMany(static f => f.Content.Trusts.Select(a => (f.Path, f.Component, a))).ToList();
        _bundles = [.. written, .. Standing(desired).Where(s => !written.Exists(w => w.a == s.Authority))];
        _byComponent = _bundles.ToLookup(static b => b.Component, StringComparer.Ordinal);
        _byAuthority = _bundles.ToLookup(static b => b.Authority, StringComparer.Ordinal);
        Files = [.. _bundles.Select(static b => (b.Path, b.Component)).Concat(platform.Links.Where(static l => l.Trust is not null).Select(static l => (l.Trust!, l.Caller))).DistinctBy(static b => b.Item1)];
    }

    /// <summary>Every file of roots, with the component it belongs to.</summary>
    public ImmutableArray<(string Path, string Component)> Files { get; }

    /// <summary>The leaf that the callee serves a link with; null: none is described.</summary>
    public LeafView? Served(Link link)
    {
        var candidates = _scope.LeavesOf(link.Callee).Where(static l => l.Spec.Purposes.HasFlag(Purposes.Server)).ToList();
        if (link.Leaf is { } name) return candidates.Find(l => l.Spec.Name == name);
        if (candidates.Count < 2) return candidates.FirstOrDefault();
        var believed = _byComponent[link.Caller].Select(static b => b.Authority).ToHashSet(StringComparer.Ordinal);
        return candidates.Find(l => Authority(l.Spec) is { } authority && believed.Contains(authority)) ?? candidates[0];
    }

    /// <summary>The leaf that a caller shows over a mutual link; null: none is described.</summary>
    public LeafView? Shown(Link link) => _scope.LeavesOf(link.Caller).FirstOrDefault(static l => l.Spec.Purposes.HasFlag(Purposes.Client));

    /// <summary>The files of roots by which <paramref name="judge"/> judges <paramref name="leaf"/>; empty: none is known, nothing can be said.</summary>
    public ImmutableArray<string> Judging(LeafView leaf, string? judge, string? named)
    {
        if (named is not null) return [named];
        var authority = Authority(leaf.Spec);
        // A pair that the user keeps is judged by a caller's own roots only where they are known to be meant for it.
        if (judge is not null && _byComponent[judge].ToList() is { Count: > 0 } own)
        {
            var fitting = own.Where(b => b.Authority == authority).Select(static b => b.Path).ToImmutableArray();
            return fitting.IsEmpty && authority is not null ? [.. own.Select(static b => b.Path)] : fitting;
        }

        if (authority is null) return [];
        var folder = leaf.Path is null ? null : PlannerWords.Folder(leaf.Path);
        var beside = _byAuthority[authority].Where(b => PlannerWords.Folder(b.Path) == folder).Select(static b => b.Path).ToImmutableArray();
        return beside.IsEmpty ? [.. _byAuthority[authority].Select(static b => b.Path).Take(1)] : beside;
    }

    /// <summary>Those of them that are the judge's own: described for it, or named by its link.</summary>
    public ImmutableArray<string> Own(LeafView leaf, string judge, string? named) =>
        named is not null || _byComponent[judge].Any() ? Judging(leaf, judge, named) : [];

    // A CA file of the user's that products read where it stands: nothing is written for it.
    private static IEnumerable<(string Path, string Component, string Authority)> Standing(Desired desired)
    {
        foreach (var authority in desired.Authorities)
        {
            var (path, onPlace) = authority.Source switch
            {
                AuthoritySource.Existing existing => (existing.Certificate, existing.OnPlace),
                AuthoritySource.Brought brought => (brought.Certificate, brought.OnPlace),
                _ => (null, false),
            };
            if (path is null || !(onPlace || desired.Material.Contains(path, StringComparer.Ordinal))) continue;
            var folder = desired.Folders.FirstOrDefault(f => f.Path == PlannerWords.Folder(path));
            yield return (path, folder?.Component ?? "authority " + authority.Name, authority.Name);
        }
    }

    private string? Authority(LeafSpec leaf) => leaf.Source switch
    {
        LeafSource.Made made => made.Authority,
        LeafSource.Found found => _authorities.FirstOrDefault(a => a.Source is AuthoritySource.Brought brought && brought.Folder == found.Folder)?.Name,
        LeafSource.Kept kept => _bundles.FirstOrDefault(b => PlannerWords.Folder(b.Path) == PlannerWords.Folder(kept.Certificate)).Authority,
        // Whoever signed a certificate that was bought is known to its links (Link.Trust) or, a public CA, to its callers.
        _ => null,
    };
}
