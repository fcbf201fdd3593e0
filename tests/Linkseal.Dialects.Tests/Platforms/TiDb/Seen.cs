using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>Makes observed records with exactly one thing in them.</summary>
internal static class Seen
{
    public static Observed Holds(this Observed observed, string path, params ImmutableArray<CertificateFacts> certificates) => observed with
    {
        Files = observed.Files.SetItem(path, new(FileKind.Regular) { Sha256 = path }),
        Material = observed.Material.SetItem(path, new() { Certificates = certificates }),
    };

    public static Observed HoldsKey(this Observed observed, string path, string publicKey, bool encrypted = false) => observed with
    {
        Files = observed.Files.SetItem(path, new(FileKind.Regular) { Sha256 = path }),
        Material = observed.Material.SetItem(path, new() { Keys = [new("ECDSA P-256", 256, publicKey, encrypted)] }),
    };

    public static Observed Signs(this Observed observed, CertificateFacts issuer, CertificateFacts child) => observed with { Signatures = new(observed.Signatures.Pairs.Add((child.Sha256, issuer.Sha256))) };

    public static CertificateFacts Certificate(string name, params ImmutableArray<string> names) => new()
    {
        Sha256 = "sha-" + name,
        Subject = "CN=" + name,
        Issuer = "CN=issuer",
        SubjectHash = "subject-" + name,
        IssuerHash = "subject-issuer",
        CommonName = name,
        Serial = "01",
        NotBefore = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero),
        NotAfter = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
        Names = [.. names.Select(static n => AlternativeName.Parse(n)!)],
        HasAlternativeNames = true,
        KeyAlgorithm = "ECDSA P-256",
        KeyBits = 256,
        PublicKeySha256 = "key-" + name,
        SignatureAlgorithm = "ecdsa-with-SHA256",
    };
}
