using System.Globalization;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Certificates;

/// <summary>What can be wrong with certificates and keys that can be read: <c>LS1320</c> to <c>LS1349</c>.</summary>
public static class BroughtDiagnostics
{
    private const string AskForAnother = "Ask the CA for a certificate that has it; linkseal requests --to DIR writes requests that name everything that is needed.";

    internal static Diagnostic OtherKey(string file, CertificateFacts certificate, KeyFacts key) => Error("LS1320", file,
        $"the private key ({key.Algorithm}) is not the key of {certificate.Subject} in {file}: it belongs to another certificate.",
        "Compare the public halves: openssl x509 -noout -pubkey -in CERTIFICATE, and openssl pkey -pubout -in KEY; bring the pair that belongs together.");

    internal static Diagnostic NoKey(string file, CertificateFacts certificate) => Error("LS1321", file,
        $"the private key of {certificate.Subject} in {file} is nowhere to be found; expected it in the same file or in a file named beside it.",
        "Bring the key that the request was made with; if it is lost, make a new request.");

    internal static Diagnostic AuthorityAsLeaf(string file, CertificateFacts certificate) => new(
        "LS1322",
        certificate.HasAlternativeNames ? Severity.Warning : Severity.Error,
        $"{certificate.Subject} in {file} is a CA's certificate (CA:TRUE) where a server's or caller's was expected: whoever has its key can sign for any name.")
    {
        File = file,
        Hint = "Give the leaf that this CA signed, with its own key.",
    };

    internal static Diagnostic NoAuthorityFlag(string file, CertificateFacts certificate) => Error("LS1323", file,
        $"{certificate.Subject} in {file} is to act as a CA but its basicConstraints do not say CA:TRUE: no client accepts what it signed.",
        "Make the CA certificate anew with basicConstraints = critical, CA:TRUE.");

    internal static Diagnostic MayNotSign(string file, CertificateFacts certificate) => Error("LS1324", file,
        $"{certificate.Subject} in {file} is to act as a CA but its keyUsage ({Usages(certificate)}) lacks keyCertSign.",
        "Make the CA certificate anew with keyUsage = critical, keyCertSign, cRLSign.");

    internal static Diagnostic PathTooLong(string file, CertificateFacts authority, int below) => Error("LS1325", file,
        string.Create(CultureInfo.InvariantCulture, $"{authority.Subject} in {file} allows {authority.PathLength} intermediate(s) below it (pathlen), the chain has {below}."),
        "Have the leaf signed by a CA that is allowed to, or the upper CA issued with a larger path length.");

    internal static Diagnostic Expired(string file, CertificateFacts certificate, DateTimeOffset now) => Error("LS1326", file,
        $"{certificate.Subject} in {file} expired on {certificate.NotAfter:u} (it is {now:u} now).",
        "Bring a renewed certificate.");

    internal static Diagnostic NotYetValid(string file, CertificateFacts certificate, DateTimeOffset now) => Error("LS1327", file,
        $"{certificate.Subject} in {file} is valid only from {certificate.NotBefore:u} on (it is {now:u} now).",
        "Check this machine's clock; otherwise wait, or bring a certificate that is valid now.");

    internal static Diagnostic WeakSignature(string file, CertificateFacts certificate, Severity severity) => new(
        "LS1328", severity, $"{certificate.Subject} in {file} is signed with {certificate.SignatureAlgorithm}; current TLS libraries refuse SHA-1 and MD5, expected SHA-256 or better.")
    {
        File = file,
        Hint = "Have it issued anew with SHA-256 (openssl: -sha256).",
    };

    internal static Diagnostic WeakKey(string file, CertificateFacts certificate) => Error("LS1329", file,
        $"{certificate.Subject} in {file} has a key of {certificate.KeyBits} bits (RSA); current TLS libraries refuse less than 2048.",
        "Make a new key (ECDSA P-256, or RSA 2048 and more) and have its certificate issued anew.");

    internal static Diagnostic NoAlternativeNames(string file, CertificateFacts certificate, string needed) => Error("LS1330", file,
        $"{certificate.Subject} in {file} has no subjectAltName; expected {needed}. The common name counts for nothing (RFC 6125; Go since 1.15).",
        AskForAnother);

    internal static Diagnostic NameNotCovered(string file, CertificateFacts certificate, string missing) => Error("LS1331", file,
        $"the subjectAltName of {certificate.Subject} in {file} ({Names(certificate)}) lacks {missing}.",
        AskForAnother);

    internal static Diagnostic PurposeForbidden(string file, CertificateFacts certificate, Purposes purposes) => Error("LS1332", file,
        $"the extendedKeyUsage of {certificate.Subject} in {file} forbids {purposes.Words()}: it is there and does not name it.",
        AskForAnother);

    internal static Diagnostic UsageForbidden(string file, CertificateFacts certificate) => Error("LS1333", file,
        $"the keyUsage of {certificate.Subject} in {file} ({Usages(certificate)}) lacks digitalSignature, which TLS 1.3 and every ECDHE suite need.",
        AskForAnother);

    internal static Diagnostic OtherAuthority(string file, CertificateFacts certificate, string why) => Error("LS1334", file,
        $"{certificate.Subject} in {file} is not signed by the given CA: {why}.",
        "Bring the certificate of the CA that signed it, or have it signed by the given one.");

    internal static Diagnostic IssuerMissing(string file, CertificateFacts certificate, Severity severity) => new(
        "LS1335", severity, $"the certificate of {certificate.Issuer} that signed {certificate.Subject} in {file} is not there: the chain to the root has a gap.")
    {
        File = file,
        Hint = $"If it is an intermediate of the given CA, append it to {file} after the leaf; if not, the leaf is from another CA.",
    };

    internal static Diagnostic ChainTooDeep(string file, int intermediates, int allowed) => Error("LS1336", file,
        string.Create(CultureInfo.InvariantCulture, $"the chain in {file} has {intermediates} intermediate(s), the product follows {allowed}."),
        "Have the leaf signed closer to the root, or by another CA.");

    internal static Diagnostic IntermediateAsRoot(string file, CertificateFacts certificate) => Error("LS1337", file,
        $"{file} is to hold the root but holds {certificate.Subject}, which is an intermediate signed by {certificate.Issuer}: OpenSSL does not end a chain there.",
        $"Add the certificate of {certificate.Issuer} to {file}.");

    internal static Diagnostic NotInPlace(string file, string what) => Error("LS1338", file,
        $"{file} stays where the product reads it, but {what}.",
        $"Rewrite it as plain PEM, leaf first, then the intermediates: openssl x509 -in {file} (-inform der for DER), or openssl pkcs7 -print_certs, openssl pkcs12 -nokeys.");

    internal static Diagnostic Missing(string folder, string leaves) => Error("LS1339", folder,
        $"no certificate was found in {folder} for {leaves}.",
        "Expected NAME.crt, .pem, .cer, .der, .p7b, .pfx or .p12, or any file whose certificate belongs to the key of linkseal requests, or one certificate whose SAN covers the names.");

    internal static Diagnostic KeysMissing(string folder, string leaves) => Error("LS1340", folder,
        $"the private key was not found in {folder} for {leaves}.",
        "Expected NAME.key, the key in the certificate's own file, or a key made by linkseal requests.");

    internal static Diagnostic LeafAsAuthority(string file, CertificateFacts certificate) => Error("LS1341", file,
        $"{certificate.Subject} in {file} is a leaf signed by {certificate.Issuer}; expected the CA's own certificate.",
        $"Give the certificate of {certificate.Issuer}.");

    internal static Diagnostic NoAuthority(string folder) => Error("LS1342", folder,
        $"no CA certificate was found in {folder}: nobody could be told whom to believe.",
        "Put the root's certificate there (any name, PEM or DER), or name it in linkseal.yaml.");

    internal static Diagnostic NoCertificate(string file) => Error("LS1343", file, $"{file} holds a private key and no certificate.", "Give the file that holds the certificate.");

    private static Diagnostic Error(string code, string file, string message, string hint) => new(code, Severity.Error, message) { File = file, Hint = hint };

    private static string Usages(CertificateFacts certificate) => certificate.KeyUsages is { IsEmpty: false } usages ? string.Join(", ", usages) : "empty";

    private static string Names(CertificateFacts certificate) => certificate.Names.IsEmpty ? "no name or address" : string.Join(", ", certificate.Names);
}
