using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Core.Checking;

/// <summary>Folders whose files change together: the link leads to a generation of Linkseal's, and nothing else lies where the next switch leaves it behind.</summary>
internal static class SwitchChecks
{
    public static void Run(CheckScope scope)
    {
        var ruled = scope.Desired.Folders.Where(static f => f.Allowed is not null).Select(static f => f.Path.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var link in scope.Links)
        {
            if (link.Fault is not LinkFault.None) scope.Add(SwitchFindings.Link(link));
            else if (link.Dangles(scope.Observed)) scope.Add(SwitchFindings.Dangling(link));
            else if (!ruled.Contains(link.Folder.Current)) Strangers(scope, link);
            Generations(scope, link);
        }
    }

    private static void Strangers(CheckScope scope, SwitchedLink link)
    {
        var described = scope.DescribedIn(link.Folder.Current);
        foreach (var name in scope.Observed.Listings.GetValueOrDefault(link.Folder.Current, []).Where(n => !described.Contains(n)))
        {
            var path = link.Folder.Current + "/" + name;
            // A file of ours that is no longer described is a leftover, and said as one.
            if (!scope.Observed.Inventory.Files.ContainsKey(path)) scope.Add(SwitchFindings.Stranger(link.Folder, path));
        }
    }

    // While an apply is half done, its new generation is nobody's yet.
    private static void Generations(CheckScope scope, SwitchedLink link)
    {
        if (scope.Observed.Interrupted is not null) return;
        var known = scope.Observed.Inventory.Switched.GetValueOrDefault(link.Folder.Path);
        foreach (var name in scope.Observed.Listings.GetValueOrDefault(link.Folder.Path, []))
        {
            if (SwitchedFolder.GenerationOf(name) is not { } number || number == link.Generation || number == known?.Previous) continue;
            if (scope.State(link.Folder.Generation(number)).Kind is FileKind.Folder) scope.Add(SwitchFindings.Generation(link.Folder, number, ours: number == known?.Generation));
        }
    }
}

/// <summary>What can be wrong with a folder whose files change together.</summary>
internal static class SwitchFindings
{
    public static Finding Dangling(SwitchedLink link) =>
        new("LS2110", Severity.Error, $"{link.Folder.Current} leads to {link.Generation}, which is not there: {link.Folder.Component} finds no file behind it")
        {
            Component = link.Folder.Component,
            Path = link.Folder.Current,
            Expected = "a folder " + link.Folder.Generation(link.Generation!.Value),
            Observed = "nothing",
            Remedy = "linkseal apply writes a new generation and makes the link lead there",
        };

    public static Finding Link(SwitchedLink link) =>
        new("LS2111", Severity.Error, $"{link.Folder.Current} is {What(link)}: what lies behind it is not looked at")
        {
            Component = link.Folder.Component,
            Path = link.Folder.Current,
            Expected = "a link of Linkseal's to a numbered folder beside it",
            Observed = What(link),
            Remedy = "look what it is for, then move it away and linkseal apply",
        };

    public static Finding Stranger(SwitchedFolder folder, string path) =>
        new("LS2112", Severity.Warning, $"{path} is not Linkseal's: the next switch of {folder.Current} leaves it behind")
        {
            Component = folder.Component,
            Path = path,
            Expected = "only the described files",
            Observed = PlannerWords.Name(path),
            Remedy = $"move it out of {folder.Current}, to a folder of its own",
        };

    public static Finding Generation(SwitchedFolder folder, int number, bool ours) =>
        new("LS2113", Severity.Warning, $"{folder.Generation(number)} is a generation that {folder.Current} does not lead to: nothing reads it, and it may hold private keys")
        {
            Component = folder.Component,
            Path = folder.Generation(number),
            Expected = "the current generation, and the one before it until the next apply",
            Observed = "another one",
            Remedy = ours ? "linkseal apply takes it out" : $"if nothing needs it: rm -r {folder.Generation(number)}",
        };

    private static string What(SwitchedLink link) => link.Fault switch
    {
        LinkFault.Elsewhere => $"a symbolic link to {link.State.Target}, not to a numbered folder beside it",
        LinkFault.Stranger => $"a symbolic link made by user {link.State.User}",
        _ => link.State.Kind switch
        {
            FileKind.Folder => "a folder, not a link",
            FileKind.Regular => "a regular file, not a link",
            _ => "something that is no link",
        },
    };
}
