using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What a link has, judged by files only.</summary>
/// <param name="Link">The link.</param>
/// <param name="Now">The level by files; null: unknown, something is there and does not fit.</param>
/// <param name="Reason">Why it is not the required level, or not in effect; null: it is as required.</param>
/// <param name="InEffect">False: written, but a step that puts it into effect has not been run.</param>
public sealed record LinkLevel(Link Link, Level? Now, string? Reason, bool InEffect);

/// <summary>The level of each link by files.</summary>
/// <remarks>
/// The rule, in this order: a link that is required to be plaintext is plaintext. A link of which caller, callee or configuration was never applied is plaintext
/// (products are plaintext until they are told otherwise). A link with an error about one of its two ends' material, names, trust or settings is unknown: it fails, or
/// it has less than it should; files can't tell which. Otherwise it has the required level, in effect once the steps were seen to be run.
/// What a running process holds is <c>verify</c>'s to say.
/// </remarks>
public static class LinkLevels
{
    /// <summary>Judges every link, in the platform's order.</summary>
    public static ImmutableArray<LinkLevel> ByFiles(Desired desired, Platform platform, Observed observed)
    {
        var findings = Checker.Check(desired, platform, observed).Where(static f => f.Code != "LS2104").ToList();
        var ends = platform.Links.SelectMany(static l => new[] { l.Caller, l.Callee }).ToHashSet(StringComparer.Ordinal);
        // A configuration of none of the ends (a platform's own file) concerns every link.
        bool Concerns(Finding finding, Link link) => finding.Link is { } id
            ? id == link.Id
            : finding.Component is not { } component || component == link.Caller || component == link.Callee || !ends.Contains(component);

        var absent = findings.Where(static f => f.Code == "LS2103").ToList();
        // A key that others can read is an error, and the link still has its level.
        var wrong = findings.Where(static f => f.Severity is Severity.Error && f.Code is not ("LS2103" or "LS2008" or "LS2018" or "LS2105")).ToList();
        var waiting = findings.Where(static f => f.Code == "LS2101").ToList();
        return [.. platform.Links.Select(link => Judge(link, absent.Find(f => Concerns(f, link)), wrong.Find(f => Concerns(f, link)), waiting.Find(f => Concerns(f, link))))];
    }

    private static LinkLevel Judge(Link link, Finding? absent, Finding? wrong, Finding? waiting)
    {
        if (link.Required is Level.Plaintext) return new(link, Level.Plaintext, link.Reason, InEffect: true);
        if (absent is not null) return new(link, Level.Plaintext, absent.Message, InEffect: true);
        if (wrong is not null) return new(link, null, wrong.Message, InEffect: false);
        return new(link, link.Required, waiting?.Message, waiting is null);
    }
}
