using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Linkseal.Pki;
using Linkseal.Pki.Reading;
using Linkseal.Runtime.Verification;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>A CA that issues what no careful one would: made by the framework, so that a fault is one fault and nothing else.</summary>
internal sealed class Issuer : IDisposable
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Issuer(string name = "Test Root", Issuer? above = null)
    {
        var request = new CertificateRequest("CN=" + name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var (from, until) = (DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(1));
        if (above is null)
        {
            Certificate = request.CreateSelfSigned(from, until);
            return;
        }

        using var bare = request.Create(above.Certificate, from, until.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        Certificate = bare.CopyWithPrivateKey(_key);
    }

    public X509Certificate2 Certificate { get; }

    public Certificate Root => Pki.Certificate.Read(Certificate.RawData)!;

    public TrustRoots Roots => TrustRoots.Of([Root]);

    /// <summary>A leaf with its key.</summary>
    public X509Certificate2 Issue(string name = "db.internal", int from = -1, int to = 30, string? purpose = Server, AsymmetricAlgorithm? key = null, HashAlgorithmName? hash = null, bool selfSigned = false, string? subject = null)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = key is RSA rsa
            ? new CertificateRequest("CN=" + (subject ?? name), rsa, hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=" + (subject ?? name), (ECDsa?)key ?? made!, hash ?? HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        if (purpose is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(purpose)], critical: false));
        var (begins, ends) = (DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));
        if (selfSigned) return request.CreateSelfSigned(begins, ends);
        var generator = X509SignatureGenerator.CreateForECDsa(_key);
        using var bare = request.Create(Certificate.SubjectName, generator, begins, ends, RandomNumberGenerator.GetBytes(8));
        return key is RSA ours ? bare.CopyWithPrivateKey(ours) : bare.CopyWithPrivateKey((ECDsa?)key ?? made!);
    }

    /// <summary>A client's certificate, ready to be shown with what stands above it.</summary>
    public ClientIdentity Identity(string name = "web", int from = -1, int to = 30, string? purpose = Client, params Issuer[] above)
    {
        using var leaf = Issue(name, from, to, purpose);
        using var material = MaterialReader.Read("client.pem", Encoding.ASCII.GetBytes(leaf.ExportCertificatePem() + "\n" + Key(leaf) + "\n"));
        return ClientIdentity.Of(name, [.. material.Certificates, .. above.Select(static a => a.Root)], material.Keys[0]);
    }

    public static string Key(X509Certificate2 leaf) =>
        leaf.GetECDsaPrivateKey() is { } ecdsa ? Owned(ecdsa, static k => k.ExportPkcs8PrivateKeyPem()) : Owned(leaf.GetRSAPrivateKey()!, static k => k.ExportPkcs8PrivateKeyPem());

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static string Owned<T>(T key, Func<T, string> use)
        where T : IDisposable
    {
        using (key) return use(key);
    }
}
