using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>The folders whose files change together: whatever has to be written in one of them, all of it is written anew and its link switched.</summary>
internal static class PlannerSwitches
{
    /// <summary>After all file changes are known: the folders that get a new generation, and those that go.</summary>
    public static ImmutableArray<FolderSwitch> Of(PlannerScope scope, ImmutableArray<FileChange>.Builder changes)
    {
        if (scope.Links.IsEmpty) return [];
        var described = Described(scope);
        var links = scope.Links.ToLookup(l => described.ContainsKey(l.Folder.Current));
        var gone = Gone(scope, links[false], changes);
        var changed = Below(scope, changes.Where(static c => !c.ModeOnly));
        var written = links[true].Where(l => changed.Contains(l.Folder.Current)).Select(l => Written(scope, l, described[l.Folder.Current], changed[l.Folder.Current])).ToList();
        foreach (var link in links[true]) Orphans(scope, link, changes);
        return [.. written, .. gone];
    }

    /// <summary>The folders whose every file is taken away.</summary>
    public static ImmutableArray<FolderSwitch> Gone(PlannerScope scope, IEnumerable<SwitchedLink> links, ImmutableArray<FileChange>.Builder changes)
    {
        var gone = ImmutableArray.CreateBuilder<FolderSwitch>();
        var removed = Below(scope, changes.Where(static c => c.Action is ChangeAction.Remove));
        foreach (var link in links.Where(l => scope.Inventory.Switched.ContainsKey(l.Folder.Path)))
        {
            Orphans(scope, link, changes);
            if (link.Generation is null) continue;
            var names = removed[link.Folder.Current].Select(static c => PlannerWords.Name(c.Path)).ToHashSet(StringComparer.Ordinal);
            var staying = scope.Observed.Listings.GetValueOrDefault(link.Folder.Current, []).Where(n => !names.Contains(n)).ToList();
            if (staying.Count == 0) gone.Add(new() { Folder = link.Folder, From = link.Generation, To = null });
            else scope.Diagnostics.Add(PlannerDiagnostics.LinkStays(link.Folder, staying));
        }

        return gone.DrainToImmutable();
    }

    private static FolderSwitch Written(PlannerScope scope, SwitchedLink link, List<DesiredFile> files, IEnumerable<FileChange> changes)
    {
        var written = changes.Where(static c => c.Action is not ChangeAction.Remove).Select(static c => c.Path).ToHashSet(StringComparer.Ordinal);
        var known = scope.Inventory.Switched.GetValueOrDefault(link.Folder.Path);
        return new()
        {
            Folder = link.Folder,
            From = link.Generation,
            To = Next(scope, link, known),
            Files =
            [
                .. files.Where(f => written.Contains(f.Path) || scope.State(f.Path).Kind is not FileKind.Missing)
                    .Select(f => written.Contains(f.Path) ? new SwitchedFile(f, Carried: false, null) : new(f, Carried: true, scope.State(f.Path).Sha256)),
            ],
            Retired = link.Generation is { } from && known is not null && (from == known.Generation || from == known.Previous) ? Ours(scope, link.Folder, files) : [],
        };
    }

    // What stood there under a described name is replaced like any file, whoever put it there.
    private static ImmutableArray<string> Ours(PlannerScope scope, SwitchedFolder folder, List<DesiredFile> files) =>
    [
        .. scope.InstalledBelow(folder).Concat(files.Select(static f => f.Path)).Distinct(StringComparer.Ordinal)
            .Where(p => scope.State(p).Kind is FileKind.Regular or FileKind.Forbidden).Select(PlannerWords.Name).Order(StringComparer.Ordinal),
    ];

    // Above every number that is there, so that a number is never taken that somebody else uses.
    private static int Next(PlannerScope scope, SwitchedLink link, InstalledSwitch? known)
    {
        var taken = scope.Observed.Listings.GetValueOrDefault(link.Folder.Path, []).Select(SwitchedFolder.GenerationOf).OfType<int>()
            .Append(link.Generation ?? 0).Append(known?.Generation ?? 0).ToHashSet();
        var next = taken.Max() + 1;
        return SwitchedFolder.GenerationOf(next.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? Enumerable.Range(1, int.MaxValue).First(n => !taken.Contains(n));
    }

    // A generation of ours that the link does not lead to (somebody deleted or turned it) holds keys that nothing reads.
    private static void Orphans(PlannerScope scope, SwitchedLink link, ImmutableArray<FileChange>.Builder changes)
    {
        if (scope.Inventory.Switched.GetValueOrDefault(link.Folder.Path) is not { } known || known.Generation == link.Generation) return;
        foreach (var path in scope.InstalledBelow(link.Folder))
        {
            var there = link.Folder.Generation(known.Generation) + "/" + PlannerWords.Name(path);
            if (scope.State(there) is not { Kind: FileKind.Regular, Sha256: { } hash } || hash != scope.Installed(path)!.Sha256) continue;
            changes.Add(new() { Action = ChangeAction.Remove, Path = there, Component = known.Component, Reason = $"{link.Folder.Current} does not lead there any more" });
        }
    }

    private static Dictionary<string, List<DesiredFile>> Described(PlannerScope scope)
    {
        var described = new Dictionary<string, List<DesiredFile>>(StringComparer.Ordinal);
        foreach (var file in scope.Desired.Files)
        {
            if (!scope.IsSwitched(file.Path)) continue;
            var current = PlannerWords.Folder(file.Path);
            if (!described.TryGetValue(current, out var files)) described.Add(current, files = []);
            files.Add(file);
        }

        return described;
    }

    private static ILookup<string, FileChange> Below(PlannerScope scope, IEnumerable<FileChange> changes) =>
        changes.Where(c => scope.IsSwitched(c.Path)).ToLookup(static c => PlannerWords.Folder(c.Path), StringComparer.Ordinal);
}
