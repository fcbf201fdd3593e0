using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Runtime.Observing;
using Linkseal.Runtime.Tests.Authority;
using Linkseal.Runtime.Verification;
using Linkseal.Testing;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>A web and its db with certificates of an authority, and servers of our own in the db's place.</summary>
public abstract class VerifierGround : IDisposable
{
    private protected static readonly LeafSpec Web = Ground.Leaf("web");
    private protected static readonly LeafSpec Db = Ground.Leaf("db");

    private protected readonly Ground _ground = new();
    private readonly List<X509Certificate2> _served = [];
    private Observation? _observation;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _served.ForEach(static c => c.Dispose());
        _ground.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Func<X509Certificate2, SslServerAuthenticationOptions> Callers(params string[] names) => leaf => new()
    {
        ServerCertificate = leaf, ClientCertificateRequired = true,
        CertificateChainPolicy = null,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate is X509Certificate2 peer && names.Contains(peer.GetNameInfo(X509NameType.SimpleName, false)),
    };

    private protected LoopbackServer Server(Func<X509Certificate2, SslServerAuthenticationOptions> options, bool fresh = false)
    {
        if (fresh)
        {
            using var issuer = new Issuer();
            var own = issuer.Issue();
            _served.Add(own);
            return new(LoopbackServer.Tls(LoopbackServer.Mutual(own, issuer.Certificate), LoopbackServer.Http));
        }

        var made = options(Load("db"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        var root = X509Certificate2.CreateFromPem(Observation.Authorities.Known["internal"].Bundle);
        _served.Add(root);
        policy.CustomTrustStore.Add(root);
        policy.ApplicationPolicy.Add(new(Issuer.Client));
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(_ground["db.crt"]);
        (made.ServerCertificateContext, made.ServerCertificate, made.CertificateChainPolicy) = (SslStreamCertificateContext.Create(Load("db"), chain, offline: true), null, policy);
        return new(LoopbackServer.Tls(made, LoopbackServer.Http));
    }

    // A PostgreSQL that has no TLS.
    private protected LinkQuestion PlainPostgres(out LoopbackServer server)
    {
        server = new(LoopbackServer.Says("N"u8.ToArray()));
        return Question(server.Port, PeerPolicy.Require, Level.Mutual, "postgresql");
    }

    private protected Observation Observation => _observation ??= _ground.Observe(_ground.Desired(Ground.Generated(), Web, Db));

    private protected ProbeCertificates Certificates(DateTimeOffset? now = null) => new(Observation.Authorities, _ground.Machine, now ?? DateTimeOffset.UtcNow);

    private protected void LoseTheKey()
    {
        foreach (var key in Directory.EnumerateFiles(_ground[".linkseal"], "*.key", SearchOption.AllDirectories)) File.Delete(key);
        _observation = null;
    }

    private protected X509Certificate2 Load(string name)
    {
        var leaf = X509Certificate2.CreateFromPemFile(_ground[name + ".crt"], _ground[name + ".key"]);
        _served.Add(leaf);
        return leaf;
    }

    private protected LinkQuestion Question(int port, PeerPolicy peers, Level required, string protocol = "https") => new()
    {
        Link = new() { Caller = "web", Callee = "db", Endpoint = "sql", Dialled = ["db"], Required = required, Reachable = Level.Named },
        Endpoint = new("sql", port, protocol, peers) { At = [new DialAddress.Host("127.0.0.1", port)] },
        ServerName = "db",
        Shown = Web,
        ShownFiles = [_ground["web.crt"], _ground["web.key"]],
        TrustAuthority = "internal",
        CallerAuthority = "internal",
    };

    private protected async Task<ImmutableArray<LinkProof>> Verify(ImmutableArray<LinkQuestion> questions, AddressBook? addresses = null, DialAddress.Host? connect = null, ProbeLimits? limits = null, CancellationToken? cancellation = null)
    {
        using var found = addresses ?? new();
        using var certificates = Certificates();
        using var trust = new TrustOf(_ground.Machine, Observation.Authorities.Known);
        var options = new VerifyOptions { Limits = limits ?? Asking.Patient };
        if (connect is not null) options = options with { Connect = options.Connect.Add("db", connect) };
        var listener = new Listener();
        var proofs = await new Verifier(options, certificates, trust, found, TimeProvider.System).Verify(questions, listener, cancellation ?? Cancellation);
        Assert.Equal(proofs.Length, listener.Heard);
        return proofs;
    }

    private protected SortedDictionary<string, string> Tree() => new(
        Directory.EnumerateFileSystemEntries(_ground.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(static p => p, static p => File.GetLastWriteTimeUtc(p).Ticks + " " + (File.Exists(p) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(p))) : "")),
        StringComparer.Ordinal);

    private protected static string Codes(LinkProof proof) => string.Join(' ', proof.Findings.Select(static f => f.Code).Order(StringComparer.Ordinal));

    private sealed class Listener : IVerifyListener
    {
        public int Heard { get; private set; }

        public void Judged(LinkProof proof, int done, int all)
        {
            Heard++;
            Assert.Equal(Heard, done);
        }
    }
}
