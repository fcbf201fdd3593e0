using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>The folders that have to be made for files, and those of ours that become empty.</summary>
internal static class FolderIntents
{
    /// <summary><c>0755</c>: a folder that no rule speaks of.</summary>
    public const UnixFileMode Usual = (UnixFileMode)0x1ED;

    /// <summary>Every missing folder above a file that is put, parents first.</summary>
    public static List<LocatedIntent> ToMake(LocalPlace place, IEnumerable<LocatedIntent> files, ImmutableArray<FolderRule> rules)
    {
        var byPath = rules.DistinctBy(static r => Trim(r.Path), StringComparer.Ordinal).ToDictionary(static r => Trim(r.Path), StringComparer.Ordinal);
        var resolver = place.Resolver();
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<LocatedIntent> made = [];
        foreach (var file in files)
        {
            if (file.Intent.Kind == OperationKind.Put && !file.Current.Exists) Make(Path.GetDirectoryName(file.Intent.Path)!);
        }

        return made;

        void Make(string path)
        {
            if (path == "/" || !seen.Add(path)) return;
            var target = resolver.Folder(path);
            var entry = place.Disk.Look(target);
            if (entry.Exists || entry.Kind == FileKind.Forbidden) return;
            Make(Path.GetDirectoryName(path)!);
            var access = byPath.TryGetValue(path, out var rule) ? new Access(rule.Mode, rule.Owner) : new Access(Usual);
            made.Add(new(new() { Kind = OperationKind.MakeFolder, Path = path, Access = access }, target, entry));
        }
    }

    /// <summary>The folders that Linkseal made and that hold nothing more once the files are deleted, deepest first.</summary>
    /// <param name="place">The place.</param>
    /// <param name="files">What is put and deleted.</param>
    /// <param name="ours">The folders that Linkseal made.</param>
    /// <param name="leaving">Folders that go when this apply has ended: no obstacle for the one above them.</param>
    public static List<LocatedIntent> ToRemove(LocalPlace place, IReadOnlyCollection<LocatedIntent> files, ImmutableArray<string> ours, IEnumerable<string> leaving)
    {
        var gone = files.Where(static f => f.Intent.Kind is OperationKind.Delete or OperationKind.DeleteLink && f.Current.Exists).Select(static f => f.Target).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0 || ours.IsEmpty) return [];
        var staying = files.Where(static f => f.Intent.Kind is OperationKind.Put or OperationKind.PutLink).Select(static f => f.Folder).ToHashSet(StringComparer.Ordinal);
        var emptied = gone.Select(static t => Path.GetDirectoryName(t)!).ToHashSet(StringComparer.Ordinal);
        gone.UnionWith(leaving);
        var resolver = place.Resolver();
        List<LocatedIntent> removed = [];
        foreach (var path in ours.Distinct(StringComparer.Ordinal).OrderByDescending(static p => p.Length))
        {
            var target = resolver.Folder(path);
            if (!emptied.Contains(target)) continue;
            var entry = place.Disk.Look(target);
            if (entry.Kind != FileKind.Folder || staying.Contains(target) || place.Disk.Refuses(target, Need.Read | Need.Enter) is not null) continue;
            var names = place.Disk.List(target);
            if (names.IsEmpty || !names.All(n => gone.Contains(Path.Combine(target, n)))) continue;
            gone.Add(target);
            emptied.Add(Path.GetDirectoryName(target)!);
            removed.Add(new(new() { Kind = OperationKind.RemoveFolder, Path = path }, target, entry));
        }

        return removed;
    }

    internal static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
