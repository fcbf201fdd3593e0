namespace Linkseal.Pki.Asn1;

/// <summary>Object identifiers, each with the name that people see.</summary>
internal static class Oids
{
    public const string RsaEncryption = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";

    public const string SubjectKeyId = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string AlternativeNames = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string AuthorityKeyId = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string AnyExtendedKeyUsage = "2.5.29.37.0";
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    public const string ExtensionRequest = "1.2.840.113549.1.9.14";

    public const string CommonName = "2.5.4.3";
    public const string Country = "2.5.4.6";
    public const string Locality = "2.5.4.7";
    public const string State = "2.5.4.8";
    public const string Organization = "2.5.4.10";
    public const string Unit = "2.5.4.11";

    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string Pbes2 = "1.2.840.113549.1.5.13";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";
    public const string Pkcs12TripleDes = "1.2.840.113549.1.12.1.3";
    public const string X509CertificateBag = "1.2.840.113549.1.9.22.1";
    public const string FriendlyName = "1.2.840.113549.1.9.20";
    public const string JavaTrustedKeyUsage = "2.16.840.1.113894.746875.1.1";

    /// <summary>The name of a kind of key; the identifier itself where it has none here.</summary>
    public static string KeyKind(string oid) => oid switch
    {
        RsaEncryption => "RSA",
        RsaPss => "RSASSA-PSS",
        EcPublicKey => "ECDSA",
        "1.3.101.110" => "X25519",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        "1.2.840.10040.4.1" => "DSA",
        "1.2.840.10046.2.1" or "1.2.840.113549.1.3.1" => "DH",
        _ => oid,
    };

    /// <summary>The name and the size of a curve; null where it is none of the usual ones.</summary>
    public static (string Name, int Bits)? Curve(string oid) => oid switch
    {
        "1.2.840.10045.3.1.7" => ("P-256", 256),
        "1.3.132.0.34" => ("P-384", 384),
        "1.3.132.0.35" => ("P-521", 521),
        "1.3.132.0.33" => ("P-224", 224),
        "1.2.840.10045.3.1.1" => ("P-192", 192),
        "1.3.132.0.10" => ("secp256k1", 256),
        "1.3.36.3.3.2.8.1.1.7" => ("brainpoolP256r1", 256),
        "1.3.36.3.3.2.8.1.1.11" => ("brainpoolP384r1", 384),
        "1.3.36.3.3.2.8.1.1.13" => ("brainpoolP512r1", 512),
        _ => null,
    };

    /// <summary>The name of a signature algorithm, as <c>openssl x509 -text</c> prints it.</summary>
    public static string SignatureName(string oid) => oid switch
    {
        "1.2.840.113549.1.1.2" => "md2WithRSAEncryption",
        "1.2.840.113549.1.1.4" => "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" => "sha1WithRSAEncryption",
        RsaSha256 => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "1.2.840.113549.1.1.14" => "sha224WithRSAEncryption",
        RsaPss => "rsassaPss",
        "1.2.840.10045.4.1" => "ecdsa-with-SHA1",
        "1.2.840.10045.4.3.1" => "ecdsa-with-SHA224",
        EcdsaSha256 => "ecdsa-with-SHA256",
        EcdsaSha384 => "ecdsa-with-SHA384",
        EcdsaSha512 => "ecdsa-with-SHA512",
        "1.3.101.112" => "ED25519",
        "1.3.101.113" => "ED448",
        _ => oid,
    };

    /// <summary>The short name of a part of a distinguished name; the identifier itself where it has none.</summary>
    public static string NamePart(string oid) => oid switch
    {
        CommonName => "CN",
        Country => "C",
        Locality => "L",
        State => "ST",
        Organization => "O",
        Unit => "OU",
        "2.5.4.5" => "serialNumber",
        "2.5.4.4" => "SN",
        "2.5.4.42" => "GN",
        "2.5.4.9" => "street",
        "2.5.4.12" => "title",
        "2.5.4.17" => "postalCode",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => oid,
    };
}
