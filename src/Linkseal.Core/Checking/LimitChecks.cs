using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What the products can't do, as profile and dialects say it: never a failure, never green.</summary>
internal static class LimitChecks
{
    public static void Run(CheckScope scope) => scope.Findings.AddRange(scope.Desired.Notes);
}

/// <summary>A limit of a product, as a note.</summary>
public static class Limits
{
    /// <summary>The code of every limit.</summary>
    private const string Code = "LS2104";

    /// <summary>True for a limit, whoever says it: nothing that can be acted upon.</summary>
    public static bool Is(Finding finding) => finding.Code == Code || finding.Message.StartsWith("limit:", StringComparison.Ordinal);

    /// <summary>Says what a product can't do.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="component">The component it is about; null: the platform.</param>
    /// <param name="link">The link it is about; null: none in particular.</param>
    public static Finding Of(string message, string? component = null, string? link = null) =>
        new(Code, Severity.Note, message) { Component = component, Link = link };

    /// <summary>Says which links stay below a checked certificate because an end can't do more; a link that is only asked for less is none of them.</summary>
    /// <param name="links">The links to look at.</param>
    public static IEnumerable<Finding> Of(IEnumerable<Link> links) => links.Where(static l => l.Reachable < Level.Authenticated).Select(static l =>
        Of($"{l.Id} stays {(l.Reachable is Level.Plaintext ? "plaintext" : "unauthenticated")}{(l.Reason is null ? "" : ": " + l.Reason)}", l.Caller, l.Id));
}
