using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Linkseal.Demo.Services;

/// <summary>A service's certificate, key and roots, loaded as one set and never changed afterwards.</summary>
internal sealed class Material
{
    // RFC 5280 §4.2.1.12.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly SslStreamCertificateContext leaf;
    private readonly X509Certificate2Collection roots = [];

    private Material(string certificate, string key, string authorities)
    {
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(certificate);
        chain.RemoveAt(0);
        // Throws where the key is another's.
        leaf = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate, key), chain, offline: true);
        roots.ImportFromPemFile(authorities);
    }

    /// <summary>The set of a folder, <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>; null: it has none.</summary>
    public static Material? Of(string folder) =>
        File.Exists(Path.Combine(folder, "tls.crt")) ? new(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"), Path.Combine(folder, "ca.crt")) : null;

    /// <summary>The set of three files.</summary>
    public static Material Of(string certificate, string key, string authorities) => new(certificate, key, authorities);

    /// <summary>How a server uses it.</summary>
    /// <param name="demands">True: callers show a certificate of the roots, or are refused; false: they are asked for none.</param>
    public SslServerAuthenticationOptions AsServer(bool demands) => new()
    {
        ServerCertificateContext = leaf,
        ClientCertificateRequired = demands,
        CertificateChainPolicy = Trust(ClientAuthentication),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowTlsResume = false,
    };

    /// <summary>How a client uses it.</summary>
    /// <param name="name">The name that the server's certificate has to carry.</param>
    public SslClientAuthenticationOptions AsClient(string name) => new()
    {
        TargetHost = name,
        ClientCertificateContext = leaf,
        CertificateChainPolicy = Trust(ServerAuthentication),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowTlsResume = false,
    };

    private X509ChainPolicy Trust(string purpose)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(new(purpose));
        return policy;
    }
}
