using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>A platform judged as its files stand, whoever wrote them: nothing is expected of it that Linkseal would write.</summary>
public static class Auditor
{
    /// <summary>What is looked at: the certificates that configuration names, the configuration itself, what the product's own checks want to see.</summary>
    /// <param name="desired">What the profile made of the platform as it stands.</param>
    public static Desired OnlyRead(Desired desired) => new()
    {
        Leaves = [.. desired.Leaves.Where(static l => l.Source is LeafSource.Kept)],
        Documents = [.. desired.Documents.Concat(desired.Edits.Select(static e => e.Path)).Distinct(StringComparer.Ordinal)],
        Material = desired.Material,
        Embedded = desired.Embedded,
        Listings = desired.Listings,
        Folders = desired.Folders,
        Chains = desired.Chains,
        Notes = desired.Notes,
    };

    /// <summary>The general checks on what was seen. A file that configuration names and that is not here is a note, no fault: it may lie on another host.</summary>
    /// <param name="desired">Of <see cref="OnlyRead"/>.</param>
    /// <param name="platform">Components and links.</param>
    /// <param name="observed">A full look.</param>
    public static ImmutableArray<Finding> Check(Desired desired, Platform platform, Observed observed)
    {
        bool IsHere(string path) => observed.Files.GetValueOrDefault(path, FileState.Missing).Kind is not FileKind.Missing;
        var missing = desired.Leaves.SelectMany(static l => Paths(l).Select(p => (l.Component, Path: p))).Where(p => !IsHere(p.Path)).DistinctBy(static p => p.Path).ToList();
        var absent = missing.Select(static p => p.Path).ToHashSet(StringComparer.Ordinal);
        var seen = Checker.Check(desired, platform, observed).Where(f => f.Path is null || !absent.Contains(f.Path));
        return [.. seen, .. missing.GroupBy(static p => PlannerWords.Folder(p.Path), StringComparer.Ordinal).Select(static g => NotSeen(g.Key, [.. g]))];
    }

    /// <summary>The same findings for who has no description yet: a remedy that speaks of one says what makes it.</summary>
    public static ImmutableArray<Finding> WithoutDescription(ImmutableArray<Finding> findings) =>
        [.. findings.Select(static f => f.Remedy is { } remedy && NeedsDescription(remedy) ? f with { Remedy = $"{remedy} (linkseal init first: there is no linkseal.yaml yet)" } : f)];

    private static bool NeedsDescription(string remedy) =>
        (remedy.Contains("linkseal apply", StringComparison.Ordinal) || remedy.Contains("linkseal plan", StringComparison.Ordinal) || remedy.Contains("settings:", StringComparison.Ordinal))
        && !remedy.Contains("linkseal init", StringComparison.Ordinal);

    private static IEnumerable<string> Paths(LeafSpec leaf) => leaf.Source is LeafSource.Kept kept ? [kept.Certificate, kept.Key, .. kept.Authority is { } authority ? [authority] : ImmutableArray<string>.Empty] : [];

    private static Finding NotSeen(string folder, ImmutableArray<(string Component, string Path)> missing)
    {
        var names = string.Join(", ", missing.Select(static m => PlannerWords.Name(m.Path)));
        return new("LS2801", Severity.Note, $"not seen: nothing is known of names, dates and keys, because {names} of {folder} {(missing.Length == 1 ? "is" : "are")} not here")
        {
            Component = string.Join(", ", missing.Select(static m => m.Component).Distinct(StringComparer.Ordinal)),
            Path = missing[0].Path,
            Expected = "the files that configuration names",
            Observed = "nothing at that path",
            Remedy = "run the audit where the files lie, or lay copies of them (certificates only) under the same paths below a folder and name it with --root",
        };
    }
}
