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

    /// <summary>Puts a journal that is done away: kept for undo, or, after an undo, erased together with the one that was given back.</summary>
    public static void Finish(StateFolder state, Journal journal, bool isUndo)
    {
        if (!isUndo)
        {
            journal.Keep();
            return;
        }

        var last = Journal.Last(state);
        if (last.Exists) last.Discard();
        journal.Discard();
    }
}
