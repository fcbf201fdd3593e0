using System.Security.Cryptography;

namespace Linkseal.Pki.Asn1;

/// <summary>Fingerprints as the project writes them: SHA-256, lower-case hex.</summary>
internal static class Digest
{
    public static string Sha256(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
