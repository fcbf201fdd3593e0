using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Certificates;

/// <summary>Rules about one certificate by itself: dates, strength, what a CA must say.</summary>
internal static class CertificateRules
{
    private const int SmallestRsa = 2048;

    /// <summary>Expired, not yet valid.</summary>
    public static IEnumerable<Diagnostic> Dates(string file, CertificateFacts certificate, DateTimeOffset now)
    {
        if (now > certificate.NotAfter) yield return BroughtDiagnostics.Expired(file, certificate, now);
        else if (now < certificate.NotBefore) yield return BroughtDiagnostics.NotYetValid(file, certificate, now);
    }

    /// <summary>SHA-1 and MD5, small RSA keys. A root's own signature is checked by nobody: there it is a warning.</summary>
    public static IEnumerable<Diagnostic> Strength(string file, CertificateFacts certificate)
    {
        if (HasWeakSignature(certificate)) yield return BroughtDiagnostics.WeakSignature(file, certificate, certificate.IsSelfIssued ? Severity.Warning : Severity.Error);
        if (certificate.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) && certificate.KeyBits < SmallestRsa) yield return BroughtDiagnostics.WeakKey(file, certificate);
    }

    /// <summary>What a certificate needs that is to act as a CA. An absent keyUsage is accepted (RFC 5280 §4.2.1.3), a present one must allow.</summary>
    public static IEnumerable<Diagnostic> ActsAsAuthority(string file, CertificateFacts certificate)
    {
        if (certificate.IsAuthority is not true) yield return BroughtDiagnostics.NoAuthorityFlag(file, certificate);
        else if (certificate.KeyUsages is { } usages && !usages.Contains("keyCertSign")) yield return BroughtDiagnostics.MayNotSign(file, certificate);
    }

    /// <summary>Path lengths of everything above the first of a chain (RFC 5280 §4.2.1.9).</summary>
    /// <param name="file">The file that holds the chain.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="startsWithAuthority">True when the first is a CA itself and counts as an intermediate.</param>
    public static IEnumerable<Diagnostic> PathLengths(string file, CertificateChain chain, bool startsWithAuthority)
    {
        var above = chain.Root is { } root && root.Sha256 != chain.Last.Sha256 ? chain.Certificates.Add(root) : chain.Certificates;
        for (var i = 1; i < above.Length; i++)
        {
            var below = startsWithAuthority ? i : i - 1;
            if (above[i].PathLength < below) yield return BroughtDiagnostics.PathTooLong(file, above[i], below);
        }
    }

    private static bool HasWeakSignature(CertificateFacts certificate) =>
        certificate.SignatureAlgorithm.Contains("sha1", StringComparison.OrdinalIgnoreCase) ||
        certificate.SignatureAlgorithm.StartsWith("md", StringComparison.OrdinalIgnoreCase) ||
        certificate.SignatureAlgorithm.EndsWith("MD5", StringComparison.OrdinalIgnoreCase);
}
