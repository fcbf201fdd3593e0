using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Linkseal.Core.Certificates;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Pki;
using Linkseal.Pki.Chains;

namespace Linkseal.Runtime.Verification;

/// <summary>Puts one question to one endpoint on one new connection, without resuming any session. Touches no data, repeats nothing that would hide a fault.</summary>
public sealed class Prober(ProbeLimits limits)
{
    /// <summary>The evidence of a stranger that met another leaf than the one it was told to expect.</summary>
    internal const string AnotherLeaf = "another certificate is served than a moment ago";

    private const int MostHeard = 64 * 1024;

    /// <summary>
    /// The caller as it is: it judges the server by its roots and the dialled name, shows its certificate and asks. Writes at once; only where that ends in
    /// a bare end or reset it is asked once more, reading first, for the reason.
    /// </summary>
    /// <param name="target">Where.</param>
    /// <param name="identity">What the caller shows; null: no certificate.</param>
    /// <param name="roots">What it believes.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ProbeResult> AsCaller(ProbeTarget target, ClientIdentity? identity, TrustRoots roots, CancellationToken cancellation)
    {
        var first = await Ask(new(ProbeKind.Caller, target, identity) { Roots = roots }, cancellation).ConfigureAwait(false);
        // No TLS at all, where TLS begins at once: does it speak in plaintext what should be inside?
        if (first is { Outcome: ProbeOutcome.Alien or ProbeOutcome.TimedOut, Served: null, Alert: null } && !target.Protocol.AsksNothing)
        {
            var plain = await InPlaintext(ProbeKind.Caller, target, cancellation).ConfigureAwait(false);
            return plain.Outcome is ProbeOutcome.Admitted ? first with { Outcome = ProbeOutcome.NoTls, Evidence = $"without TLS: {plain.Evidence}", Undecided = null } : first;
        }

        if (first is not { Outcome: ProbeOutcome.Refused, Alert: null, Served: not null }) return first;
        var second = await Ask(new(ProbeKind.Caller, target, identity) { Roots = roots, ReadsFirst = true }, cancellation).ConfigureAwait(false);
        return second.Alert is null ? first : second;
    }

    /// <summary>A stranger, who takes the server for the one that was met before (by its leaf) and listens for a refusal before it speaks.</summary>
    /// <param name="kind">Which stranger.</param>
    /// <param name="target">Where.</param>
    /// <param name="identity">What it shows; null: no certificate.</param>
    /// <param name="served">The SHA-256 of the leaf that the endpoint served before.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ProbeResult> AsStranger(ProbeKind kind, ProbeTarget target, ClientIdentity? identity, string served, CancellationToken cancellation) =>
        Ask(new(kind, target, identity) { Pinned = served, ReadsFirst = true }, cancellation);

    /// <summary>The protocol without TLS.</summary>
    /// <param name="kind">On the same port, or on the one that it had before.</param>
    /// <param name="target">Where.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ProbeResult> InPlaintext(ProbeKind kind, ProbeTarget target, CancellationToken cancellation) => Within(kind, limits.Probe, async token =>
    {
        using var socket = await Conversation.Connect(target.Host, target.Port, token).ConfigureAwait(false);
        using var stream = new NetworkStream(socket);
        var talk = new Conversation(stream, limits.Bytes);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(limits.Plaintext);
        try
        {
            if (target.Protocol.AsksNothing) await talk.ReceiveWithin(limits.Quiet, token).ConfigureAwait(false);
            var step = await talk.Run(state => IsTlsAlert(state.Received.Span) ? new WireStep.Refused("a TLS alert") : target.Protocol.AskInPlaintext(state, target.Caller), limited.Token).ConfigureAwait(false);
            // What is no answer of the protocol's was served to nobody.
            return step is WireStep.Alien alien ? new(kind, ProbeOutcome.Refused, alien.Evidence) : Result(kind, step);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new(kind, ProbeOutcome.Refused, $"no answer within {limits.Plaintext.TotalSeconds:0.#} s");
        }
        catch (IOException error)
        {
            return new(kind, ProbeOutcome.Refused, TlsFailure.Of(error).Text);
        }
    }, cancellation);

    /// <summary>The handshakes that today's libraries would not begin, one after the other: old versions, broken suites.</summary>
    /// <param name="target">Where.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ImmutableArray<ProbeResult>> OldHandshakes(ProbeTarget target, CancellationToken cancellation) =>
    [
        await Hello(ProbeKind.Tls10, target, ClientHello.Tls10, cancellation).ConfigureAwait(false),
        await Hello(ProbeKind.Tls11, target, ClientHello.Tls11, cancellation).ConfigureAwait(false),
        await Hello(ProbeKind.WeakSuites, target, ClientHello.Weak, cancellation).ConfigureAwait(false),
    ];

    /// <summary>One of them. Only its first answer is read.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="target">Where.</param>
    /// <param name="hello">What is said.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ProbeResult> Hello(ProbeKind kind, ProbeTarget target, ClientHello hello, CancellationToken cancellation) => Within(kind, limits.Probe, async token =>
    {
        using var socket = await Conversation.Connect(target.Host, target.Port, token).ConfigureAwait(false);
        using var stream = new NetworkStream(socket);
        if (await Open(target, stream, token).ConfigureAwait(false) is { } other) return Result(kind, other);
        var talk = new Conversation(stream, limits.Bytes);
        HelloAnswer? answer = null;
        try
        {
            await stream.WriteAsync(hello.Encode(target.Caller.ServerName, RandomNumberGenerator.GetBytes(32)), token).ConfigureAwait(false);
            await talk.Run(state => (answer = HelloAnswer.Read(state.Received.Span, state.Ended)) is null ? WireStep.Read.More : new WireStep.Unclear(""), token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            return new(kind, ProbeOutcome.Refused, TlsFailure.Of(error).Text);
        }

        return answer switch
        {
            HelloAnswer.Accepted accepted => new(kind, ProbeOutcome.Admitted, kind is ProbeKind.WeakSuites ? "it chooses " + ClientHello.SuiteName(accepted.Suite) : $"it goes on with {Version(accepted.Version)}"),
            HelloAnswer.Refused refused => new(kind, ProbeOutcome.Refused, refused.Alert?.ToString() ?? "the connection is closed") { Alert = refused.Alert },
            HelloAnswer.Alien alien => new(kind, ProbeOutcome.Refused, "it answers " + alien.Evidence),
            _ => new(kind, ProbeOutcome.Refused, "the connection is closed"),
        };
    }, cancellation);

    private Task<ProbeResult> Ask(HandshakeQuestion question, CancellationToken cancellation) => Within(question.Kind, limits.Probe, async token =>
    {
        using var socket = await Conversation.Connect(question.Target.Host, question.Target.Port, token).ConfigureAwait(false);
        using var bare = new NetworkStream(socket);
        if (await Open(question.Target, bare, token).ConfigureAwait(false) is { } other) return Result(question.Kind, other) with { Shown = question.Identity?.Shown };
        var met = new MetServer();
        await using var heard = new OverheardStream(bare, question.Pinned is null ? MostHeard : 0);
        await using var tls = new SslStream(heard, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsClientAsync(HandshakeOptions.Of(question, met), token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            met.Overhear(heard.Heard);
            return Failed(question, met, TlsFailure.Of(error));
        }

        var served = met.Served(question, Version(tls.SslProtocol), tls.NegotiatedCipherSuite.ToString());
        var result = await Exchange(question, tls, token).ConfigureAwait(false);
        return result with { Shown = question.Identity?.Shown, Served = served, MetTheLeaf = met.TookTheLeaf };
    }, cancellation);

    private async Task<ProbeResult> Exchange(HandshakeQuestion question, SslStream tls, CancellationToken cancellation)
    {
        var talk = new Conversation(tls, limits.Bytes);
        var protocol = question.Target.Protocol;
        try
        {
            if (question.ReadsFirst || protocol.AsksNothing)
            {
                await talk.ReceiveWithin(protocol.AsksNothing ? limits.Silence : limits.Quiet, cancellation).ConfigureAwait(false);
                if (talk is { Ended: true, Received.IsEmpty: true }) return new(question.Kind, ProbeOutcome.Refused, "the connection is closed after the handshake");
            }

            return Result(question.Kind, await talk.Run(state => protocol.Ask(state, question.Target.Caller), cancellation).ConfigureAwait(false));
        }
        catch (IOException error)
        {
            var failure = TlsFailure.Of(error);
            return failure switch
            {
                { Alert: { } alert } => new(question.Kind, alert.RefusesCertificate ? ProbeOutcome.Refused : ProbeOutcome.Alien, failure.Text) { Alert = alert },
                { Closed: true } => new(question.Kind, ProbeOutcome.Refused, failure.Text),
                _ => new(question.Kind, ProbeOutcome.Alien, failure.Text),
            };
        }
    }

    private static ProbeResult Failed(HandshakeQuestion question, MetServer met, TlsFailure failure)
    {
        var served = met.Served(question, met.Overheard is null ? "TLS" : "TLS 1.2", met.Overheard is { } suite ? ((TlsCipherSuite)suite).ToString() : "");
        ProbeResult Say(ProbeOutcome outcome, string evidence) => new(question.Kind, outcome, evidence) { Shown = question.Identity?.Shown, Served = served, Alert = failure.Alert, MetTheLeaf = met.TookTheLeaf };

        if (met.Distrusted) return question.Pinned is null ? Say(ProbeOutcome.Distrusted, met.Complaint) : Say(ProbeOutcome.Unclear, AnotherLeaf);
        // Before it has shown its own certificate no server has seen the client's: such an alert to the caller is about the server (a certificate without its key).
        if (failure.Alert is { RefusesCertificate: true } && (served is not null || question.Kind is not ProbeKind.Caller)) return Say(ProbeOutcome.Refused, failure.Text);
        // That a stranger's handshake breaks off is a refusal; that a caller's does is a fault.
        return Say(failure.Closed && question.Kind is not ProbeKind.Caller ? ProbeOutcome.Refused : ProbeOutcome.Alien, failure.Text);
    }

    /// <summary>Goes as far as TLS begins; what else comes of it is given back.</summary>
    private async Task<WireStep?> Open(ProbeTarget target, Stream stream, CancellationToken cancellation)
    {
        var step = await new Conversation(stream, limits.Bytes).Run(target.Protocol.Open, cancellation).ConfigureAwait(false);
        if (step is not WireStep.StartTls start) return step is WireStep.Refused closed ? new WireStep.Alien(closed.Evidence) : step;
        if (!start.First.IsEmpty) await stream.WriteAsync(start.First, cancellation).ConfigureAwait(false);
        return null;
    }

    private static async Task<ProbeResult> Within(ProbeKind kind, TimeSpan limit, Func<CancellationToken, Task<ProbeResult>> ask, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        ProbeResult result;
        try
        {
            result = await ask(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            result = new(kind, ProbeOutcome.TimedOut, $"no end within {limit.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (error is IOException or AuthenticationException or CryptographicException)
        {
            // Before TLS, or within it: whatever it is, it is the server's doing and no reason to stop asking others.
            result = new(kind, ProbeOutcome.Alien, TlsFailure.Of(error).Text);
        }
        catch (SocketException error)
        {
            result = error.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => new(kind, ProbeOutcome.Unreachable, "nothing listens there"),
                // Somebody listens: the end comes before the connection is told of.
                SocketError.ConnectionReset => new(kind, ProbeOutcome.Alien, error.Message),
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => new(kind, ProbeOutcome.Skipped, "the name is not known here"),
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => new(kind, ProbeOutcome.Skipped, "there is no way to it from here"),
                _ => new(kind, ProbeOutcome.Unreachable, error.Message),
            };
        }

        return result with { Duration = clock.Elapsed };
    }

    private static ProbeResult Result(ProbeKind kind, WireStep step) => step switch
    {
        WireStep.Admitted admitted => new(kind, ProbeOutcome.Admitted, admitted.Evidence) { Undecided = admitted.Undecided },
        WireStep.Refused refused => new(kind, ProbeOutcome.Refused, refused.Evidence) { MayBeTheRequest = refused.MayBeTheRequest, AfterLogin = refused.AfterLogin },
        WireStep.Unclear unclear => new(kind, ProbeOutcome.Unclear, unclear.Evidence),
        WireStep.NoTls plain => new(kind, ProbeOutcome.NoTls, plain.Evidence),
        WireStep.Alien alien => new(kind, ProbeOutcome.Alien, alien.Evidence),
        _ => throw new UnreachableException(),
    };

    private static bool IsTlsAlert(ReadOnlySpan<byte> bytes) => bytes is [0x15, 3, ..];

    private static string Version(int version) => version switch { 0x0300 => "SSL 3.0", 0x0301 => "TLS 1.0", 0x0302 => "TLS 1.1", 0x0303 => "TLS 1.2", _ => "TLS " + version.ToString("x4", System.Globalization.CultureInfo.InvariantCulture) };

    private static string Version(SslProtocols protocol) => protocol switch { SslProtocols.Tls13 => "TLS 1.3", SslProtocols.Tls12 => "TLS 1.2", _ => protocol.ToString() };
}
