using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>What the products can't do, from the links and from the notes of profile and dialects: never a failure, never green.</summary>
internal static class LimitChecks
{
    public static void Run(CheckScope scope)
    {
        var said = scope.Desired.Notes.Select(static n => n.Link).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var link in scope.Platform.Links.Where(l => l.Reachable < Level.Authenticated && !said.Contains(l.Id)))
        {
            scope.Add(Limits.Of($"{link.Id} stays {(link.Reachable is Level.Plaintext ? "plaintext" : "unauthenticated")}{(link.Reason is null ? "" : ": " + link.Reason)}", link.Caller, link.Id));
        }

        scope.Findings.AddRange(scope.Desired.Notes);
    }
}

/// <summary>A limit of a product, as a note.</summary>
public static class Limits
{
    /// <summary>Says what a product can't do.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="component">The component it is about; null: the platform.</param>
    /// <param name="link">The link it is about; null: none in particular.</param>
    public static Finding Of(string message, string? component = null, string? link = null) =>
        new("LS2104", Severity.Note, message) { Component = component, Link = link };
}
