using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>Four plans, one after the other, for a folder whose files change together, beside flat files and a configuration.</summary>
internal static class SwitchedSite
{
    public const string Link = "set/current";
    public const UnixFileMode FolderMode = (UnixFileMode)0x1E8;
    private const string Edited = "name: app\nhttps: 1\nport: 80\n";

    /// <summary>How many plans there are.</summary>
    public const int Plans = 4;

    /// <summary>A site on which the plans before this one are done.</summary>
    public static Site Before(int plan)
    {
        var site = new Site();
        for (var i = 1; i < plan; i++) Assert.Equal((ApplyEnd.Done, null), site.Apply(site.Switched(i)) is var r ? (r.End, r.Failure) : default);
        return site;
    }

    /// <summary>1: all is made. 2: a leaf is renewed, the roots are carried over. 3: the roots go, the configuration changes. 4: everything goes.</summary>
    public static Plan Switched(this Site site, int plan) => Site.Based(plan switch
    {
        1 => new()
        {
            Leaves = [Site.Leaf("web")],
            Files = [site.Put("tls/flat.crt", Site.Public, Site.Known("flat")), .. Pair(site, "web"), site.Put(Link + "/ca.crt", Site.Public, Site.Known("root"))],
            Switches = [site.Switch(null, 1, [], [.. Pair(site, "web"), site.Put(Link + "/ca.crt", Site.Public, Site.Known("root"))])],
            Edits = [site.Edit("conf/app.yml", Site.Configuration, Edited, "# https:\n", "https: 1\n")],
        },
        2 => new()
        {
            Leaves = [Site.Leaf("web-2")],
            Files = [.. Pair(site, "web-2")],
            Switches = [site.Switch(1, 2, ["ca.crt"], [.. Pair(site, "web-2"), site.Put(Link + "/ca.crt", Site.Public, Site.Known("root"))])],
        },
        3 => new()
        {
            Leaves = [Site.Leaf("web-3")],
            Files = [site.Put("tls/flat.crt", Site.Public, Site.Known("flat 3")), .. Pair(site, "web-3"), site.Remove(Link + "/ca.crt")],
            Switches = [site.Switch(2, 3, [], [.. Pair(site, "web-3")])],
            Edits = [site.Edit("conf/app.yml", Edited, Edited.Replace("https: 1", "https: 3", StringComparison.Ordinal), "# https:\n", "https: 3\n")],
        },
        _ => new()
        {
            Files = [site.Remove("tls/flat.crt"), site.Remove(Link + "/web.crt"), site.Remove(Link + "/web.key")],
            Switches = [site.Switch(3, null, [], [])],
        },
    });

    public static FileChange[] Pair(Site site, string leaf) =>
    [
        site.Put(Link + "/web.crt", Site.Public, new FileContent.OfLeaf(leaf, MaterialForm.Chain)),
        site.Put(Link + "/web.key", Site.Private, new FileContent.OfLeaf(leaf, MaterialForm.Key)),
    ];

    public static FolderSwitch Switch(this Site site, int? from, int? to, ImmutableArray<string> carried, ImmutableArray<FileChange> files) => new()
    {
        Folder = new(site.At("set"), "web", FolderMode),
        From = from,
        To = to,
        Files = [.. files.Select(f => new SwitchedFile(f.File!, carried.Contains(Path.GetFileName(f.Path)), null))],
        Retired = from is null || to is null ? [] : [.. Directory.EnumerateFiles(site.At($"set/{from}")).Where(static p => !p.EndsWith(".txt", StringComparison.Ordinal)).Select(static p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)],
    };

    /// <summary>What a reader meets behind the link: every file in one text; null: nothing.</summary>
    public static string? Seen(SortedDictionary<string, string> tree)
    {
        if (!tree.TryGetValue(Link, out var link)) return null;
        var folder = "set/" + link["link to ".Length..] + "/";
        return string.Join('\n', tree.Where(p => p.Key.StartsWith(folder, StringComparison.Ordinal)).Select(p => p.Key[folder.Length..] + " " + p.Value));
    }
}
