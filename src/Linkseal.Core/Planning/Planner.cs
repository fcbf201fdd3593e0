using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Planning;

/// <summary>
/// Compares what should be with what was met. Pure and linear in the number of components; what the inventory knows is recognised by hash, nothing is parsed.
/// A plan after an apply is empty.
/// </summary>
public static class Planner
{
    /// <summary>What apply has to do.</summary>
    /// <param name="desired">What should be.</param>
    /// <param name="observed">What was met: a quick look is enough.</param>
    /// <param name="options">How to plan.</param>
    /// <returns>The plan, with everything that stands in its way (<c>LS14xx</c>, and what the editors say of configuration files).</returns>
    public static Result<Plan> Compare(Desired desired, Observed observed, PlanOptions options)
    {
        var scope = new PlannerScope(desired, observed, options);
        var authorities = PlannerAuthorities.Make(scope);
        var leaves = PlannerLeaves.Due(scope);
        PlannerAuthorities.Demand(scope, leaves);

        var files = ImmutableArray.CreateBuilder<FileChange>();
        var forgotten = ImmutableArray.CreateBuilder<string>();
        PlannerFiles.Written(scope, leaves, files);
        PlannerLeftovers.Files(scope, files, forgotten);
        var switches = PlannerSwitches.Of(scope, files);
        var edits = PlannerEdits.Changed(scope).AddRange(PlannerLeftovers.Edits(scope, forgotten));
        var (steps, seen) = PlannerSteps.Due(scope, files, edits);

        var plan = new Plan
        {
            Authorities = authorities,
            Leaves = leaves,
            Files = files.DrainToImmutable(),
            Switches = switches,
            Edits = edits,
            Steps = steps,
            Standing = [.. desired.Steps.Where(static s => s.Stands).Concat(ByHand.Open(desired, observed)).Where(s => !steps.Any(d => d.Step.Id == s.Id))],
            StepsSeen = seen,
            Forgotten = forgotten.DrainToImmutable(),
            Placed = PlannerClusters.Placed(scope),
        };
        return new(plan.IsEmpty ? plan : plan with { Folders = Folders(scope), Basis = PlannerBasis.Of(scope, plan) }, scope.AllDiagnostics());
    }

    /// <summary>What taking Linkseal out has to do: files of ours go, edits of ours are taken out of configuration, and the steps that follow.</summary>
    /// <param name="desired">What should be: for the steps.</param>
    /// <param name="observed">What was met: a quick look is enough.</param>
    /// <param name="component">Only this component; null: all.</param>
    /// <param name="options">How to plan.</param>
    public static Result<Plan> Remove(Desired desired, Observed observed, string? component, PlanOptions options)
    {
        var scope = new PlannerScope(desired, observed, options);
        PlannerRemoval.Known(scope, component);
        PlannerRemoval.Lost(scope, component);
        var files = ImmutableArray.CreateBuilder<FileChange>();
        var forgotten = ImmutableArray.CreateBuilder<string>();
        PlannerRemoval.Files(scope, component, files, forgotten);
        var switches = PlannerSwitches.Gone(scope, scope.Links.Where(l => component is null || l.Folder.Component == component), files);
        var edits = PlannerRemoval.Edits(scope, component, forgotten);
        PlannerRemoval.Demanded(scope, component, files, edits);
        var (steps, never) = PlannerSteps.AfterRemoval(scope, component, files, edits);

        var plan = new Plan { Files = files.DrainToImmutable(), Switches = switches, Edits = edits, Steps = steps, StepsSeen = never, Forgotten = forgotten.DrainToImmutable() };
        return new(plan with { Basis = PlannerBasis.Of(scope, plan) }, scope.AllDiagnostics());
    }

    /// <summary>True when nothing is wrong with the input: something on the place stands in the way (a planted symbolic link), and only that.</summary>
    public static bool IsObstructed(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Any(static d => d.Severity == Severity.Error) && diagnostics.All(static d => d.Severity != Severity.Error || PlannerDiagnostics.IsObstacle(d.Code));

    private static ImmutableArray<FolderRule> Folders(PlannerScope scope) =>
        [.. scope.Desired.Folders.Where(f => !scope.Observed.Listings.ContainsKey(f.Path))];
}
