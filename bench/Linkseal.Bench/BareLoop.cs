using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Linkseal.Bench;

/// <summary>What a short program would do with the framework alone, on all cores: a key, a signature, and three files, each synced, nothing to go back to.</summary>
internal sealed class BareLoop(bool rsa)
{
    private readonly AsymmetricAlgorithm _key = NewKey(rsa);

    /// <summary>Issues and writes.</summary>
    public void Issue(string folder, int count)
    {
        using var authority = Authority();
        var bundle = Encoding.ASCII.GetBytes(authority.ExportCertificatePem());
        Parallel.For(0, count, CopyOfKey, (i, _, signer) => One(Path.Combine(folder, $"c{i}"), $"c{i}", authority, signer, bundle), static signer => signer.Dispose());
    }

    private AsymmetricAlgorithm One(string folder, string name, X509Certificate2 authority, AsymmetricAlgorithm signer, byte[] bundle)
    {
        using var key = NewKey(rsa);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name + ".internal");
        var request = Request($"CN={name}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var now = DateTimeOffset.UtcNow;
        using var leaf = request.Create(authority.SubjectName, Generator(signer), now.AddMinutes(-5), now.AddDays(90), RandomNumberGenerator.GetBytes(16));

        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "tls.crt"), Encoding.ASCII.GetBytes(leaf.ExportCertificatePem()), (UnixFileMode)0x1A4);
        Write(Path.Combine(folder, "tls.key"), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(Path.Combine(folder, "ca.crt"), bundle, (UnixFileMode)0x1A4);
        return signer;
    }

    private static void Write(string path, byte[] content, UnixFileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = mode });
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private X509Certificate2 Authority()
    {
        var request = Request("CN=bare authority", _key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.Create(request.SubjectName, Generator(_key), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10), [1]);
    }

    // The framework's key objects are not made for sharing between threads.
    private AsymmetricAlgorithm CopyOfKey()
    {
        AsymmetricAlgorithm copy = rsa ? RSA.Create() : ECDsa.Create();
        copy.ImportPkcs8PrivateKey(_key.ExportPkcs8PrivateKey(), out _);
        return copy;
    }

    private static AsymmetricAlgorithm NewKey(bool rsa) => rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest Request(string subject, AsymmetricAlgorithm key) => key is RSA rsa
        ? new(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new(subject, (ECDsa)key, HashAlgorithmName.SHA256);

    private static X509SignatureGenerator Generator(AsymmetricAlgorithm key) => key is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)key);
}
