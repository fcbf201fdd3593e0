using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Commands;

/// <summary>A link and the level that the files on disk give it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Level">By files: nothing was dialled.</param>
/// <param name="Reason">Why it is not what is required; null where it is.</param>
internal sealed record LinkStatus(Link Link, Level Level, string? Reason)
{
    /// <summary>
    /// Each link by files: what is required where both ends' files are in place; plaintext where a file or a configuration that opens TLS is still to be written.
    /// An error finding at either end is named: the level stands in the files, and the link will not work.
    /// </summary>
    public static ImmutableArray<LinkStatus> All(Platform platform, Plan plan, ImmutableArray<Finding> findings)
    {
        var components = platform.Components.Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
        // A configuration that belongs to no single component (harbor.yml) turns TLS on for all of them.
        var missing = plan.Files.Where(static f => f.Action == ChangeAction.Create).Select(static f => (f.Component, f.Path))
            .Concat(plan.Edits.Select(static e => (e.Component, e.Path)))
            .ToLookup(f => components.Contains(f.Component) ? f.Component : Everybody, static f => f.Path, StringComparer.Ordinal);
        var wrong = findings.Where(static f => f.Severity == Severity.Error)
            .ToLookup(static f => f.Link ?? f.Component ?? Everybody, StringComparer.Ordinal);
        return [.. platform.Links.Select(link => Of(link, missing, wrong))];
    }

    // No component has an empty name.
    private const string Everybody = "";

    private static LinkStatus Of(Link link, ILookup<string, string> missing, ILookup<string, Finding> wrong)
    {
        if (link.Required == Level.Plaintext) return new(link, Level.Plaintext, link.Reason);
        if (missing[link.Callee].Concat(missing[link.Caller]).Concat(missing[Everybody]).FirstOrDefault() is { } path)
            return new(link, Level.Plaintext, "not applied: " + path);

        var first = wrong[link.Id].Concat(wrong[link.Callee]).Concat(wrong[link.Caller]).FirstOrDefault();
        return new(link, link.Required, first is null ? null : $"will not work: {first.Code} {first.Path ?? first.Message}");
    }
}
