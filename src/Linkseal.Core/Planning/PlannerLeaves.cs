using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>Which leaves have to be issued or placed, and why, in words.</summary>
internal static class PlannerLeaves
{
    public static ImmutableArray<LeafToIssue> Due(PlannerScope scope)
    {
        var due = ImmutableArray.CreateBuilder<LeafToIssue>();
        var absent = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var leaf in scope.Desired.Leaves)
        {
            // A leaf without files of ours has nowhere to go: it is only described.
            if (leaf.Source is LeafSource.Kept || scope.FilesOf(leaf.Name).Count == 0) continue;
            if (leaf.Source is LeafSource.Made made)
            {
                if (WhyIssue(scope, leaf, made.Authority) is { } reason) due.Add(new(leaf, reason, Brought: null));
                continue;
            }

            var brought = scope.Observed.Brought.GetValueOrDefault(leaf.Name);
            if (WhyPlace(scope, leaf, brought) is not { } why) continue;
            if (brought is null) Absent(absent, leaf);
            else due.Add(new(leaf, why, brought));
        }

        foreach (var (where, leaves) in absent) scope.Diagnostics.Add(PlannerDiagnostics.NothingBrought(leaves, where));
        return due.DrainToImmutable();
    }

    private static string? WhyIssue(PlannerScope scope, LeafSpec leaf, string authority)
    {
        if (!scope.Inventory.Leaves.TryGetValue(leaf.Name, out var installed)) return PlannerAdoption.WhyNot(scope, leaf, authority);
        return PlannerReasons.Described(leaf, installed)
            ?? WhyIssuer(scope.Facts(authority), installed)
            ?? PlannerReasons.Dates(installed.NotBefore, installed.NotAfter, leaf.RenewAt, scope.Observed.Now)
            ?? WhyFiles(scope, leaf);
    }

    private static string? WhyPlace(PlannerScope scope, LeafSpec leaf, BroughtLeaf? brought)
    {
        if (!scope.Inventory.Leaves.TryGetValue(leaf.Name, out var installed)) return PlannerAdoption.WhyNotBrought(scope, leaf, brought);
        if (brought is not null && brought.Certificate.Sha256 != installed.Sha256) return $"{PlannerWords.Name(brought.CertificateFile)} is another certificate than the one in place";
        return WhyFiles(scope, leaf);
    }

    private static string? WhyIssuer(AuthorityFacts? facts, InstalledLeaf installed)
    {
        if (facts is null) return "its authority is new";
        if (facts.Issuer.Sha256 == installed.IssuerSha256) return null;
        return installed.Generation < facts.Generation
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"was signed by generation {installed.Generation}")
            : "was signed by another authority";
    }

    private static string? WhyFiles(PlannerScope scope, LeafSpec leaf)
    {
        List<string> missing = [], foreign = [], differing = [], reshaped = [], unopened = [];
        foreach (var file in scope.FilesOf(leaf.Name))
        {
            var state = scope.State(file.Path);
            var known = scope.Installed(file.Path);
            var name = PlannerWords.Name(file.Path);
            if (known is not null && known.Leaf == leaf.Name && state.Sha256 == known.Sha256)
            {
                if (file.Content is FileContent.KubernetesSecret secret && known.Shape != SecretManifest.Shape(secret)) reshaped.Add(name);
                if (scope.HasOtherPassphrase(file)) unopened.Add(name);
                continue;
            }

            if (state.Kind is FileKind.Missing) missing.Add(name);
            else if (known is null || known.Leaf != leaf.Name) foreign.Add(name);
            else if (state.Sha256 is null) scope.CannotRead(file.Path);
            else if (state.Sha256 != known.Sha256) differing.Add(name);
        }

        if (missing.Count > 0) return $"{PlannerWords.List(missing)} {(missing.Count == 1 ? "is" : "are")} missing";
        if (differing.Count > 0) return $"{PlannerWords.List(differing)} {(differing.Count == 1 ? "differs" : "differ")} from the last apply";
        if (reshaped.Count > 0) return $"{PlannerWords.List(reshaped)} {(reshaped.Count == 1 ? "says" : "say")} something else around {(reshaped.Count == 1 ? "its" : "their")} certificate";
        if (foreign.Count > 0) return $"{PlannerWords.List(foreign)} {(foreign.Count == 1 ? "is" : "are")} not Linkseal's";
        return unopened.Count > 0 ? $"{PlannerWords.List(unopened)} {(unopened.Count == 1 ? "is" : "are")} not protected by the passphrase that is described" : null;
    }

    private static void Absent(SortedDictionary<string, List<string>> absent, LeafSpec leaf)
    {
        var where = leaf.Source switch
        {
            LeafSource.Found found => found.Folder,
            LeafSource.Brought brought => brought.Certificate,
            _ => "",
        };
        if (!absent.TryGetValue(where, out var leaves)) absent.Add(where, leaves = []);
        leaves.Add(leaf.Name);
    }
}
