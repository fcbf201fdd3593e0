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
        var wrong = request.Roles.Where(static r => !TiDbDraftFiles.IsYaml(r.Key) && !TiDbRole.Names.Contains(r.Value)).OrderBy(static r => r.Key, StringComparer.Ordinal)
            .Select(static r => TiDbDraftDiagnostics.UnknownRole(r.Key, r.Value)).ToImmutableArray();
        if (!wrong.IsEmpty) return Result.With<Draft>(null, wrong);

        if (TiUpDraft.File(request) is { } topology) return TiUpDraft.Of(request, topology);
        var found = TiDbDraftFiles.Of(request);
        // A scraper alone scrapes somebody else, and a second file alone is nobody's.
        if (found.Files.All(static f => f.Role is "prometheus" or TiDbRole.Learner)) return null;
        return Result.Ok(new Draft(TiDbDraftText.Of(request, found), ImmutableDictionary<string, string>.Empty, Saw(found)) { NotLookedAt = found.Passed });
    }

    private static ImmutableArray<string> Saw(TiDbDraftFiles found)
    {
        var hosts = found.Files.Select(static f => f.Host).Distinct().Count();
        return
        [
            $"TiDB: {found.Files.Length} configuration files of {hosts} {(hosts == 1 ? "host" : "hosts")}; their version is not in them",
            .. found.Files.GroupBy(static f => f.Role).Select(static g => $"{g.Count()} {g.Key}: {Shown([.. g.Select(static f => f.Path)])}"),
            .. found.Passed.Select(static p => $"not taken: {p.Path}: {p.Reason}"),
        ];
    }

    private static string Shown(string[] paths) => string.Join(", ", paths.Take(MostShown)) + (paths.Length > MostShown ? $" and {paths.Length - MostShown} more" : "");
}
