using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Certificates;

/// <summary>Which brought file serves which leaf.</summary>
/// <param name="Leaves">By <see cref="LeafSpec.Name"/>; absent where nothing fits. That a file fits is no judgement on it: see <see cref="BroughtRules"/>.</param>
/// <param name="Diagnostics">Everything that is missing, listed together, and files that would have fitted but cannot be read.</param>
public sealed record BroughtMatch(ImmutableDictionary<string, BroughtLeaf> Leaves, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Finds a leaf for every specification in a folder: by the key that waits since <c>requests</c>, by file name, by a shared certificate that covers the names.</summary>
public static class BroughtMatching
{
    /// <summary>Matches.</summary>
    /// <param name="folder">The folder, for diagnostics.</param>
    /// <param name="leaves">What is needed.</param>
    /// <param name="files">What the folder holds.</param>
    /// <param name="requestedKeys">For each leaf whose key waits in the state: the key's <see cref="CertificateFacts.PublicKeySha256"/>.</param>
    /// <param name="roots">The given CA's roots, where chains end.</param>
    /// <param name="signatures">What was verified among all certificates.</param>
    public static BroughtMatch Match(
        string folder,
        IReadOnlyCollection<LeafSpec> leaves,
        IReadOnlyCollection<BroughtFile> files,
        IReadOnlyDictionary<string, string> requestedKeys,
        IReadOnlyCollection<CertificateFacts> roots,
        Signatures signatures)
    {
        var index = new BroughtIndex(files);
        var found = ImmutableDictionary.CreateBuilder<string, BroughtLeaf>();
        var missing = new List<LeafSpec>();
        var keyless = new List<string>();
        foreach (var leaf in leaves)
        {
            var requested = requestedKeys.GetValueOrDefault(leaf.Name);
            if (Find(leaf, requested, index) is not { } fit)
            {
                missing.Add(leaf);
                continue;
            }

            var waits = fit.Certificate.PublicKeySha256 == requested;
            var key = index.KeyOf(fit.Certificate, fit.File) ?? (waits ? null : index.KeyMeantFor(leaf, fit.File));
            if (key is null && !waits) keyless.Add($"{leaf.Name} ({fit.File.Path})");
            var pool = fit.File.Material.Certificates.AddRange(index.Authorities);
            var chain = Chains.Order(fit.Certificate, pool, roots, signatures).Certificates;
            // A PKCS#12 that holds its own key names no key file: both come from the one container.
            var inContainer = key == fit.File && fit.File.Material.Encoding == MaterialEncoding.Pkcs12;
            found[leaf.Name] = new(fit.File.Path, inContainer ? null : key?.Path, chain);
        }

        return new(found.ToImmutable(), [.. Problems(files, leaves, missing), .. Lists(folder, missing, keyless)]);
    }

    /// <summary>
    /// The roots in a folder where no CA certificate is named: the self-issued ones that signed something in it (be they made right or not, which
    /// <see cref="AuthorityRules.CheckTrust"/> says), or else all self-issued CAs.
    /// </summary>
    /// <returns>The roots, and a diagnostic where there is none.</returns>
    public static (ImmutableArray<CertificateFacts> Roots, ImmutableArray<Diagnostic> Diagnostics) FindRoots(string folder, IReadOnlyCollection<BroughtFile> files, Signatures signatures)
    {
        var all = files.SelectMany(static f => f.Material.Certificates).DistinctBy(static c => c.Sha256).ToArray();
        var selfIssued = all.Where(static c => c.IsSelfIssued).OrderBy(static c => c.Sha256, StringComparer.Ordinal).ToArray();
        var children = all.ToLookup(static c => c.IssuerHash);
        var signing = Array.FindAll(selfIssued, a => children[a.SubjectHash].Any(c => c.Sha256 != a.Sha256 && signatures.Has(c, a)));
        ImmutableArray<CertificateFacts> roots = [.. signing.Length > 0 ? signing : Array.FindAll(selfIssued, static c => c.IsAuthority is true)];
        return (roots, roots.IsEmpty ? [BroughtDiagnostics.NoAuthority(folder)] : []);
    }

    private static BroughtCertificate? Find(LeafSpec leaf, string? requested, BroughtIndex index) =>
        Best(leaf, index.ByKey(requested)) ?? Best(leaf, index.ByName(leaf)) ?? Best(leaf, index.Shared.Where(c => Covers(c.Certificate, leaf)));

    // The one whose names fit before the one that lives longest; the path decides the rest, so that the answer never depends on a folder's order.
    private static BroughtCertificate? Best(LeafSpec leaf, IEnumerable<BroughtCertificate> candidates) => candidates
        .OrderByDescending(c => Covers(c.Certificate, leaf))
        .ThenByDescending(static c => c.Certificate.NotAfter)
        .ThenBy(static c => c.File.Path, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool Covers(CertificateFacts certificate, LeafSpec leaf) =>
        leaf.Names.All(needed => certificate.Names.Any(name => name.Covers(needed))) && certificate.Allows(leaf.Purposes);

    private static IEnumerable<Diagnostic> Problems(IReadOnlyCollection<BroughtFile> files, IReadOnlyCollection<LeafSpec> leaves, List<LeafSpec> missing)
    {
        var stems = leaves.SelectMany(BroughtIndex.Stems).ToHashSet(StringComparer.Ordinal);
        // While something is missing, any file that cannot be read may be it; otherwise only what is named like a leaf matters.
        return files
            .Where(f => f.MayHoldCertificate || f.IsKeyFile)
            .Where(f => missing.Count > 0 || stems.Contains(f.Stem))
            .OrderBy(static f => f.Path, StringComparer.Ordinal)
            .SelectMany(static f => f.Material.Problems);
    }

    private static IEnumerable<Diagnostic> Lists(string folder, List<LeafSpec> missing, List<string> keyless)
    {
        if (missing.Count > 0) yield return BroughtDiagnostics.Missing(folder, string.Join(", ", missing.Select(static l => $"{l.Name} ({string.Join(", ", l.Names)})")));
        if (keyless.Count > 0) yield return BroughtDiagnostics.KeysMissing(folder, string.Join(", ", keyless));
    }
}
