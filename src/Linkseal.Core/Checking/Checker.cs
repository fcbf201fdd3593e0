using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>
/// Everything that can be known from files, whatever the product: the desired state held against a full look (all material parsed, all signatures verified).
/// Pure. A check that could not look says so in a finding of its own, so that silence means "looked, and good".
/// </summary>
public static class Checker
{
    /// <summary>The code of what is described and was never applied: the platform as a whole, or a component.</summary>
    public const string NotApplied = "LS2103";

    private static readonly Action<CheckScope>[] Checks =
    [
        StateChecks.Run, PlaceChecks.Run, SwitchChecks.Run, PairChecks.Run, ChainChecks.Run, NameChecks.Run, DateChecks.Run, PurposeChecks.Run, StrengthChecks.Run,
        DriftChecks.Run, AuthorityChecks.Run, LimitChecks.Run,
    ];

    /// <summary>Runs every check.</summary>
    /// <param name="desired">What should be.</param>
    /// <param name="platform">Components and links.</param>
    /// <param name="observed">A full look.</param>
    /// <returns>The findings, errors first, each group in the order of the checks; the description's own notes last.</returns>
    public static ImmutableArray<Finding> Check(Desired desired, Platform platform, Observed observed)
    {
        var scope = new CheckScope(desired, platform, observed);
        foreach (var check in Checks) check(scope);
        return [.. scope.Findings.OrderByDescending(static f => f.Severity)];
    }
}
