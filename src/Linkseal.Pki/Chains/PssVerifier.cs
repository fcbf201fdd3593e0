using System.Numerics;
using System.Security.Cryptography;
using Linkseal.Pki.Asn1;

namespace Linkseal.Pki.Chains;

/// <summary>
/// RSASSA-PSS with any salt length and mask hash (RFC 8017 §8.1.2 and §9.1.2). The framework verifies only salts as long as the hash;
/// openssl's own default when it signs is the longest salt that fits. Public values only, so nothing here needs constant time.
/// </summary>
internal static class PssVerifier
{
    public static bool Verify(RSAParameters key, SignatureAlgorithm algorithm, SignedEnvelope envelope)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var exponent = new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true);
        var signature = new BigInteger(envelope.Signature.Span, isUnsigned: true, isBigEndian: true);
        if (signature >= modulus) return false;

        var bits = (int)modulus.GetBitLength() - 1;
        var length = (bits + 7) / 8;
        var raw = BigInteger.ModPow(signature, exponent, modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        if (raw.Length > length) return false;
        var encoded = new byte[length];
        raw.CopyTo(encoded, length - raw.Length);
        return IsConsistent(encoded, bits, CryptographicOperations.HashData(algorithm.Hash!.Value, envelope.Body.Span), algorithm);
    }

    private static bool IsConsistent(byte[] encoded, int bits, byte[] hash, SignatureAlgorithm algorithm)
    {
        var masked = encoded.Length - hash.Length - 1;
        if (algorithm.SaltLength < 0 || masked < algorithm.SaltLength + 1 || encoded[^1] != 0xbc) return false;
        var unused = (8 * encoded.Length) - bits;
        if ((encoded[0] & ~(0xff >> unused)) != 0) return false;

        var h = encoded.AsSpan(masked, hash.Length);
        var mask = Mask(h, masked, algorithm.MaskHash);
        var data = new byte[masked];
        for (var i = 0; i < masked; i++) data[i] = (byte)(encoded[i] ^ mask[i]);
        data[0] &= (byte)(0xff >> unused);

        var zeros = masked - algorithm.SaltLength - 1;
        if (data.AsSpan(0, zeros).ContainsAnyExcept((byte)0) || data[zeros] != 1) return false;
        byte[] message = [.. new byte[8], .. hash, .. data[(zeros + 1)..]];
        return h.SequenceEqual(CryptographicOperations.HashData(algorithm.Hash!.Value, message));
    }

    // MGF1, RFC 8017 §B.2.1.
    private static byte[] Mask(ReadOnlySpan<byte> seed, int length, HashAlgorithmName hash)
    {
        var mask = new List<byte>(length + 64);
        for (var counter = 0; mask.Count < length; counter++)
        {
            byte[] block = [.. seed, (byte)(counter >> 24), (byte)(counter >> 16), (byte)(counter >> 8), (byte)counter];
            mask.AddRange(CryptographicOperations.HashData(hash, block));
        }

        return [.. mask];
    }
}
