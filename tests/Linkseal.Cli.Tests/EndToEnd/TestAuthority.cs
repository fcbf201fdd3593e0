using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>A CA that issues what no careful one would: made by the framework, not by Linkseal, so that a fault is one fault and nothing else.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public TestAuthority(string commonName = "Test Root")
    {
        var request = new CertificateRequest("CN=" + commonName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(8));
    }

    public string CertificatePem => certificate.ExportCertificatePem() + "\n";

    public string KeyPem => key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>A leaf and its key.</summary>
    /// <param name="commonName">The subject.</param>
    /// <param name="name">The one DNS name; null: no SAN at all.</param>
    /// <param name="from">Days from now to its begin.</param>
    /// <param name="to">Days from now to its end.</param>
    public (string Certificate, string Key) Issue(string commonName, string? name, int from = -1, int to = 300)
    {
        using var leaf = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + commonName, leaf, HashAlgorithmName.SHA256);
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(certificate, DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to), RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem() + "\n", leaf.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
