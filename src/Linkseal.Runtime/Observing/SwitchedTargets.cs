using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Observing;

/// <summary>What has to be looked at because a folder's files change together: its link, its generations, and what the last apply wrote into its own.</summary>
internal static class SwitchedTargets
{
    /// <summary>The folders that are described, and those that the inventory knows.</summary>
    public static IEnumerable<string> FoldersOf(Desired desired, Inventory inventory) =>
        desired.Switched.Select(static s => s.Path).Concat(inventory.Switched.Keys).Distinct(StringComparer.Ordinal);

    public static string CurrentOf(string folder) => LexicalPath.Join(folder, SwitchedFolder.Link);

    public static IEnumerable<string> Of(Desired desired, Inventory inventory, ImmutableDictionary<string, ImmutableArray<string>> listings)
    {
        if (desired.Switched.IsEmpty && inventory.Switched.IsEmpty) return [];
        List<string> paths = [];
        foreach (var folder in FoldersOf(desired, inventory))
        {
            paths.Add(CurrentOf(folder));
            paths.AddRange(listings.GetValueOrDefault(folder, []).Where(static n => SwitchedFolder.GenerationOf(n) is not null).Select(n => LexicalPath.Join(folder, n)));
        }

        // The link may have been deleted or turned since: what the inventory knows is then found in its generation alone.
        foreach (var path in inventory.Files.Keys)
        {
            var current = Path.GetDirectoryName(path)!;
            if (Path.GetFileName(current) != SwitchedFolder.Link || Path.GetDirectoryName(current) is not { } folder || !inventory.Switched.TryGetValue(folder, out var known)) continue;
            paths.Add(LexicalPath.Join(new SwitchedFolder(folder, known.Component, UnixFileMode.None).Generation(known.Generation), Path.GetFileName(path)));
        }

        return paths;
    }
}
