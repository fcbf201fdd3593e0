using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Pki;
using Linkseal.Pki.Chains;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>A CA of the user's: certificate (with the chain up to the root where it is an intermediate) and key, in any form that people have.</summary>
internal static class UserAuthority
{
    /// <summary>
    /// Reads the certificates and judges them, with the key as far as it can be read: only its public half is kept. A passphrase that is not at hand is
    /// no fault as long as nothing has to be signed.
    /// </summary>
    /// <param name="place">Where both files lie.</param>
    /// <param name="spec">As described.</param>
    /// <param name="source">The files.</param>
    /// <param name="now">Against what dates are judged.</param>
    /// <param name="maximumIntermediates">How many certificates between leaf and root the products follow.</param>
    public static Result<LoadedAuthority> Load(LocalPlace place, AuthoritySpec spec, AuthoritySource.Existing source, DateTimeOffset now, int maximumIntermediates)
    {
        var passphrase = UserFile.Once(spec.Passphrase, $"the key of authority {spec.Name}");
        var (read, readKey) = (UserFile.Read(place, source.Certificate, passphrase), UserFile.Read(place, source.Key, passphrase));
        using var keys = readKey.Value?.Material;
        if (read.Value is null) return Result.With<LoadedAuthority>(null, [.. read.Diagnostics, .. readKey.Diagnostics]);

        using var material = read.Value.Material;
        if (material.Certificates.IsEmpty) return Result.With<LoadedAuthority>(null, [.. read.Diagnostics, .. NoCertificate(source, material.Facts)]);

        var facts = material.Facts.Certificates;
        var key = keys?.Facts.Keys.FirstOrDefault(k => facts.Any(c => c.PublicKeySha256 == k.PublicKeySha256)) ?? keys?.Facts.Keys.FirstOrDefault();
        var signatures = SignatureVerifier.Verify(material.Certificates);
        var loaded = Assemble(spec, material.Certificates, key, signatures);
        var isLocked = passphrase is not null && passphrase().Failed;
        var assumed = key ?? new KeyFacts(loaded.Issuer.KeyAlgorithm, loaded.Issuer.KeyBits, loaded.Issuer.PublicKeySha256, Encrypted: true);
        return Result.With(
            loaded with
            {
                KeyPath = source.Key,
                Key = place.Observe([source.Key], CancellationToken.None)[source.Key],
                Open = readKey.Value is null ? null : () => Open(place, source, loaded, passphrase),
            },
            [
                .. AuthorityRules.CheckAuthority(source.Certificate, facts, assumed, signatures, now, maximumIntermediates),
                .. isLocked ? [] : read.Diagnostics.Concat(readKey.Diagnostics).Concat(key is null ? NoKey(source, keys) : []),
            ]);
    }

    private static Result<Pki.Issuing.Authority> Open(LocalPlace place, AuthoritySource.Existing source, LoadedAuthority loaded, Func<Result<Passphrase>>? passphrase)
    {
        var read = UserFile.Read(place, source.Key, passphrase);
        if (read.Value is null) return Result.With<Pki.Issuing.Authority>(null, read.Diagnostics);

        var material = read.Value.Material;
        if (material.KeyOf(loaded.Issuer) is { } key)
        {
            foreach (var other in material.Keys.Where(k => k != key)) other.Dispose();
            return Result.With(new Pki.Issuing.Authority(loaded.Spec.Name, loaded.Generation, loaded.Root, loaded.Intermediates, key), read.Diagnostics);
        }

        material.Dispose();
        // Without its passphrase the key can't be read: the one cause is said, not its consequence too.
        return Result.With<Pki.Issuing.Authority>(null, read.Diagnostics.IsEmpty ? material.Facts.Problems : read.Diagnostics);
    }

    private static LoadedAuthority Assemble(AuthoritySpec spec, ImmutableArray<Certificate> certificates, KeyFacts? key, Signatures signatures)
    {
        var facts = certificates.Select(static c => c.Facts).ToArray();
        var chain = Chains.Order(AuthorityRules.FindIssuer(facts, key)!, facts, [.. facts.Where(static c => c.IsSelfIssued)], signatures);
        var root = chain.Root ?? chain.Last;
        return new()
        {
            Spec = spec,
            Generation = 1,
            Root = Whole(root),
            Intermediates = [.. chain.Certificates.Where(c => c.Sha256 != root.Sha256).Select(Whole)],
            Open = null,
        };

        Certificate Whole(CertificateFacts wanted) => certificates.First(c => c.Facts.Sha256 == wanted.Sha256);
    }

    private static ImmutableArray<Diagnostic> NoCertificate(AuthoritySource.Existing source, MaterialFacts facts) =>
        facts.Problems.IsEmpty ? AuthorityRules.CheckTrust(source.Certificate, [], DateTimeOffset.MinValue) : facts.Problems;

    // The file is there: what is wrong with it was said when it was parsed; else it holds certificates only.
    private static ImmutableArray<Diagnostic> NoKey(AuthoritySource.Existing source, Material? keys) =>
        keys is null ? [] : keys.Facts.Problems.IsEmpty ? [AuthorityDiagnostics.NoKeyIn(source.Key)] : keys.Facts.Problems;
}
