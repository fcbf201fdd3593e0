using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>A step as it was printed: it may be described no longer once what it follows from is written.</summary>
/// <param name="Id">The <see cref="RunStep.Id"/>.</param>
/// <param name="Component">Whose it is.</param>
/// <param name="Command">What is to be typed.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ByHandStep(string Id, string Component, ImmutableArray<string> Command, string Reason)
{
    /// <summary>The folder to type it in; null: any.</summary>
    public string? Folder { get; init; }

    /// <summary>What it interrupts; null: nothing.</summary>
    public string? Interrupts { get; init; }

    /// <summary><see cref="RunStep.Outlasts"/>.</summary>
    public bool Outlasts { get; init; }

    /// <summary>Remembers a step.</summary>
    public static ByHandStep Of(RunStep step) => new(step.Id, step.Component, step.Command, step.Reason) { Folder = step.Folder, Interrupts = step.Interrupts, Outlasts = step.Outlasts };

    /// <summary>The step again, for a plan to name.</summary>
    public RunStep Step => new() { Id = Id, Component = Component, Command = Command, Reason = Reason, Folder = Folder, Interrupts = Interrupts, Outlasts = Outlasts, After = [], Runs = false };
}

/// <summary>What is to be typed by hand and was not seen done.</summary>
public static class ByHand
{
    /// <summary>What is open, in the order in which it is to be typed, as it is described now where it still is. A step of <see cref="RunStep.Stands"/> speaks for itself, and one whose copies equal their sources was seen.</summary>
    public static ImmutableArray<RunStep> Open(Desired desired, Observed observed)
    {
        if (observed.Inventory.ByHand.IsEmpty) return [];
        var described = desired.Steps.DistinctBy(static s => s.Id).ToDictionary(static s => s.Id, StringComparer.Ordinal);
        // A Secret that is wanted again is not to be taken away.
        var wanted = PlannerClusters.Unwanted(desired).ToHashSet(StringComparer.Ordinal);
        return [.. observed.Inventory.ByHand.Where(b => !wanted.Contains(b.Id)).Select(b => described.GetValueOrDefault(b.Id) ?? b.Step).Where(s => !s.Runs && !s.Stands && StepEffect.Of(s, observed.Files) is not true)];
    }

    /// <summary>What is open after a plan: what was, and what it prints. A first apply and a whole removal begin anew: what was printed before them is taken back, but for what outlasts it.</summary>
    /// <param name="before">What was open.</param>
    /// <param name="steps">The plan's steps.</param>
    /// <param name="anew">True: nothing of what was open counts any more.</param>
    public static ImmutableArray<ByHandStep> After(ImmutableArray<ByHandStep> before, ImmutableArray<PlannedStep> steps, bool anew)
    {
        var printed = steps.Where(static s => s.Step is { Runs: false, Stands: false }).Select(static s => ByHandStep.Of(s.Step)).ToList();
        // What is run is no longer anybody's to type.
        var open = before.Where(b => (!anew || b.Outlasts) && !steps.Any(s => s.Step.Runs && s.Step.Id == b.Id)).ToList();
        // Each stays before what it was printed before: a certificate that is sent anew, before the restart that still waits.
        var next = open.Count;
        foreach (var step in Enumerable.Reverse(printed))
        {
            if (open.FindIndex(o => o.Id == step.Id) is >= 0 and var at) open[next = at] = step;
            else open.Insert(next, step);
        }

        return [.. open];
    }
}
