using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Applying;

/// <summary>How to apply.</summary>
public sealed record ApplyOptions
{
    /// <summary>False (<c>--no-reload</c>): steps are remembered, not run.</summary>
    public bool RunSteps { get; init; } = true;

    /// <summary>Also erase the authority (<c>remove --with-authority</c>), after everything else.</summary>
    public bool WithAuthority { get; init; }
}

/// <summary>How an apply ended.</summary>
public enum ApplyEnd
{
    /// <summary>Everything is as planned.</summary>
    Done,

    /// <summary>Files are in place; steps wait (not run, by request).</summary>
    StepsPending,

    /// <summary>Something failed, and everything is as it was before.</summary>
    RolledBack,

    /// <summary>Something failed, and giving back failed too: the report says what is where, the next apply goes on.</summary>
    Stuck,

    /// <summary>Nothing was begun: cancelled, locked, no permission, or the observed files had moved.</summary>
    NotBegun,
}

/// <summary>What apply, undo, remove or recover did.</summary>
/// <param name="End">How it ended.</param>
public sealed record ApplyReport(ApplyEnd End)
{
    /// <summary>What failed, one line that says what and where; null: nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>What the operator may want to know, one line each (where the journal is, what was completed).</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The state afterwards.</summary>
    public Inventory Inventory { get; init; } = Inventory.Empty;
}

/// <summary>An apply that did not come to its end.</summary>
/// <param name="Description">One line for people: when, what it was doing.</param>
/// <param name="Completes">True: the next apply completes it; false: the next apply undoes it.</param>
public sealed record Interrupted(string Description, bool Completes);

/// <summary>Hears what apply does while it does it.</summary>
public interface IApplyListener
{
    /// <summary>A phase begins: <c>issuing</c>, <c>staging</c>, <c>swapping</c>, with how many items it has.</summary>
    void Phase(string name, int count);

    /// <summary>One more item of the phase is done.</summary>
    void Progress();

    /// <summary>A step starts.</summary>
    void StepStarts(PlannedStep step);

    /// <summary>A line that a running step printed.</summary>
    void StepPrints(string line, bool isError);

    /// <summary>A step ended.</summary>
    void StepEnds(PlannedStep step, int exitCode);
}
