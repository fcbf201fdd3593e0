using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Pki;
using Linkseal.Pki.Chains;

namespace Linkseal.Runtime.Verification;

/// <summary>One question, before it is asked.</summary>
internal sealed record HandshakeQuestion(ProbeKind Kind, ProbeTarget Target, ClientIdentity? Identity)
{
    public TrustRoots? Roots { get; init; }

    /// <summary>The only leaf that is taken; null: the roots and the name decide.</summary>
    public string? Pinned { get; init; }

    public bool ReadsFirst { get; init; }
}

/// <summary>What the handshake met.</summary>
internal sealed class MetServer
{
    private ImmutableArray<Certificate> _certificates = [];
    private SslPolicyErrors _errors;
    private string _leaf = "";

    public string Complaint { get; private set; } = "";

    public bool Distrusted { get; private set; }

    public bool TookTheLeaf { get; private set; }

    public void See(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, bool whole)
    {
        _errors = errors;
        Distrusted = errors != SslPolicyErrors.None;
        Complaint = Distrusted ? Words(errors, chain) : "";
        if (certificate is not X509Certificate2 leaf) return;
        _leaf = Convert.ToHexStringLower(SHA256.HashData(leaf.RawDataMemory.Span));
        // Of a stranger's handshake the chain is known already.
        if (!whole) return;
        // SslStream puts what the peer sent into the chain's extra store.
        ReadOnlyMemory<byte>[] sent = [leaf.RawDataMemory, .. chain?.ChainPolicy.ExtraStore.Select(static c => c.RawDataMemory) ?? []];
        _certificates = [.. sent.Select(static der => Certificate.Read(der.ToArray())).OfType<Certificate>().Distinct()];
    }

    /// <summary>The cipher suite of a handshake that ended before this client judged the server; null: it was judged, or nothing was to be seen.</summary>
    public int? Overheard { get; private set; }

    public void Overhear(ReadOnlySpan<byte> heard)
    {
        if (!_certificates.IsEmpty || ServerFlight.Read(heard) is not { } flight) return;
        Overheard = flight.Suite;
        _certificates = [.. flight.Certificates.Select(static der => Certificate.Read(der)).OfType<Certificate>().Distinct()];
    }

    public bool IsLeaf(string sha256)
    {
        Distrusted = _leaf != sha256;
        TookTheLeaf = !Distrusted;
        return TookTheLeaf;
    }

    public ServedTls? Served(HandshakeQuestion question, string protocol, string suite)
    {
        if (_certificates.IsEmpty) return null;
        var signatures = SignatureVerifier.Verify([.. _certificates, .. question.Roots?.Certificates ?? []]);
        return new(protocol, suite, [.. _certificates.Select(static c => c.Facts)], signatures) { Complaint = _errors == SslPolicyErrors.None ? "" : Complaint };
    }

    private static string Words(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "no certificate is served";
        List<string> words = [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) words.Add("the certificate is for another name");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) words.AddRange((chain?.ChainStatus ?? []).Select(static s => s.Status.ToString()).Distinct());
        return string.Join(", ", words);
    }
}

/// <summary>How a probe's handshake is begun.</summary>
internal static class HandshakeOptions
{
    private static readonly X509ChainPolicy NobodysPolicy = Nobody();

    // What a stranger believes: nobody. Its server is taken by the leaf alone, so that no certificate is fetched and no system root is looked at.
    private static X509ChainPolicy Nobody()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new(TrustRoots.ServerAuth));
        return policy;
    }

    /// <summary>What the handshake is begun with; the server is judged as it is met.</summary>
    public static SslClientAuthenticationOptions Of(HandshakeQuestion question, MetServer met) => new()
    {
        TargetHost = question.Target.Caller.ServerName,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowTlsResume = false,
        ClientCertificateContext = question.Identity?.Context,
        CertificateChainPolicy = question.Roots?.Policy ?? NobodysPolicy,
        ApplicationProtocols = question.Target.Protocol.ApplicationProtocols is { Count: > 0 } names ? [.. names.Select(static n => new SslApplicationProtocol(n))] : null,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            met.See(certificate, chain, errors, question.Pinned is null);
            // A stranger has to come as far as the caller does: it takes the very leaf that was met before, and no other.
            return question.Pinned is { } pinned ? met.IsLeaf(pinned) : errors == SslPolicyErrors.None;
        },
    };
}
