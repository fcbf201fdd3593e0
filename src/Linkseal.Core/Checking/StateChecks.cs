using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Checking;

/// <summary>How far the applies have come: never run, interrupted, written but not in effect.</summary>
internal static class StateChecks
{
    public static void Run(CheckScope scope)
    {
        if (scope.Observed.Interrupted is { } interrupted) scope.Add(StateFindings.Interrupted(interrupted));
        // What an interrupted apply has not written yet is not lost: the next one brings it to its end.
        else Lost(scope);
        NotApplied(scope);
        foreach (var step in scope.Desired.Steps) Step(scope, step);
        var open = ByHand.Open(scope.Desired, scope.Observed);
        if (!open.IsEmpty) scope.Add(StateFindings.NotSeenDone(open));
    }

    private static void Lost(CheckScope scope)
    {
        var plan = new PlannerScope(scope.Desired, scope.Observed, new());
        foreach (var authority in scope.Desired.Authorities)
        {
            var certificates = PlannerLost.CertificatesOf(plan, authority);
            if (!certificates.IsEmpty) scope.Add(StateFindings.AuthorityLost(authority.Name, certificates.Length, certificates[0]));
        }

        var unrecorded = PlannerLost.Unrecorded(plan);
        if (!unrecorded.IsEmpty) scope.Add(StateFindings.InventoryLost(unrecorded.Length, unrecorded[0]));
    }

    private static void NotApplied(CheckScope scope)
    {
        if (scope.NothingApplied)
        {
            var plaintext = scope.Platform.Links.Count(l => l.Required > Level.Plaintext && scope.Trust.Served(l)?.Spec.Source is not LeafSource.Kept);
            scope.Add(StateFindings.NothingApplied(scope.Desired.Files.Length, plaintext));
            return;
        }

        var components = scope.Desired.Files.Select(static f => f.Component).Distinct(StringComparer.Ordinal).ToList();
        var missing = scope.Desired.Files.Where(f => scope.NotApplied.Contains(f.Component)).ToLookup(static f => f.Component, StringComparer.Ordinal);
        foreach (var component in components.Where(scope.NotApplied.Contains)) scope.Add(StateFindings.NotApplied(component, missing[component].First().Path, $"writes {PlannerWords.Count(missing[component].Count(), "file")}"));
    }

    private static void Step(CheckScope scope, RunStep step)
    {
        if (!step.Runs || scope.Observed.Inventory.IsEmpty) return;
        var pending = scope.Observed.Inventory.PendingSteps.GetValueOrDefault(step.Id);
        var stale = PlannerSteps.Stale(step, scope.Observed);
        if (pending is not null && PlannerSteps.InEffect(step, scope.Observed) is not true) scope.Add(StateFindings.NotInEffect(step, "not run since: " + pending));
        else if (stale is not null) scope.Add(StateFindings.NotInEffect(step, $"{stale.Copy} differs from {stale.Source}"));
    }
}

/// <summary>How far the applies have come.</summary>
internal static class StateFindings
{
    public static Finding NotInEffect(RunStep step, string why) =>
        new("LS2101", Severity.Warning, $"written, not in effect: {(step.Waits ? step.Reason : "run " + CommandLine(step.Command))}{(step.Folder is null ? "" : " in " + step.Folder)}{(step.Interrupts is null ? "" : $" (interrupts {step.Interrupts})")}")
        {
            Component = step.Component,
            Expected = $"{step.Id}: {step.Reason}",
            Observed = why,
            Remedy = step.Waits ? "linkseal apply, once it runs; or restart it" : step.Folder is null ? CommandLine(step.Command) : $"cd {Quote(step.Folder)} && {CommandLine(step.Command)}; or linkseal apply",
        };

    public static Finding NotSeenDone(ImmutableArray<RunStep> steps) =>
        new("LS2114", Severity.Note, $"by hand, not seen done: {CommandLine(steps[0].Command)}{(steps.Length == 1 ? "" : $", and {PlannerWords.Count(steps.Length - 1, "more command")} after it")}")
        {
            Component = steps[0].Component,
            Expected = PlannerWords.Count(steps.Length, "printed command") + " typed where they belong",
            Observed = "nothing here shows it",
            Remedy = "linkseal plan lists them in order; once they are done, say so: linkseal done",
        };

    public static Finding Interrupted(string description) =>
        new("LS2102", Severity.Error, $"an apply did not come to its end: {description}")
        {
            Expected = "no apply under way",
            Observed = description,
            Remedy = "linkseal apply completes or undoes it, and says which",
        };

    public static Finding AuthorityLost(string authority, int files, string first) =>
        new("LS2106", Severity.Error, $"the authority {authority} signed what is installed ({PlannerWords.FirstOf(files, first)}), and is not in the state: nothing of it can be renewed")
        {
            Path = first,
            Expected = $"the authority {authority} in .linkseal/",
            Observed = "its certificates, without its key",
            Remedy = "restore .linkseal/ from its backup; without one, linkseal apply --new-authority replaces every certificate",
        };

    public static Finding InventoryLost(int files, string first) =>
        new("LS2107", Severity.Warning, $"{PlannerWords.Count(files, "installed certificate")} ({PlannerWords.FirstOf(files, first)}) {(files == 1 ? "is" : "are")} Linkseal's, and the state has no inventory that knows {(files == 1 ? "it" : "them")}: remove and undo have nothing to go by")
        {
            Path = first,
            Expected = "inventory.json in .linkseal/",
            Observed = "no inventory",
            Remedy = "restore .linkseal/ from its backup; without one, the next renewal by linkseal apply makes the files known again",
        };

    public static Finding NothingApplied(int files, int links) =>
        NotApplied(null, null, $"nothing is applied yet: {PlannerWords.Count(files, "described file")} {(files == 1 ? "is" : "are")} missing, {PlannerWords.Count(links, "link")} {(links == 1 ? "is" : "are")} plaintext", "as described");

    public static Finding NotApplied(string component, string path, string words) =>
        NotApplied(component, path, $"{component} is described but not applied yet: linkseal apply {words}", words);

    private static Finding NotApplied(string? component, string? path, string message, string expected) =>
        new(Checker.NotApplied, Severity.Error, message)
        {
            Component = component,
            Path = path,
            Expected = expected,
            Observed = "nothing of it is there",
            Remedy = "linkseal plan shows what will be written, linkseal apply writes it",
        };

    private static string CommandLine(ImmutableArray<string> command) => string.Join(' ', command.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=' or ':' or ',' or '+' or '@')
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
