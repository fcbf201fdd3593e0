using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Certificates;

/// <summary>The same for a CA that somebody brings: to sign with, or only to be believed.</summary>
public static class AuthorityRules
{
    /// <summary>The certificate that a CA's key signs with: the one of the key, else the one below all others; null where there is none.</summary>
    public static CertificateFacts? FindIssuer(IReadOnlyCollection<CertificateFacts> certificates, KeyFacts? key) =>
        certificates.FirstOrDefault(c => c.PublicKeySha256 == key?.PublicKeySha256) ??
        certificates.FirstOrDefault(c => c.IsAuthority is true && !certificates.Any(other => other.Sha256 != c.Sha256 && other.IssuerHash == c.SubjectHash)) ??
        certificates.FirstOrDefault(static c => c.IsAuthority is true) ??
        certificates.FirstOrDefault();

    /// <summary>Checks a CA with its key, to issue leaves with.</summary>
    /// <param name="file">The certificate's file, with the chain up to the root where it is an intermediate.</param>
    /// <param name="certificates">Everything in it.</param>
    /// <param name="key">Its private key; null: there is none.</param>
    /// <param name="signatures">What was verified among <paramref name="certificates"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="maximumIntermediates">How many certificates between leaf and root the products follow.</param>
    public static ImmutableArray<Diagnostic> CheckAuthority(
        string file, IReadOnlyCollection<CertificateFacts> certificates, KeyFacts? key, Signatures signatures, DateTimeOffset now, int maximumIntermediates)
    {
        if (FindIssuer(certificates, key) is not { } issuer) return [BroughtDiagnostics.NoCertificate(file)];
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        if (key is null) found.Add(BroughtDiagnostics.NoKey(file, issuer));
        else if (key.PublicKeySha256 != issuer.PublicKeySha256) found.Add(BroughtDiagnostics.OtherKey(file, issuer, key));

        if (IsLeaf(issuer))
        {
            found.Add(BroughtDiagnostics.LeafAsAuthority(file, issuer));
            return found.ToImmutable();
        }

        var chain = Chains.Order(issuer, certificates, [.. certificates.Where(static c => c.IsSelfIssued)], signatures);
        var all = chain.Root is { } root && root.Sha256 != issuer.Sha256 ? chain.Certificates.Add(root) : chain.Certificates;
        foreach (var certificate in all) found.AddRange(One(file, certificate, now));
        if (chain.Root is null) found.Add(BroughtDiagnostics.IntermediateAsRoot(file, chain.Last));
        found.AddRange(CertificateRules.PathLengths(file, chain, startsWithAuthority: true));
        var intermediates = issuer.IsSelfIssued ? 0 : chain.Certificates.Length;
        if (intermediates > maximumIntermediates) found.Add(BroughtDiagnostics.ChainTooDeep(file, intermediates, maximumIntermediates));
        return found.ToImmutable();
    }

    /// <summary>Checks the roots that components are to believe, where there is no key to sign with.</summary>
    /// <param name="file">The file that holds them.</param>
    /// <param name="certificates">Everything in it.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<Diagnostic> CheckTrust(string file, IReadOnlyCollection<CertificateFacts> certificates, DateTimeOffset now)
    {
        if (certificates.Count == 0) return [BroughtDiagnostics.NoCertificate(file)];
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var certificate in certificates)
        {
            if (IsLeaf(certificate)) found.Add(BroughtDiagnostics.LeafAsAuthority(file, certificate));
            else found.AddRange(One(file, certificate, now));
        }

        // An intermediate beside its root does no harm; alone it ends no chain.
        foreach (var certificate in certificates.Where(c => !IsLeaf(c) && !c.IsSelfIssued && !certificates.Any(other => other.SubjectHash == c.IssuerHash)))
            found.Add(BroughtDiagnostics.IntermediateAsRoot(file, certificate));
        return found.ToImmutable();
    }

    // Signed by another and without the CA flag. Self-issued without the flag is a CA that was made wrong.
    private static bool IsLeaf(CertificateFacts certificate) => certificate.IsAuthority is not true && !certificate.IsSelfIssued;

    private static IEnumerable<Diagnostic> One(string file, CertificateFacts certificate, DateTimeOffset now) =>
    [
        .. CertificateRules.ActsAsAuthority(file, certificate),
        .. CertificateRules.Dates(file, certificate, now),
        .. CertificateRules.Strength(file, certificate),
    ];
}
