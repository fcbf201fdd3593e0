using System.Collections.Immutable;
using Linkseal.Cli.Views.Json;
using Linkseal.Core.Checking;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views;

/// <summary>What apply would do: by component, then the commands in their order, then one line that counts.</summary>
/// <param name="platform">Gives the order of components.</param>
/// <param name="plan">The plan.</param>
/// <param name="notes">What profile and dialects say of it, shown where there is something to apply; the products' limits are <c>show</c>'s.</param>
internal sealed class PlanView(Platform platform, Plan plan, ImmutableArray<Finding> notes = default) : IView
{
    private readonly ImmutableArray<ChangeItem> changes = [.. PlanChanges.Of(plan)];

    /// <summary>How many changes there are: what a question names.</summary>
    public int Size => Counted is 0 ? plan.Switches.Length : Counted;

    private ImmutableArray<Finding> Said => plan.IsEmpty || notes.IsDefaultOrEmpty ? [] : [.. notes.Where(static n => !Limits.Is(n))];

    // A switch is how changes are done; alone it stands only where a link goes whose files are gone already.
    private int Counted => changes.Count(static c => c.Action is not ("print" or "switch"));

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (!quiet && !plan.IsEmpty)
        {
            WriteAuthorities(page);
            WriteComponents(page);
            WriteSteps(page);
            FindingsText.Write(page, Said, quiet);
        }

        if (!quiet) WriteStanding(page);
        page.Line(Summary(), plan.IsEmpty ? Style.Green : Style.Bold);
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Platform = PlatformItem.From(platform);
        envelope.Changes = changes;
        if (!Said.IsEmpty) envelope.Findings = [.. Said.OrderByDescending(static f => f.Severity).Select(FindingItem.From)];
        envelope.Counts = new(StringComparer.Ordinal)
        {
            ["create"] = Count("create"), ["update"] = Count("update"), ["remove"] = Count("remove"), ["run"] = Count("run"),
        };
    }

    private string Summary() => Words.Sum(
        plan.Switches.IsEmpty ? "No changes." : Words.Count(plan.Switches.Length, "link") + " to take away",
        (Count("create"), Count("create") + " to create"),
        (Count("update"), Count("update") + " to change"),
        (Count("remove"), Count("remove") + " to remove"),
        (Count("run"), Count("run") + " to run"));

    private int Count(string action) => changes.Count(c => c.Action == action);

    private IEnumerable<string> ComponentsInOrder() =>
        platform.Components.Select(static c => c.Name)
            .Concat(plan.Files.Select(static f => f.Component))
            .Concat(plan.Switches.Select(static s => s.Folder.Component))
            .Concat(plan.Edits.Select(static e => e.Component))
            .Distinct(StringComparer.Ordinal);

    private void WriteAuthorities(Page page)
    {
        if (plan.Authorities.IsEmpty) return;
        page.Line("authority", Style.Bold);
        foreach (var authority in plan.Authorities)
            page.Line(("  + ", Style.Green), ($"{authority.Spec.Name}, generation {authority.Generation}", Style.Plain), ("  " + authority.Reason, Style.Dim));
        page.Blank();
    }

    private void WriteComponents(Page page)
    {
        var files = plan.Files.ToLookup(static f => f.Component, StringComparer.Ordinal);
        var switches = plan.Switches.ToLookup(static s => s.Folder.Component, StringComparer.Ordinal);
        var edits = plan.Edits.ToLookup(static e => e.Component, StringComparer.Ordinal);
        foreach (var component in ComponentsInOrder())
        {
            if (!files.Contains(component) && !switches.Contains(component) && !edits.Contains(component)) continue;
            page.Line(component, Style.Bold);
            Table.Write(page, [], [.. files[component].Select(Row)], "  ");
            foreach (var change in switches[component]) page.Wrapped(PlanChanges.Words(change), "  ", style: Style.Dim);
            foreach (var edit in edits[component])
            {
                page.Line(("  ~ ", Style.Yellow), (edit.Path, Style.Plain), ("  " + edit.Reason, Style.Dim));
                ConfigurationDiff.Write(page, ConfigurationDiff.Text(edit), "      ");
            }

            page.Blank();
        }
    }

    private static ImmutableArray<Cell> Row(FileChange change)
    {
        var (mark, style) = change.Action switch
        {
            ChangeAction.Create => ("+ ", Style.Green),
            ChangeAction.Update => ("~ ", Style.Yellow),
            _ => ("- ", Style.Red),
        };
        return [new(mark + change.Path, style), new(change.Reason, Style.Dim)];
    }

    private void WriteStanding(Page page)
    {
        WriteStanding(page, "still to be done by hand", [.. plan.Standing.Where(static s => s.Stands)]);
        WriteStanding(page, "by hand, not seen done (linkseal done says that it is)", [.. plan.Standing.Where(static s => !s.Stands)]);
    }

    private static void WriteStanding(Page page, string heading, ImmutableArray<RunStep> steps)
    {
        if (steps.IsEmpty) return;
        page.Line(heading, Style.Bold);
        foreach (var step in steps)
        {
            page.Line(("  > ", Style.Cyan), (Words.CommandLine(step.Command), Style.Plain));
            page.Wrapped((step.Folder is { } folder ? $"in {folder}; " : "") + step.Reason, "      ", style: Style.Dim);
            if (step.Interrupts is { } interrupts) page.Wrapped("interrupts: " + interrupts, "      ", style: Style.Yellow);
        }

        page.Blank();
    }

    private void WriteSteps(Page page)
    {
        if (plan.Steps.IsEmpty) return;
        // Where all are for other machines, one line says it for all.
        var byHand = plan.Steps.All(static s => !s.Step.Runs);
        page.Line(byHand ? "then, by hand, in this order" : "then", Style.Bold);
        foreach (var (step, reason) in plan.Steps)
        {
            page.Line(("  > ", Style.Cyan), (Words.Step(step), Style.Plain));
            var where = step.Folder is { } folder ? $"in {folder}; " : "";
            // Which file brings it about says little where somebody is to type it: he asks what for.
            page.Wrapped(where + (step.Runs ? reason : step.Reason), "      ", style: Style.Dim);
            if (!step.Runs && !byHand) page.Wrapped("to be run by hand, where it belongs: never run from here", "      ", style: Style.Dim);
            foreach (var warning in step.Warnings) page.Wrapped("warning: " + warning, "      ", style: Style.Yellow);
            if (step.Interrupts is { } interrupts) page.Wrapped("interrupts: " + interrupts, "      ", style: Style.Yellow);
        }

        page.Blank();
    }
}
