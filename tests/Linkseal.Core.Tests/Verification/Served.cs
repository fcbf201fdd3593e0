using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;

namespace Linkseal.Core.Tests.Verification;

/// <summary>Chains as plain data: a root, an intermediate, a leaf for db.internal and 10.0.0.7, all well.</summary>
internal static class Served
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static CertificateFacts Root { get; } = Facts("shop authority 1", "shop authority 1") with { IsAuthority = true };

    public static CertificateFacts Stranger { get; } = Facts("other root", "other root") with { IsAuthority = true };

    public static CertificateFacts Intermediate { get; } = Facts("shop intermediate", "shop authority 1") with { IsAuthority = true };

    public static CertificateFacts Leaf { get; } = Facts("db", "shop authority 1") with
    {
        Names = [AlternativeName.Parse("db.internal")!, AlternativeName.Parse("*.shop.internal")!, AlternativeName.Parse("10.0.0.7")!], HasAlternativeNames = true, ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"],
    };

    public static CertificateFacts Below { get; } = Leaf with { Sha256 = "sha of db below", IssuerHash = "shop intermediate", Issuer = "CN=shop intermediate" };

    public static CertificateFacts Facts(string name, string issuer) => new()
    {
        Sha256 = "sha of " + name, Subject = "CN=" + name, Issuer = "CN=" + issuer, SubjectHash = name, IssuerHash = issuer, CommonName = name, Serial = "0a",
        NotBefore = Now.AddDays(-10), NotAfter = Now.AddDays(80), Names = [], HasAlternativeNames = false, KeyAlgorithm = "ECDSA P-256", KeyBits = 256, PublicKeySha256 = "key of " + name, SignatureAlgorithm = "ecdsa-with-SHA256",
    };

    /// <summary>As served; every certificate is signed by the one whose name it gives as its issuer's.</summary>
    public static ServedTls Tls(params ImmutableArray<CertificateFacts> certificates) => Signed(certificates, [.. certificates, Root, Intermediate, Stranger]);

    /// <summary>As served, with good signatures by <paramref name="signers"/> only.</summary>
    public static ServedTls Signed(ImmutableArray<CertificateFacts> certificates, ImmutableArray<CertificateFacts> signers) =>
        new("TLS 1.3", "TLS_AES_256_GCM_SHA384", certificates, new([.. certificates.SelectMany(c => signers.Where(s => s.SubjectHash == c.IssuerHash).Select(s => (c.Sha256, s.Sha256)))]));
}
