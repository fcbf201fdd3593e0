using Linkseal.Core.Certificates;
using Linkseal.Core.Checking;

namespace Linkseal.Core.Planning;

/// <summary>
/// What stands at a leaf's paths and is not Linkseal's (Harbor's page, its <c>gencert</c>, an earlier tool): good as it is, it stays, and it stays the user's
/// (it does not enter the inventory, so that <c>remove</c> leaves it). Otherwise it is replaced, and the reason says why.
/// </summary>
internal static class PlannerAdoption
{
    private const string Replaces = "replaces a file that is not Linkseal's";

    /// <summary>Why a leaf to be made can't be taken from what is there; null: it can.</summary>
    public static string? WhyNot(PlannerScope scope, LeafSpec leaf, string authority)
    {
        var files = scope.FilesOf(leaf.Name);
        if (files.All(f => scope.State(f.Path).Kind is FileKind.Missing or FileKind.Forbidden)) return "new";
        // What else such a file says can't be held against the description without the key that is in it.
        if (files.Any(static f => f.Content is FileContent.KubernetesSecret)) return Replaces;
        if (scope.Facts(authority) is not { } facts) return $"{Replaces}: its authority is new";
        // What is switched is Linkseal's as a whole: copied into the next generation, it could not stay the user's.
        if (scope.IsSwitched(files[0].Path)) return Replaces;
        return Fault(scope, leaf, files, facts) is { } fault ? $"{Replaces}: {fault}" : null;
    }

    /// <summary>Why a brought leaf is not already what is there; null: it is.</summary>
    public static string? WhyNotBrought(PlannerScope scope, LeafSpec leaf, BroughtLeaf? brought)
    {
        var files = scope.FilesOf(leaf.Name);
        if (files.All(f => scope.State(f.Path).Kind is FileKind.Missing or FileKind.Forbidden)) return "new";
        if (brought is null || scope.IsSwitched(files[0].Path) || files.Any(static f => f.Content is FileContent.KubernetesSecret)) return Replaces;
        var same = files.All(f => scope.Observed.Material.TryGetValue(f.Path, out var there) && Holds(f, there, brought.Certificate, brought.Chain.Length > 1 ? brought.Chain[1] : null));
        return same ? null : $"{Replaces}: it is another certificate";
    }

    private static string? Fault(PlannerScope scope, LeafSpec leaf, IReadOnlyList<DesiredFile> files, AuthorityFacts facts)
    {
        CertificateFacts? certificate = null;
        foreach (var file in files)
        {
            if (scope.State(file.Path).Kind is FileKind.Missing) return $"{PlannerWords.Name(file.Path)} is missing";
            if (!scope.Observed.Material.TryGetValue(file.Path, out var material)) return $"{PlannerWords.Name(file.Path)} can't be read";
            if (certificate is null && file.Content.HoldsCertificate && !material.Certificates.IsEmpty) certificate = material.Certificates[0];
            if (certificate is not null && file.Content.HoldsCertificate && !Signed(scope, material, facts)) return $"{PlannerWords.Name(file.Path)} is not signed by {facts.Issuer.Subject}";
        }

        if (certificate is null) return "there is no certificate in it";
        if (!files.All(f => Holds(f, scope.Observed.Material[f.Path], certificate, facts.Issuer))) return "key and certificate are not a pair";
        if (PlannerReasons.Lacks(leaf.Names.Select(static n => n.Value), certificate.Names.Select(static n => n.Value)) is { } lacks) return lacks;
        if (!certificate.Allows(leaf.Purposes)) return "its extended key usage forbids what it is for";
        return PlannerReasons.Dates(certificate.NotBefore, certificate.NotAfter, leaf.RenewAt, scope.Observed.Now);
    }

    private static bool Signed(PlannerScope scope, MaterialFacts material, AuthorityFacts facts) =>
        ChainWalk.From(material.Certificates, [facts.Issuer, facts.Root], scope.Observed.Signatures).IsTrusted;

    private static bool Holds(DesiredFile file, MaterialFacts material, CertificateFacts certificate, CertificateFacts? issuer) =>
        (!HasIntermediates(file) || (material.Certificates is [var first, ..] && first.Sha256 == issuer?.Sha256)) &&
        (!file.Content.HoldsCertificate || (!material.Certificates.IsEmpty && material.Certificates[0].Sha256 == certificate.Sha256)) &&
        (!file.Content.HoldsKey || material.Keys.Any(k => !k.Encrypted && k.PublicKeySha256 == certificate.PublicKeySha256));

    private static bool HasIntermediates(DesiredFile file) => file.Content is FileContent.OfLeaf { Form: MaterialForm.Intermediates };
}
