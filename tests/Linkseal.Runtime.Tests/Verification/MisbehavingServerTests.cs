using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime.Verification;
using Linkseal.Testing;
using static Linkseal.Runtime.Tests.Verification.Asking;

namespace Linkseal.Runtime.Tests.Verification;

/// <summary>Servers that hang, close, flood and speak garbage: every question ends, in time, with a word for what was seen.</summary>
public sealed class MisbehavingServerTests : IDisposable
{
    private static readonly string[] Protocols = ["https", "grpc", "redis", "postgresql", "mysql", "amqp", "mqtt", "mqtt5", "nats", "memcached", "kafka", "tls"];

    private readonly Issuer _issuer = new();

    public static TheoryData<string> Names => [.. Protocols];

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task Nobody_who_listens_is_unreachable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal((ProbeOutcome.Unreachable, "nothing listens there"), (await Caller(port, _issuer.Roots)).Seen());
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_a_reason_to_skip()
    {
        using var roots = _issuer.Roots;
        var result = await new Prober(Patient).AsCaller(new("no-such-host.invalid", 443, WireProtocols.Of("https"), new("x", "web")), null, roots, Cancellation);
        Assert.Equal((ProbeOutcome.Skipped, "the name is not known here"), result.Seen());
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("-")]
    [InlineData("a\0b")]
    public async Task A_name_that_is_none_is_a_reason_to_skip(string host)
    {
        using var roots = _issuer.Roots;
        Assert.Equal(ProbeOutcome.Skipped, (await new Prober(Patient).AsCaller(new(host, 443, WireProtocols.Of("https"), new("x", "web")), null, roots, Cancellation)).Outcome);
        Assert.Equal(ProbeOutcome.Skipped, (await new Prober(Patient).AsCaller(new(new string('a', 300), 443, WireProtocols.Of("https"), new("x", "web")), null, roots, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_refusal_that_comes_late_where_nothing_can_be_asked_is_a_refusal()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(new() { ServerCertificate = leaf }, static async (_, end) => await Task.Delay(700, end)));
        Assert.Equal((ProbeOutcome.Refused, "the connection is closed after the handshake"), (await Caller(server.Port, _issuer.Roots, protocol: "tls")).Seen());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_that_hangs_after_it_has_accepted_is_given_up(string protocol)
    {
        await using var server = new LoopbackServer(LoopbackServer.Hang);
        var caller = await EveryQuestion(server.Port, protocol, [ProbeOutcome.TimedOut, ProbeOutcome.Refused, ProbeOutcome.Unclear]);
        Assert.Equal((ProbeOutcome.TimedOut, "no end within 0.7 s"), caller.Seen());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_that_closes_at_once_is_no_handshake(string protocol)
    {
        await using var server = new LoopbackServer(static (_, _) => Task.CompletedTask);
        await EveryQuestion(server.Port, protocol, [ProbeOutcome.Alien, ProbeOutcome.Refused]);
        Assert.Equal(ProbeOutcome.Alien, (await Caller(server.Port, _issuer.Roots, protocol: protocol)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_that_resets_is_no_handshake(string protocol)
    {
        await using var server = new LoopbackServer(static async (stream, end) =>
        {
            await Task.Delay(20, end);
            stream.Socket.Close(0);
        });
        await EveryQuestion(server.Port, protocol, [ProbeOutcome.Alien, ProbeOutcome.Refused]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_flood_is_not_read_to_its_end(string protocol)
    {
        var piece = Encoding.ASCII.GetBytes(new string('a', 16 * 1024));
        await using var server = new LoopbackServer(async (stream, end) =>
        {
            while (true) await stream.WriteAsync(piece, end);
        });
        await EveryQuestion(server.Port, protocol, [ProbeOutcome.Alien, ProbeOutcome.Refused, ProbeOutcome.Admitted], Patient with { Bytes = 64 * 1024 });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_flood_after_the_handshake_is_not_read_to_its_end(string protocol)
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(Opening(protocol, LoopbackServer.Tls(With(LoopbackServer.Open(leaf), Alpn), static async (tls, end) =>
        {
            var piece = Encoding.ASCII.GetBytes("INFO {}\r\n+" + new string('a', 8 * 1024));
            while (true) await tls.WriteAsync(piece, end);
        })));
        var result = await Caller(server.Port, _issuer.Roots, protocol: protocol, limits: Patient with { Bytes = 64 * 1024 });
        Assert.Contains(result.Outcome, protocol is "tls" ? [ProbeOutcome.Admitted] : new[] { ProbeOutcome.Alien });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Garbage_is_something_else(string protocol)
    {
        var random = new Random(7);
        for (var round = 0; round < 6; round++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            await using var server = new LoopbackServer(LoopbackServer.Says(bytes, closes: true));
            await EveryQuestion(server.Port, protocol, [ProbeOutcome.Alien, ProbeOutcome.Refused, ProbeOutcome.Unclear, ProbeOutcome.NoTls, ProbeOutcome.Admitted], Short);
        }
    }

    [Fact]
    public async Task A_handshake_that_never_ends_is_given_up()
    {
        // The header of a record of 16 KiB, and a byte of it now and then.
        await using var server = new LoopbackServer(static async (stream, end) =>
        {
            await stream.WriteAsync(new byte[] { 22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc, 3, 3 }, end);
            while (true)
            {
                await Task.Delay(20, end);
                await stream.WriteAsync(new byte[1], end);
            }
        });
        Assert.Equal(ProbeOutcome.TimedOut, (await Caller(server.Port, _issuer.Roots, limits: Short)).Outcome);
        Assert.Equal(ProbeOutcome.TimedOut, (await Stranger(ProbeKind.NoCertificate, server.Port, "x", null, limits: Short)).Outcome);
    }

    [Fact]
    public async Task Plaintext_instead_of_TLS_is_said_to_be_none()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http);
        Assert.Equal((ProbeOutcome.NoTls, "without TLS: HTTP 200 to GET /"), (await Caller(server.Port, _issuer.Roots)).Seen());
    }

    [Fact]
    public async Task A_silent_end_after_the_handshake_is_a_refusal_without_a_reason()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Open(leaf), static (_, _) => Task.CompletedTask));
        var caller = await Caller(server.Port, _issuer.Roots);
        Assert.Equal((ProbeOutcome.Refused, null), (caller.Outcome, caller.Alert));
        Assert.NotNull(caller.Served);
        // Asked once more for the reason, and no third time.
        Assert.Equal(2, server.Connections);
        Assert.Equal((ProbeOutcome.Refused, "the connection is closed after the handshake"), (await Stranger(ProbeKind.NoCertificate, server.Port, Sha(leaf), null)).Seen());
    }

    [Fact]
    public async Task Silence_after_the_handshake_is_no_admission()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Open(leaf), static (_, end) => Task.Delay(Timeout.Infinite, end)));
        Assert.Equal(ProbeOutcome.TimedOut, (await Caller(server.Port, _issuer.Roots, limits: Short with { Probe = TimeSpan.FromSeconds(2) })).Outcome);
        Assert.Equal(ProbeOutcome.TimedOut, (await Stranger(ProbeKind.Foreign, server.Port, Sha(leaf), null, limits: Short with { Probe = TimeSpan.FromSeconds(2) })).Outcome);
        // Where nothing is known of the protocol, it is all that can be asked for.
        Assert.Equal((ProbeOutcome.Admitted, "the connection stays open"), (await Caller(server.Port, _issuer.Roots, protocol: "tls")).Seen());
    }

    [Fact]
    public async Task Another_leaf_than_the_one_met_before_is_not_taken_for_an_answer()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(LoopbackServer.Tls(LoopbackServer.Open(leaf), LoopbackServer.Http));
        Assert.Equal((ProbeOutcome.Unclear, "another certificate is served than a moment ago"), (await Stranger(ProbeKind.NoCertificate, server.Port, new string('0', 64), null)).Seen());
    }

    [Fact]
    public async Task Cancelling_ends_a_question_at_once()
    {
        await using var server = new LoopbackServer(LoopbackServer.Hang);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var roots = _issuer.Roots;
        var prober = new Prober(new() { Probe = TimeSpan.FromMinutes(1), Plaintext = TimeSpan.FromMinutes(1) });
        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prober.AsCaller(Target(server.Port), null, roots, cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prober.Hello(ProbeKind.Tls10, Target(server.Port), ClientHello.Tls10, cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prober.InPlaintext(ProbeKind.Plaintext, Target(server.Port), cancel.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task In_plaintext_an_alert_is_a_refusal(string protocol)
    {
        await using var server = new LoopbackServer(LoopbackServer.Says([0x15, 3, 1, 0, 2, 2, 80], closes: true));
        Assert.Equal(ProbeOutcome.Refused, (await new Prober(Patient).InPlaintext(ProbeKind.Plaintext, Target(server.Port, protocol), Cancellation)).Outcome);
    }

    [Fact]
    public async Task In_plaintext_an_answer_of_the_protocol_is_an_admission()
    {
        await using var http = new LoopbackServer(LoopbackServer.Http);
        Assert.Equal((ProbeOutcome.Admitted, "HTTP 200 to GET /"), (await new Prober(Patient).InPlaintext(ProbeKind.Plaintext, Target(http.Port), Cancellation)).Seen());
        await using var redis = new LoopbackServer(LoopbackServer.Says("-NOAUTH Authentication required.\r\n"u8.ToArray()));
        Assert.Equal((ProbeOutcome.Admitted, "NOAUTH"), (await new Prober(Patient).InPlaintext(ProbeKind.Plaintext, Target(redis.Port, "redis"), Cancellation)).Seen());
        await using var silent = new LoopbackServer(LoopbackServer.Hang);
        Assert.Equal((ProbeOutcome.Refused, "no answer within 0.5 s"), (await new Prober(Patient).InPlaintext(ProbeKind.Plaintext, Target(silent.Port, "redis"), Cancellation)).Seen());
    }

    [Fact]
    public async Task A_password_that_a_server_asks_for_before_TLS_is_no_TLS()
    {
        await using var server = new LoopbackServer(LoopbackServer.Says("N"u8.ToArray()));
        Assert.Equal((ProbeOutcome.NoTls, "N to SSLRequest"), (await Caller(server.Port, _issuer.Roots, protocol: "postgresql")).Seen());
    }

    [Fact]
    public async Task An_upgrade_is_spoken_before_the_handshake()
    {
        using var leaf = _issuer.Issue();
        await using var server = new LoopbackServer(Opening("postgresql", LoopbackServer.Tls(LoopbackServer.Open(leaf), static async (tls, end) =>
        {
            var buffer = new byte[512];
            _ = await tls.ReadAsync(buffer, end);
            await tls.WriteAsync("R\0\0\0\u0008\0\0\0\0Z\0\0\0\u0005I"u8.ToArray(), end);
        })));
        Assert.Equal((ProbeOutcome.Admitted, "ReadyForQuery"), (await Caller(server.Port, _issuer.Roots, protocol: "postgresql")).Seen());
    }

    internal static string Sha(System.Security.Cryptography.X509Certificates.X509Certificate2 leaf) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(leaf.RawData));

    internal static System.Net.Security.SslServerAuthenticationOptions With(System.Net.Security.SslServerAuthenticationOptions options, Action<System.Net.Security.SslServerAuthenticationOptions> change)
    {
        change(options);
        return options;
    }

    private static void Alpn(System.Net.Security.SslServerAuthenticationOptions options) => options.ApplicationProtocols = [new("h2"), new("http/1.1")];

    // What comes before TLS, where something does.
    private static Func<NetworkStream, CancellationToken, Task> Opening(string protocol, Func<NetworkStream, CancellationToken, Task> then) => async (stream, end) =>
    {
        var buffer = new byte[512];
        if (protocol is "nats") await stream.WriteAsync("INFO {\"tls_required\":true}\r\n"u8.ToArray(), end);
        if (protocol is "postgresql")
        {
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 8), end);
            await stream.WriteAsync("S"u8.ToArray(), end);
        }

        if (protocol is "mysql")
        {
            byte[] body = [10, .. "8.0.36\0"u8, 1, 0, 0, 0, .. new byte[8], 0, 0xff, 0xff, 45, 2, 0, 0xff, 0xff, 21, .. new byte[10], .. new byte[13]];
            await stream.WriteAsync(new byte[] { (byte)body.Length, 0, 0, 0 }.Concat(body).ToArray(), end);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 36), end);
        }

        await then(stream, end);
    };

    private async Task<ProbeResult> EveryQuestion(int port, string protocol, ProbeOutcome[] expected, ProbeLimits? limits = null)
    {
        var prober = new Prober(limits ?? Short);
        var target = Target(port, protocol);
        using var roots = _issuer.Roots;
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(
            prober.AsCaller(target, null, roots, Cancellation),
            prober.AsStranger(ProbeKind.NoCertificate, target, null, "x", Cancellation),
            prober.Hello(ProbeKind.Tls10, target, ClientHello.Tls10, Cancellation),
            prober.Hello(ProbeKind.WeakSuites, target, ClientHello.Weak, Cancellation),
            prober.InPlaintext(ProbeKind.Plaintext, target, Cancellation));
        Assert.All(results, r => Assert.Contains(r.Outcome, expected));
        Assert.All(results, static r => Assert.False(string.IsNullOrWhiteSpace(r.Evidence)));
        Assert.All(results[..4], static r => Assert.NotEqual(ProbeOutcome.Admitted, r.Outcome));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
        return results[0];
    }
}
