using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>What is wrong with what stands where Linkseal keeps the link of a switched folder.</summary>
internal enum LinkFault
{
    /// <summary>Nothing: it is missing, or leads to a plain numbered folder beside it.</summary>
    None,

    /// <summary>It is a file, a folder or a device.</summary>
    NotALink,

    /// <summary>It leads anywhere but to a plain numbered folder beside it.</summary>
    Elsewhere,

    /// <summary>Somebody made it whose links are not followed.</summary>
    Stranger,
}

/// <summary>The link of a switched folder as it was met. The place follows it by the same rules (<c>PathResolver</c>).</summary>
/// <param name="Folder">The folder.</param>
/// <param name="State">What stands at the link's path.</param>
/// <param name="Generation">Where it leads; null: it is missing or faulty.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record SwitchedLink(SwitchedFolder Folder, FileState State, int? Generation, LinkFault Fault)
{
    /// <summary>The links of all folders that are described, then of those that only the inventory knows.</summary>
    public static ImmutableArray<SwitchedLink> All(Desired desired, Observed observed)
    {
        var known = observed.Inventory.Switched;
        if (desired.Switched.IsEmpty && known.IsEmpty) return [];
        var described = desired.Switched.Select(static s => s.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. desired.Switched.Select(s => Of(s, observed)),
            .. known.Where(k => !described.Contains(k.Key)).OrderBy(static k => k.Key, StringComparer.Ordinal)
                .Select(k => Of(new(k.Key, k.Value.Component, UnixFileMode.None) { Owner = k.Value.Owner }, observed)),
        ];
    }

    /// <summary>Both without the files behind these links: nothing is known of them.</summary>
    public static (Desired Desired, Observed Observed) Without(IEnumerable<SwitchedLink> links, Desired desired, Observed observed)
    {
        var behind = links.Select(static l => l.Folder.Current).ToHashSet(StringComparer.Ordinal);
        if (behind.Count == 0) return (desired, observed);
        var kept = observed.Inventory.Files.Keys.Where(p => behind.Contains(PlannerWords.Folder(p)));
        return (
            desired with { Files = desired.Files.RemoveAll(f => behind.Contains(PlannerWords.Folder(f.Path))) },
            observed with { Inventory = observed.Inventory with { Files = observed.Inventory.Files.RemoveRange(kept) } });
    }

    /// <summary>True when it leads to a folder that is not there.</summary>
    public bool Dangles(Observed observed) => Generation is { } number && At(observed, Folder.Generation(number)).Kind is FileKind.Missing;

    private static SwitchedLink Of(SwitchedFolder folder, Observed observed)
    {
        var state = At(observed, folder.Current);
        if (state.Kind is FileKind.Missing or FileKind.Forbidden) return new(folder, state, null, LinkFault.None);
        if (state.Kind is not FileKind.Symlink) return new(folder, state, null, LinkFault.NotALink);
        if (state.User != 0 && state.User != observed.User && state.User != folder.Owner?.User && !observed.Trusted.Contains(state.User)) return new(folder, state, null, LinkFault.Stranger);
        return SwitchedFolder.GenerationOf(state.Target) is { } number && At(observed, folder.Generation(number)).Kind is FileKind.Folder or FileKind.Missing or FileKind.Forbidden
            ? new(folder, state, number, LinkFault.None)
            : new(folder, state, null, LinkFault.Elsewhere);
    }

    private static FileState At(Observed observed, string path) => observed.Files.GetValueOrDefault(path, FileState.Missing);
}
