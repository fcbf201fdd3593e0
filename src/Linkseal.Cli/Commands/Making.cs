using System.Collections.Immutable;
using Linkseal.Cli.Views;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Runtime;
using Linkseal.Runtime.Applying;

namespace Linkseal.Cli.Commands;

/// <summary>A plan to be shown, asked about and carried out: what <c>apply</c> and <c>remove</c> share.</summary>
internal sealed record Making
{
    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>Said where everything went well.</summary>
    public required string Done { get; init; }

    /// <summary>What is to be done.</summary>
    public required Plan Plan { get; init; }

    /// <summary>What is worth knowing of it.</summary>
    public ImmutableArray<Finding> Notes { get; init; } = [];

    /// <summary>What earlier applies have left.</summary>
    public required Inventory Before { get; init; }

    /// <summary>How.</summary>
    public required ApplyOptions Options { get; init; }

    private bool ChangesAnything => !Plan.IsEmpty || Options.WithAuthority;

    /// <summary>Shows, asks, does, and says how it ended.</summary>
    public ExitCode Run(Session session, Workspace workspace)
    {
        var view = new PlanView(workspace.Expansion.Platform, Plan, Notes);
        session.Report.Show(view);
        if (!ChangesAnything && !Plan.ChangesState) return Ending.Show(session, View(session, workspace, new(ApplyEnd.Done) { Inventory = Before }));
        if (ChangesAnything && Confirmation.Refused(session, Command, Question(view.Size)) is { } refused) return refused;

        session.Terminal.Output.Flush();
        using var progress = new ApplyProgress(session);
        var applied = workspace.Apply(Plan, Options, progress, session.Cancellation);
        progress.End();
        session.Report.Show(applied.Diagnostics);
        if (applied.Value is not { } report) return ExitCode.BadInput;
        return Ending.Show(session, View(session, workspace, report) with { Done = ChangesAnything ? Done : null });
    }

    private AppliedView View(Session session, Workspace workspace, ApplyReport report)
    {
        var (_, desired) = workspace.Expansion;
        // What comes next is said where something was done; after a failure only the failure counts.
        if (report.End is not (ApplyEnd.Done or ApplyEnd.StepsPending)) return new() { Report = report, Now = session.Terminal.Clock.GetUtcNow() };
        return new()
        {
            Report = report,
            Now = session.Terminal.Clock.GetUtcNow(),
            ByHand = Plan.Steps.Count(static s => !s.Step.Runs),
            First = FirstExpiry.Of(report.Inventory, desired.Leaves),
            StateFolder = report.Inventory.IsEmpty || !desired.Authorities.Any(static a => a.Source is AuthoritySource.Generated) ? null : workspace.State.Path,
            NewAuthority = !Plan.Authorities.IsEmpty && report.End is ApplyEnd.Done or ApplyEnd.StepsPending,
        };
    }

    private string Question(int size)
    {
        var changes = size == 1 ? "this change" : $"these {size} changes";
        if (!Options.WithAuthority) return $"Apply {changes}?";
        return Plan.IsEmpty ? "Erase the authority's key for good?" : $"Apply {changes}, and erase the authority's key for good?";
    }
}
