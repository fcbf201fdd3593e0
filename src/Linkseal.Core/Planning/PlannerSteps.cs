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
            if (touched.Why(step) is { } reason || Pending(scope, step, seen, out reason) || Unseen(scope, step, out reason) || Printed(scope, step, out reason) || PlannerClusters.IsDue(scope, step, out reason))
            {
                due.Add(new(step, reason!));
                touched.Rewritten(step);
            }
        }

        due.AddRange(PlannerClusters.Leftovers(scope));
        var known = scope.Desired.Steps.Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        // Where no commands are run, what waits to be run waits on.
        if (scope.Options.RunsCommands) seen.AddRange(scope.Inventory.PendingSteps.Keys.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal));
        return (WithoutWithin(due.DrainToImmutable(), seen), seen.DrainToImmutable());
    }

    // A restart reads the certificates too: the reload beside it has nothing left to do, and need not be remembered.
    private static ImmutableArray<PlannedStep> WithoutWithin(ImmutableArray<PlannedStep> due, ImmutableArray<string>.Builder? seen)
    {
        var ids = due.Select(static s => s.Step.Id).ToHashSet(StringComparer.Ordinal);
        var idle = due.Where(s => s.Step.Within is { } within && ids.Contains(within)).ToImmutableArray();
        seen?.AddRange(idle.Select(static s => s.Step.Id));
        return due.RemoveRange(idle);
    }

    /// <summary>What follows from taking out: nothing where nothing was ever in effect; what an earlier removal left to be run, too.</summary>
    /// <param name="scope">Desired and observed.</param>
    /// <param name="component">Only this component is taken out; null: all.</param>
    /// <param name="files">The files that go.</param>
    /// <param name="edits">The configuration that changes.</param>
    /// <returns>The steps, and the pending ones that are then to be forgotten.</returns>
    public static (ImmutableArray<PlannedStep> Due, ImmutableArray<string> Forgotten) AfterRemoval(
        PlannerScope scope, string? component, IEnumerable<FileChange> files, IEnumerable<EditChange> edits)
    {
        var touched = new PlannerTouched(files.Select(static f => f.Path).Concat(edits.Select(static e => e.Path)));
        var steps = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var step in Planned(scope).Where(s => s.OnRemove && !PlannerClusters.IsUnreached(scope, s)))
        {
            if ((touched.Why(step) ?? Left(scope, step)) is not { } reason) continue;
            steps.Add(new(step, reason));
            touched.Rewritten(step);
        }

        steps.AddRange(PlannerClusters.Leftovers(scope).Where(s => component is null || s.Step.Component == component));
        var due = StepEffect.Due(WithoutWithin(steps.ToImmutable(), seen: null), scope.Inventory.NeverRun, scope.Observed.Files);
        var idle = steps.Where(s => s.Step.Runs && !due.Contains(s)).Select(static s => s.Step).ToImmutableArray();
        if (!idle.IsEmpty) scope.Diagnostics.Add(PlannerDiagnostics.NeverInEffect(idle));
        var still = due.Select(static s => s.Step.Id).ToHashSet(StringComparer.Ordinal);
        return (due, component is not null || !scope.Options.RunsCommands ? [] : [.. scope.Inventory.NeverRun.Where(id => !still.Contains(id))]);
    }

    // Below a root nothing is run; what is only printed is for other machines anyway.
    private static IEnumerable<RunStep> Planned(PlannerScope scope) => scope.Desired.Steps.Where(s => scope.Options.RunsCommands || !s.Runs);

    /// <summary>Whether every copy that the step makes equals its source; null: it leaves no sign, or a source or copy could not be read.</summary>
    public static bool? InEffect(RunStep step, Observed observed) => StepEffect.Of(step, observed.Files);

    /// <summary>A copy that is there and differs from its source; null: none.</summary>
    public static StepEvidence? Stale(RunStep step, Observed observed) => step.Evidence.FirstOrDefault(sign =>
        observed.Files.GetValueOrDefault(sign.Source)?.Sha256 is { } source && observed.Files.GetValueOrDefault(sign.Copy)?.Sha256 is { } copy && source != copy);

    // A removal whose steps were left (--no-reload): they are still due.
    private static string? Left(PlannerScope scope, RunStep step) => scope.Inventory.NeverRun.Contains(step.Id) ? null : scope.Inventory.PendingSteps.GetValueOrDefault(step.Id);

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

    // It was printed for somebody to type, and the description now says that it is to be run.
    private static bool Printed(PlannerScope scope, RunStep step, out string? reason)
    {
        reason = step.Runs && scope.Inventory.ByHand.Any(b => b.Id == step.Id) ? "it was printed, and not seen done" : null;
        return reason is not null;
    }

    // Somebody ran the product's own command by hand, which wiped what a step of ours had put there.
    private static StepEvidence? Lost(RunStep step, Observed observed) => step.Evidence.FirstOrDefault(sign =>
        observed.Files.GetValueOrDefault(sign.Source)?.Kind is FileKind.Regular && observed.Files.GetValueOrDefault(sign.Copy)?.Kind is FileKind.Missing);
}
