using System.Collections.Immutable;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>The configuration files whose text changes.</summary>
internal static class PlannerEdits
{
    public static ImmutableArray<EditChange> Changed(PlannerScope scope)
    {
        var changes = ImmutableArray.CreateBuilder<EditChange>();
        foreach (var group in scope.Desired.Edits.GroupBy(static e => e.Path, StringComparer.Ordinal))
        {
            var (path, first) = (group.Key, group.First());
            if (!scope.Observed.Documents.TryGetValue(path, out var text))
            {
                if (scope.IsBehind(path)) continue;
                var kind = scope.State(path).Kind;
                scope.Diagnostics.Add(kind is FileKind.Folder or FileKind.Other
                    ? PlannerDiagnostics.InTheWay(path, first.Component, kind)
                    : PlannerDiagnostics.NoConfiguration(path, first.Component, kind is not FileKind.Missing));
                continue;
            }

            var earlier = Earlier(scope, path);
            var edited = ConfigEditor.Apply(first.Format, path, text, [.. group.SelectMany(static e => e.Edits)], earlier);
            scope.Diagnostics.AddRange(edited.Diagnostics);
            if (edited.Failed || edited.Value is not { } value || value.Text == text) continue;
            changes.Add(new(path, first.Component, first.Format, Words(earlier, value.Applied), text, value.Text, value.Applied));
        }

        return changes.DrainToImmutable();
    }

    /// <summary>What the inventory remembers of a file.</summary>
    public static ImmutableArray<AppliedEdit> Earlier(PlannerScope scope, string path) => scope.Inventory.Edits.GetValueOrDefault(path)?.Applied ?? [];

    /// <summary>Which settings come and go, by name only: a value may be a secret.</summary>
    public static string Words(ImmutableArray<AppliedEdit> earlier, ImmutableArray<AppliedEdit> now)
    {
        // The same edits once more: somebody gave the file back what it said before.
        if (now.SequenceEqual(earlier)) return "sets again " + PlannerWords.List(Keys(now));
        var set = Keys(now.Where(e => e.Ours.Length > 0 && !earlier.Contains(e)));
        var taken = Keys(now.Where(e => e.Ours.Length == 0 && !earlier.Contains(e)).Concat(earlier.Where(e => !now.Any(n => n.Key.SequenceEqual(e.Key)))));
        List<string> words = [];
        if (set.Count > 0) words.Add("sets " + PlannerWords.List(set));
        if (taken.Count > 0) words.Add("takes out " + PlannerWords.List(taken));
        return words.Count > 0 ? string.Join("; ", words) : "a setting is not as described";
    }

    // A table is said by what is in it.
    private static List<string> Keys(IEnumerable<AppliedEdit> edits)
    {
        string[] keys = [.. edits.Select(static e => string.Join('.', e.Key)).Distinct(StringComparer.Ordinal)];
        return [.. keys.Where(k => !Array.Exists(keys, o => o.StartsWith(k + ".", StringComparison.Ordinal)))];
    }
}
