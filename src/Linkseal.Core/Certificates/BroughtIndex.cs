using System.Collections.Immutable;

namespace Linkseal.Core.Certificates;

/// <summary>A certificate and the file that it was found in.</summary>
internal sealed record BroughtCertificate(CertificateFacts Certificate, BroughtFile File);

/// <summary>A folder of brought certificates, ready to be asked by key and by name.</summary>
internal sealed class BroughtIndex
{
    private readonly ILookup<string, BroughtCertificate> _byKey;
    private readonly ILookup<string, BroughtFile> _byStem;
    private readonly ILookup<string, BroughtFile> _byFolded;
    private readonly ILookup<string, BroughtFile> _keys;

    public BroughtIndex(IReadOnlyCollection<BroughtFile> files)
    {
        var ordered = files.OrderBy(static f => f.Path, StringComparer.Ordinal).ToArray();
        var certificates = Array.FindAll(ordered, static f => f.MayHoldCertificate && !f.Material.Certificates.IsEmpty);
        var leaves = certificates.SelectMany(static f => f.Material.Certificates.Where(static c => c.IsAuthority is not true).Select(c => new BroughtCertificate(c, f))).ToArray();
        _byKey = leaves.ToLookup(static l => l.Certificate.PublicKeySha256);
        _byStem = certificates.ToLookup(static f => f.Stem);
        _byFolded = certificates.ToLookup(static f => BroughtFile.Folded(f.Stem));
        _keys = ordered.SelectMany(static f => f.Material.Keys.Select(k => (k.PublicKeySha256, f))).ToLookup(static p => p.PublicKeySha256, static p => p.f);
        KeyFiles = [.. ordered.Where(static f => f.IsKeyFile && !f.Material.Keys.IsEmpty)];
        Authorities = [.. certificates.SelectMany(static f => f.Material.Certificates).Where(static c => c.IsAuthority is true).DistinctBy(static c => c.Sha256)];
        Shared = [.. leaves.Where(l => _keys.Contains(l.Certificate.PublicKeySha256))];
    }

    /// <summary>Every CA certificate in the folder: what chains are built of.</summary>
    public ImmutableArray<CertificateFacts> Authorities { get; }

    /// <summary>Certificates whose key is in the folder: any leaf whose names they cover may use them.</summary>
    public ImmutableArray<BroughtCertificate> Shared { get; }

    private ImmutableArray<BroughtFile> KeyFiles { get; }

    /// <summary>The file names under which a leaf's certificate is expected, lower case: its own name, then its host names.</summary>
    public static IEnumerable<string> Stems(LeafSpec leaf) =>
        leaf.Names.Where(static n => !n.IsAddress).Select(static n => n.Value).Prepend(leaf.Name.ToLowerInvariant()).Distinct();

    /// <summary>The certificates of a key.</summary>
    public IEnumerable<BroughtCertificate> ByKey(string? publicKeySha256) => publicKeySha256 is null ? [] : _byKey[publicKeySha256];

    /// <summary>The certificates in the files that bear a leaf's name; the exact name first, then one of its host names, then the name without hyphens.</summary>
    public IEnumerable<BroughtCertificate> ByName(LeafSpec leaf)
    {
        var named = Stems(leaf).Select(stem => _byStem[stem]).FirstOrDefault(static files => files.Any()) ?? _byFolded[BroughtFile.Folded(leaf.Name)];
        foreach (var file in named)
        {
            var own = KeyNamed(file.Stem)?.Material.Keys[0] ?? file.Material.Keys.FirstOrDefault();
            if (Chains.FindLeaf(file.Material.Certificates, own?.PublicKeySha256) is { } certificate) yield return new(certificate, file);
        }
    }

    /// <summary>The file with a certificate's key: its own file, the key file of its name, any other; null: none holds it.</summary>
    public BroughtFile? KeyOf(CertificateFacts certificate, BroughtFile file)
    {
        var fitting = _keys[certificate.PublicKeySha256].ToArray();
        return Array.Find(fitting, f => f == file) ?? Array.Find(fitting, f => f.Stem == file.Stem) ?? fitting.FirstOrDefault();
    }

    /// <summary>The key that somebody meant for a certificate though it does not fit: the key file of its name, or a key in its own file; null: no key at all.</summary>
    public BroughtFile? KeyMeantFor(LeafSpec leaf, BroughtFile file) =>
        KeyNamed(file.Stem) ?? KeyNamed(leaf.Name.ToLowerInvariant()) ?? (file.Material.Keys.IsEmpty ? null : file);

    private BroughtFile? KeyNamed(string stem) => KeyFiles.FirstOrDefault(f => f.Stem == stem);
}
