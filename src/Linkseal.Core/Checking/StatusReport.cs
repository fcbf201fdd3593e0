using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>A step that was due and has not been seen to be run.</summary>
/// <param name="Id">The <see cref="RunStep.Id"/>.</param>
/// <param name="Step">The step; null: it is no longer described.</param>
/// <param name="Reason">Why it was due, in words.</param>
public sealed record PendingStep(string Id, RunStep? Step, string Reason);

/// <summary>The inventory as people read it.</summary>
/// <param name="Certificates">The certificates and authorities: what is missing first, then by expiry.</param>
/// <param name="Links">Every link with its level by files, and what was last proven of it.</param>
/// <param name="PendingSteps">What is written and not in effect, by name.</param>
/// <param name="ByHand">What was printed for somebody to type and was not seen done, in order.</param>
public sealed record StatusReport(ImmutableArray<CertificateStatus> Certificates, ImmutableArray<LinkLevel> Links, ImmutableArray<PendingStep> PendingSteps, ImmutableArray<RunStep> ByHand)
{
    /// <summary>True when somebody has to act on a certificate.</summary>
    public bool IsWrong => Certificates.Any(static c => c.IsWrong);

    /// <summary>Makes the report from a full look.</summary>
    /// <param name="desired">What should be.</param>
    /// <param name="platform">Components and links.</param>
    /// <param name="observed">A full look.</param>
    /// <param name="own">What the profile's own checks found.</param>
    /// <param name="within">Certificates that end within this time are due.</param>
    /// <param name="proofs">What <c>verify</c> has left.</param>
    public static StatusReport Make(Desired desired, Platform platform, Observed observed, ImmutableArray<Finding> own, TimeSpan within, ImmutableArray<LastProof> proofs)
    {
        var scope = new CheckScope(desired, platform, observed);
        var certificates = scope.Leaves.Select(l => CertificateStatus.Of(l, observed, within))
            .Concat(observed.Authorities.Values.Select(a => CertificateStatus.Of(a, observed.Now, within)))
            .OrderBy(static c => c.NotAfter ?? DateTimeOffset.MinValue).ThenBy(static c => c.Component, StringComparer.Ordinal).ThenBy(static c => c.Leaf, StringComparer.Ordinal);
        var links = LinkLevels.ByFiles(desired, platform, observed, own).Select(level => LastProof.Find(proofs, level.Link) is { } proof
            ? level with { Proof = proof, ProofIsStale = proof.IsStale(scope, level.Link) }
            : level);
        return new([.. certificates], [.. links], [.. Pending(desired, observed)], Planning.ByHand.Open(desired, observed));
    }

    private static IEnumerable<PendingStep> Pending(Desired desired, Observed observed) =>
        from pending in observed.Inventory.PendingSteps
        let step = desired.Steps.FirstOrDefault(s => s.Id == pending.Key)
        where step is null || StepEffect.Of(step, observed.Files) is not true
        orderby pending.Key
        select new PendingStep(pending.Key, step, pending.Value);
}
