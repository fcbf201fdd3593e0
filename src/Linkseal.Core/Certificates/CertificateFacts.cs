using System.Collections.Immutable;

namespace Linkseal.Core.Certificates;

/// <summary>What a certificate says, as plain data: <c>Linkseal.Pki</c> parses into it, the checks read it.</summary>
public sealed record CertificateFacts
{
    /// <summary>SHA-256 of the DER encoding, lower-case hex: what is compared on the wire.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Subject as text, most specific part first (<c>CN=core, O=…</c>).</summary>
    public required string Subject { get; init; }

    /// <summary>Issuer as text.</summary>
    public required string Issuer { get; init; }

    /// <summary>SHA-256 of the encoded subject, lower-case hex: for matching issuer to subject byte by byte.</summary>
    public required string SubjectHash { get; init; }

    /// <summary>SHA-256 of the encoded issuer, lower-case hex.</summary>
    public required string IssuerHash { get; init; }

    /// <summary>The subject's common name; null where it has none.</summary>
    public string? CommonName { get; init; }

    /// <summary>Serial number, lower-case hex.</summary>
    public required string Serial { get; init; }

    /// <summary>Valid from.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>DNS and IP entries of the subjectAltName, empty where there is none.</summary>
    public required ImmutableArray<AlternativeName> Names { get; init; }

    /// <summary>True when there is a subjectAltName extension at all.</summary>
    public required bool HasAlternativeNames { get; init; }

    /// <summary>IP addresses that stand as DNS entries: no client matches them (RFC 6125 §6.2.1), so they are not among <see cref="Names"/>.</summary>
    public ImmutableArray<string> AddressesAsNames { get; init; } = [];

    /// <summary>basicConstraints' CA flag; null where the extension is absent.</summary>
    public bool? IsAuthority { get; init; }

    /// <summary>basicConstraints' path length; null where there is none.</summary>
    public int? PathLength { get; init; }

    /// <summary>keyUsage as the names of RFC 5280 §4.2.1.3 (<c>digitalSignature</c>, <c>keyCertSign</c> …); null where the extension is absent.</summary>
    public ImmutableArray<string>? KeyUsages { get; init; }

    /// <summary>extendedKeyUsage as object identifiers; null where the extension is absent.</summary>
    public ImmutableArray<string>? ExtendedKeyUsages { get; init; }

    /// <summary>The key's algorithm as people say it: <c>ECDSA P-256</c>, <c>RSA 2048</c>.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary>The key's size in bits.</summary>
    public required int KeyBits { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hex: equal to the key's when they are a pair.</summary>
    public required string PublicKeySha256 { get; init; }

    /// <summary>The signature's algorithm: <c>ecdsa-with-SHA256</c>, <c>sha1WithRSAEncryption</c>.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>Subject key identifier, lower-case hex; null where absent.</summary>
    public string? SubjectKeyId { get; init; }

    /// <summary>Authority key identifier's key id, lower-case hex; null where absent.</summary>
    public string? AuthorityKeyId { get; init; }

    /// <summary>True when subject and issuer are the same name.</summary>
    public bool IsSelfIssued => SubjectHash == IssuerHash;

    /// <summary>True when extendedKeyUsage is absent, or allows all of <paramref name="purposes"/>.</summary>
    public bool Allows(Purposes purposes) =>
        ExtendedKeyUsages is not { } usages || usages.Contains(AnyPurpose) ||
        ((!purposes.HasFlag(Purposes.Server) || usages.Contains(ServerAuth)) && (!purposes.HasFlag(Purposes.Client) || usages.Contains(ClientAuth)));

    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string AnyPurpose = "2.5.29.37.0";
}

/// <summary>What a private key is, without the key.</summary>
/// <param name="Algorithm">As in <see cref="CertificateFacts.KeyAlgorithm"/>.</param>
/// <param name="Bits">The key's size in bits.</param>
/// <param name="PublicKeySha256">SHA-256 of its SubjectPublicKeyInfo, lower-case hex.</param>
/// <param name="Encrypted">True when the file holds it encrypted.</param>
public sealed record KeyFacts(string Algorithm, int Bits, string PublicKeySha256, bool Encrypted);

/// <summary>How a file of certificates and keys is encoded.</summary>
public enum MaterialEncoding
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>PEM as every TLS library reads it.</summary>
    Pem,

    /// <summary>PEM that only a forgiving reader takes: a byte order mark, UTF-16, indented lines.</summary>
    LoosePem,

    /// <summary>One certificate or key, DER.</summary>
    Der,

    /// <summary>PKCS#7, DER or PEM.</summary>
    Pkcs7,

    /// <summary>PKCS#12.</summary>
    Pkcs12,
}

/// <summary>What a file of certificates and keys holds.</summary>
public sealed record MaterialFacts
{
    /// <summary>How it is encoded: what a product that reads the file itself has to understand.</summary>
    public MaterialEncoding Encoding { get; init; }

    /// <summary>The certificates, in the file's order (PEM) or as the container gives them.</summary>
    public ImmutableArray<CertificateFacts> Certificates { get; init; } = [];

    /// <summary>The private keys.</summary>
    public ImmutableArray<KeyFacts> Keys { get; init; } = [];

    /// <summary>
    /// A PKCS#12 that is not protected by the passphrase that is described for it now: by another one, or by none. False where that passphrase could not be read.
    /// </summary>
    public bool OtherPassphrase { get; init; }

    /// <summary>What could not be read, each with its code (<c>LS13xx</c>); empty when the file is fine.</summary>
    public ImmutableArray<Diagnostics.Diagnostic> Problems { get; init; } = [];
}

/// <summary>Which certificate's signature was verified with which one's key: plain data made by <c>Linkseal.Pki</c>, so that checks need no cryptography.</summary>
/// <param name="Pairs">Pairs of <see cref="CertificateFacts.Sha256"/>: (child, issuer).</param>
public sealed record Signatures(ImmutableHashSet<(string Child, string Issuer)> Pairs)
{
    /// <summary>Nothing verified.</summary>
    public static Signatures None { get; } = new([]);

    /// <summary>True when <paramref name="child"/> carries a good signature by <paramref name="issuer"/>'s key.</summary>
    public bool Has(CertificateFacts child, CertificateFacts issuer) => Pairs.Contains((child.Sha256, issuer.Sha256));
}
