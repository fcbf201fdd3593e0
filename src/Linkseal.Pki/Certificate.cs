using System.Security.Cryptography;
using Linkseal.Core.Certificates;

namespace Linkseal.Pki;

/// <summary>A certificate: its DER encoding and what it says. Two are equal when their fingerprints are.</summary>
/// <param name="Der">The encoding.</param>
/// <param name="Facts">What it says.</param>
public sealed record Certificate(ReadOnlyMemory<byte> Der, CertificateFacts Facts)
{
    /// <summary>Reads one DER certificate; null where the bytes are none. Bytes after it are ignored.</summary>
    public static Certificate? Read(ReadOnlyMemory<byte> der) => Reading.CertificateReader.Read(der);

    /// <summary>The certificate as one PEM block with a final newline.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", Der.Span) + "\n";

    /// <inheritdoc/>
    public bool Equals(Certificate? other) => other is not null && Facts.Sha256 == other.Facts.Sha256;

    /// <inheritdoc/>
    public override int GetHashCode() => Facts.Sha256.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Facts.Subject;
}
