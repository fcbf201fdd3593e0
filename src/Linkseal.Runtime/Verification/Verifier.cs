using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>How <c>verify</c> goes about it.</summary>
public sealed record VerifyOptions
{
    /// <summary>How long a probe waits.</summary>
    public ProbeLimits Limits { get; init; } = new();

    /// <summary>How many endpoints are asked at once; each of them one question at a time.</summary>
    public int AtOnce { get; init; } = 32;

    /// <summary>Where components are dialled, said by hand: <c>--connect web=host:port</c>.</summary>
    public ImmutableDictionary<string, DialAddress.Host> Connect { get; init; } = ImmutableDictionary<string, DialAddress.Host>.Empty;
}

/// <summary>Hears how far a run has come.</summary>
public interface IVerifyListener
{
    /// <summary>One link at one address is judged.</summary>
    /// <param name="proof">The verdict.</param>
    /// <param name="done">How many are.</param>
    /// <param name="all">Of how many.</param>
    void Judged(LinkProof proof, int done, int all);
}

/// <summary>Asks every endpoint for all of its callers, endpoints beside each other, and judges each link.</summary>
internal sealed class Verifier(VerifyOptions options, ProbeCertificates certificates, TrustOf trust, AddressBook addresses, TimeProvider clock)
{
    private readonly Prober _prober = new(options.Limits);

    /// <summary>One proof for each link and address, in the order of the questions.</summary>
    public async Task<ImmutableArray<LinkProof>> Verify(ImmutableArray<LinkQuestion> questions, IVerifyListener listener, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(questions.Select(q => Dialled(q, cancellation))).ConfigureAwait(false);
        var dialled = questions.SelectMany((q, order) => found[order].Select(at => new Dial(Put(q, at.Address), order, at.Address, at.Skipped))).ToList();
        var proofs = new ConcurrentBag<(int Order, LinkProof Proof)>();
        var done = 0;
        void Add(Dial dial, LinkProof proof)
        {
            proofs.Add((dial.Order, proof));
            lock (proofs) listener.Judged(proof, ++done, dialled.Count);
        }

        foreach (var dial in dialled.Where(static d => d.Address is null)) Add(dial, Skipped(dial, dial.Skipped!));
        await Parallel.ForEachAsync(
            dialled.Where(static d => d.Address is not null).GroupBy(static d => (d.Address!, d.Question.Link.Callee, d.Question.Endpoint?.Name)),
            new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellation },
            async (group, token) =>
            {
                foreach (var (dial, proof) in await Endpoint([.. group], token).ConfigureAwait(false)) Add(dial, proof);
            }).ConfigureAwait(false);
        return [.. proofs.OrderBy(static p => p.Order).ThenBy(static p => p.Proof.Address, StringComparer.Ordinal).Select(static p => p.Proof)];
    }

    // The host of an endpoint's own list is how it is called there. Where it is dialled by hand, or where docker says that a container is, is no name of its,
    // and of several instances it is not known which one is met.
    private LinkQuestion Put(LinkQuestion question, DialAddress.Host? address)
    {
        if (address is null) return question;
        var saysItsName = !options.Connect.ContainsKey(question.Link.Callee) && question.Endpoint?.At.Contains(address) is true;
        return saysItsName ? question.At(address.Name) : question.IssuedEach.IsEmpty ? question : question with { Issued = null };
    }

    // Callers first, one after the other; then the strangers, once for all of them, or once for each account where that decides.
    private async Task<List<(Dial Dial, LinkProof Proof)>> Endpoint(ImmutableArray<Dial> dials, CancellationToken cancellation)
    {
        List<(Dial Dial, ProbeResult Result)> callers = [];
        foreach (var dial in dials) callers.Add((dial, await Caller(dial, cancellation).ConfigureAwait(false)));
        var now = clock.GetUtcNow();
        List<(Dial, LinkProof)> proofs = [];
        foreach (var same in callers.GroupBy(static c => Account(c.Dial)))
        {
            var strangers = await Strangers([.. same], cancellation).ConfigureAwait(false);
            proofs.AddRange(same.Select(c => (c.Dial, c.Result.Outcome is ProbeOutcome.Skipped ? Skipped(c.Dial, c.Result.Evidence) : LinkJudge.Judge(c.Dial.Question, Target(c.Dial).Address, c.Result, c.Dial.Question.Link.Required is Level.Plaintext ? [] : strangers, trust.Of(c.Dial.Question).Facts, now))));
        }

        return proofs;
    }

    private static (string User, string? Database)? Account(Dial dial) => Target(dial) is { Protocol.DecidesByAccount: true, Caller: var caller } ? (caller.User, caller.Database) : null;

    private async Task<ProbeResult> Caller(Dial dial, CancellationToken cancellation)
    {
        var (question, target) = (dial.Question, Target(dial));
        if (question.Link.Required is Level.Plaintext) return await _prober.InPlaintext(ProbeKind.Caller, target, cancellation).ConfigureAwait(false);
        var made = question.Shown is null && question.Peers is PeerPolicy.None ? new(null, "") : certificates.Caller(question);
        var asked = await _prober.AsCaller(target, made.Identity, trust.Of(question), cancellation).ConfigureAwait(false);
        // Without the certificate that the endpoint demands nothing can be said of the caller; but that nobody listens there, or that there is no TLS, is seen all the same.
        return question.Peers >= PeerPolicy.Require && made is { Identity: null, Reason.Length: > 0 } && asked.Outcome is not (ProbeOutcome.NoTls or ProbeOutcome.Unreachable)
            ? new(ProbeKind.Caller, ProbeOutcome.Skipped, made.Reason)
            : asked;
    }

    private async Task<ImmutableArray<ProbeResult>> Strangers(ImmutableArray<(Dial Dial, ProbeResult Result)> callers, CancellationToken cancellation)
    {
        var sealedOnes = callers.Where(static c => c.Dial.Question.Link.Required > Level.Plaintext).ToList();
        if (sealedOnes.Count == 0 || sealedOnes.TrueForAll(static c => c.Result.Outcome is ProbeOutcome.Unreachable or ProbeOutcome.Skipped)) return [];
        var (dial, _) = sealedOnes[0];
        var (question, target) = (dial.Question, Target(dial));
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        if (sealedOnes.Select(static c => c.Result.Served?.Leaf?.Sha256).FirstOrDefault(static s => s is not null) is { } leaf)
        {
            foreach (var kind in LinkJudge.Refuses(question.Peers, target.Protocol))
            {
                var stranger = kind is ProbeKind.OtherAccount ? target with { Caller = target.Caller with { User = Runtime.Verification.Strangers.Name } } : target;
                var made = certificates.Stranger(kind, question.CallerAuthority);
                results.Add(made is { Identity: null, Reason.Length: > 0 }
                    ? new(kind, ProbeOutcome.Skipped, made.Reason)
                    : await _prober.AsStranger(kind, stranger, made.Identity, leaf, cancellation).ConfigureAwait(false));
            }

            results.AddRange(await _prober.OldHandshakes(target, cancellation).ConfigureAwait(false));
        }

        if (!target.Protocol.AsksNothing) results.Add(await _prober.InPlaintext(ProbeKind.Plaintext, target, cancellation).ConfigureAwait(false));
        if (question.Endpoint is { PlaintextPort: { } port } && port != target.Port)
            results.Add(await _prober.InPlaintext(ProbeKind.PlaintextPort, target with { Port = port }, cancellation).ConfigureAwait(false));
        return results.DrainToImmutable();
    }

    private static LinkProof Skipped(Dial dial, string reason) => new()
    {
        Question = dial.Question,
        Address = dial.Address is null ? null : Target(dial).Address,
        Caller = new(ProbeKind.Caller, ProbeOutcome.Skipped, reason),
        Skipped = reason,
    };

    private static ProbeTarget Target(Dial dial)
    {
        var question = dial.Question;
        return new(dial.Address!.Name, dial.Address.Port, WireProtocols.Of(question.Endpoint!.Protocol), new(question.ServerName, question.User) { Path = question.Link.Path ?? question.Endpoint.Path, Database = question.Link.Database }) { Shown = dial.Address.Shown };
    }

    private async Task<(DialAddress.Host? Address, string? Skipped)[]> Dialled(LinkQuestion question, CancellationToken cancellation)
    {
        if (question.Endpoint is not { } endpoint) return [(null, $"nothing is known of where {question.Link.Callee} listens: give it a port")];
        if (options.Connect.TryGetValue(question.Link.Callee, out var byHand)) return [(byHand, null)];
        ImmutableArray<DialAddress> at = endpoint.At.IsEmpty ? [new DialAddress.Host(question.ServerName, endpoint.Port)] : endpoint.At;
        return await Task.WhenAll(at.Select(a => addresses.Find(a, cancellation))).ConfigureAwait(false);
    }

    /// <summary>One link at one address.</summary>
    private sealed record Dial(LinkQuestion Question, int Order, DialAddress.Host? Address, string? Skipped);
}
