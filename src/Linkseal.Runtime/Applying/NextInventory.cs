using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>The inventory after a plan, from the one before and what staging wrote.</summary>
internal static class NextInventory
{
    public static Inventory After(Inventory before, Plan plan, ImmutableArray<Operation> operations, IContentSource contents, bool remembersSteps)
    {
        var hashes = operations.Where(static o => o.Kind == OperationKind.Put).ToDictionary(static o => o.Path, static o => o.Sha256!, StringComparer.Ordinal);
        var files = Files(before, plan, hashes);
        var pending = Pending(before, plan.StepsSeen, plan.Steps, remembersSteps);
        var next = new Inventory
        {
            Files = files,
            Leaves = Leaves(before, plan, files, contents),
            Edits = Edits(before, plan),
            Switched = Switched(before, plan, files),
            Folders = Folders(before, plan, operations),
            PendingSteps = pending,
            NeverRun = [.. pending.Keys.Where(id => before.NeverRun.Contains(id) || (before.IsEmpty && !before.PendingSteps.ContainsKey(id))).Order(StringComparer.Ordinal)],
        };
        return next with { ByHand = ByHand.After(before.ByHand, plan.Steps, anew: before.IsEmpty || next.IsEmpty) };
    }

    /// <summary>What was pending, less what has been seen in effect, and all that is due now: a step is dropped when it has run.</summary>
    public static ImmutableDictionary<string, string> Pending(Inventory before, ImmutableArray<string> seen, ImmutableArray<PlannedStep> steps, bool remembers)
    {
        var pending = before.PendingSteps.RemoveRange(seen);
        return remembers ? pending.SetItems(steps.Where(static s => s.Step.Runs).Select(static s => KeyValuePair.Create(s.Step.Id, s.Reason))) : pending;
    }

    private static ImmutableDictionary<string, InstalledFile> Files(Inventory before, Plan plan, Dictionary<string, string> hashes)
    {
        var files = before.Files.RemoveRange(plan.Forgotten).ToBuilder();
        var switched = plan.Switches.SelectMany(SwitchIntents.Written).ToDictionary(static w => w.File.Path, StringComparer.Ordinal);
        foreach (var (file, path) in switched.Values) files[file.Path] = Installed(file, hashes[path]);
        foreach (var change in plan.Files)
        {
            if (change.Action == ChangeAction.Remove) files.Remove(change.Path);
            else if (!change.ModeOnly && !switched.ContainsKey(change.Path)) files[change.Path] = Installed(change.File!, hashes[change.Path]);
        }

        foreach (var (path, context) in plan.Placed.Where(p => files.ContainsKey(p.Key))) files[path] = files[path] with { Context = context };
        return files.ToImmutable();
    }

    /// <summary>The same when the journal is dropped that could turn a link back.</summary>
    public static Inventory WithoutPrevious(Inventory inventory) => inventory.Switched.IsEmpty ? inventory
        : inventory with { Switched = inventory.Switched.ToImmutableDictionary(static s => s.Key, static s => s.Value with { Previous = null }, StringComparer.Ordinal) };

    // A folder leaves with its last file, also where the link stays because of somebody else's.
    private static ImmutableDictionary<string, InstalledSwitch> Switched(Inventory before, Plan plan, ImmutableDictionary<string, InstalledFile> files)
    {
        if (before.Switched.IsEmpty && plan.Switches.IsEmpty) return before.Switched;
        var switched = WithoutPrevious(before).Switched.ToBuilder();
        foreach (var change in plan.Switches)
        {
            if (change.To is { } to) switched[change.Folder.Path] = new(change.Folder.Component, to, change.Folder.Owner) { Previous = change.Retired.IsEmpty ? null : change.From };
        }

        var used = files.Keys.Select(static p => Path.GetDirectoryName(Path.GetDirectoryName(p))).ToHashSet(StringComparer.Ordinal);
        switched.RemoveRange(switched.Keys.Where(p => !used.Contains(p)).ToList());
        return switched.ToImmutable();
    }

    private static InstalledFile Installed(DesiredFile file, string hash) => file.Content switch
    {
        FileContent.OfLeaf ofLeaf => new(file.Component, hash, ofLeaf.Leaf, ofLeaf.Trust),
        FileContent.Bundle bundle => new(file.Component, hash, null, bundle.Authority),
        FileContent.KubernetesSecret secret => new(file.Component, hash, secret.LeafName, secret.Trusts.FirstOrDefault()) { Shape = SecretManifest.Shape(secret), Secret = secret.FullName, Context = secret.Context },
        _ => new(file.Component, hash, null, null),
    };

    // A leaf leaves with its last file.
    private static ImmutableDictionary<string, InstalledLeaf> Leaves(Inventory before, Plan plan, ImmutableDictionary<string, InstalledFile> files, IContentSource contents)
    {
        var leaves = before.Leaves.ToBuilder();
        var gone = plan.Files.Where(static f => f.Action == ChangeAction.Remove).Select(static f => f.Path).Concat(plan.Forgotten).Select(p => before.Files.GetValueOrDefault(p)?.Leaf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (gone.Count > 0)
        {
            gone.ExceptWith(files.Values.Select(static f => f.Leaf).OfType<string>());
            leaves.RemoveRange(gone);
        }

        foreach (var leaf in plan.Leaves) leaves[leaf.Spec.Name] = contents.Issued(leaf.Spec.Name);
        return leaves.ToImmutable();
    }

    private static ImmutableDictionary<string, InstalledEdits> Edits(Inventory before, Plan plan)
    {
        var edits = before.Edits.RemoveRange(plan.Forgotten).ToBuilder();
        foreach (var edit in plan.Edits)
        {
            if (edit.Applied.IsEmpty) edits.Remove(edit.Path);
            else edits[edit.Path] = new(edit.Component, edit.Format, DiskExtensions.Sha256(Encoding.UTF8.GetBytes(edit.After)), edit.Applied);
        }

        return edits.ToImmutable();
    }

    // A retired generation is the journal's from now on.
    private static ImmutableArray<string> Folders(Inventory before, Plan plan, ImmutableArray<Operation> operations)
    {
        var removed = operations.Where(static o => o.Kind == OperationKind.RemoveFolder).Select(static o => o.Path).ToHashSet(StringComparer.Ordinal);
        removed.UnionWith(plan.Switches.Where(static s => !s.Retired.IsEmpty).Select(static s => s.Folder.Generation(s.From!.Value)));
        var made = operations.Where(static o => o.Kind == OperationKind.MakeFolder).Select(static o => o.Path);
        return [.. before.Folders.Where(f => !removed.Contains(f)).Concat(made).Distinct(StringComparer.Ordinal)];
    }
}
