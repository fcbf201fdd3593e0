using Linkseal.Core.Planning;
using Linkseal.Runtime.Applying;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>What has to hold whatever happened: every file whole, then, after a recovery, all old or all new with an inventory that says which.</summary>
internal sealed class Promise(SortedDictionary<string, string> before, SortedDictionary<string, string> after, Inventory inventoryBefore, Inventory inventoryAfter)
{
    /// <summary>Runs a plan on a site made for it, to know how it ends.</summary>
    public static Promise Of(Func<Site> make, Func<Site, Plan> plan)
    {
        using var site = make();
        var before = site.Tree();
        var inventoryBefore = site.Inventory();
        var report = site.Apply(plan(site));
        Assert.Equal((ApplyEnd.Done, null), (report.End, report.Failure));
        return new(before, site.Tree(), inventoryBefore, site.Inventory());
    }

    public void HoldsAtOnce(Site site, string when)
    {
        var tree = site.Tree();
        // The stronger promise of a folder that is switched: a reader meets all of the old or all of the new, never a mix.
        var seen = SwitchedSite.Seen(tree);
        Assert.True(seen == SwitchedSite.Seen(before) || seen == SwitchedSite.Seen(after), $"{when}: behind the link is neither the old nor the new:\n{seen}");
        foreach (var (name, now) in tree)
        {
            if (name.Contains(".linkseal-", StringComparison.Ordinal))
            {
                Assert.True(now.StartsWith("700 folder", StringComparison.Ordinal) || !name.Contains("key", StringComparison.Ordinal), $"{when}: {name} {now}");
                continue;
            }

            var isOld = before.TryGetValue(name, out var old) && old == now;
            var isNew = after.TryGetValue(name, out var fresh) && fresh == now;
            // A folder is made closed and opened to its mode at once afterwards.
            Assert.True(isOld || isNew || now.EndsWith("folder", StringComparison.Ordinal), $"{when}: {name} is neither old nor new: {now}");
        }

        foreach (var (name, old) in before)
        {
            if (!old.EndsWith("folder", StringComparison.Ordinal) && after.ContainsKey(name)) Assert.True(tree.ContainsKey(name), $"{when}: {name} is gone");
        }
    }

    public bool HoldsAfterRecovery(Site site, string when)
    {
        var report = site.Applier().Recover();
        Assert.True(report.End is ApplyEnd.Done or ApplyEnd.RolledBack && report.Failure is null, $"{when}: {report.End} {report.Failure} {string.Join('|', report.Remarks)}");
        var tree = site.Tree();
        var isNew = Same(tree, after);
        Assert.True(isNew || Same(tree, before), $"{when}: a mix:\n{string.Join('\n', tree.Select(static p => $"{p.Key} {p.Value}"))}\n{string.Join('|', report.Remarks)}");
        AssertSame(isNew ? inventoryAfter : inventoryBefore, site.Inventory(), when);
        Assert.Null(site.Applier().FindInterrupted());
        Assert.False(Directory.Exists(Path.Combine(site.StatePath, "journal", "pending")), when);
        if (Directory.Exists(site.StatePath)) Assert.All(Directory.EnumerateFiles(site.StatePath, "*", SearchOption.AllDirectories), f => Assert.Equal(Site.Private, File.GetUnixFileMode(f)));
        return isNew;
    }

    private static bool Same(SortedDictionary<string, string> one, SortedDictionary<string, string> two) => one.SequenceEqual(two);

    private static void AssertSame(Inventory expected, Inventory met, string when)
    {
        // The paths differ from site to site only in their folder.
        static IEnumerable<string> Lines(Inventory inventory) =>
            inventory.Files.Select(static f => Path.GetFileName(f.Key) + f.Value).Concat(inventory.Leaves.Select(static l => l.Key + l.Value.Sha256))
                .Concat(inventory.Edits.Select(static e => e.Value.Sha256)).Concat(inventory.Folders.Select(static f => Path.GetFileName(f)!)).Concat(inventory.PendingSteps.Keys)
                .Concat(inventory.Switched.Select(static s => Path.GetFileName(s.Key) + s.Value)).Order(StringComparer.Ordinal);
        Assert.True(Lines(expected).SequenceEqual(Lines(met)), when + ": the inventory does not say what is there");
    }
}
