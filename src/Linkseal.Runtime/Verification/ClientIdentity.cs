using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Pki;

namespace Linkseal.Runtime.Verification;

/// <summary>A client certificate with its key and its chain, ready to be shown many times. Its key exists in memory only.</summary>
public sealed class ClientIdentity : IDisposable
{
    private readonly ImmutableArray<X509Certificate2> _certificates;

    private ClientIdentity(string shown, SslStreamCertificateContext context, ImmutableArray<X509Certificate2> certificates) =>
        (Shown, Context, _certificates) = (shown, context, certificates);

    /// <summary>Whose it is, for the evidence: <c>web's own</c>, <c>twin of web</c>.</summary>
    public string Shown { get; }

    // Made once: a context for each handshake would cost 40 % more (facts, dotnet-tls).
    internal SslStreamCertificateContext Context { get; }

    /// <summary>Makes one of a leaf, its chain and its key.</summary>
    /// <param name="shown">Whose it is.</param>
    /// <param name="chain">Leaf first, then what it is sent with.</param>
    /// <param name="key">Its key; may be disposed afterwards.</param>
    public static ClientIdentity Of(string shown, ImmutableArray<Certificate> chain, PrivateKey key)
    {
        var leaf = PlatformCertificates.WithKey(chain[0], key);
        ImmutableArray<X509Certificate2> rest = [.. chain.Skip(1).Select(PlatformCertificates.Of)];
        // Offline: whole chain as given, nothing looked for in the system's stores or on the network.
        return new(shown, SslStreamCertificateContext.Create(leaf, [.. rest], offline: true), [leaf, .. rest]);
    }

    /// <summary>The certificate among many whose key is there, with what it is sent with: what stands beside it, in the files' order, but for roots. Null: no key fits any.</summary>
    /// <param name="certificates">Everything that the files hold.</param>
    /// <param name="keys">The same of keys.</param>
    public static (ImmutableArray<Certificate> Chain, PrivateKey Key)? Pair(IReadOnlyCollection<Certificate> certificates, IEnumerable<PrivateKey> keys)
    {
        foreach (var key in keys)
        {
            if (certificates.FirstOrDefault(c => c.Facts.PublicKeySha256 == key.PublicKeySha256) is { } leaf) return ([leaf, .. certificates.Where(c => c != leaf && !c.Facts.IsSelfIssued)], key);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var certificate in _certificates) certificate.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"(client certificate: {Shown})";
}
