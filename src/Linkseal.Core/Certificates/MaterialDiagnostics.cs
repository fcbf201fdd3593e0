using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Certificates;

/// <summary>What can be wrong with a file of certificates and keys before anything in it is understood: <c>LS1300</c> to <c>LS1319</c>.</summary>
public static class MaterialDiagnostics
{
    private const string Forms = "a certificate or a private key as PEM, DER, PKCS#7 or PKCS#12";

    /// <summary>The file is empty.</summary>
    public static Diagnostic Empty(string file) => new("LS1300", Severity.Error, $"{file} is empty; expected {Forms}.")
    {
        File = file,
        Hint = "Copy the file again; an earlier copy or conversion may have failed.",
    };

    /// <summary>Neither PEM nor any known DER structure.</summary>
    public static Diagnostic NotRecognised(string file) => new("LS1301", Severity.Error, $"{file} holds neither PEM blocks nor DER; expected {Forms}.")
    {
        File = file,
        Hint = $"See what it is: openssl asn1parse -inform der -in {file}, or file {file}.",
    };

    /// <summary>A PEM block is damaged.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="label">The block's label; empty where its first line is damaged.</param>
    /// <param name="what">What is wrong, as the end of a sentence.</param>
    public static Diagnostic BrokenBlock(string file, Position at, string label, string what) =>
        new("LS1302", Severity.Error, $"{file}: the PEM block {label} {what}.".Replace("  ", " ", StringComparison.Ordinal))
        {
            File = file,
            At = at,
            Hint = "A block is a line -----BEGIN X-----, lines of base64, and a line -----END X-----; copy the whole file again.",
        };

    /// <summary>The bytes are not what their label or structure says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where the block stands; null: the file as a whole.</param>
    /// <param name="expected">What it should have been: <c>certificate</c>, <c>private key</c>, <c>PKCS#12</c>.</param>
    public static Diagnostic Malformed(string file, Position? at, string expected) =>
        new("LS1303", Severity.Error, $"{file}: expected a {expected}, met bytes that cannot be read as one.")
        {
            File = file,
            At = at,
            Hint = "The file is damaged or cut short; copy or export it again.",
        };

    /// <summary>PEM, but no certificate and no private key in it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="met">What is in it instead.</param>
    public static Diagnostic NothingUseful(string file, string met) =>
        new("LS1304", Severity.Error, $"{file} holds {met}; expected a certificate or a private key.") { File = file, Hint = "Give the file that holds the certificate or the key." };

    /// <summary>A signing request where a certificate was expected.</summary>
    public static Diagnostic SigningRequest(string file, Position? at) =>
        new("LS1305", Severity.Error, $"{file} holds a certificate signing request, not a certificate: nobody has signed it yet.")
        {
            File = file,
            At = at,
            Hint = "Send it to the CA and put the CA's answer here.",
        };

    /// <summary>A public key where a certificate or a private key was expected.</summary>
    public static Diagnostic PublicKey(string file, Position? at) =>
        new("LS1306", Severity.Error, $"{file} holds a public key; expected a certificate or a private key.")
        {
            File = file,
            At = at,
            Hint = "A certificate begins with -----BEGIN CERTIFICATE-----, a private key with -----BEGIN PRIVATE KEY-----.",
        };

    /// <summary>It is encrypted and no passphrase was given.</summary>
    public static Diagnostic PassphraseNeeded(string file, Position? at) => new("LS1307", Severity.Error, $"{file} is encrypted and no passphrase was given.")
    {
        File = file,
        At = at,
        Hint = "Name the file or the environment variable that holds it (passphrase: under authority: in linkseal.yaml); never an argument.",
    };

    /// <summary>The passphrase does not open it.</summary>
    public static Diagnostic WrongPassphrase(string file, Position? at) => new("LS1308", Severity.Error, $"{file} is encrypted and the given passphrase does not open it.")
    {
        File = file,
        At = at,
        Hint = $"Try it by hand: openssl pkey -in {file} -noout asks for it (openssl pkcs12 -in {file} -noout for PKCS#12).",
    };

    /// <summary>A key encrypted in OpenSSL's old PEM form.</summary>
    public static Diagnostic LegacyEncryption(string file, Position? at) =>
        new("LS1309", Severity.Error, $"{file} holds a key in OpenSSL's old encrypted form (Proc-Type: 4,ENCRYPTED), whose passphrase is hashed once with MD5; expected PKCS#8.")
        {
            File = file,
            At = at,
            Hint = $"Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {file} -out {file}.p8",
        };

    /// <summary>A kind of key that Linkseal cannot use.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="kind">The kind of key, as people say it.</param>
    /// <param name="hint">What to do.</param>
    public static Diagnostic UnsupportedKey(string file, Position? at, string kind, string? hint = null) =>
        new("LS1310", Severity.Error, $"{file} holds a key of kind {kind}; expected ECDSA on a named curve, or RSA.")
        {
            File = file,
            At = at,
            Hint = hint ?? "Make a key of a supported kind and have its certificate issued anew: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256.",
        };

    /// <summary>Encrypted in a way that this machine's cryptography no longer offers, or never did.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="isPkcs12">True for PKCS#12.</param>
    public static Diagnostic UnsupportedEncryption(string file, Position? at, bool isPkcs12) =>
        new("LS1311", Severity.Error, $"{file} is encrypted with an algorithm that is not supported (single DES, Camellia, scrypt and the like); expected AES or triple DES with PBKDF2.")
        {
            File = file,
            At = at,
            Hint = isPkcs12
                ? $"Convert it: openssl pkcs12 -legacy -in {file} -nodes | openssl pkcs12 -export -keypbe AES-256-CBC -certpbe AES-256-CBC -out {file}.new"
                : $"Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {file} -out {file}.new (add -provider legacy -provider default for single DES).",
        };

    /// <summary>Signed in a way that cannot be verified here, so that nothing can be said about its chain.</summary>
    public static Diagnostic UnsupportedSignature(string file, Position? at, CertificateFacts certificate) =>
        new("LS1312", Severity.Error, $"{certificate.Subject} in {file} is signed with {certificate.SignatureAlgorithm}, which cannot be verified here; expected RSA or ECDSA with SHA-256, SHA-384 or SHA-512.")
        {
            File = file,
            At = at,
            Hint = "Have it issued anew with SHA-256 (openssl: -sha256).",
        };
}
