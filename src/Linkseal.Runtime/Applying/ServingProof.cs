using Linkseal.Core.Planning;
using Linkseal.Core.Verification;
using Linkseal.Core.Verification.Wire;
using Linkseal.Runtime.Verification;

namespace Linkseal.Runtime.Applying;

/// <summary>What the wire says after a step.</summary>
internal enum Serving
{
    /// <summary>The new leaf is served.</summary>
    Seen,

    /// <summary>Something else is served.</summary>
    Other,

    /// <summary>Nobody answers.</summary>
    NotReached,
}

/// <summary>
/// After a reload or a restart the served certificate decides, not the command's word: PostgreSQL says <c>t</c> to everything, HUP tells nothing. Some products take
/// seconds to notice, so it is looked at again and again for a while.
/// </summary>
internal static class ServingProof
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks until the leaf is served, or patience ends; then what was met last, in words.</summary>
    /// <param name="sign">Where.</param>
    /// <param name="sha256">The SHA-256 of the leaf that was written.</param>
    /// <param name="cancellation">Ends the waiting; what was met last counts.</param>
    public static async Task<(Serving End, string Words)> Wait(ServedSign sign, string sha256, CancellationToken cancellation)
    {
        var prober = new Prober(new() { Probe = TimeSpan.FromSeconds(3), Quiet = TimeSpan.FromMilliseconds(50) });
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // A container that was made anew may have another address each time.
            using var addresses = new AddressBook();
            var at = (await addresses.Find(sign.Address, CancellationToken.None).ConfigureAwait(false)).Address ?? sign.Address;
            var target = new ProbeTarget(at.Name, at.Port, WireProtocols.Of(sign.Protocol), new(sign.ServerName, Strangers.Name)) { Shown = at.Shown };
            var (end, words) = Judge(await prober.AsStranger(ProbeKind.NoCertificate, target, null, sha256, CancellationToken.None).ConfigureAwait(false), target.Address);
            if (end is Serving.Seen || cancellation.IsCancellationRequested || TimeProvider.System.GetElapsedTime(until) > Patience) return (end, words);
            await Task.Delay(Pace, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static (Serving End, string Words) Judge(ProbeResult result, string address) => result switch
    {
        { Outcome: ProbeOutcome.Unreachable or ProbeOutcome.Skipped or ProbeOutcome.TimedOut } => (Serving.NotReached, $"{address}: {result.Evidence}"),
        { Outcome: ProbeOutcome.NoTls } => (Serving.Other, $"{address} still speaks plaintext ({result.Evidence})"),
        // The stranger takes the new leaf and no other; what the server says after it does not matter.
        { MetTheLeaf: true } => (Serving.Seen, ""),
        { Outcome: ProbeOutcome.Unclear, Evidence: Prober.AnotherLeaf } => (Serving.Other, $"{address} serves another certificate than the new one"),
        _ => (Serving.Other, $"{address} serves no certificate ({result.Evidence})"),
    };
}
