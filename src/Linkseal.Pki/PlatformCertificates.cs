using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.Pki;

/// <summary>Certificates as .NET's own TLS wants them.</summary>
public static class PlatformCertificates
{
    /// <summary>A certificate without its key. The caller disposes it.</summary>
    public static X509Certificate2 Of(Certificate certificate) => X509CertificateLoader.LoadCertificate(certificate.Der.Span);

    /// <summary>A leaf together with its key; the key may be disposed afterwards. The caller disposes the result.</summary>
    /// <exception cref="CryptographicException">The key is not the certificate's.</exception>
    public static X509Certificate2 WithKey(Certificate leaf, PrivateKey key)
    {
        using var bare = Of(leaf);
        try
        {
            return key.Unwrap() switch
            {
                ECDsa ecdsa => bare.CopyWithPrivateKey(ecdsa),
                RSA rsa => bare.CopyWithPrivateKey(rsa),
                _ => throw new UnreachableException(),
            };
        }
        catch (ArgumentException error)
        {
            throw new CryptographicException($"the key is not that of {leaf.Facts.Subject}", error);
        }
    }
}
