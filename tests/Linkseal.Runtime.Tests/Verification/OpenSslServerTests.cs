using System.Security.Cryptography;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime.Verification;
using static Linkseal.Runtime.Tests.Verification.Asking;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>What OpenSSL's own server says to each question, with its alerts.</summary>
public sealed class OpenSslServerTests : IDisposable
{
    private readonly Issuer _issuer = new();

    public void Dispose() => _issuer.Dispose();

    [Theory]
    [InlineData("-tls1_3", 116)]
    [InlineData("-tls1_2", 40)]
    public async Task Each_stranger_hears_the_alert_that_is_meant_for_it(string version, int withoutCertificate)
    {
        using var other = new Issuer("Other Root");
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, $"-Verify 3 -verify_return_error {version}");
        var sha = MisbehavingServerTests.Sha(leaf);
        Assert.Equal((ProbeOutcome.Admitted, "HTTP 200 to GET /"), (await Caller(server.Port, _issuer.Roots, _issuer.Identity())).Seen());
        // More than once: whoever writes first loses the reason in most of the tries (facts, dialects §0.1).
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(withoutCertificate, await Alert(ProbeKind.NoCertificate, server, sha, null));
            Assert.Equal(48, await Alert(ProbeKind.Foreign, server, sha, other.Identity()));
            Assert.Equal(43, await Alert(ProbeKind.WrongPurpose, server, sha, _issuer.Identity(purpose: Issuer.Server)));
            Assert.Equal(45, await Alert(ProbeKind.Expired, server, sha, _issuer.Identity(from: -10, to: -1)));
        }

        // The caller writes at once, and asks again for the reason.
        for (var round = 0; round < 5; round++)
        {
            var refused = await Caller(server.Port, _issuer.Roots, other.Identity());
            Assert.Equal((ProbeOutcome.Refused, 48), (refused.Outcome, refused.Alert?.Code));
        }
    }

    [Fact]
    public async Task A_client_of_an_intermediate_shows_it_too()
    {
        using var between = new Issuer("Test Intermediate", _issuer);
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, "-Verify 3 -verify_return_error");
        Assert.Equal(ProbeOutcome.Admitted, (await Caller(server.Port, _issuer.Roots, between.Identity(above: between))).Outcome);
        Assert.Equal(48, (await Caller(server.Port, _issuer.Roots, between.Identity())).Alert?.Code);
    }

    [Fact]
    public async Task A_server_of_TLS_1_2_that_refuses_within_the_handshake_has_shown_its_certificate_all_the_same()
    {
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, "-Verify 3 -verify_return_error -tls1_2");
        var refused = await Caller(server.Port, _issuer.Roots);
        Assert.Equal((ProbeOutcome.Refused, 40), (refused.Outcome, refused.Alert?.Code));
        Assert.Equal(("TLS 1.2", MisbehavingServerTests.Sha(leaf)), (refused.Served?.Protocol, refused.Served?.Leaf?.Sha256));
        Assert.Empty(ServedJudge.Judge(refused.Served!, "db.internal", [_issuer.Root.Facts], DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_short_key_is_seen_although_the_library_here_would_not_go_on()
    {
        using var rsa = RSA.Create(1024);
        using var leaf = _issuer.Issue(key: rsa);
        using var server = new OpenSslServer(_issuer, leaf, "-tls1_2 -cipher DEFAULT@SECLEVEL=0");
        var caller = await Caller(server.Port, _issuer.Roots);
        Assert.Contains(ServedFaultKind.Weak, ServedJudge.Judge(caller.Served!, "db.internal", [_issuer.Root.Facts], DateTimeOffset.UtcNow).Select(static f => f.Fault));
    }

    [Theory]
    [InlineData("-tls1_2", "Refused alert 70 protocol_version", "Refused alert 70 protocol_version")]
    [InlineData("-tls1_3", "Refused alert 70 protocol_version", "Refused alert 70 protocol_version")]
    [InlineData("-tls1 -cipher DEFAULT@SECLEVEL=0", "Admitted it goes on with TLS 1.0", "Admitted it goes on with TLS 1.0")]
    [InlineData("-tls1_1 -cipher DEFAULT@SECLEVEL=0", "Refused alert 70 protocol_version", "Admitted it goes on with TLS 1.1")]
    public async Task Old_versions_are_told_apart(string words, string ten, string eleven)
    {
        using var rsa = RSA.Create(2048);
        foreach (var key in new RSA?[] { null, rsa })
        {
            using var leaf = _issuer.Issue(key: key);
            using var server = new OpenSslServer(_issuer, leaf, words);
            Assert.Equal((ten, eleven), (await Hello(server, ProbeKind.Tls10, ClientHello.Tls10), await Hello(server, ProbeKind.Tls11, ClientHello.Tls11)));
        }
    }

    [Fact]
    public async Task The_caller_of_a_server_that_speaks_only_TLS_1_0_has_no_handshake()
    {
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, "-tls1 -cipher DEFAULT@SECLEVEL=0");
        Assert.Equal(ProbeOutcome.Alien, (await Caller(server.Port, _issuer.Roots)).Outcome);
    }

    [Theory]
    [InlineData("eNULL", "Admitted it chooses a NULL suite, without encryption")]
    [InlineData("aNULL", "Admitted it chooses an anonymous suite, without a certificate")]
    [InlineData("DEFAULT", "Refused alert 40 handshake_failure")]
    public async Task Broken_suites_are_told_apart(string suites, string seen)
    {
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, $"-tls1_2 -cipher {suites}@SECLEVEL=0");
        Assert.Equal(seen, await Hello(server, ProbeKind.WeakSuites, ClientHello.Weak));
    }

    [Fact]
    public async Task Openssl_reads_every_hello_as_it_was_meant()
    {
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, "-trace -cipher DEFAULT@SECLEVEL=0");
        // What it prints comes in blocks: one question pushes out what it said of another.
        for (var round = 0; round < 40 && !(server.Said.Contains("signature_algorithms", StringComparison.Ordinal) && server.Said.Contains("TLS 1.0", StringComparison.Ordinal)); round++)
        {
            await Hello(server, ProbeKind.WeakSuites, ClientHello.Weak);
            await Hello(server, ProbeKind.Tls10, ClientHello.Tls10);
        }

        var said = server.Said;
        Assert.Contains("client_version=0x301 (TLS 1.0)", said, StringComparison.Ordinal);
        Assert.Contains("client_version=0x303 (TLS 1.2)", said, StringComparison.Ordinal);
        Assert.Contains("{0xC0, 0x13} TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", said, StringComparison.Ordinal);
        Assert.Contains("{0x00, 0x02} TLS_RSA_WITH_NULL_SHA", said, StringComparison.Ordinal);
        Assert.Contains("extension_type=server_name(0)", said, StringComparison.Ordinal);
        Assert.Contains("extension_type=renegotiate(65281)", said, StringComparison.Ordinal);
        Assert.Contains("extension_type=signature_algorithms(13), length=18", said, StringComparison.Ordinal);
        Assert.DoesNotContain("extraneous", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_plaintext_openssl_refuses()
    {
        using var leaf = _issuer.Issue();
        using var server = new OpenSslServer(_issuer, leaf, "");
        foreach (var protocol in (string[])["https", "redis", "memcached", "amqp", "mqtt"])
            Assert.Equal(ProbeOutcome.Refused, (await new Prober(Patient).InPlaintext(ProbeKind.Plaintext, Target(server.Port, protocol), Cancellation)).Outcome);
    }

    private static async Task<int?> Alert(ProbeKind kind, OpenSslServer server, string leaf, ClientIdentity? identity)
    {
        var result = await Stranger(kind, server.Port, leaf, identity);
        Assert.Equal(ProbeOutcome.Refused, result.Outcome);
        return result.Alert?.Code;
    }

    private static async Task<string> Hello(OpenSslServer server, ProbeKind kind, ClientHello hello)
    {
        var result = await new Prober(Patient).Hello(kind, Target(server.Port), hello, Cancellation);
        return $"{result.Outcome} {result.Evidence}";
    }
}
