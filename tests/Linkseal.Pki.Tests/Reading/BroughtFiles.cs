using System.Security.Cryptography;
using Linkseal.Pki.Reading;

namespace Linkseal.Pki.Tests.Reading;

/// <summary>Keys and certificates in every form, made by openssl.</summary>
public sealed class BroughtFiles : IDisposable
{
    private const string Secret = "correct-horse-battery";
    private readonly OpenSsl _openssl = new();

    public BroughtFiles()
    {
        foreach (var line in Recipe.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) _openssl.Line(line.Replace("SECRET", Secret, StringComparison.Ordinal));
        _openssl.Write("ec.params.key", _openssl.Line("ecparam -name prime256v1") + Text("ec.sec1.key"));
    }

    internal static Passphrase Passphrase { get; } = new(Secret);

    internal Certificate Leaf => Certificate.Read(_openssl.Bytes("leaf.der"))!;

    internal Certificate Authority => Certificate.Read(_openssl.Bytes("ca.der"))!;

    internal string Text(string name) => File.ReadAllText(_openssl[name]);

    internal byte[] Bytes(string name) => _openssl.Bytes(name);

    internal Material Read(string name, Passphrase? passphrase) => MaterialReader.Read(name, Bytes(name), passphrase);

    internal string PublicKeyOf(string key)
    {
        _openssl.Line($"pkey -in {key}.pkcs8.key -pubout -outform DER -out public.der");
        return Convert.ToHexStringLower(SHA256.HashData(_openssl.Bytes("public.der")));
    }

    public void Dispose() => _openssl.Dispose();

    private const string Recipe = """
        ecparam -genkey -noout -name prime256v1 -out ec.sec1.key
        pkcs8 -topk8 -nocrypt -in ec.sec1.key -out ec.pkcs8.key
        genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pkcs8.key
        rsa -in rsa.pkcs8.key -traditional -out rsa.pkcs1.key
        pkcs8 -topk8 -in ec.sec1.key -out ec.locked.key -passout pass:SECRET
        pkcs8 -topk8 -in ec.sec1.key -v2 des3 -out ec.locked3des.key -passout pass:SECRET
        pkcs8 -topk8 -in rsa.pkcs8.key -v1 PBE-SHA1-3DES -out rsa.lockedpkcs12pbe.key -passout pass:SECRET
        pkcs8 -topk8 -in ec.sec1.key -scrypt -out ec.scrypt.key -passout pass:SECRET
        pkcs8 -topk8 -nocrypt -in ec.sec1.key -outform DER -out ec.pkcs8.der
        ec -in ec.sec1.key -outform DER -out ec.sec1.der
        rsa -in rsa.pkcs8.key -traditional -outform DER -out rsa.pkcs1.der
        pkcs8 -topk8 -in ec.sec1.key -outform DER -out ec.locked.der -passout pass:SECRET
        ec -in ec.sec1.key -aes256 -out ec.legacy.key -passout pass:SECRET
        pkey -in ec.sec1.key -pubout -out ec.pub
        pkey -in ec.sec1.key -pubout -outform DER -out ec.pub.der
        genpkey -algorithm ED25519 -out ed25519.key
        req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=outside
        req -new -key ec.sec1.key -subj /CN=core -addext subjectAltName=DNS:core -out leaf.csr
        req -in leaf.csr -outform DER -out leaf.csr.der
        x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -CAcreateserial -copy_extensions copy -days 10 -out leaf.crt
        x509 -in leaf.crt -outform DER -out leaf.der
        x509 -in ca.crt -outform DER -out ca.der
        x509 -in leaf.crt -addtrust serverAuth -trustout -out leaf.trusted.crt
        crl2pkcs7 -nocrl -certfile leaf.crt -certfile ca.crt -out chain.p7b
        crl2pkcs7 -nocrl -certfile leaf.crt -certfile ca.crt -outform DER -out chain.der.p7b
        pkcs12 -export -inkey ec.sec1.key -in leaf.crt -certfile ca.crt -out all.pfx -passout pass:SECRET
        pkcs12 -export -inkey ec.sec1.key -in leaf.crt -certfile ca.crt -out nomac.pfx -nomac -passout pass:SECRET
        pkcs12 -export -inkey ec.sec1.key -in leaf.crt -certfile ca.crt -out open.pfx -keypbe NONE -certpbe NONE -nomac -passout pass:
        pkcs12 -export -inkey ec.sec1.key -in leaf.crt -certfile ca.crt -out empty-passphrase.pfx -passout pass:
        pkcs12 -export -legacy -inkey ec.sec1.key -in leaf.crt -certfile ca.crt -out rc2.pfx -passout pass:SECRET
        pkcs12 -export -keypbe CAMELLIA-256-CBC -certpbe CAMELLIA-256-CBC -inkey ec.sec1.key -in leaf.crt -out camellia.pfx -passout pass:SECRET
        pkcs12 -export -keypbe CAMELLIA-256-CBC -certpbe AES-256-CBC -inkey ec.sec1.key -in leaf.crt -out camellia-key.pfx -passout pass:SECRET
        pkcs12 -in all.pfx -passin pass:SECRET -nodes -out bags.pem
        req -x509 -key ed25519.key -out ed25519.crt -days 30 -subj /CN=ed
        x509 -req -sha224 -in leaf.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 10 -out sha224.crt
        dhparam -dsaparam -out dh.pem 512
        """;
}
