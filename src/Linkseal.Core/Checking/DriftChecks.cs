using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>What differs from the last apply, and what the last applies left that is no longer described.</summary>
internal static class DriftChecks
{
    public static void Run(CheckScope scope)
    {
        var wanted = scope.Desired.Files.Select(static f => f.Path)
            .Concat(scope.Leaves.Where(static l => l.Spec.Source is LeafSource.Kept).SelectMany(static l => l.Files).Select(static f => f.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, file) in scope.Observed.Inventory.Files.OrderBy(static f => f.Key, StringComparer.Ordinal)) File(scope, path, file, wanted.Contains(path));
        foreach (var group in scope.Desired.Edits.GroupBy(static e => e.Path, StringComparer.Ordinal)) Configuration(scope, group.Key, [.. group]);

        var edited = scope.Desired.Edits.Select(static e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, edits) in scope.Observed.Inventory.Edits.Where(e => !edited.Contains(e.Key)).OrderBy(static e => e.Key, StringComparer.Ordinal))
        {
            if (!edits.Applied.IsEmpty && scope.Observed.Documents.ContainsKey(path)) scope.Add(DriftFindings.Leftover(edits.Component, path, "settings of a component that is no longer described"));
        }

        foreach (var path in scope.Observed.Leftovers) scope.Add(DriftFindings.Staging(path));
    }

    private static void File(CheckScope scope, string path, InstalledFile file, bool wanted)
    {
        var state = scope.State(path);
        if (state.Kind is FileKind.Missing) return;
        if (!wanted) scope.Add(DriftFindings.Leftover(file.Component, path, "written by an earlier apply, no longer described"));
        else if (state.Sha256 is { } now && now != file.Sha256) scope.Add(DriftFindings.File(file.Component, path, file.Sha256, now));
    }

    private static void Configuration(CheckScope scope, string path, DesiredEdit[] edits)
    {
        var component = edits[0].Component;
        if (!scope.Observed.Documents.TryGetValue(path, out var text))
        {
            if (scope.State(path).Kind is FileKind.Missing) scope.Add(PairFindings.Missing(component, path, $"install {component}, or correct the path"));
            else scope.Add(scope.State(path).Obstacle is { } obstacle ? PlaceFindings.Behind(obstacle, 1, path) : PlaceFindings.Unseen(1, path));
            return;
        }

        var known = scope.Observed.Inventory.Edits.GetValueOrDefault(path);
        var earlier = known?.Applied ?? [];
        var edited = ConfigEditor.Apply(edits[0].Format, path, text, [.. edits.SelectMany(static e => e.Edits)], earlier);
        foreach (var diagnostic in edited.Diagnostics.Where(static d => d.Severity is Severity.Error)) scope.Add(DriftFindings.Configuration(component, path, diagnostic));
        if (edited.Failed || edited.Value is not { } value || value.Text == text) return;
        if (known is null && scope.NothingApplied) return;
        var words = PlannerEdits.Words(earlier, value.Applied);
        scope.Add(known is null ? StateFindings.NotApplied(component, path, words) : DriftFindings.Configuration(component, path, words));
    }
}

/// <summary>What differs from the last apply.</summary>
internal static class DriftFindings
{
    public static Finding File(string component, string path, string expected, string observed) =>
        new("LS2015", Severity.Warning, $"{path} is not the file that the last apply wrote")
        {
            Component = component,
            Path = path,
            Expected = "SHA-256 " + expected,
            Observed = "SHA-256 " + observed,
            Remedy = "linkseal apply writes it again; to keep what is there, describe it as brought",
        };

    public static Finding Configuration(string component, string path, string words) => Configuration(component, path, $"settings in {path} are not as applied; the next apply {words}", "the settings of the last apply", words, null);

    public static Finding Configuration(string component, string path, Diagnostic diagnostic) =>
        Configuration(component, path, diagnostic.At is { } at ? $"{path}:{at.Line}:{at.Column}: {diagnostic.Message}" : $"{path}: {diagnostic.Message}", "the settings of the last apply", diagnostic.Message, diagnostic.Hint);

    public static Finding Leftover(string? component, string path, string what) =>
        new("LS2020", Severity.Warning, $"{path} is left over: {what}")
        {
            Component = component,
            Path = path,
            Expected = "nothing of Linkseal's that is not described",
            Observed = PlannerWords.Name(path),
            Remedy = "linkseal apply takes it out",
        };

    public static Finding Staging(string path) => Leftover(null, path, "staged files of an apply that ended early, and whose journal is gone; they may hold private keys") with
    {
        Remedy = $"rm -r {path}, once no other linkseal applies to this place",
    };

    private static Finding Configuration(string component, string path, string message, string expected, string observed, string? hint) =>
        new("LS2019", Severity.Error, message)
        {
            Component = component,
            Path = path,
            Expected = expected,
            Observed = observed,
            Remedy = hint ?? "linkseal plan shows the difference, linkseal apply sets it again",
        };
}
