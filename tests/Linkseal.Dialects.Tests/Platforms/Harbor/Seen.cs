using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>Makes observed records with exactly one thing in them.</summary>
internal static class Seen
{
    public static Observed File(this Observed observed, string path, string bytes = "x") =>
        observed with { Files = observed.Files.SetItem(path, new(FileKind.Regular) { Sha256 = bytes }) };

    public static Observed Listing(this Observed observed, string folder, params ImmutableArray<string> names) =>
        observed with { Listings = observed.Listings.SetItem(folder, names) };

    public static Observed Text(this Observed observed, string path, string text) => observed with { Documents = observed.Documents.SetItem(path, text) };

    public static Observed Holds(this Observed observed, string path, params ImmutableArray<CertificateFacts> certificates) =>
        observed.File(path) with { Material = observed.Material.SetItem(path, new() { Certificates = certificates }) };

    public static Observed HoldsKey(this Observed observed, string path, string publicKey) =>
        observed.File(path) with { Material = observed.Material.SetItem(path, new() { Keys = [new("ECDSA P-256", 256, publicKey, Encrypted: false)] }) };

    public static CertificateFacts Certificate(string name, int days = 365, string[]? names = null) => new()
    {
        Sha256 = "sha-" + name,
        Subject = "CN=" + name,
        Issuer = "CN=issuer",
        SubjectHash = "subject-" + name,
        IssuerHash = "subject-issuer",
        Serial = "01",
        NotBefore = new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero),
        NotAfter = new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days),
        Names = [.. (names ?? [name]).Select(static n => AlternativeName.Parse(n)!)],
        HasAlternativeNames = true,
        KeyAlgorithm = "ECDSA P-256",
        KeyBits = 256,
        PublicKeySha256 = "key-" + name,
        SignatureAlgorithm = "ecdsa-with-SHA256",
    };
}
