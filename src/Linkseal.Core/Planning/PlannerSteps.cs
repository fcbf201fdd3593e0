using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>Which commands are due: because a file they read changes, because they were due before, or because their copies show that they were not run.</summary>
internal static class PlannerSteps
{
    public static (ImmutableArray<PlannedStep> Due, ImmutableArray<string> Seen) Due(PlannerScope scope, IEnumerable<FileChange> files, IEnumerable<EditChange> edits)
    {
        var touched = new PlannerTouched(files.Select(static f => f.Path).Concat(edits.Select(static e => e.Path)));
        var due = ImmutableArray.CreateBuilder<PlannedStep>();
        var seen = ImmutableArray.CreateBuilder<string>();
        foreach (var step in Planned(scope).Where(static s => s.OnApply))
        {
            if (touched.Why(step) is { } reason || Pending(scope, step, seen, out reason) || Unseen(scope, step, out reason))
            {
                due.Add(new(step, reason!));
                touched.Rewritten(step);
            }
        }

        var known = scope.Desired.Steps.Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        // Where no commands are run, what waits to be run waits on.
        if (scope.Options.RunsCommands) seen.AddRange(scope.Inventory.PendingSteps.Keys.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal));
        return (due.DrainToImmutable(), seen.DrainToImmutable());
    }

    public static ImmutableArray<PlannedStep> AfterRemoval(PlannerScope scope, IEnumerable<FileChange> files, IEnumerable<EditChange> edits)
    {
        var touched = new PlannerTouched(files.Select(static f => f.Path).Concat(edits.Select(static e => e.Path)));
        var due = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var step in Planned(scope).Where(static s => s.OnRemove))
        {
            if (touched.Why(step) is not { } reason) continue;
            due.Add(new(step, reason));
            touched.Rewritten(step);
        }

        return due.DrainToImmutable();
    }

    // Below a root nothing is run; what is only printed is for other machines anyway.
    private static IEnumerable<RunStep> Planned(PlannerScope scope) => scope.Desired.Steps.Where(s => scope.Options.RunsCommands || !s.Runs);

    /// <summary>Whether every copy that the step makes equals its source; null: it leaves no sign, or a source or copy could not be read.</summary>
    public static bool? InEffect(RunStep step, Observed observed)
    {
        if (step.Evidence.IsEmpty) return null;
        var unknown = false;
        foreach (var sign in step.Evidence)
        {
            var source = observed.Files.GetValueOrDefault(sign.Source, FileState.Missing);
            var copy = observed.Files.GetValueOrDefault(sign.Copy, FileState.Missing);
            if (source.Kind is FileKind.Regular && (copy.Kind is FileKind.Missing || (copy.Sha256 is not null && source.Sha256 is not null && copy.Sha256 != source.Sha256))) return false;
            unknown |= source.Sha256 is null || copy.Sha256 is null;
        }

        return unknown ? null : true;
    }

    /// <summary>A copy that is there and differs from its source; null: none.</summary>
    public static StepEvidence? Stale(RunStep step, Observed observed) => step.Evidence.FirstOrDefault(sign =>
        observed.Files.GetValueOrDefault(sign.Source)?.Sha256 is { } source && observed.Files.GetValueOrDefault(sign.Copy)?.Sha256 is { } copy && source != copy);

    private static bool Pending(PlannerScope scope, RunStep step, ImmutableArray<string>.Builder seen, out string? reason)
    {
        if (!step.Runs || !scope.Inventory.PendingSteps.TryGetValue(step.Id, out reason))
        {
            reason = null;
            return false;
        }

        if (InEffect(step, scope.Observed) is true)
        {
            seen.Add(step.Id);
            return false;
        }

        return true;
    }

    // Only after an apply: before it, the copies are of somebody else's making.
    private static bool Unseen(PlannerScope scope, RunStep step, out string? reason)
    {
        reason = null;
        if (scope.Inventory.IsEmpty || !step.Runs) return false;
        if (Stale(step, scope.Observed) is { } sign) reason = $"{sign.Copy} differs from {PlannerWords.Name(sign.Source)}";
        else if (Lost(step, scope.Observed) is { } lost) reason = $"{lost.Copy} is not there";
        return reason is not null;
    }

    // Somebody ran the product's own command by hand, which wiped what a step of ours had put there.
    private static StepEvidence? Lost(RunStep step, Observed observed) => step.Evidence.FirstOrDefault(sign =>
        observed.Files.GetValueOrDefault(sign.Source)?.Kind is FileKind.Regular && observed.Files.GetValueOrDefault(sign.Copy)?.Kind is FileKind.Missing);
}
