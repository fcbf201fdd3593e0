using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>Files where they should be: there, regular, with their mode and owner, and nothing beside them where nothing belongs.</summary>
internal static class PlaceChecks
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static void Run(CheckScope scope)
    {
        var unseen = new List<string>();
        var kept = scope.Leaves.Where(static l => l.Spec.Source is LeafSource.Kept).ToList();
        var untouched = kept.SelectMany(static l => l.Files).Select(static f => f.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in scope.Desired.Files.Where(f => !untouched.Contains(f.Path))) Described(scope, file, unseen);
        foreach (var leaf in kept) Kept(scope, leaf, unseen);
        foreach (var authority in kept.Select(static l => (Leaf: l, ((LeafSource.Kept)l.Spec.Source).Authority)).Where(static a => a.Authority is not null).DistinctBy(static a => a.Authority)) Reached(scope, authority.Leaf, authority.Authority!);
        foreach (var folder in scope.Desired.Folders.Where(static f => f.Allowed is not null)) Exclusive(scope, folder);
        foreach (var behind in unseen.Where(p => scope.State(p).Obstacle is not null).GroupBy(p => scope.State(p).Obstacle!, StringComparer.Ordinal))
            scope.Add(PlaceFindings.Behind(behind.Key, behind.Count(), behind.Min(StringComparer.Ordinal)!));
        unseen.RemoveAll(p => scope.State(p).Obstacle is not null);
        if (unseen.Count > 0) scope.Add(PlaceFindings.Unseen(unseen.Count, unseen.Min(StringComparer.Ordinal)!));
    }

    private static void Described(CheckScope scope, DesiredFile file, List<string> unseen)
    {
        var state = scope.State(file.Path);
        switch (state.Kind)
        {
            case FileKind.Missing when !scope.NotApplied.Contains(file.Component):
                scope.Add(PairFindings.Missing(file.Component, file.Path, "linkseal apply"));
                break;
            case FileKind.Symlink or FileKind.Folder or FileKind.Other:
                scope.Add(PlaceFindings.NotRegular(file.Component, file.Path, state, "move it away, then linkseal apply"));
                break;
            case FileKind.Forbidden:
                unseen.Add(file.Path);
                break;
            case FileKind.Regular:
                if (state.Sha256 is null || (file.Content is not FileContent.Known && scope.Material(file.Path) is null)) unseen.Add(file.Path);
                if (!file.AnyMode && PlannerFiles.WhyMode(file, state, scope.Observed.User) is { } why) scope.Add(Mode(file, state, why));
                if (!file.Content.HoldsKey && scope.Material(file.Path) is { Keys.IsEmpty: false }) scope.Add(PlaceFindings.Key(file.Component, file.Path, IsAuthoritys(scope, file.Path)));
                break;
        }
    }

    private static void Kept(CheckScope scope, LeafView leaf, List<string> unseen)
    {
        foreach (var file in leaf.Files)
        {
            var state = scope.State(file.Path);
            if (state.Kind is FileKind.Missing) scope.Add(PairFindings.Missing(leaf.Spec.Component, file.Path, $"put the pair there, or change the setting that names {PlannerWords.Name(file.Path)}"));
            else if (Reached(scope, leaf, file.Path)) continue;
            else if (state.Kind is FileKind.Forbidden || (state.Kind is FileKind.Regular && scope.Material(file.Path) is null)) unseen.Add(file.Path);
            if (state.Kind is FileKind.Regular && file.HasKey && (state.Mode & Others) is not UnixFileMode.None) scope.Add(PlaceFindings.Mode(leaf.Spec.Component, file.Path, exposed: false, $"mode {PlannerWords.Mode(state.Mode)}, others can read the private key", "0600", state, $"chmod 600 {file.Path}"));
        }
    }

    // A link is as good as a file, but where it leads to nothing, or out of a folder that is read whole: copied or mounted, that folder has nothing there.
    private static bool Reached(CheckScope scope, LeafView leaf, string path)
    {
        var state = scope.State(path);
        var isClosed = state is { Kind: FileKind.Symlink, Target: ['/', ..] } && scope.Desired.Folders.Any(f => f.Path.TrimEnd('/') == PlannerWords.Folder(path));
        if (state.Kind is not (FileKind.Symlink or FileKind.Folder or FileKind.Other) || (scope.Material(path) is not null && !isClosed)) return false;
        scope.Add(PlaceFindings.NotRegular(leaf.Spec.Component, path, state, "put the file itself there"));
        return true;
    }

    private static void Exclusive(CheckScope scope, FolderRule folder)
    {
        if (!scope.Observed.Listings.TryGetValue(folder.Path, out var names)) return;
        var wanted = scope.DescribedIn(folder.Path.TrimEnd('/')).Concat(folder.Allowed ?? []).ToHashSet(StringComparer.Ordinal);
        if (scope.Links.Any(l => l.Folder.Path == folder.Path.TrimEnd('/'))) wanted.UnionWith(names.Where(static n => n == SwitchedFolder.Link || SwitchedFolder.GenerationOf(n) is not null));
        foreach (var name in names.Where(n => !wanted.Contains(n)))
        {
            var path = folder.Path.TrimEnd('/') + "/" + name;
            // A file of ours that is no longer described is a leftover, and said as one.
            if (scope.Observed.Inventory.Files.ContainsKey(path)) continue;
            scope.Add(scope.Observed.Material.GetValueOrDefault(path) is { Keys.IsEmpty: false } ? PlaceFindings.Key(folder.Component, path, IsAuthoritys(scope, path)) : PlaceFindings.Unexpected(folder, path));
        }
    }

    private static Finding Mode(DesiredFile file, FileState state, string why) => PlaceFindings.Mode(
        file.Component, file.Path, file.Content.HoldsKey && (state.Mode & ~file.Mode) is not UnixFileMode.None, why,
        file.Owner is { } owner ? $"{PlannerWords.Mode(file.Mode)} {PlannerWords.Owner(owner.User, owner.Group ?? owner.User)}" : PlannerWords.Mode(file.Mode),
        state, "linkseal apply sets mode and owner");

    private static bool IsAuthoritys(CheckScope scope, string path)
    {
        var keys = scope.Observed.Material[path].Keys.Select(static k => k.PublicKeySha256).ToHashSet(StringComparer.Ordinal);
        return scope.Observed.Authorities.Values.SelectMany(static a => new[] { a.Root, a.Issuer })
            .Concat(scope.Trust.Files.SelectMany(f => scope.Material(f.Path)?.Certificates ?? []))
            .Any(c => keys.Contains(c.PublicKeySha256));
    }
}
