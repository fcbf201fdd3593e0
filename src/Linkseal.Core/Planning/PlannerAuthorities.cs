using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>Which authorities have to be made, and which may not be made because certificates of a lost one are installed.</summary>
internal static class PlannerAuthorities
{
    /// <summary>The authorities to make, in the order of the description.</summary>
    public static ImmutableArray<AuthorityToMake> Make(PlannerScope scope)
    {
        var needed = Needed(scope);
        var made = ImmutableArray.CreateBuilder<AuthorityToMake>();
        foreach (var spec in scope.Desired.Authorities.Where(a => needed.Contains(a.Name)))
        {
            var facts = scope.Observed.Authorities.GetValueOrDefault(spec.Name);
            if (spec.Source is not AuthoritySource.Generated)
            {
                if (facts is null) scope.Diagnostics.Add(PlannerDiagnostics.AuthorityUnavailable(spec.Name, Where(spec.Source)));
                continue;
            }

            Refuse(scope, spec.Name, facts);
            if (WhyMake(scope, facts) is not { } reason) continue;
            scope.ToMake.Add(spec.Name);
            made.Add(new(spec, Next(scope, spec.Name, facts), reason));
        }

        return made.DrainToImmutable();
    }

    /// <summary>Says what stands in the way of issuing: a key that is not here, an authority that is over.</summary>
    public static void Demand(PlannerScope scope, ImmutableArray<LeafToIssue> leaves)
    {
        foreach (var group in leaves.Where(static l => l.Spec.Source is LeafSource.Made).GroupBy(static l => ((LeafSource.Made)l.Spec.Source).Authority))
        {
            if (scope.Facts(group.Key) is not { } facts) continue;
            var end = facts.Root.NotAfter < facts.Issuer.NotAfter ? facts.Root.NotAfter : facts.Issuer.NotAfter;
            if (!facts.CanSign) scope.Diagnostics.Add(PlannerDiagnostics.CannotSign(group.Key, group.Count(), group.First().Spec.Name));
            else if (end <= scope.Observed.Now) scope.Diagnostics.Add(PlannerDiagnostics.AuthorityExpired(group.Key, end));
        }
    }

    private static HashSet<string> Needed(PlannerScope scope) =>
    [
        .. scope.Desired.Leaves.Select(static l => l.Source).OfType<LeafSource.Made>().Select(static m => m.Authority),
        .. scope.Desired.Files.SelectMany(static f => f.Content.Trusts),
    ];

    private static string? WhyMake(PlannerScope scope, AuthorityFacts? facts)
    {
        if (facts is null) return "there is none yet";
        if (!scope.Options.NewAuthority) return null;
        if (!facts.CanSign) return "the key of the last one is lost";
        return facts.Issuer.NotAfter <= scope.Observed.Now || facts.Root.NotAfter <= scope.Observed.Now ? "the last one expired" : null;
    }

    private static int Next(PlannerScope scope, string authority, AuthorityFacts? facts) =>
        1 + Math.Max(facts?.Generation ?? 0, Leaves(scope, authority).Select(static l => l.Generation).DefaultIfEmpty(0).Max());

    // A lost state must not become an outage: installed certificates of an authority that we can't sign for are not replaced unasked.
    private static void Refuse(PlannerScope scope, string authority, AuthorityFacts? facts)
    {
        if (scope.Options.NewAuthority) return;
        var orphans = facts is null ? Strangers(scope, authority) : Unsigned(scope, authority, facts);
        if (orphans.Count > 0) scope.Diagnostics.Add(PlannerDiagnostics.AuthorityNotInState(authority, orphans.Count, orphans[0]));
    }

    private static List<string> Strangers(PlannerScope scope, string authority) =>
        [.. scope.Desired.Leaves.Where(l => l.Source is LeafSource.Made made && made.Authority == authority)
            .SelectMany(l => scope.FilesOf(l.Name)).Where(f => HoldsCertificate(scope, f)).Select(static f => f.Path)];

    private static List<string> Unsigned(PlannerScope scope, string authority, AuthorityFacts facts) =>
        [.. scope.Desired.Leaves.Where(l => l.Source is LeafSource.Made made && made.Authority == authority && OfLostGeneration(scope, l, facts))
            .SelectMany(l => scope.FilesOf(l.Name)).Where(f => HoldsCertificate(scope, f)).Select(static f => f.Path)];

    private static bool OfLostGeneration(PlannerScope scope, LeafSpec leaf, AuthorityFacts facts) =>
        scope.Inventory.Leaves.TryGetValue(leaf.Name, out var installed) && installed.Authority == facts.Name &&
        (installed.Generation > facts.Generation || (installed.Generation == facts.Generation && installed.IssuerSha256 != facts.Issuer.Sha256));

    // What was parsed and holds no certificate is nobody's outage; what was not parsed counts as one.
    private static bool HoldsCertificate(PlannerScope scope, DesiredFile file) =>
        file.Content.HoldsCertificate && scope.State(file.Path).Kind is FileKind.Regular &&
        (!scope.Observed.Material.TryGetValue(file.Path, out var material) || !material.Certificates.IsEmpty);

    private static IEnumerable<InstalledLeaf> Leaves(PlannerScope scope, string authority) =>
        scope.Inventory.Leaves.Values.Where(l => l.Authority == authority);

    private static string Where(AuthoritySource source) => source switch
    {
        AuthoritySource.Existing existing => existing.Certificate,
        AuthoritySource.Brought brought => brought.Certificate ?? $"no CA certificate in {brought.Folder}",
        _ => "it is generated",
    };
}
