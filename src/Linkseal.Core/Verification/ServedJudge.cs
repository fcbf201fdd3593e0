using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Verification;

/// <summary>One thing that is wrong with what a server serves, seen from a caller.</summary>
/// <param name="Fault">What kind of fault.</param>
/// <param name="Text">What is wrong, one sentence without a full stop.</param>
/// <param name="Observed">The evidence.</param>
public sealed record ServedFault(ServedFaultKind Fault, string Text, string Observed);

/// <summary>The kinds of fault in what a server serves.</summary>
public enum ServedFaultKind
{
    /// <summary>It serves no certificate at all.</summary>
    None,

    /// <summary>The chain ends at nothing that the caller believes.</summary>
    Issuer,

    /// <summary>An intermediate is not sent.</summary>
    Incomplete,

    /// <summary>The name that is dialled is not in the certificate.</summary>
    Name,

    /// <summary>A certificate of the chain is out of date.</summary>
    Date,

    /// <summary>The certificate is not for servers.</summary>
    Purpose,

    /// <summary>Key or signature are too weak.</summary>
    Weak,

    /// <summary>The local TLS library refuses it for a reason of its own.</summary>
    Library,
}

/// <summary>Judges a served chain as the caller would: issuer, completeness, name, dates, purpose, strength (RFC 5280 §6, RFC 6125).</summary>
public static class ServedJudge
{
    private const int LeastRsaBits = 2048;
    private const int LeastCurveBits = 224;

    /// <summary>Everything that is wrong with it; empty: a careful caller accepts it.</summary>
    /// <param name="served">What was served.</param>
    /// <param name="dialled">The name by which the caller dials; null: it is not compared.</param>
    /// <param name="roots">What the caller believes; empty: nothing is known of that, and the local library's word counts.</param>
    /// <param name="now">The time.</param>
    /// <param name="signer">Who should have signed it; null: not known.</param>
    public static ImmutableArray<ServedFault> Judge(ServedTls served, string? dialled, IReadOnlyCollection<CertificateFacts> roots, DateTimeOffset now, AuthorityFacts? signer = null)
    {
        if (served.Leaf is not { } leaf) return [new(ServedFaultKind.None, "it serves no certificate", "no certificate in the handshake")];
        List<ServedFault> faults = [];
        var chain = Chains.Order(leaf, served.Certificates, roots, served.Signatures);
        if (roots.Count > 0 && chain.Root is null) faults.Add(Issuer(chain, roots, signer));
        if (dialled is not null && !Covers(leaf, dialled)) faults.Add(new(ServedFaultKind.Name, $"the certificate is not for {dialled}", Names(leaf)));
        IEnumerable<CertificateFacts> whole = chain.Root is { } root && root != leaf ? chain.Certificates.Append(root) : chain.Certificates;
        faults.AddRange(whole.Select(c => Date(c, now)).OfType<ServedFault>());
        if (!leaf.Allows(Purposes.Server)) faults.Add(new(ServedFaultKind.Purpose, "the certificate is not for servers (extendedKeyUsage without serverAuth)", leaf.Subject));
        faults.AddRange(chain.Certificates.Select(Weak).OfType<ServedFault>());
        if (faults.Count == 0 && served.Complaint.Length > 0) faults.Add(new(ServedFaultKind.Library, "the TLS library here does not accept it", served.Complaint));
        return [.. faults];
    }

    /// <summary>True when a careful caller that dials a name accepts the certificate for it (RFC 6125 §6.4; a common name does not count).</summary>
    public static bool Covers(CertificateFacts leaf, string dialled) => AlternativeName.Parse(dialled) is { } name && leaf.Names.Any(n => n.Covers(name));

    private static ServedFault Issuer(CertificateChain chain, IReadOnlyCollection<CertificateFacts> roots, AuthorityFacts? signer)
    {
        var last = chain.Last;
        var believed = string.Join(" and ", roots.Select(static r => r.Subject).Distinct().Take(3));
        if (last.IsSelfIssued) return new(ServedFaultKind.Issuer, $"the certificate is self-signed: {last.Subject}", $"the caller believes {believed}");
        if (chain.Top is { } top) return new(ServedFaultKind.Issuer, $"the chain ends at {top.Subject}, which the caller does not believe", $"the caller believes {believed}");
        if (roots.Any(r => r.SubjectHash == last.IssuerHash)) return new(ServedFaultKind.Issuer, $"the certificate names {last.Issuer} as its issuer, but another key of that name signed it", $"the caller believes {believed}");
        // Signed by somebody who is not sent: an intermediate that is missing, or another authority. Of an authority that is known, only its own intermediate can be missing.
        return signer is not null && (signer.Issuer.IsSelfIssued || signer.Issuer.SubjectHash != last.IssuerHash)
            ? new(ServedFaultKind.Issuer, $"the certificate is of {last.Issuer}, which the caller does not believe", $"the caller believes {believed}")
            : new(ServedFaultKind.Incomplete, $"the chain is not whole, or of an authority that the caller does not believe: who signed {last.Subject} is not sent", $"issuer {last.Issuer}; the caller believes {believed}");
    }

    private static ServedFault? Date(CertificateFacts certificate, DateTimeOffset now)
    {
        if (certificate.NotAfter <= now) return new(ServedFaultKind.Date, $"{certificate.Subject} has expired", $"valid until {certificate.NotAfter:yyyy-MM-dd HH:mm} UTC");
        return certificate.NotBefore > now ? new(ServedFaultKind.Date, $"{certificate.Subject} is not valid yet", $"valid from {certificate.NotBefore:yyyy-MM-dd HH:mm} UTC") : null;
    }

    private static ServedFault? Weak(CertificateFacts certificate)
    {
        var least = certificate.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) ? LeastRsaBits : LeastCurveBits;
        if (certificate.KeyBits < least) return new(ServedFaultKind.Weak, $"the key of {certificate.Subject} is too short", certificate.KeyAlgorithm);
        var signature = certificate.SignatureAlgorithm;
        return signature.Contains("sha1", StringComparison.OrdinalIgnoreCase) || signature.Contains("md5", StringComparison.OrdinalIgnoreCase)
            ? new(ServedFaultKind.Weak, $"{certificate.Subject} is signed with a broken hash", signature)
            : null;
    }

    private static string Names(CertificateFacts leaf) => leaf.Names.IsEmpty
        ? leaf.CommonName is { } name ? $"it is for no name at all; its common name {name} is compared by no careful client" : "it is for no name at all"
        : "it is for " + string.Join(", ", leaf.Names.Take(8)) + (leaf.Names.Length > 8 ? ", …" : "");
}
