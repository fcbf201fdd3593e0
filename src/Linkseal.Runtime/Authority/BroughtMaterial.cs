using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Chains;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Authority;

/// <summary>The certificates that the user brings for leaves, matched, judged, and held with their keys until they are placed. Owns the keys.</summary>
public sealed class BroughtMaterial : IDisposable
{
    private readonly BroughtFolders _folders;
    private readonly RequestKeys _waiting;
    private readonly Dictionary<string, UserFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Certificate> _certificates = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, BroughtLeaf>.Builder _leaves = ImmutableDictionary.CreateBuilder<string, BroughtLeaf>(StringComparer.Ordinal);

    private BroughtMaterial(BroughtFolders folders, RequestKeys waiting) => (_folders, _waiting) = (folders, waiting);

    /// <summary>What was found, by <see cref="LeafSpec.Name"/>; absent where nothing fits.</summary>
    public ImmutableDictionary<string, BroughtLeaf> Leaves => field ??= _leaves.ToImmutable();

    internal IReadOnlyCollection<Certificate> Certificates => _certificates.Values;

    /// <summary>
    /// Reads, matches and judges. Everything that is missing is listed together; what is missing but stands in its place since an earlier apply is not.
    /// The value is always there.
    /// </summary>
    /// <param name="state">Where the keys of <c>requests</c> wait.</param>
    /// <param name="folders">Reads files of this machine, each once; disposed with this.</param>
    /// <param name="desired">Its leaves, and how deep its products follow chains.</param>
    /// <param name="authorities">Whom the leaves of a folder should lead to.</param>
    /// <param name="inventory">Which leaves are in force.</param>
    /// <param name="now">Against what dates are judged.</param>
    public static Result<BroughtMaterial> Load(
        StateFolder state,
        BroughtFolders folders,
        Desired desired,
        AuthorityStore authorities,
        Inventory inventory,
        DateTimeOffset now)
    {
        var loaded = new BroughtMaterial(folders, new RequestKeys(state));
        var judge = new Judge(now, desired.MaximumIntermediates);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var group in desired.Leaves.Where(static l => l.Source is LeafSource.Found).GroupBy(static l => ((LeafSource.Found)l.Source).Folder, StringComparer.Ordinal))
            diagnostics.AddRange(loaded.Find(group.Key, [.. group], [.. authorities.BroughtRoots(group.Key)], inventory, judge));
        foreach (var leaf in desired.Leaves.Where(static l => l.Source is LeafSource.Brought))
            diagnostics.AddRange(loaded.Named(leaf, (LeafSource.Brought)leaf.Source, judge));
        // One shared certificate has its faults once, however many leaves it serves.
        return Result.With(loaded, diagnostics.Distinct());
    }

    /// <inheritdoc/>
    public void Dispose() => _folders.Dispose();

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"(brought material for {_leaves.Count} leaves)");

    /// <summary>A leaf ready to be placed. The caller owns its key.</summary>
    internal LeafMaterial Take(LeafSpec spec, BroughtLeaf found)
    {
        var certificate = found.Certificate;
        lock (_files)
        {
            var key = _files.GetValueOrDefault(found.KeyFile ?? found.CertificateFile)?.Material.KeyOf(certificate)?.Clone() ?? Waiting(spec, certificate);
            if (key is null) throw new EnvironmentException($"the key of {certificate.Subject} in {found.CertificateFile} is not here: it was when this was planned");
            return new(Installation.Of(spec, certificate, authority: null), [.. found.Chain.Select(c => _certificates[c.Sha256])], key);
        }
    }

    private PrivateKey? Waiting(LeafSpec spec, CertificateFacts certificate)
    {
        var key = _waiting.Read(spec.Name);
        if (key is null || key.PublicKeySha256 == certificate.PublicKeySha256) return key;
        key.Dispose();
        return null;
    }

    private ImmutableArray<Diagnostic> Find(string folder, ImmutableArray<LeafSpec> leaves, ImmutableArray<Certificate> roots, Inventory inventory, Judge judge)
    {
        var read = _folders.Folder(_folders.Machine, folder);
        if (read.Value is null) return leaves.All(l => inventory.Leaves.ContainsKey(l.Name)) ? [] : read.Diagnostics;

        foreach (var file in read.Value.Files) Remember(file);
        BroughtFile[] files = [.. read.Value.Files.Select(static f => new BroughtFile(f.Path, f.Material.Facts))];
        var requested = Requested(leaves);
        var believed = roots.Select(static r => r.Facts).ToImmutableArray();
        var signatures = SignatureVerifier.Verify(read.Value.Files.SelectMany(static f => f.Material.Certificates).Concat(roots));
        var match = BroughtMatching.Match(folder, leaves, files, requested, believed, signatures);
        if (leaves.RemoveAll(l => !match.Leaves.ContainsKey(l.Name) && inventory.Leaves.ContainsKey(l.Name)) is var wanted && wanted.Length < leaves.Length)
            match = BroughtMatching.Match(folder, wanted, files, requested, believed, signatures);

        _leaves.AddRange(match.Leaves);
        return
        [
            .. read.Diagnostics,
            .. match.Diagnostics,
            .. wanted.Where(l => match.Leaves.ContainsKey(l.Name)).SelectMany(l => judge.Of(l, match.Leaves[l.Name], KeyOf(match.Leaves[l.Name]), Pool(match.Leaves[l.Name]), believed, signatures)),
        ];
    }

    private ImmutableArray<Diagnostic> Named(LeafSpec leaf, LeafSource.Brought source, Judge judge)
    {
        var read = _folders.File(_folders.Machine, source.Certificate);
        var readKey = source.Key is null ? null : _folders.File(_folders.Machine, source.Key);
        var above = source.Chain is null ? null : _folders.File(_folders.Machine, source.Chain);
        if (readKey?.Value is { } keyFile) Remember(keyFile);
        if (above?.Value is { } chainFile) Remember(chainFile);
        if (read.Value is not { } file) return [.. read.Diagnostics, .. readKey?.Diagnostics ?? [], .. above?.Diagnostics ?? []];

        Remember(file);
        ImmutableArray<Diagnostic> problems =
        [
            .. read.Diagnostics, .. readKey?.Diagnostics ?? [], .. above?.Diagnostics ?? [], .. file.Material.Facts.Problems,
            .. readKey?.Value is { } k && k != file ? k.Material.Facts.Problems : [], .. above?.Value?.Material.Facts.Problems ?? [],
        ];
        var facts = file.Material.Facts.Certificates;
        var keys = (readKey?.Value ?? file).Material.Facts.Keys;
        if (Core.Certificates.Chains.FindLeaf(facts, keys.FirstOrDefault()?.PublicKeySha256) is not { } certificate)
            return problems.IsEmpty ? AuthorityRules.CheckTrust(source.Certificate, [], judge.Now) : problems;

        var chain = above?.Value?.Material.Certificates ?? [];
        ImmutableArray<CertificateFacts> pool = [.. facts, .. chain.Select(static c => c.Facts)];
        // A root that stands in the chain's file is a private one: then the way has to end there.
        ImmutableArray<CertificateFacts> roots = [.. chain.Select(static c => c.Facts).Where(static c => c.IsSelfIssued)];
        var signatures = SignatureVerifier.Verify(file.Material.Certificates.Concat(chain));
        var found = new BroughtLeaf(source.Certificate, source.Key, Core.Certificates.Chains.Order(certificate, pool, roots, signatures).Certificates);
        _leaves[leaf.Name] = found;
        if (!problems.IsEmpty) return problems;
        return judge.Of(leaf, found, keys.FirstOrDefault(key => key.PublicKeySha256 == certificate.PublicKeySha256) ?? keys.FirstOrDefault(), pool, roots, signatures, isKeyWanted: true);
    }

    private Dictionary<string, string> Requested(IEnumerable<LeafSpec> leaves)
    {
        var requested = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var leaf in leaves)
        {
            using var key = _waiting.Read(leaf.Name);
            if (key is not null) requested[leaf.Name] = key.PublicKeySha256;
        }

        return requested;
    }

    private KeyFacts? KeyOf(BroughtLeaf found)
    {
        var keys = _files[found.KeyFile ?? found.CertificateFile].Material.Facts.Keys;
        return keys.FirstOrDefault(k => k.PublicKeySha256 == found.Certificate.PublicKeySha256) ?? keys.FirstOrDefault();
    }

    private ImmutableArray<CertificateFacts> Pool(BroughtLeaf found) => [.. _files[found.CertificateFile].Material.Facts.Certificates, .. found.Chain];

    private void Remember(UserFile file)
    {
        _files[file.Path] = file;
        foreach (var certificate in file.Material.Certificates) _certificates[certificate.Facts.Sha256] = certificate;
    }

    /// <summary>Holds what was found against the rules.</summary>
    private sealed record Judge(DateTimeOffset Now, int MaximumIntermediates)
    {
        /// <summary>That a key is missing altogether is listed by the matching, together with the others; only for a named file it is said here.</summary>
        public ImmutableArray<Diagnostic> Of(
            LeafSpec spec,
            BroughtLeaf found,
            KeyFacts? key,
            IReadOnlyCollection<CertificateFacts> pool,
            IReadOnlyCollection<CertificateFacts> roots,
            Signatures signatures,
            bool isKeyWanted = false)
        {
            var leaf = found.Certificate;
            var assumed = isKeyWanted ? null : new KeyFacts(leaf.KeyAlgorithm, leaf.KeyBits, leaf.PublicKeySha256, Encrypted: false);
            return BroughtRules.Check(spec, found.CertificateFile, leaf, key ?? assumed, pool, roots, signatures, Now, MaximumIntermediates);
        }
    }
}
