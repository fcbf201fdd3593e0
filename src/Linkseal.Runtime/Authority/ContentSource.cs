using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Writing;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>
/// Turns one plan's promises into bytes: each leaf is issued once, by whichever thread asks first, so that staging on all cores also issues on all cores.
/// </summary>
/// <remarks>
/// Only leaves of the plan have content. A leaf that stays in force is never asked for: its key is on the place alone, and the planner issues
/// a leaf anew whenever one of its files has to be written. Keys are held until <see cref="Dispose"/>, which also clears every key that was handed out.
/// </remarks>
public sealed class ContentSource : IContentSource, IDisposable
{
    private readonly AuthorityStore _authorities;
    private readonly ImmutableDictionary<PassphraseSource, Passphrase> _passphrases;
    private readonly Dictionary<string, Lazy<LeafMaterial>> _leaves;
    private readonly ConcurrentBag<byte[]> _secrets = [];

    private ContentSource(
        Plan plan,
        AuthorityStore authorities,
        BroughtMaterial brought,
        ImmutableDictionary<PassphraseSource, Passphrase> passphrases,
        DateTimeOffset now)
    {
        (_authorities, _passphrases) = (authorities, passphrases);
        _leaves = plan.Leaves.ToDictionary(
            static l => l.Spec.Name,
            l => new Lazy<LeafMaterial>(() => l.Brought is { } found ? brought.Take(l.Spec, found) : Issue(l.Spec, now)),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// Gets everything ready that a plan needs to be carried out, so that nothing is missing halfway: the authorities' keys, the passphrases of PKCS#12 files.
    /// What is missing or wrong is a diagnostic, and then there is no value. Writes nothing.
    /// </summary>
    /// <param name="plan">What will be asked for.</param>
    /// <param name="authorities">Loaded with the plan's description.</param>
    /// <param name="brought">What the user brought for the plan's leaves.</param>
    /// <param name="now">From when leaves and authorities count.</param>
    public static Result<ContentSource> Prepare(Plan plan, AuthorityStore authorities, BroughtMaterial brought, DateTimeOffset now)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        diagnostics.AddRange(authorities.Unlock(plan, now));
        var passphrases = ImmutableDictionary.CreateBuilder<PassphraseSource, Passphrase>();
        foreach (var (source, purpose) in Containers(plan))
        {
            var read = PassphraseReader.Read(source, purpose);
            diagnostics.AddRange(read.Diagnostics);
            if (!read.Failed) passphrases[source] = read.Value!;
        }

        return diagnostics.Any(static d => d.Severity == Severity.Error)
            ? Result.With<ContentSource>(null, diagnostics)
            : Result.With(new ContentSource(plan, authorities, brought, passphrases.ToImmutable(), now), diagnostics);
    }

    /// <summary>The passphrases that carrying a plan out would miss: not where the description says. Cheap: no key is opened, nothing is made.</summary>
    /// <param name="plan">What will be asked for.</param>
    /// <param name="authorities">Loaded with the plan's description.</param>
    public static ImmutableArray<Diagnostic> Missing(Plan plan, AuthorityStore authorities) =>
        [.. authorities.Passphrases(plan).Concat(Containers(plan)).SelectMany(static p => PassphraseReader.Read(p.Source, p.Purpose).Diagnostics)];

    private static IEnumerable<(PassphraseSource Source, string Purpose)> Containers(Plan plan) =>
        plan.Files.Where(static f => !f.ModeOnly && f.File?.Content is FileContent.OfLeaf { Passphrase: not null })
            .Select(static f => (Source: ((FileContent.OfLeaf)f.File!.Content).Passphrase!, Purpose: f.Path)).DistinctBy(static p => p.Source);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Resolve(DesiredFile file) => Resolve(file.Content);

    /// <inheritdoc/>
    public void TakeBack() => _authorities.TakeBack();

    /// <inheritdoc/>
    public InstalledLeaf Issued(string leaf) => Leaf(leaf).Installed;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var leaf in _leaves.Values.Where(static l => l.IsValueCreated)) leaf.Value.Dispose();
        while (_secrets.TryTake(out var secret)) CryptographicOperations.ZeroMemory(secret);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"(content of {_leaves.Count} leaves)");

    private ReadOnlyMemory<byte> Resolve(FileContent content) => content switch
    {
        FileContent.Known known => Encoding.UTF8.GetBytes(known.Text),
        FileContent.Bundle bundle => Encoding.UTF8.GetBytes(_authorities.Facts(bundle.Authority).Bundle),
        FileContent.OfLeaf leaf => Encode(leaf, Leaf(leaf.Leaf)),
        FileContent.KubernetesSecret secret => Secret(SecretManifest.Write(secret, Resolve)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private LeafMaterial Leaf(string name) =>
        _leaves.TryGetValue(name, out var leaf) ? leaf.Value : throw new EnvironmentException($"the plan writes a file of {name} without issuing it: run it again");

    private LeafMaterial Issue(LeafSpec spec, DateTimeOffset now)
    {
        var authority = _authorities.Signer(((LeafSource.Made)spec.Source).Authority);
        try
        {
            var issued = authority.Issue(spec, now);
            return new(Installation.Of(spec, issued.Certificate.Facts, authority), issued.Chain, issued.Key);
        }
        catch (Exception error) when (error is InvalidOperationException or CryptographicException)
        {
            throw new EnvironmentException(error.Message, error);
        }
    }

    private ReadOnlyMemory<byte> Encode(FileContent.OfLeaf content, LeafMaterial leaf)
    {
        ImmutableArray<Certificate> roots = content.Trust is { } authority ? [_authorities.Root(authority)] : [];
        var passphrase = content.Passphrase is { } source ? _passphrases[source] : null;
        lock (leaf.Gate)
        {
            var bytes = MaterialWriter.Write(content.Form, content.Leaf, leaf.Chain, leaf.Key, roots, passphrase);
            return content.Form is MaterialForm.Chain or MaterialForm.Certificate or MaterialForm.Intermediates ? bytes : Secret(bytes);
        }
    }

    private byte[] Secret(byte[] content)
    {
        _secrets.Add(content);
        return content;
    }
}
