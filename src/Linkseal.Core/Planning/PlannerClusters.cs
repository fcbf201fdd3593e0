using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>The clusters that Secrets of earlier applies went to, held against the one that is described. No manifest changes with the cluster.</summary>
internal static class PlannerClusters
{
    /// <summary>The Secrets that are no longer described, or lie in another cluster: nothing but name, namespace and context is left of them here.</summary>
    public static IEnumerable<PlannedStep> Leftovers(PlannerScope scope)
    {
        if (scope.Desired.SecretLeftovers is not { } leftovers) yield break;
        var wanted = Wanted(scope.Desired).Select(static s => s.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, file) in scope.Inventory.Files.Where(static f => f.Value.Secret is not null).OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            var isWanted = wanted.Contains(file.Secret!);
            if (isWanted && !IsElsewhere(file.Context, leftovers.Context)) continue;
            yield return new(leftovers.For(file.Secret!, file.Context) with { After = [path] }, isWanted ? $"{file.Secret} is meant for context {leftovers.Context} now" : $"{file.Secret} is no longer described");
        }
    }

    /// <summary>Why a step is due although nothing is written: the Secrets went to another cluster, or are not known to be in the one to which Linkseal is to bring them.</summary>
    public static bool IsDue(PlannerScope scope, RunStep step, out string? reason)
    {
        reason = null;
        if (step.Context is not { } now) return false;
        foreach (var was in Contexts(scope))
        {
            if (IsElsewhere(was, now)) reason = $"context was {was} and is {now}";
            else if (was is null && step.Runs) reason = $"the Secrets are not known to be in context {now}";
        }

        return reason is not null;
    }

    /// <summary>True for a step on a cluster that nothing has been brought to.</summary>
    public static bool IsUnreached(PlannerScope scope, RunStep step) => step.Context is { } now && Contexts(scope) is { Length: > 0 } known && known.All(was => IsElsewhere(was, now));

    /// <summary>The manifests that stay as they are and are meant for another context than the inventory says, or for the first that is said.</summary>
    public static ImmutableDictionary<string, string> Placed(PlannerScope scope) => scope.Desired.Files
        .Select(static f => (f.Path, Context: (f.Content as FileContent.KubernetesSecret)?.Context))
        .Where(f => f.Context is not null && scope.Installed(f.Path) is { Secret: not null } known && known.Context != f.Context)
        .ToImmutableDictionary(static f => f.Path, static f => f.Context!, StringComparer.Ordinal);

    /// <summary>The ids of steps that would take away what is wanted where it is.</summary>
    public static IEnumerable<string> Unwanted(Desired desired) =>
        desired.SecretLeftovers is not { } leftovers ? [] : Wanted(desired).Select(s => leftovers.For(s.FullName, leftovers.Context).Id);

    private static bool IsElsewhere(string? was, string? now) => was is not null && now is not null && was != now;

    private static string?[] Contexts(PlannerScope scope) => [.. scope.Inventory.Files.Values.Where(static f => f.Secret is not null).Select(static f => f.Context).Distinct()];

    private static IEnumerable<FileContent.KubernetesSecret> Wanted(Desired desired) => desired.Files.Select(static f => f.Content).OfType<FileContent.KubernetesSecret>();
}
