using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Reading;

/// <summary>What came of reading a private key: the key, or why there is none. Framework exceptions end here.</summary>
/// <param name="Key">The key; null: see <paramref name="Problem"/>.</param>
/// <param name="Problem">Why there is no key.</param>
/// <param name="Kind">The kind of key, where it is not supported.</param>
internal sealed record KeyImport(PrivateKey? Key, KeyProblem Problem, string? Kind = null)
{
    /// <summary>Reads unencrypted PKCS#8 (RFC 5958).</summary>
    public static KeyImport Pkcs8(ReadOnlyMemory<byte> encoded) => Try(() => FromInfo(Pkcs8PrivateKeyInfo.Decode(encoded, out _, skipCopy: true)));

    /// <summary>Reads PKCS#1 (RFC 8017 §A.1.2).</summary>
    public static KeyImport Pkcs1(ReadOnlyMemory<byte> encoded) => Try(() => Imported(RSA.Create(), rsa => rsa.ImportRSAPrivateKey(encoded.Span, out _)));

    /// <summary>Reads SEC1 (RFC 5915).</summary>
    public static KeyImport Sec1(ReadOnlyMemory<byte> encoded) => Try(() => Imported(ECDsa.Create(), ec => ec.ImportECPrivateKey(encoded.Span, out _)));

    /// <summary>Reads encrypted PKCS#8.</summary>
    /// <param name="encoded">EncryptedPrivateKeyInfo.</param>
    /// <param name="passphrase">The passphrase; null: none was given.</param>
    public static KeyImport EncryptedPkcs8(ReadOnlyMemory<byte> encoded, string? passphrase) => Try(() =>
    {
        if (!IsSupportedEncryption(encoded)) return new(null, KeyProblem.UnsupportedEncryption);
        if (passphrase is null) return new(null, KeyProblem.PassphraseNeeded);
        try
        {
            return FromInfo(Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase, encoded, out _));
        }
        // A curve that this platform does not have is refused by another exception than a malformed key.
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            return new(null, KeyProblem.WrongPassphrase);
        }
    });

    private static KeyImport FromInfo(Pkcs8PrivateKeyInfo info)
    {
        var encoded = info.Encode();
        try
        {
            return info.AlgorithmId.Value switch
            {
                Oids.RsaEncryption => Imported(RSA.Create(), rsa => rsa.ImportPkcs8PrivateKey(encoded, out _)),
                Oids.EcPublicKey => Imported(ECDsa.Create(), ec => ec.ImportPkcs8PrivateKey(encoded, out _)),
                var other => new(null, KeyProblem.UnsupportedKind, Oids.KeyKind(other ?? "unknown")),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }

    private static KeyImport Imported<T>(T algorithm, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(algorithm);
            return new(new PrivateKey(algorithm), KeyProblem.None);
        }
        catch
        {
            algorithm.Dispose();
            throw;
        }
    }

    // PBES2 with PBKDF2 and AES or triple DES (RFC 8018 §6.2), and PKCS#12's triple DES: what OpenSSL 3 reads without its legacy provider.
    private static bool IsSupportedEncryption(ReadOnlyMemory<byte> encoded)
    {
        var algorithm = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        var scheme = algorithm.ReadObjectIdentifier();
        if (scheme != Oids.Pbes2) return scheme == Oids.Pkcs12TripleDes;
        var parameters = algorithm.ReadSequence();
        return parameters.ReadSequence().ReadObjectIdentifier() == Oids.Pbkdf2 &&
            parameters.ReadSequence().ReadObjectIdentifier() is
                "2.16.840.1.101.3.4.1.2" or "2.16.840.1.101.3.4.1.22" or "2.16.840.1.101.3.4.1.42" or "1.2.840.113549.3.7";
    }

    // The exception is dropped whole: nothing of what the framework says about a key may travel.
    private static KeyImport Try(Func<KeyImport> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException or PlatformNotSupportedException)
        {
            return new(null, KeyProblem.Malformed);
        }
    }
}

/// <summary>Why a private key could not be read.</summary>
internal enum KeyProblem
{
    /// <summary>It could.</summary>
    None,

    /// <summary>The bytes are no such key.</summary>
    Malformed,

    /// <summary>Neither ECDSA nor RSA.</summary>
    UnsupportedKind,

    /// <summary>Encrypted with something that is not offered here.</summary>
    UnsupportedEncryption,

    /// <summary>Encrypted, and no passphrase given.</summary>
    PassphraseNeeded,

    /// <summary>Encrypted, and not with this passphrase.</summary>
    WrongPassphrase,
}
