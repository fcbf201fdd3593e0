using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The first <c>linkseal.yaml</c> of a folder with the products' files, or with TiUP's.</summary>
internal static class TiDbDraft
{
    /// <summary>More paths in one line say nothing.</summary>
    private const int MostShown = 6;

    public static ImmutableArray<string> Signs { get; } = ["**/*.toml", "**/prometheus.yml", "topology.yaml", "topology.yml", "meta.yaml"];

    public static Result<Draft>? Of(DraftRequest request)
    {
        var wrong = request.Roles.Where(static r => !TiDbRole.Names.Contains(r.Value)).OrderBy(static r => r.Key, StringComparer.Ordinal)
            .Select(static r => TiDbDraftDiagnostics.UnknownRole(r.Key, r.Value)).ToImmutableArray();
        if (!wrong.IsEmpty) return Result.With<Draft>(null, wrong);

        var beside = 0;
        if (!request.Files.IsEmpty) (request, beside) = Alone(request);
        if (TiUpDraft.File(request) is { } topology) return TiUpDraft.Of(request, topology);
        var found = TiDbDraftFiles.Of(request);
        // A scraper alone scrapes somebody else, and a second file alone is nobody's.
        if (found.Files.All(static f => f.Role is "prometheus" or TiDbRole.Learner)) return null;
        if (!found.Broken.IsEmpty) return Result.With<Draft>(null, found.Broken);
        return Result.Ok(new Draft(TiDbDraftText.Of(request, found), ImmutableDictionary<string, string>.Empty, Saw(found, request, beside)) { NotLookedAt = found.Passed });
    }

    // Files that were named speak for themselves, and the second file of a TiFlash among them: what else lies there may be another cluster's.
    private static (DraftRequest Request, int Beside) Alone(DraftRequest request)
    {
        var all = TiDbDraftFiles.Of(request);
        var seconds = all.Files.Where(f => f.Role == "tiflash" && request.Files.Contains(f.Path)).Select(f => all.LearnerOf(f)?.Path).OfType<string>();
        var taken = request.Files.Concat(seconds).ToHashSet(StringComparer.Ordinal);
        var only = request with
        {
            Documents = request.Documents.Where(d => taken.Contains(d.Key)).ToImmutableDictionary(StringComparer.Ordinal),
            Roles = request.Roles.Where(r => taken.Contains(r.Key)).ToImmutableDictionary(StringComparer.Ordinal),
        };
        return (only, request.Documents.Count - only.Documents.Count);
    }

    private static ImmutableArray<string> Saw(TiDbDraftFiles found, DraftRequest request, int beside)
    {
        var hosts = found.Files.Select(static f => f.Host).Distinct().Count();
        return
        [
            $"TiDB: {found.Files.Length} configuration {(found.Files.Length == 1 ? "file" : "files")} of {hosts} {(hosts == 1 ? "host" : "hosts")}; their version is not in them",
            .. found.Files.GroupBy(static f => f.Role).Select(static g => $"{g.Count()} {g.Key}: {Shown([.. g.Select(static f => f.Path)])}"),
            .. beside > 0 ? [$"{Shown([.. request.Files])} alone, as {(request.Files.Length == 1 ? "it was" : "they were")} named: {beside} other {(beside == 1 ? "file" : "files")} of {request.Folder} {(beside == 1 ? "was" : "were")} not looked at; name the folder for the cluster"] : ImmutableArray<string>.Empty,
        ];
    }

    private static string Shown(string[] paths) => string.Join(", ", paths.Take(MostShown)) + (paths.Length > MostShown ? $" and {paths.Length - MostShown} more" : "");
}
