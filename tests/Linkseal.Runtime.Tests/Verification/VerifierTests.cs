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

/// <summary>Whole runs against servers of our own: which certificate is shown, what is asked once, what is skipped and why.</summary>
public sealed class VerifierTests : IDisposable
{
    private static readonly LeafSpec Web = Ground.Leaf("web");
    private static readonly LeafSpec Db = Ground.Leaf("db");

    private readonly Ground _ground = new();
    private readonly List<X509Certificate2> _served = [];
    private Observation? _observation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _served.ForEach(static c => c.Dispose());
        _ground.Dispose();
    }

    [Fact]
    public async Task A_server_that_knows_its_callers_by_name_is_proven_named_with_the_callers_own_certificate()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]));
        Assert.Equal((Level.Named, "", true), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal("web's own", proof.Caller.Shown);
        Assert.Equal(
            [(ProbeKind.NoCertificate, null), (ProbeKind.Foreign, "linkseal-probe, of a foreign authority"), (ProbeKind.Expired, "linkseal-probe, an expired certificate"), (ProbeKind.WrongPurpose, "linkseal-probe, a certificate for servers only"), (ProbeKind.NoLink, "linkseal-probe, a certificate without a link")],
            proof.Strangers.Where(static s => s.Kind < ProbeKind.Plaintext).Select(static s => (s.Kind, s.Shown)));
        Assert.All(proof.Strangers, static s => Assert.Equal(ProbeOutcome.Refused, s.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_whose_key_can_not_be_read_has_a_twin_its_chain_with_it(bool intermediate)
    {
        _ground.Make(Ground.Generated(intermediate), Web, Db);
        await using var server = Server(Callers("web"));
        Assert.Equal("web's own", Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)])).Caller.Shown);
        File.Delete(_ground["web.key"]);
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]));
        Assert.Equal(("twin of web", Level.Named, ""), (proof.Caller.Shown, proof.Proven, Codes(proof)));
    }

    [Fact]
    public async Task A_pair_that_is_none_has_no_twin_that_would_hide_it()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        File.Copy(_ground["db.key"], _ground["web.key"], overwrite: true);
        await using var server = Server(Callers("web"));
        Assert.Equal("certificate and key of web are no pair", Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)])).Skipped);
    }

    [Theory]
    [InlineData(PeerPolicy.Named, Level.Mutual, "LS2932 LS2932 LS2932", true)]
    [InlineData(PeerPolicy.Named, Level.Named, "LS2932 LS2932 LS2932 LS2935", false)]
    public async Task Without_the_authoritys_key_its_strangers_are_not_asked_and_mutual_is_proven_all_the_same(PeerPolicy peers, Level required, string codes, bool holds)
    {
        _ground.Make(Ground.Generated(), Web, Db);
        LoseTheKey();
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, peers, required)]));
        Assert.Equal((Level.Mutual, codes, holds), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Equal([ProbeKind.Expired, ProbeKind.WrongPurpose, ProbeKind.NoLink], proof.Strangers.Where(static s => s.Outcome is ProbeOutcome.Skipped).Select(static s => s.Kind));
        Assert.All(proof.Strangers.Where(static s => s.Outcome is ProbeOutcome.Skipped), static s => Assert.Contains("authority internal", s.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Callers_whose_certificates_are_of_nobody_of_ours_have_strangers_that_are_not_asked()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { CallerAuthority = null }]));
        Assert.Equal((Level.Mutual, "LS2932 LS2932"), (proof.Proven, Codes(proof)));
    }

    [Fact]
    public async Task A_caller_with_neither_key_nor_authority_is_skipped_with_the_reason()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        LoseTheKey();
        File.Delete(_ground["web.key"]);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)]));
        Assert.Contains("authority internal", proof.Skipped, StringComparison.Ordinal);
        Assert.Equal((null, "", false), (proof.Proven, Codes(proof), proof.Holds));
    }

    [Fact]
    public async Task Before_the_first_apply_it_is_seen_that_there_is_no_TLS_and_who_does_not_listen()
    {
        await using var plain = new LoopbackServer(LoopbackServer.Http);
        await using var tls = Server(Callers("web"), fresh: true);
        int gone;
        await using (var brief = new LoopbackServer(LoopbackServer.Hang)) gone = brief.Port;
        var proofs = await Verify([Question(plain.Port, PeerPolicy.Require, Level.Mutual, "redis"), Question(gone, PeerPolicy.Require, Level.Mutual), Question(tls.Port, PeerPolicy.Require, Level.Mutual), PlainPostgres(out var postgres)]);
        await using (postgres)
        {
            Assert.Equal("LS2901", Codes(proofs[1]));
            Assert.Equal("authority internal does not exist yet", proofs[2].Skipped);
            Assert.Equal(("LS2902", Level.Plaintext), (Codes(proofs[3]), proofs[3].Proven));
        }
    }

    [Fact]
    public async Task A_link_that_is_plaintext_as_described_is_looked_at_and_no_stranger_with_it()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http);
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.None, Level.Plaintext)]));
        Assert.Equal((Level.Plaintext, "LS2936", true), (proof.Proven, Codes(proof), proof.Holds));
        Assert.Empty(proof.Strangers);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Strangers_are_asked_once_for_all_callers_of_an_endpoint()
    {
        var job = Ground.Leaf("job");
        _ground.Make(Ground.Generated(), Web, Db, job);
        await using var server = Server(Callers("web", "job"));
        var web = Question(server.Port, PeerPolicy.Named, Level.Named);
        var proofs = await Verify([web, web with { Link = web.Link with { Caller = "job" }, Shown = job, ShownFiles = [_ground["job.crt"], _ground["job.key"]] }]);
        Assert.Equal([("web", true), ("job", true)], proofs.Select(static p => (p.Link.Caller, p.Holds)));
        // Two callers; five strangers, two old versions, weak suites, plaintext.
        Assert.Equal(2 + 5 + 3 + 1, server.Connections);
        Assert.Equal(proofs[0].Strangers, proofs[1].Strangers);
    }

    [Fact]
    public async Task Where_accounts_decide_strangers_try_each_of_them_once()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var tried = new System.Collections.Concurrent.ConcurrentBag<string>();
        // A PostgreSQL without TLS that writes down whom it is asked for in plaintext.
        await using var server = new LoopbackServer(async (stream, end) =>
        {
            var heard = new byte[1024];
            var length = await stream.ReadAsync(heard, end);
            if (length > 8) tried.Add(string.Join('/', System.Text.Encoding.UTF8.GetString(heard, 8, length - 8).Split('\0') is [_, var user, _, var database, ..] ? [user, database] : (string[])[]));
            await stream.WriteAsync("N"u8.ToArray(), end);
        });
        var web = Question(server.Port, PeerPolicy.Named, Level.Named, "postgresql");
        await Verify([web, web with { Link = web.Link with { User = "web", Caller = "job" } }, web with { Link = web.Link with { User = "app", Database = "shop" } }, web with { Link = web.Link with { Database = "replication" } }]);
        Assert.Equal(["app/shop", "web/postgres", "web/true"], tried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_question_at_a_time_is_put_to_an_endpoint()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var (now, most) = (0, 0);
        var behave = LoopbackServer.Tls(Callers("web")(Load("db")), LoopbackServer.Http);
        await using var server = new LoopbackServer(async (stream, end) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            try
            {
                await behave(stream, end);
            }
            finally
            {
                Interlocked.Decrement(ref now);
            }
        });
        await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]);
        // The server may see the end of one only after the begin of the next.
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_port_that_it_had_before_is_asked_too()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        await using var old = new LoopbackServer(LoopbackServer.Http);
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        var proof = Assert.Single(await Verify([question with { Endpoint = question.Endpoint! with { PlaintextPort = old.Port } }]));
        Assert.Equal("LS2927", Codes(proof));
    }

    [Fact]
    public async Task A_leaf_that_was_renewed_and_not_reloaded_is_stale()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { Issued = new string('a', 64) }]));
        Assert.Equal("LS2911", Codes(proof));
    }

    [Fact]
    public async Task Roots_that_can_not_be_read_here_are_those_of_the_authority()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual) with { TrustFiles = [_ground["no.crt"]] };
        Assert.True(Assert.Single(await Verify([question])).Holds);
        // That there are none is known from the look at the files.
        var without = Assert.Single(await Verify([question with { NoRoots = "no.crt is not there" }]));
        Assert.Equal((Level.Encrypted, "LS2913", false), (without.Proven, Codes(without), without.Holds));
    }

    [Fact]
    public async Task Other_roots_are_the_caller_s_own_fault_in_a_manifest_too()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        using var other = new Issuer("Other Root");
        static string Manifest(string pem) => $$$"""{"apiVersion":"v1","kind":"Secret","data":{"ca.crt":"{{{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pem))}}}"}}""";
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual) with { Signer = Observation.Authorities.Known["internal"] };
        foreach (var (name, text, codes) in ((string, string, string)[])
            [
                ("other.crt", other.Certificate.ExportCertificatePem(), "LS2905"),
                ("other.json", Manifest(other.Certificate.ExportCertificatePem()), "LS2905"),
                ("own.json", Manifest(Observation.Authorities.Known["internal"].Bundle), ""),
            ])
        {
            _ground.Write(name, text);
            Assert.Equal(codes, Codes(Assert.Single(await Verify([question with { TrustFiles = [_ground[name]] }]))));
        }
    }

    [Fact]
    public async Task A_caller_s_own_pair_may_stand_in_a_manifest()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        string Of(string name) => Convert.ToBase64String(File.ReadAllBytes(_ground[name]));
        _ground.Write("web.json", $$$"""{"apiVersion":"v1","kind":"Secret","data":{"tls.crt":"{{{Of("web.crt")}}}","tls.key":"{{{Of("web.key")}}}"}}""");
        var proof = Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual) with { ShownFiles = [_ground["web.json"]] }]));
        Assert.Equal(("web's own", true), (proof.Caller.Shown, proof.Holds));
    }

    [Fact]
    public async Task An_alert_before_any_certificate_of_the_server_s_is_no_refusal_of_the_caller_s()
    {
        // What a server says that has lost its pair: alert 40.
        await using var server = new LoopbackServer(LoopbackServer.Says([0x15, 3, 3, 0, 2, 2, 40]));
        _ground.Make(Ground.Generated(), Web, Db);
        Assert.Equal("LS2903", Codes(Assert.Single(await Verify([Question(server.Port, PeerPolicy.Require, Level.Mutual)]))));
    }

    [Fact]
    public async Task Servers_that_hang_do_not_keep_the_others_waiting()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var hanging = new LoopbackServer(LoopbackServer.Hang);
        await using var server = Server(Callers("web"));
        var proofs = await Verify([Question(hanging.Port, PeerPolicy.Require, Level.Mutual), Question(server.Port, PeerPolicy.Require, Level.Mutual)], limits: new() { Probe = TimeSpan.FromSeconds(3), Plaintext = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(["LS2904", ""], proofs.Select(Codes));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_at_once()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var hanging = new LoopbackServer(LoopbackServer.Hang);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Verify([.. Enumerable.Range(0, 40).Select(i => Question(hanging.Port, PeerPolicy.Require, Level.Mutual) with { ServerName = $"db{i}.internal" })], limits: new() { Probe = TimeSpan.FromMinutes(1) }, cancellation: cancel.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task Nothing_is_written_and_no_key_is_said()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        var before = Tree();
        await using var server = Server(Callers("web"));
        var proofs = await Verify([Question(server.Port, PeerPolicy.Named, Level.Named)]);
        Assert.Equal(before, Tree());
        var said = string.Join('\n', proofs.Select(static p => p.ToString() + string.Join('\n', p.Strangers) + p.Caller + string.Join('\n', p.Findings)));
        foreach (var key in (string[])["web.key", "db.key"])
        {
            Assert.DoesNotContain(_ground.Read(key).Split('\n')[1], said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_is_dialled_is_said_by_hand_or_found_or_a_reason_to_skip()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        question = question with { Endpoint = question.Endpoint! with { At = [new DialAddress.Forwarded("prod", "service/db", 5432), new DialAddress.Host("127.0.0.1", server.Port), new DialAddress.Container("db-1", 5432)] } };
        var proofs = await Verify([question], new AddressBook("/nowhere/docker", "/nowhere/kubectl"));
        Assert.Equal(
            ["prod/service/db:5432 is in a cluster, and there is no kubectl here to lead to it", "container db-1 has no published port, and there is no docker here to ask for its address"],
            proofs.Where(static p => p.Skipped is not null).Select(static p => p.Skipped).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal($"127.0.0.1:{server.Port}", Assert.Single(proofs, static p => p.Holds).Address);
        var byHand = await Verify([question], connect: new("127.0.0.1", server.Port));
        Assert.True(Assert.Single(byHand).Holds);
        Assert.Equal("nothing is known of where db listens: give it a port", Assert.Single(await Verify([question with { Endpoint = null }])).Skipped);
    }

    [Fact]
    public async Task Where_it_is_dialled_from_here_is_no_name_by_which_it_is_called()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        await using var server = Server(Callers("web"));
        var question = Question(server.Port, PeerPolicy.Require, Level.Mutual);
        question = question with { Link = question.Link with { Dialled = [] }, Endpoint = question.Endpoint! with { At = [] } };
        // By hand, and as docker says: the name stays the link's.
        var byHand = Assert.Single(await Verify([question], connect: new("127.0.0.1", server.Port)));
        Assert.Equal(("db", "", true), (byHand.Question.ServerName, Codes(byHand), byHand.Holds));
        var docker = _ground["docker"];
        Linkseal.Testing.Shell.Run("/bin/sh", ["-c", $"cat > {docker}; chmod 0700 {docker}"], input: "#!/bin/sh\necho 127.0.0.1\n");
        var contained = Assert.Single(await Verify([question with { Endpoint = question.Endpoint! with { At = [new DialAddress.Container("db", server.Port)] } }], new AddressBook(docker)));
        Assert.Equal(("db", "", true), (contained.Question.ServerName, Codes(contained), contained.Holds));
    }

    [Fact]
    public void An_expired_stranger_of_an_authority_that_is_minutes_old_has_expired()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        using var certificates = Certificates();
        var expired = certificates.Stranger(ProbeKind.Expired, "internal");
        Assert.Equal("", expired.Reason);
        Assert.True(expired.Identity!.Context.TargetCertificate.NotAfter < DateTime.Now.AddMinutes(-1));
        Assert.Equal("CN=linkseal-probe", expired.Identity.Context.TargetCertificate.Subject);
        // None lives longer than five minutes.
        foreach (var kind in (ProbeKind[])[ProbeKind.NoLink, ProbeKind.WrongPurpose])
        {
            var leaf = certificates.Stranger(kind, "internal").Identity!.Context.TargetCertificate;
            Assert.True(leaf.NotAfter <= DateTime.Now.AddMinutes(5.1), $"{kind}: {leaf.NotAfter}");
        }
    }

    [Fact]
    public void An_authority_that_was_made_a_moment_ago_has_signed_nothing_that_has_expired()
    {
        _ground.Make(Ground.Generated(), Web, Db);
        // Four minutes before now, it began a minute ago.
        using var certificates = Certificates(DateTimeOffset.UtcNow.AddMinutes(-4));
        var expired = certificates.Stranger(ProbeKind.Expired, "internal");
        Assert.Equal((null, "authority internal is too young to have signed anything that has expired"), (expired.Identity, expired.Reason));
    }

    private static Func<X509Certificate2, SslServerAuthenticationOptions> Callers(params string[] names) => leaf => new()
    {
        ServerCertificate = leaf, ClientCertificateRequired = true,
        CertificateChainPolicy = null,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate is X509Certificate2 peer && names.Contains(peer.GetNameInfo(X509NameType.SimpleName, false)),
    };

    private LoopbackServer Server(Func<X509Certificate2, SslServerAuthenticationOptions> options, bool fresh = false)
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
    private LinkQuestion PlainPostgres(out LoopbackServer server)
    {
        server = new(LoopbackServer.Says("N"u8.ToArray()));
        return Question(server.Port, PeerPolicy.Require, Level.Mutual, "postgresql");
    }

    private Observation Observation => _observation ??= _ground.Observe(_ground.Desired(Ground.Generated(), Web, Db));

    private ProbeCertificates Certificates(DateTimeOffset? now = null) => new(Observation.Authorities, _ground.Machine, now ?? DateTimeOffset.UtcNow);

    private void LoseTheKey()
    {
        foreach (var key in Directory.EnumerateFiles(_ground[".linkseal"], "*.key", SearchOption.AllDirectories)) File.Delete(key);
        _observation = null;
    }

    private X509Certificate2 Load(string name)
    {
        var leaf = X509Certificate2.CreateFromPemFile(_ground[name + ".crt"], _ground[name + ".key"]);
        _served.Add(leaf);
        return leaf;
    }

    private LinkQuestion Question(int port, PeerPolicy peers, Level required, string protocol = "https") => new()
    {
        Link = new() { Caller = "web", Callee = "db", Endpoint = "sql", Dialled = ["db"], Required = required, Reachable = Level.Named },
        Endpoint = new("sql", port, protocol, peers) { At = [new DialAddress.Host("127.0.0.1", port)] },
        ServerName = "db",
        Shown = Web,
        ShownFiles = [_ground["web.crt"], _ground["web.key"]],
        TrustAuthority = "internal",
        CallerAuthority = "internal",
    };

    private async Task<ImmutableArray<LinkProof>> Verify(ImmutableArray<LinkQuestion> questions, AddressBook? addresses = null, DialAddress.Host? connect = null, ProbeLimits? limits = null, CancellationToken? cancellation = null)
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

    private SortedDictionary<string, string> Tree() => new(
        Directory.EnumerateFileSystemEntries(_ground.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(static p => p, static p => File.GetLastWriteTimeUtc(p).Ticks + " " + (File.Exists(p) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(p))) : "")),
        StringComparer.Ordinal);

    private static string Codes(LinkProof proof) => string.Join(' ', proof.Findings.Select(static f => f.Code).Order(StringComparer.Ordinal));

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
