using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>A file that holds something of a leaf.</summary>
/// <param name="Path">Where.</param>
/// <param name="HasCertificate">True when it must hold the certificate.</param>
/// <param name="HasKey">True when it must hold the private key.</param>
internal sealed record LeafFile(string Path, bool HasCertificate, bool HasKey)
{
    public static LeafFile Of(DesiredFile file) => new(file.Path, file.Content.HoldsCertificate, file.Content.HoldsKey);
}

/// <summary>A leaf as described, and as it stands on disk.</summary>
/// <param name="Spec">What it should say.</param>
/// <param name="Files">Its files.</param>
/// <param name="Path">The file that its certificate is served from; null: it has none.</param>
/// <param name="Served">That file's certificates, leaf first, then those of a file of intermediates; empty where there is none that can be read.</param>
internal sealed record LeafView(LeafSpec Spec, ImmutableArray<LeafFile> Files, string? Path, ImmutableArray<CertificateFacts> Served)
{
    /// <summary>The certificate in place; null: none.</summary>
    public CertificateFacts? Certificate => Served.IsEmpty ? null : Served[0];

    /// <summary>What to do when it is not good.</summary>
    public string Remedy => Spec.Source switch
    {
        LeafSource.Made => "linkseal apply writes a new pair where it differs from the last apply; linkseal plan shows it",
        LeafSource.Found found => $"put a right certificate for {Spec.Name} into {found.Folder}, then linkseal apply",
        LeafSource.Brought brought => $"replace {brought.Certificate}, then linkseal apply",
        LeafSource.Kept kept => $"replace {kept.Certificate} and its key by a right pair; Linkseal leaves them as they are",
        _ => "linkseal apply",
    };

    public static LeafView Of(LeafSpec spec, IReadOnlyList<DesiredFile> desired, Observed observed)
    {
        ImmutableArray<LeafFile> files = spec.Source is LeafSource.Kept kept
            ? [new(kept.Certificate, HasCertificate: true, HasKey: false), new(kept.Key, HasCertificate: false, HasKey: true)]
            : [.. desired.Select(LeafFile.Of)];
        // A server sends its chain file where it has one; a file with the leaf alone is the second choice.
        var served = desired.Where(static f => f.Content is { HoldsCertificate: true } and not FileContent.OfLeaf { Form: MaterialForm.Certificate }).Select(static f => f.Path)
            .Concat(files.Where(static f => f.HasCertificate).Select(static f => f.Path)).FirstOrDefault();
        var own = CertificatesOf(observed, served);
        // Without the leaf its intermediates would be taken for it.
        return new(spec, files, served, own.IsEmpty ? [] : [.. own, .. CertificatesOf(observed, Intermediates(spec, desired))]);
    }

    // Where the product has a file of its own for them, they are served with the leaf.
    private static string? Intermediates(LeafSpec spec, IReadOnlyList<DesiredFile> desired) => spec.Source is LeafSource.Kept kept
        ? kept.Chain
        : desired.FirstOrDefault(static f => f.Content is FileContent.OfLeaf { Form: MaterialForm.Intermediates })?.Path;

    private static ImmutableArray<CertificateFacts> CertificatesOf(Observed observed, string? path) =>
        path is null ? [] : observed.Material.GetValueOrDefault(path)?.Certificates ?? [];
}
