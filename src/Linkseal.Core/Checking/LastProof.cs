using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Core.Checking;

/// <summary>What <c>verify</c> saw of a link when it last could ask: kept in the state, and shown by <c>status</c> with its age.</summary>
/// <param name="Caller">The link's caller.</param>
/// <param name="Callee">The link's callee.</param>
/// <param name="Endpoint">The callee's endpoint; null: its only one.</param>
/// <param name="At">When.</param>
/// <param name="Holds">True: as required.</param>
public sealed record LastProof(string Caller, string Callee, string? Endpoint, DateTimeOffset At, bool Holds)
{
    /// <summary>The level that was proven, of several addresses the lowest; null: none.</summary>
    public Level? Proven { get; init; }

    /// <summary>How many of its addresses could not be asked.</summary>
    public int Skipped { get; init; }

    /// <summary>The SHA-256 of the leaf that stood on disk for the callee; null: none was known.</summary>
    public string? Served { get; init; }

    /// <summary>The SHA-256 of the leaf that stood on disk for the caller; null: none was known.</summary>
    public string? Shown { get; init; }

    /// <summary>What a run of <c>verify</c> leaves to be remembered, with what earlier runs left of the links at which this one could ask nothing.</summary>
    /// <param name="before">What was remembered.</param>
    /// <param name="report">The run.</param>
    /// <param name="desired">What should be.</param>
    /// <param name="observed">The look that the run began with.</param>
    public static ImmutableArray<LastProof> Remember(ImmutableArray<LastProof> before, VerificationReport report, Desired desired, Observed observed)
    {
        var scope = new CheckScope(desired, report.Platform, observed);
        var seen = report.Links.ToLookup(static l => (l.Link.Caller, l.Link.Callee, l.Link.Endpoint));
        return
        [
            .. report.Platform.Links.DistinctBy(static l => (l.Caller, l.Callee, l.Endpoint))
                .Select(link => Of(scope, link, [.. seen[(link.Caller, link.Callee, link.Endpoint)]], report.Ended) ?? Find(before, link)).OfType<LastProof>(),
        ];
    }

    /// <summary>What is remembered of a link; null: nothing.</summary>
    public static LastProof? Find(ImmutableArray<LastProof> proofs, Link link) => proofs.FirstOrDefault(p => p.Caller == link.Caller && p.Callee == link.Callee && p.Endpoint == link.Endpoint);

    /// <summary>True when one of the link's certificates on disk is another one than at that time: what was proven then says nothing of it.</summary>
    internal bool IsStale(CheckScope scope, Link link) => Differs(Served, ServedBy(scope, link)) || Differs(Shown, ShownBy(scope, link));

    private static LastProof? Of(CheckScope scope, Link link, ImmutableArray<LinkProof> proofs, DateTimeOffset at)
    {
        var asked = proofs.Where(static p => p.Skipped is null).ToList();
        if (asked.Count == 0) return null;
        return new(link.Caller, link.Callee, link.Endpoint, at, asked.TrueForAll(static p => p.Holds))
        {
            // Nothing at one of them is nothing at all.
            Proven = asked.Exists(static p => p.Proven is null) ? null : asked.Min(static p => p.Proven),
            Skipped = proofs.Length - asked.Count,
            Served = ServedBy(scope, link),
            Shown = ShownBy(scope, link),
        };
    }

    private static string? ServedBy(CheckScope scope, Link link) => scope.Trust.Served(link)?.Certificate?.Sha256;

    private static string? ShownBy(CheckScope scope, Link link) => scope.Trust.Shown(link)?.Certificate?.Sha256;

    // A file that can't be read now has not changed for that.
    private static bool Differs(string? then, string? now) => now is not null && then != now;
}
