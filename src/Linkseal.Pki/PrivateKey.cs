using System.Diagnostics;
using System.Security.Cryptography;
using Linkseal.Core.Certificates;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki;

/// <summary>A private key, ECDSA or RSA. Its text form and its debugger view say what kind it is and nothing else; no exception carries its bytes.</summary>
/// <remarks>One instance signs on one thread at a time; <see cref="Clone"/> gives another.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PrivateKey : IDisposable
{
    // OWASP's figure for PBKDF2 with SHA-256: some 0.2 s each time a passphrase is used.
    private const int Iterations = 600_000;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly AsymmetricAlgorithm _key;

    internal PrivateKey(AsymmetricAlgorithm key)
    {
        _key = key;
        PublicKeyInfo = key.ExportSubjectPublicKeyInfo();
        PublicKeySha256 = Digest.Sha256(PublicKeyInfo.Span);
        var description = PublicKeyReader.Describe(PublicKeyInfo);
        (Algorithm, Bits) = (description.Algorithm, description.Bits);
    }

    /// <summary>As people say it: <c>ECDSA P-256</c>, <c>RSA 2048</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The key's size in bits.</summary>
    public int Bits { get; }

    /// <summary>The public half: SubjectPublicKeyInfo, DER.</summary>
    public ReadOnlyMemory<byte> PublicKeyInfo { get; }

    /// <summary>SHA-256 of <see cref="PublicKeyInfo"/>, lower-case hex: equal to the certificate's when they are a pair.</summary>
    public string PublicKeySha256 { get; }

    /// <summary>The key as plain data, without the key.</summary>
    /// <param name="encrypted">True when the file that holds it has it encrypted.</param>
    public KeyFacts Facts(bool encrypted = false) => new(Algorithm, Bits, PublicKeySha256, encrypted);

    internal bool IsRsa => _key is RSA;

    internal AsymmetricAlgorithm Unwrap() => _key;

    /// <summary>SHA-256 for RSA and curves up to 256 bits, SHA-384 and SHA-512 for the larger curves (RFC 5480 §4).</summary>
    internal HashAlgorithmName Hash =>
        IsRsa || Bits <= 256 ? HashAlgorithmName.SHA256 : Bits <= 384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA512;

    internal string SignatureOid =>
        IsRsa ? Oids.RsaSha256 : Bits <= 256 ? Oids.EcdsaSha256 : Bits <= 384 ? Oids.EcdsaSha384 : Oids.EcdsaSha512;

    /// <summary>Makes a new key from the system's random source.</summary>
    public static PrivateKey Generate(KeyAlgorithm algorithm) => new(algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyAlgorithm.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        KeyAlgorithm.EcdsaP521 => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        KeyAlgorithm.Rsa2048 => RSA.Create(2048),
        KeyAlgorithm.Rsa3072 => RSA.Create(3072),
        KeyAlgorithm.Rsa4096 => RSA.Create(4096),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    });

    /// <summary>The unencrypted key as PKCS#8 PEM. The caller writes it <c>0600</c> from its first byte and clears the array.</summary>
    public byte[] ToPem() => Pem("PRIVATE KEY"u8, _key.ExportPkcs8PrivateKey());

    /// <summary>The key as encrypted PKCS#8 PEM: PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC.</summary>
    public byte[] ToEncryptedPem(Passphrase passphrase) => Pem(
        "ENCRYPTED PRIVATE KEY"u8,
        _key.ExportEncryptedPkcs8PrivateKey(passphrase.Reveal(), new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations)));

    /// <summary>Another instance of the same key, for another thread.</summary>
    public PrivateKey Clone()
    {
        var encoded = _key.ExportPkcs8PrivateKey();
        AsymmetricAlgorithm copy = IsRsa ? RSA.Create() : ECDsa.Create();
        try
        {
            copy.ImportPkcs8PrivateKey(encoded, out _);
            return new(copy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }


    internal byte[] Sign(ReadOnlySpan<byte> data) => _key switch
    {
        ECDsa ecdsa => ecdsa.SignData(data.ToArray(), Hash, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignData(data, Hash, RSASignaturePadding.Pkcs1),
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    public override string ToString() => $"(private key, {Algorithm})";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static byte[] Pem(ReadOnlySpan<byte> label, byte[] encoded)
    {
        try
        {
            var text = System.Security.Cryptography.PemEncoding.WriteUtf8(label, encoded);
            var line = new byte[text.Length + 1];
            text.CopyTo(line, 0);
            line[^1] = (byte)'\n';
            CryptographicOperations.ZeroMemory(text);
            return line;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }
}
