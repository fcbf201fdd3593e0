using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>Gives everything back from a journal: what steps rewrote, files, folders, inventory. May be begun anew at any point.</summary>
internal sealed class Rollback(LocalPlace place, StateFolder state, Journal journal)
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private HashSet<string> _switched = [];

    private IDisk Disk => place.Disk;

    /// <summary>Rolls back and says how it ended; goes on past what cannot be given back, so that as much as possible is.</summary>
    /// <param name="failure">What failed; null: an interrupted apply that cannot be completed.</param>
    /// <param name="operations">In the order of the swap.</param>
    /// <param name="staging">The staging folders.</param>
    public ApplyReport Run(string? failure, ImmutableArray<Operation> operations, ImmutableArray<string> staging)
    {
        // First what is staged: on a full disk that makes room. A phase that cannot be moved on does no harm: without staged files nothing is completed.
        Try(() => Tidy.Staged(Disk, staging));
        if (journal.Phase() is { } phase and not JournalPhase.Undoing) Try(() => journal.Enter(phase, JournalPhase.Undoing));
        for (var step = Snapshots() - 1; step >= 0; step--)
        {
            var snapshot = new Snapshot(place, state, journal, step);
            Try(snapshot.GiveBack);
        }

        var swapper = new Swapper(Disk, journal, Retired.None);
        _switched = operations.Where(static o => o.IsLink).Select(static o => Path.GetDirectoryName(o.Target)!).ToHashSet(StringComparer.Ordinal);
        // A barrier that fails ends it: the next apply goes on, and until then a link leads to what is still whole.
        Try(() => Barriers.ForEach(Disk, operations.Reverse(), operation => TakeBack(swapper, operation)));
        Try(GiveInventoryBack);
        Try(() => SyncFolders(Disk, operations));
        foreach (var folder in staging) Try(() => Disk.DeleteTree(folder));
        if (_errors.Count == 0) Try(journal.Discard);
        return Report(failure, swapper);
    }

    /// <summary>Makes the entries durable that a swap changed.</summary>
    public static void SyncFolders(IDisk disk, IReadOnlyCollection<Operation> operations)
    {
        var folders = operations.Select(static o => Path.GetDirectoryName(o.Target)!).Distinct(StringComparer.Ordinal).Where(f => disk.Look(f).Kind == FileKind.Folder).ToList();
        disk.Sync([.. operations.Where(o => o.Kind == OperationKind.SetAccess && disk.Look(o.Target).Kind == FileKind.Regular).Select(static o => o.Target)], folders);
    }

    // What a link leads to is whole before the link is turned to it, and goes after the link has been turned away: what fails in such a folder ends it there.
    private void TakeBack(Swapper swapper, Operation operation)
    {
        var folder = Switched(operation);
        if (folder is not null && _held.Contains(folder)) return;
        var errors = _errors.Count;
        Try(() => swapper.TakeBack(operation));
        if (folder is not null && _errors.Count > errors) _held.Add(folder);
    }

    // The link lies in the folder, the files of a generation one deeper.
    private string? Switched(Operation operation)
    {
        var above = Path.GetDirectoryName(operation.Target)!;
        return _switched.Contains(above) ? above : Path.GetDirectoryName(above) is { } higher && _switched.Contains(higher) ? higher : null;
    }

    private ApplyReport Report(string? failure, Swapper swapper)
    {
        if (_errors.Count == 0)
        {
            return new(ApplyEnd.RolledBack) { Failure = failure, Remarks = [.. swapper.Remarks], Inventory = InventoryFile.Read(state) };
        }

        return new(ApplyEnd.Stuck)
        {
            Failure = (failure is null ? "" : failure + "; ") + "giving back failed too: " + _errors[0],
            Remarks = [.. swapper.Remarks, .. _errors.Skip(1), $"the originals are in {journal.Path}; the next apply goes on giving them back"],
        };
    }

    private int Snapshots()
    {
        var count = 0;
        while (new Snapshot(place, state, journal, count).Exists) count++;
        return count;
    }

    private void GiveInventoryBack()
    {
        if (Disk.Look(journal.Before).Exists) Disk.Replace(state.Inventory, Disk.Read(journal.Before), state.FileAccess);
        else if (Disk.Look(state.Inventory).Exists) Disk.Unlink(state.Inventory);
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (EnvironmentException error)
        {
            _errors.Add(error.Message);
        }
    }
}
