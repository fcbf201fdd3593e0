using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Certificates;
using Linkseal.Pki;

namespace Linkseal.Runtime.Verification;

/// <summary>The roots by which a probe judges a server: exactly those, or the system's where none are given.</summary>
public sealed class TrustRoots : IDisposable
{
    internal const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private readonly ImmutableArray<X509Certificate2> _roots;

    private TrustRoots(ImmutableArray<Certificate> certificates)
    {
        Certificates = certificates;
        _roots = [.. certificates.Select(PlatformCertificates.Of)];
        Policy = new()
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            TrustMode = certificates.IsEmpty ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
        };
        Policy.ApplicationPolicy.Add(new(ServerAuth));
        foreach (var root in _roots) Policy.CustomTrustStore.Add(root);
    }

    /// <summary>The roots; empty: the system's.</summary>
    public ImmutableArray<Certificate> Certificates { get; }

    /// <summary>The roots as plain data.</summary>
    public ImmutableArray<CertificateFacts> Facts => [.. Certificates.Select(static c => c.Facts)];

    // SslStream clones it for each handshake: sharing is safe (facts, dotnet-tls).
    internal X509ChainPolicy Policy { get; }

    /// <summary>Exactly these roots.</summary>
    public static TrustRoots Of(IEnumerable<Certificate> roots) => new([.. roots]);

    /// <summary>The roots that the system believes.</summary>
    public static TrustRoots OfSystem() => new([]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var root in _roots) root.Dispose();
    }
}
