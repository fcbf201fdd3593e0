using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>What became of a link.</summary>
internal enum Verdict
{
    /// <summary>As required, by proof.</summary>
    Holds,

    /// <summary>Nothing could be asked.</summary>
    Skipped,

    /// <summary>Not as required.</summary>
    Fails,
}

/// <summary>One link at one address, as the page speaks of it.</summary>
/// <param name="Proof">What was seen.</param>
/// <param name="Name">The link, <c>web:db</c>.</param>
/// <param name="Anchor">Where its evidence stands in the page.</param>
internal sealed record LinkLook(LinkProof Proof, string Name, string Anchor)
{
    /// <summary>The words of the levels, the best first, then those of links of which none was proven.</summary>
    public static ImmutableArray<string> Words { get; } = [.. Levels.Names.Reverse(), None, Skipped];

    private const string None = "none";
    private const string Skipped = "skipped";

    /// <summary>The level that was proven, or why there is none, in one word: also the class by which it is coloured.</summary>
    public string Level => Proof.Skipped is not null ? Skipped : Proof.Proven?.Text() ?? None;

    /// <summary>What became of it.</summary>
    public Verdict Verdict => Proof.Skipped is not null ? Verdict.Skipped : Proof.Holds ? Verdict.Holds : Verdict.Fails;

    /// <summary>All links of a run, in its order.</summary>
    public static ImmutableArray<LinkLook> All(VerificationReport report)
    {
        var names = new LinkNames(report.Platform.Links);
        return [.. report.Links.Select((l, i) => new LinkLook(l, names[l.Link], $"link-{i + 1}"))];
    }
}
