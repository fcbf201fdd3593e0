using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Certificates;

/// <summary>
/// Everything that is known to go wrong with a certificate that somebody brings, held against what is needed. Absent keyUsage and extendedKeyUsage are accepted;
/// present ones that forbid are faults. The output of Harbor's own openssl commands and of its <c>gencert</c> passes.
/// </summary>
public static class BroughtRules
{
    /// <summary>Checks a leaf with its key and its chain. All faults are collected.</summary>
    /// <param name="spec">What it is needed for.</param>
    /// <param name="file">The file that holds it, for diagnostics.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="key">Its private key; null: there is none.</param>
    /// <param name="chain">What else may stand between it and a root, in any order, repeats and roots among it.</param>
    /// <param name="roots">The given CA's roots; empty: a public CA, whose roots the clients have.</param>
    /// <param name="signatures">What was verified among all of them.</param>
    /// <param name="now">The time.</param>
    /// <param name="maximumIntermediates">How many certificates between leaf and root the product follows.</param>
    /// <param name="dialledBy">For a name of <paramref name="spec"/>: who dials it (<c>proxy</c>), so that a missing one can be explained; null: not known.</param>
    public static ImmutableArray<Diagnostic> Check(
        LeafSpec spec,
        string file,
        CertificateFacts leaf,
        KeyFacts? key,
        IReadOnlyCollection<CertificateFacts> chain,
        IReadOnlyCollection<CertificateFacts> roots,
        Signatures signatures,
        DateTimeOffset now,
        int maximumIntermediates,
        IReadOnlyDictionary<string, string>? dialledBy = null) =>
    [
        .. Pair(file, leaf, key),
        .. leaf.IsAuthority is true ? [BroughtDiagnostics.AuthorityAsLeaf(file, leaf)] : ImmutableArray<Diagnostic>.Empty,
        .. CertificateRules.Dates(file, leaf, now),
        .. CertificateRules.Strength(file, leaf),
        .. Names(spec, file, leaf, dialledBy),
        .. Usages(spec, file, leaf),
        .. Chain(file, Chains.Order(leaf, chain, roots, signatures), roots, now, maximumIntermediates),
    ];

    /// <summary>Checks a file that stays where the product reads it: plain PEM, the leaf first, each following certificate having signed the one before.</summary>
    public static ImmutableArray<Diagnostic> CheckInPlace(string file, MaterialFacts material, CertificateFacts leaf, Signatures signatures)
    {
        if (material.Encoding != MaterialEncoding.Pem) return [BroughtDiagnostics.NotInPlace(file, $"it is {Words(material.Encoding)}, which the product cannot read; expected PEM")];
        if (material.Certificates[0].Sha256 != leaf.Sha256) return [BroughtDiagnostics.NotInPlace(file, $"its first certificate is {material.Certificates[0].Subject}; expected the leaf {leaf.Subject} first")];
        for (var i = 1; i < material.Certificates.Length; i++)
        {
            var (below, above) = (material.Certificates[i - 1], material.Certificates[i]);
            if (!signatures.Has(below, above)) return [BroughtDiagnostics.NotInPlace(file, $"{above.Subject} follows {below.Subject}, which it did not sign")];
        }

        return [];
    }

    private static IEnumerable<Diagnostic> Pair(string file, CertificateFacts leaf, KeyFacts? key)
    {
        if (key is null) yield return BroughtDiagnostics.NoKey(file, leaf);
        else if (key.PublicKeySha256 != leaf.PublicKeySha256) yield return BroughtDiagnostics.OtherKey(file, leaf, key);
    }

    private static IEnumerable<Diagnostic> Names(LeafSpec spec, string file, CertificateFacts leaf, IReadOnlyDictionary<string, string>? dialledBy)
    {
        // A certificate that is only ever shown to a server that looks at the subject has no name to say.
        if (spec.Names.IsEmpty) yield break;
        if (!leaf.HasAlternativeNames)
        {
            yield return BroughtDiagnostics.NoAlternativeNames(file, leaf, string.Join(", ", spec.Names));
            yield break;
        }

        var missing = spec.Names.Where(needed => !leaf.Names.Any(name => name.Covers(needed))).Select(needed => Dialled(needed, dialledBy)).ToArray();
        if (missing.Length > 0) yield return BroughtDiagnostics.NameNotCovered(file, leaf, string.Join(", ", missing));
    }

    private static string Dialled(AlternativeName name, IReadOnlyDictionary<string, string>? dialledBy) =>
        dialledBy is not null && dialledBy.TryGetValue(name.Value, out var caller) ? $"{name} (dialled by {caller})" : name.Value;

    private static IEnumerable<Diagnostic> Usages(LeafSpec spec, string file, CertificateFacts leaf)
    {
        var forbidden = new[] { Purposes.Server, Purposes.Client }.Where(p => spec.Purposes.HasFlag(p) && !leaf.Allows(p)).Aggregate(Purposes.None, static (all, p) => all | p);
        if (forbidden != Purposes.None) yield return BroughtDiagnostics.PurposeForbidden(file, leaf, forbidden);
        if (leaf.KeyUsages is { } usages && !usages.Contains("digitalSignature")) yield return BroughtDiagnostics.UsageForbidden(file, leaf);
    }

    private static IEnumerable<Diagnostic> Chain(string file, CertificateChain chain, IReadOnlyCollection<CertificateFacts> roots, DateTimeOffset now, int maximumIntermediates)
    {
        if (Ending(file, chain, roots) is { } problem) yield return problem;
        foreach (var intermediate in chain.Certificates.Skip(1))
        {
            foreach (var diagnostic in CertificateRules.ActsAsAuthority(file, intermediate)) yield return diagnostic;
            foreach (var diagnostic in CertificateRules.Dates(file, intermediate, now)) yield return diagnostic;
            foreach (var diagnostic in CertificateRules.Strength(file, intermediate)) yield return diagnostic;
        }

        foreach (var diagnostic in CertificateRules.PathLengths(file, chain, startsWithAuthority: false)) yield return diagnostic;
        var intermediates = chain.Certificates.Length - 1;
        if (intermediates > maximumIntermediates) yield return BroughtDiagnostics.ChainTooDeep(file, intermediates, maximumIntermediates);
    }

    private static Diagnostic? Ending(string file, CertificateChain chain, IReadOnlyCollection<CertificateFacts> roots)
    {
        if (chain.Root is not null) return null;
        var last = chain.Last;
        // A public CA never signs with its root: a leaf alone lacks its intermediate, though a private root that is not here may have signed it.
        if (roots.Count == 0) return chain.IsOpen && chain.Certificates.Length == 1 ? BroughtDiagnostics.IssuerMissing(file, last, Severity.Warning) : null;
        if (roots.Any(r => r.SubjectHash == last.IssuerHash)) return BroughtDiagnostics.OtherAuthority(file, last, $"the names fit ({last.Issuer}), the signature is by another key, so that CA was made anew or is another of the same name");
        if (last.IsSelfIssued) return BroughtDiagnostics.OtherAuthority(file, last, "it is self-signed");
        if (chain.Top is { } top) return BroughtDiagnostics.OtherAuthority(file, last, $"it leads to {top.Subject}; expected {string.Join(" or ", roots.Select(static r => r.Subject))}");
        return BroughtDiagnostics.IssuerMissing(file, last, Severity.Error);
    }

    private static string Words(MaterialEncoding encoding) => encoding switch
    {
        MaterialEncoding.LoosePem => "PEM behind a byte order mark or indented",
        MaterialEncoding.Der => "DER",
        MaterialEncoding.Pkcs7 => "PKCS#7",
        MaterialEncoding.Pkcs12 => "PKCS#12",
        _ => "of an unknown form",
    };
}
