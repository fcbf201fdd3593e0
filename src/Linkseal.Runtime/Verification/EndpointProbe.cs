using System.Collections.Immutable;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;

namespace Linkseal.Runtime.Verification;

/// <summary>All questions that can be put to one endpoint without knowing what it belongs to: <c>linkseal probe</c>.</summary>
public static class EndpointProbe
{
    /// <summary>Asks, one question after the other.</summary>
    /// <param name="target">Where.</param>
    /// <param name="identity">What whoever asks shows; null: no certificate.</param>
    /// <param name="roots">What is believed.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<EndpointLook> Look(ProbeTarget target, ClientIdentity? identity, TrustRoots roots, ProbeLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        var prober = new Prober(limits);
        var caller = await prober.AsCaller(target, identity, roots, cancellation).ConfigureAwait(false);
        var strangers = ImmutableArray.CreateBuilder<ProbeResult>();
        if (caller.Served?.Leaf is { } leaf)
        {
            using var foreign = Strangers.Foreign(clock.GetUtcNow());
            strangers.Add(await prober.AsStranger(ProbeKind.NoCertificate, target, null, leaf.Sha256, cancellation).ConfigureAwait(false));
            strangers.Add(await prober.AsStranger(ProbeKind.Foreign, target, foreign, leaf.Sha256, cancellation).ConfigureAwait(false));
            strangers.AddRange(await prober.OldHandshakes(target, cancellation).ConfigureAwait(false));
        }

        if (caller.Outcome is not (ProbeOutcome.Unreachable or ProbeOutcome.Skipped or ProbeOutcome.NoTls or ProbeOutcome.TimedOut) && !target.Protocol.AsksNothing)
            strangers.Add(await prober.InPlaintext(ProbeKind.Plaintext, target, cancellation).ConfigureAwait(false));
        return new()
        {
            Address = target.Address,
            ServerName = target.Caller.ServerName,
            Protocol = target.Protocol.Name,
            Caller = caller,
            Strangers = strangers.DrainToImmutable(),
            Faults = caller.Served is { } served ? ServedJudge.Judge(served, target.Caller.ServerName, roots.Facts, clock.GetUtcNow()) : [],
        };
    }
}
