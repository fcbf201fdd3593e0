using System.Collections.Immutable;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Verification;
using Linkseal.Testing;
using static Linkseal.Runtime.Tests.Verification.Asking;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Servers of .NET's own that serve what no careful caller accepts, and such as ask for a client certificate.</summary>
public sealed class ServedCertificateTests : IDisposable
{
    private readonly Issuer _issuer = new();

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task A_good_certificate_is_accepted_and_seen_whole()
    {
        using var leaf = _issuer.Issue();
        var caller = await Met(leaf);
        Assert.Equal((ProbeOutcome.Admitted, "HTTP 200 to GET /"), caller.Seen());
        Assert.Equal(("TLS 1.3", "CN=db.internal"), (caller.Served!.Protocol, caller.Served.Leaf!.Subject));
        Assert.StartsWith("TLS_", caller.Served.Suite, StringComparison.Ordinal);
        Assert.Equal([], Faults(caller));
    }

    [Theory]
    [InlineData("name", ServedFaultKind.Name)]
    [InlineData("foreign", ServedFaultKind.Incomplete)]
    [InlineData("expired", ServedFaultKind.Date)]
    [InlineData("early", ServedFaultKind.Date)]
    [InlineData("self", ServedFaultKind.Issuer)]
    [InlineData("client", ServedFaultKind.Purpose)]
    public async Task A_bad_one_is_distrusted_for_its_one_reason(string fault, ServedFaultKind kind)
    {
        using var other = new Issuer("Other Root");
        using var leaf = fault switch
        {
            "name" => _issuer.Issue("other.internal"),
            "foreign" => other.Issue(),
            "expired" => _issuer.Issue(from: -10, to: -1),
            "early" => _issuer.Issue(from: 1),
            "self" => _issuer.Issue(selfSigned: true),
            _ => _issuer.Issue(purpose: Issuer.Client),
        };
        var caller = await Met(leaf);
        Assert.Equal(ProbeOutcome.Distrusted, caller.Outcome);
        Assert.Equal([kind], Faults(caller));
    }

    [Fact]
    public async Task An_intermediate_that_is_sent_is_climbed_and_one_that_is_missing_is_missed()
    {
        using var between = new Issuer("Test Intermediate", _issuer);
        using var leaf = between.Issue();
        using var bare = X509CertificateLoader.LoadCertificate(between.Certificate.RawData);
        var whole = await Met(leaf, above: bare);
        Assert.Equal((ProbeOutcome.Admitted, 2), (whole.Outcome, whole.Served!.Certificates.Length));
        Assert.Equal([], Faults(whole));
        var half = await Met(leaf);
        Assert.Equal(ProbeOutcome.Distrusted, half.Outcome);
        Assert.Equal([ServedFaultKind.Incomplete], Faults(half));
    }

    [Fact]
    public async Task The_key_of_another_root_of_the_same_name_is_not_believed()
    {
        using var other = new Issuer();
        using var leaf = other.Issue();
        Assert.Equal([ServedFaultKind.Issuer], Faults(await Met(leaf)));
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("10.0.0.7", null)]
    [InlineData("db.internal", "db.internal")]
    public async Task A_name_is_asked_for_and_an_address_is_not(string name, string? asked)
    {
        using var leaf = _issuer.Issue(name);
        List<string> names = [];
        var options = MisbehavingServerTests.With(LoopbackServer.Open(leaf), o =>
        {
            o.ServerCertificateContext = null;
            o.ServerCertificateSelectionCallback = (_, host) =>
            {
                names.Add(host ?? "");
                return leaf;
            };
        });
        await using var server = new LoopbackServer(LoopbackServer.Tls(options, LoopbackServer.Http));
        var caller = await Caller(server.Port, _issuer.Roots, name: name);
        Assert.Equal(ProbeOutcome.Admitted, caller.Outcome);
        Assert.Equal([], Faults(caller, name));
        Assert.Equal([asked ?? ""], names);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_demands_a_certificate_lets_the_caller_in_and_nobody_else(SslProtocols protocols)
    {
        using var other = new Issuer("Other Root");
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Mutual(leaf, _issuer.Certificate, protocols), LoopbackServer.Http));
        var sha = MisbehavingServerTests.Sha(leaf);
        var caller = await Caller(server.Port, _issuer.Roots, _issuer.Identity());
        Assert.Equal((ProbeOutcome.Admitted, "web"), (caller.Outcome, caller.Shown));
        Assert.Equal(ProbeOutcome.Refused, (await Caller(server.Port, _issuer.Roots)).Outcome);
        Assert.Equal(ProbeOutcome.Refused, (await Stranger(ProbeKind.NoCertificate, server.Port, sha, null)).Outcome);
        Assert.Equal(ProbeOutcome.Refused, (await Stranger(ProbeKind.Foreign, server.Port, sha, other.Identity())).Outcome);
        Assert.Equal(ProbeOutcome.Refused, (await Stranger(ProbeKind.Expired, server.Port, sha, _issuer.Identity(from: -10, to: -1))).Outcome);
        Assert.Equal(ProbeOutcome.Refused, (await Stranger(ProbeKind.WrongPurpose, server.Port, sha, _issuer.Identity(purpose: Issuer.Server))).Outcome);
        Assert.Equal((ProbeOutcome.Admitted, "HTTP 200 to GET /"), (await Stranger(ProbeKind.NoLink, server.Port, sha, _issuer.Identity("stranger"))).Seen());
    }

    [Fact]
    public async Task A_server_that_asks_for_nothing_lets_every_stranger_in()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Open(leaf), LoopbackServer.Http));
        Assert.Equal(ProbeOutcome.Admitted, (await Stranger(ProbeKind.NoCertificate, server.Port, MisbehavingServerTests.Sha(leaf), null)).Outcome);
        using var other = new Issuer("Other Root");
        Assert.Equal(ProbeOutcome.Admitted, (await Stranger(ProbeKind.Foreign, server.Port, MisbehavingServerTests.Sha(leaf), other.Identity())).Outcome);
    }

    [Fact]
    public async Task A_client_shows_its_whole_chain()
    {
        using var between = new Issuer("Test Intermediate", _issuer);
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Mutual(leaf, _issuer.Certificate), LoopbackServer.Http));
        Assert.Equal(ProbeOutcome.Admitted, (await Caller(server.Port, _issuer.Roots, between.Identity(above: between))).Outcome);
        Assert.Equal(ProbeOutcome.Refused, (await Caller(server.Port, _issuer.Roots, between.Identity())).Outcome);
    }

    [Fact]
    public async Task A_stranger_comes_as_far_as_the_caller_also_where_the_certificate_is_bad()
    {
        using var leaf = _issuer.Issue("other.internal", from: -10, to: -1);
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Mutual(leaf, _issuer.Certificate), LoopbackServer.Http));
        Assert.Equal(ProbeOutcome.Refused, (await Stranger(ProbeKind.NoCertificate, server.Port, MisbehavingServerTests.Sha(leaf), null)).Outcome);
        Assert.Equal(ProbeOutcome.Admitted, (await Stranger(ProbeKind.NoLink, server.Port, MisbehavingServerTests.Sha(leaf), _issuer.Identity())).Outcome);
    }

    [Fact]
    public async Task Nothing_of_a_session_is_resumed()
    {
        using var leaf = _issuer.Issue();
        var resumed = 0;
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Mutual(leaf, _issuer.Certificate, SslProtocols.Tls12), async (tls, end) =>
        {
            if (tls.RemoteCertificate is null) Interlocked.Increment(ref resumed);
            await LoopbackServer.Http(tls, end);
        }));
        for (var round = 0; round < 3; round++) Assert.Equal(ProbeOutcome.Admitted, (await Caller(server.Port, _issuer.Roots, _issuer.Identity())).Outcome);
        Assert.Equal(0, resumed);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public void A_clients_identity_says_whose_it_is_and_never_its_key()
    {
        using var identity = _issuer.Identity();
        Assert.Equal("(client certificate: web)", identity.ToString());
    }

    private ImmutableArray<ServedFaultKind> Faults(ProbeResult caller, string name = "db.internal") =>
        [.. ServedJudge.Judge(caller.Served!, name, [_issuer.Root.Facts], DateTimeOffset.UtcNow).Select(static f => f.Fault)];

    private async Task<ProbeResult> Met(X509Certificate2 leaf, params X509Certificate2[] above)
    {
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Open(leaf, SslProtocols.None, above), LoopbackServer.Http));
        return await Caller(server.Port, _issuer.Roots);
    }
}
