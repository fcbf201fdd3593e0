using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Core.Verification;

/// <summary>What the answers prove of a link. Pure: the same answers give the same verdict.</summary>
/// <remarks>
/// <see cref="Level.Encrypted"/>: TLS is spoken. <see cref="Level.Authenticated"/>: a careful caller accepts the server, and the server lets this caller in.
/// <see cref="Level.Mutual"/>: it refuses a client without a certificate and one of a foreign authority. <see cref="Level.Named"/>: it refuses one of the right authority that has no link.
/// A level whose strangers could not be asked is not proven. Whether the caller's own software is careful can't be seen from outside: that is its configuration, which <c>check</c> reads.
/// </remarks>
public static class LinkJudge
{
    /// <summary>The strangers whom an endpoint has to refuse.</summary>
    /// <param name="peers">What it asks of callers.</param>
    public static ImmutableArray<ProbeKind> Refuses(PeerPolicy peers) => peers switch
    {
        PeerPolicy.Named => [ProbeKind.NoCertificate, ProbeKind.Foreign, ProbeKind.Expired, ProbeKind.WrongPurpose, ProbeKind.NoLink],
        PeerPolicy.Require => [ProbeKind.NoCertificate, ProbeKind.Foreign, ProbeKind.Expired, ProbeKind.WrongPurpose],
        _ => [],
    };

    /// <summary>The strangers whom an endpoint of a protocol has to refuse: where it has a rule for each account, also who names another one.</summary>
    /// <param name="peers">What it asks of callers.</param>
    /// <param name="protocol">What is spoken there.</param>
    public static ImmutableArray<ProbeKind> Refuses(PeerPolicy peers, WireProtocol protocol) => protocol.DecidesByAccount && peers >= PeerPolicy.Require ? [.. Refuses(peers), ProbeKind.OtherAccount] : Refuses(peers);

    /// <summary>Judges.</summary>
    /// <param name="question">What had to be proven.</param>
    /// <param name="address">Where it was dialled.</param>
    /// <param name="caller">The caller's answer.</param>
    /// <param name="strangers">The other answers of this endpoint.</param>
    /// <param name="roots">What the caller believes.</param>
    /// <param name="now">The time.</param>
    public static LinkProof Judge(
        LinkQuestion question, string address, ProbeResult caller, ImmutableArray<ProbeResult> strangers, IReadOnlyCollection<CertificateFacts> roots, DateTimeOffset now)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var say = new VerificationFindings(question, address);
        var proof = new LinkProof { Question = question, Address = address, Caller = caller, Strangers = strangers };
        if (question.Link.Required is Level.Plaintext)
        {
            return SpeaksPlaintext(question, caller)
                ? proof with { Proven = Level.Plaintext, Findings = [say.AsPlaintext(caller)] }
                : proof with { Findings = [say.NoPlaintext(caller)] };
        }

        var proven = Server(question, caller, roots, now, say, findings);
        var told = strangers.Select(s => Told(caller, s)).ToImmutableArray();
        if (proven is Level.Authenticated) proven = Peers(question, told, proven.Value);
        // What strangers met at somebody else's door says nothing of the callee's.
        foreach (var stranger in Another(question, caller) is null ? told : []) findings.AddRange(Stranger(question, stranger, say));
        if (findings.All(static f => f.Severity is not Severity.Error) && !(proven >= question.Link.Required)) findings.Add(say.LevelNotProven(proven));
        return proof with { Proven = proven, Strangers = told, Findings = findings.DrainToImmutable() };
    }

    /// <summary>
    /// True when the answer to a link that is described as plaintext was plaintext. One that does not decide who is let in (a password is wrong) is plaintext all the same;
    /// of a protocol that asks nothing there is none.
    /// </summary>
    public static bool SpeaksPlaintext(LinkQuestion question, ProbeResult caller) =>
        caller.Outcome is ProbeOutcome.NoTls or ProbeOutcome.Admitted || caller.WantsComparing
        || (caller.Outcome is ProbeOutcome.Unclear && question.Endpoint is { } endpoint && !WireProtocols.Of(endpoint.Protocol).AsksNothing);

    // Nobody has this account and its password. That it is asked for keeps strangers out; that only the account is missed says that nothing else would.
    private static ProbeResult OfNoAccount(ProbeResult stranger) => stranger switch
    {
        { AfterLogin: true } => stranger with { Outcome = ProbeOutcome.Admitted },
        { Outcome: ProbeOutcome.Admitted, Undecided: not null } => stranger with { Outcome = ProbeOutcome.Refused, Undecided = null },
        _ => stranger,
    };

    private static string? Another(LinkQuestion question, ProbeResult caller) => caller.Served?.Leaf is { } met ? question.AnotherOwner(met.Sha256) : null;

    private static Level? Server(
        LinkQuestion question, ProbeResult caller, IReadOnlyCollection<CertificateFacts> roots, DateTimeOffset now, VerificationFindings say, ImmutableArray<Finding>.Builder findings)
    {
        if (caller.Served is { } served)
        {
            if (Another(question, caller) is { } owner)
            {
                findings.Add(say.OfAnother(owner, served.Leaf!));
                return Level.Encrypted;
            }

            var faults = ServedJudge.Judge(served, question.ServerName, roots, now, question.Signer);
            findings.AddRange(faults.Select(f => say.Served(f, served.Leaf)));
            // Other names by which it is dialled: one handshake shows the certificate, and that is enough to compare.
            findings.AddRange(question.Link.Dialled.Where(n => n != question.ServerName && !n.StartsWith('*') && served.Leaf is { } leaf && !ServedJudge.Covers(leaf, n)).Select(n => say.OtherName(n, served.Leaf!)));
            if (question.Issued is { } issued && served.Leaf is { } now1 && now1.Sha256 != issued) findings.Add(say.Stale(now1, issued));
            if (question.NoRoots is { } why)
            {
                findings.Add(say.WithoutRoots(why));
                return Level.Encrypted;
            }

            if (caller.Outcome is ProbeOutcome.Distrusted || faults.Any(static f => f.Fault is not ServedFaultKind.Weak)) return Level.Encrypted;
        }

        if (!caller.MayBeLetIn)
        {
            findings.Add(say.CallerFails(caller));
            return caller.Outcome is ProbeOutcome.NoTls ? Level.Plaintext : null;
        }

        if (caller.Outcome is not ProbeOutcome.Admitted || caller.Undecided is not null) findings.Add(say.NotDecided(caller));
        return Level.Authenticated;
    }

    /// <summary>An answer that may be meant for the request tells a stranger from the caller only where the caller got another one.</summary>
    internal static ProbeResult Told(ProbeResult caller, ProbeResult stranger)
    {
        if (stranger.Kind is ProbeKind.OtherAccount) return OfNoAccount(stranger);
        if (!stranger.WantsComparing || caller.Outcome is ProbeOutcome.Admitted) return stranger;
        var compared = caller.WantsComparing || caller.Outcome is ProbeOutcome.Unclear ? ", as to the caller" : ", and the caller has no answer to compare it with";
        return stranger with { Outcome = ProbeOutcome.Unclear, Evidence = stranger.Evidence + compared };
    }

    private static Level Peers(LinkQuestion question, ImmutableArray<ProbeResult> strangers, Level proven)
    {
        bool Refused(ProbeKind kind) => strangers.Any(s => s.Kind == kind && s.Outcome is ProbeOutcome.Refused);
        if (!Refused(ProbeKind.NoCertificate) || !Refused(ProbeKind.Foreign)) return proven;
        return Refused(ProbeKind.NoLink) && question.Peers is PeerPolicy.Named ? Level.Named : Level.Mutual;
    }

    private static IEnumerable<Finding> Stranger(LinkQuestion question, ProbeResult answer, VerificationFindings say)
    {
        var isPlaintext = answer.Kind is ProbeKind.Plaintext or ProbeKind.PlaintextPort;
        var mustRefuse = answer.Kind switch
        {
            ProbeKind.Plaintext or ProbeKind.PlaintextPort => question.Endpoint is { KeepsPlaintext: false },
            ProbeKind.Tls10 or ProbeKind.Tls11 or ProbeKind.WeakSuites => true,
            ProbeKind.OtherAccount => question.Peers >= PeerPolicy.Require,
            _ => Refuses(question.Peers).Contains(answer.Kind),
        };
        var limit = question.Endpoint?.NotRefused.FirstOrDefault(l => l.Stranger == answer.Kind);
        switch (answer.Outcome)
        {
            case ProbeOutcome.Admitted when limit is not null:
                yield return say.Limit(answer, limit);
                break;
            case ProbeOutcome.Admitted when mustRefuse:
                yield return say.Accepted(answer);
                break;
            case ProbeOutcome.Admitted when isPlaintext:
                yield return say.KeptPlaintext(answer);
                break;
            // Where nobody listens any more, no plaintext is spoken; of the others it is an answer that is missing.
            case ProbeOutcome.Unreachable when isPlaintext:
                break;
            case ProbeOutcome.Unclear or ProbeOutcome.Alien or ProbeOutcome.TimedOut or ProbeOutcome.Distrusted or ProbeOutcome.NoTls or ProbeOutcome.Unreachable when mustRefuse && limit is null:
                yield return say.NotTold(answer);
                break;
            case ProbeOutcome.Skipped when mustRefuse:
                yield return say.NotAsked(answer);
                break;
        }
    }
}
