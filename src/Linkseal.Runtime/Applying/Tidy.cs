using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>Takes away what an apply needed while it ran.</summary>
internal static class Tidy
{
    /// <summary>Deletes the staging folders, durably, so that none comes back after a power loss with its journal gone.</summary>
    public static void Staging(IDisk disk, ImmutableArray<string> folders)
    {
        var there = folders.Where(f => disk.Look(f).Exists).ToList();
        foreach (var folder in there) disk.DeleteTree(folder);
        var above = folders.Select(static f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal).Where(f => disk.Look(f).Kind == FileKind.Folder).ToList();
        if (above.Count > 0) disk.Sync([], above);
    }

    /// <summary>Deletes what was staged to be put in place; the links that would be given back stay, so that this needs no space.</summary>
    public static void Staged(IDisk disk, ImmutableArray<string> folders)
    {
        foreach (var folder in folders.Where(f => disk.Look(f).Kind == FileKind.Folder))
        {
            foreach (var name in disk.List(folder).Where(static n => !n.EndsWith(Swapper.Back, StringComparison.Ordinal))) disk.DeleteTree(Path.Combine(folder, name));
        }
    }

    /// <summary>Puts a journal that is done away: kept for undo, or, after an undo, erased together with the one that was given back.</summary>
    /// <param name="disk">The place's disk.</param>
    /// <param name="state">The state.</param>
    /// <param name="journal">The journal that is done.</param>
    /// <param name="isUndo">True: it gave an earlier apply back.</param>
    /// <param name="goesOn">True: a retired generation that cannot be deleted is said and left, so that no apply is kept out for ever.</param>
    /// <returns>What could not be taken away with the journal before, one line each.</returns>
    public static IEnumerable<string> Finish(IDisk disk, StateFolder state, Journal journal, bool isUndo, bool goesOn)
    {
        var last = Journal.Last(state);
        if (!isUndo)
        {
            // It only ran what was left to run: what undo gives back is still what was written before.
            if (last.Exists && journal.ReadRecord().Operations.IsEmpty)
            {
                journal.Discard();
                return [];
            }

            // Before their record is: what a crash leaves of them is erased by the next one.
            var remarks = Erase(disk, Retired.Of(last), journal, goesOn);
            journal.Keep();
            return remarks;
        }

        if (last.Exists) last.Discard();
        journal.Discard();
        return [];
    }

    private static IEnumerable<string> Erase(IDisk disk, Retired retired, Journal journal, bool goesOn)
    {
        if (retired.Generations.IsEmpty) return [];
        var remarks = retired.Erase(disk, Retired.Of(journal), goesOn);
        // A folder that was to go and still held them.
        foreach (var folder in journal.ReadRecord().Operations.Where(static o => o.Kind == OperationKind.RemoveFolder).Select(static o => o.Target))
        {
            if (disk.Look(folder).Kind != FileKind.Folder || !disk.List(folder).IsEmpty) continue;
            disk.RemoveFolder(folder);
            disk.Sync([], [Path.GetDirectoryName(folder)!]);
        }

        return remarks;
    }
}
