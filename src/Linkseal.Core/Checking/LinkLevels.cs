using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What a link has, judged by files only.</summary>
/// <param name="Link">The link.</param>
/// <param name="Now">The level by files; null: unknown, something is there and does not fit.</param>
/// <param name="Reason">Why it is not the required level, or not in effect; null: it is as required.</param>
/// <param name="InEffect">False: written, but a step that puts it into effect has not been run.</param>
public sealed record LinkLevel(Link Link, Level? Now, string? Reason, bool InEffect)
{
    /// <summary>What <c>verify</c> last saw of it; null: it was never asked.</summary>
    public LastProof? Proof { get; init; }

    /// <summary>True: since <see cref="Proof"/> a certificate of the link was replaced on disk.</summary>
    public bool ProofIsStale { get; init; }
}

/// <summary>The level of each link by files.</summary>
/// <remarks>
/// The rule, in this order: a link that is required to be plaintext is plaintext. A link of which caller, callee or configuration was never applied is plaintext
/// (products are plaintext until they are told otherwise), but for one that a pair of the user's own serves. A link with an error about one of its two ends'
/// material, names, trust or settings is unknown: it fails, or it has less than it should; files can't tell which. Otherwise it has the required level, in
/// effect once the steps were seen to be run. What a running process holds is <c>verify</c>'s to say.
/// </remarks>
public static class LinkLevels
{
    // Errors with which a link still has its level: a key that others can read, one where none belongs, an authority that ends or is not in the state.
    private static readonly string[] Harmless = ["LS2008", "LS2018", "LS2105", "LS2106"];

    /// <summary>Judges every link, in the platform's order.</summary>
    /// <param name="desired">What should be.</param>
    /// <param name="platform">Components and links.</param>
    /// <param name="observed">A full look.</param>
    /// <param name="own">What the profile's own checks found: counts where it names the link or one of its ends.</param>
    public static ImmutableArray<LinkLevel> ByFiles(Desired desired, Platform platform, Observed observed, ImmutableArray<Finding> own)
    {
        var findings = Checker.Check(desired, platform, observed).Where(static f => f.Severity > Severity.Note).ToList();
        var ends = platform.Links.SelectMany(static l => new[] { l.Caller, l.Callee }).ToHashSet(StringComparer.Ordinal);
        bool Named(Finding finding, Link link) => finding.Link is { } id ? id == link.Id : finding.Component is { } component && (component == link.Caller || component == link.Callee);
        // A configuration of none of the ends (a platform's own file) concerns every link.
        bool Concerns(Finding finding, Link link) => Named(finding, link) || (finding.Link is null && (finding.Component is not { } component || !ends.Contains(component)));

        var scope = new CheckScope(desired, platform, observed);
        var absent = findings.Where(static f => f.Code == "LS2103").ToList();
        var wrong = findings.Where(static f => f.Severity is Severity.Error && f.Code != "LS2103" && !Harmless.Contains(f.Code)).ToList();
        var wrongOfOwn = own.Where(static f => f.Severity is Severity.Error).ToList();
        var waiting = findings.Where(static f => f.Code == "LS2101").ToList();
        return
        [
            .. platform.Links.Select(link => Judge(
                link,
                IsKept(scope, link) ? null : absent.Find(f => Concerns(f, link)),
                wrong.Find(f => Concerns(f, link)) ?? wrongOfOwn.Find(f => Named(f, link)),
                waiting.Exists(f => Concerns(f, link)))),
        ];
    }

    private static bool IsKept(CheckScope scope, Link link) => scope.Trust.Served(link) is { Spec.Source: LeafSource.Kept, Certificate: not null };

    private static LinkLevel Judge(Link link, Finding? absent, Finding? wrong, bool waiting)
    {
        if (link.Required is Level.Plaintext) return new(link, Level.Plaintext, link.Reason, InEffect: true);
        if (absent is not null) return new(link, Level.Plaintext, absent.Component is null ? "not applied" : $"{absent.Component} is not applied", InEffect: true);
        if (wrong is not null) return new(link, null, $"{wrong.Code} {wrong.Path ?? wrong.Message}", InEffect: false);
        return new(link, link.Required, waiting ? "written, not in effect" : null, !waiting);
    }
}
