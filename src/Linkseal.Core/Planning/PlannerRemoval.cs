using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Planning;

/// <summary>Taking Linkseal out: everything that the inventory knows, of one component or of all.</summary>
internal static class PlannerRemoval
{
    private const string Reason = "taken out";

    public static void Known(PlannerScope scope, string? component)
    {
        if (component is null) return;
        var known = new SortedSet<string>(StringComparer.Ordinal);
        known.UnionWith(scope.Inventory.Files.Values.Select(static f => f.Component));
        known.UnionWith(scope.Inventory.Edits.Values.Select(static e => e.Component));
        var described = scope.Desired.Files.Any(f => f.Component == component) || scope.Desired.Edits.Any(e => e.Component == component);
        if (!known.Contains(component) && !described) scope.Diagnostics.Add(PlannerDiagnostics.NoSuchComponent(component, known));
    }

    /// <summary>Without an inventory nothing is known to be ours: what looks so is listed, for the user to judge, and never taken out.</summary>
    public static void Lost(PlannerScope scope, string? component)
    {
        if (scope.Observed.HasInventory) return;
        var files = PlannerLost.Files(scope, component);
        var configuration = PlannerLost.Configuration(scope, component);
        if (files.IsEmpty && configuration.IsEmpty) return;
        scope.Diagnostics.Add(PlannerDiagnostics.NothingToGoBy(files.Length, configuration.Length));
        foreach (var folder in files.GroupBy(PlannerWords.Folder, StringComparer.Ordinal)) scope.Diagnostics.Add(PlannerDiagnostics.LooksLikeOurs(folder.Key, [.. folder.Select(PlannerWords.Name)]));
        foreach (var (path, settings) in configuration) scope.Diagnostics.Add(PlannerDiagnostics.SettingsLikeOurs(path, settings));
    }

    public static void Files(PlannerScope scope, string? component, ImmutableArray<FileChange>.Builder changes, ImmutableArray<string>.Builder forgotten)
    {
        foreach (var (path, file) in scope.Inventory.Files.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            if (component is not null && file.Component != component) continue;
            PlannerLeftovers.TakeAway(scope, path, file, Reason, changes, forgotten);
        }
    }

    /// <summary>
    /// A step goes on reading files of this component, because the settings that name them stay: it would stop in the middle, after it has wiped what it makes anew.
    /// </summary>
    public static void Demanded(PlannerScope scope, string? component, IEnumerable<FileChange> files, ImmutableArray<EditChange> edits)
    {
        if (component is null || !edits.IsEmpty) return;
        var gone = files.Where(static f => f.Action is ChangeAction.Remove).Select(static f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var step in scope.Desired.Steps)
        {
            var read = step.Evidence.Select(static e => e.Source).Where(gone.Contains).Distinct(StringComparer.Ordinal).Select(PlannerWords.Name).ToList();
            if (read.Count > 0) scope.Diagnostics.Add(PlannerDiagnostics.Demanded(component, step, read));
        }
    }

    public static ImmutableArray<EditChange> Edits(PlannerScope scope, string? component, ImmutableArray<string>.Builder forgotten)
    {
        var before = scope.Diagnostics.Count;
        ImmutableArray<EditChange> edits =
            [.. scope.Inventory.Edits.Where(e => component is null || e.Value.Component == component).OrderBy(static e => e.Key, StringComparer.Ordinal)
                .Select(e => PlannerLeftovers.Revert(scope, e.Key, e.Value, Reason, forgotten)).OfType<EditChange>()];

        // A setting of ours that can't be taken out would go on naming files that are about to go.
        foreach (var stays in scope.Diagnostics.Skip(before).Where(static d => d.Severity == Severity.Warning).ToArray())
            scope.Diagnostics.Add(PlannerDiagnostics.WouldDangle(stays));
        return edits;
    }
}
