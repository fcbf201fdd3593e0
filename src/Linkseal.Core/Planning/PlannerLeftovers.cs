using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>What the inventory knows and the description no longer names: a component that was taken out.</summary>
internal static class PlannerLeftovers
{
    public static void Files(PlannerScope scope, ImmutableArray<FileChange>.Builder changes, ImmutableArray<string>.Builder forgotten)
    {
        if (scope.Inventory.Files.IsEmpty) return;
        var wanted = scope.Desired.Files.Select(static f => f.Path).Concat(scope.Kept).ToHashSet(StringComparer.Ordinal);
        var gone = scope.AllInstalled.Where(f => !wanted.Contains(f.Key)).OrderBy(static f => f.Key, StringComparer.Ordinal).ToList();
        if (gone.Count == 0) return;
        var described = Components(scope);
        foreach (var (path, file) in gone) TakeAway(scope, path, file, Reason(described, file.Component), changes, forgotten);
    }

    public static ImmutableArray<EditChange> Edits(PlannerScope scope, ImmutableArray<string>.Builder forgotten)
    {
        if (scope.Inventory.Edits.IsEmpty) return [];
        var described = Components(scope);
        var wanted = scope.Desired.Edits.Select(static e => e.Path).ToHashSet(StringComparer.Ordinal);
        return [.. scope.Inventory.Edits.Where(e => !wanted.Contains(e.Key)).OrderBy(static e => e.Key, StringComparer.Ordinal)
            .Select(e => Revert(scope, e.Key, e.Value, Reason(described, e.Value.Component), forgotten)).OfType<EditChange>()];
    }

    /// <summary>Removes a file of ours; one that somebody replaced since is left to him.</summary>
    public static void TakeAway(PlannerScope scope, string path, InstalledFile file, string reason, ImmutableArray<FileChange>.Builder changes, ImmutableArray<string>.Builder forgotten)
    {
        if (scope.IsBehind(path)) return;
        var state = scope.State(path);
        if (state.Kind is FileKind.Missing)
        {
            forgotten.Add(path);
        }
        else if (state.Kind is FileKind.Regular && (state.Sha256 is null || state.Sha256 == file.Sha256))
        {
            changes.Add(new() { Action = ChangeAction.Remove, Path = path, Component = file.Component, Reason = reason });
        }
        else
        {
            if (state.Kind is not FileKind.Forbidden) forgotten.Add(path);
            scope.Diagnostics.Add(PlannerDiagnostics.LeftInPlace(path, file.Component));
        }
    }

    /// <summary>Takes our edits out of a configuration file; null where there is nothing of ours left in it: somebody gave it back what it said before.</summary>
    public static EditChange? Revert(PlannerScope scope, string path, InstalledEdits edits, string reason, ImmutableArray<string>.Builder forgotten)
    {
        if (edits.Applied.IsEmpty || !scope.Observed.Documents.TryGetValue(path, out var text)) return null;
        var reverted = ConfigEditor.Revert(edits.Format, path, text, edits.Applied);
        scope.Diagnostics.AddRange(reverted.Diagnostics);
        if (reverted.Failed || reverted.Value is not { } value) return null;
        if (value.Text == text && value.Applied.IsEmpty) forgotten.Add(path);
        if (value.Text == text) return null;
        return new(path, edits.Component, edits.Format, reason, text, value.Text, value.Applied);
    }

    private static string Reason(HashSet<string> described, string component) =>
        described.Contains(component) ? $"no longer described for {component}" : $"component {component} is no longer described";

    private static HashSet<string> Components(PlannerScope scope) =>
    [
        .. scope.Desired.Files.Select(static f => f.Component),
        .. scope.Desired.Leaves.Select(static l => l.Component),
        .. scope.Desired.Edits.Select(static e => e.Component),
    ];
}
