using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>Brings an apply that did not come to its end to one: completed where everything for it is there, else undone.</summary>
internal sealed class Recovery(IDisk disk, StateFolder state, ImmutableArray<int> trusted)
{
    private readonly Journal _journal = Journal.Pending(state);

    /// <summary>What an interruption left; null: nothing that anybody has to know.</summary>
    public Interrupted? Find()
    {
        // Whoever has the lock is at it: that is no interruption.
        if (!_journal.Exists || disk.IsLocked(state.Lock)) return null;
        var started = _journal.Phase() is null ? null : _journal.ReadStaging()?.Started;
        var when = started is { } time ? $"the apply of {time:yyyy-MM-dd HH:mm:ss} UTC" : "an apply";
        return _journal.Phase() switch
        {
            JournalPhase.Swapping => new($"{when} was interrupted while it put files in place: the next apply completes it", Completes: true),
            JournalPhase.Steps => new($"{when} was interrupted while its steps ran: the files are in place, the steps are due again", Completes: true),
            JournalPhase.Undoing => new($"{when} was interrupted while it was being undone: the next apply goes on undoing it", Completes: false),
            JournalPhase.Done => null,
            _ => new($"{when} was interrupted before anything was changed: the next apply tidies up", Completes: false),
        };
    }

    /// <summary>Completes or undoes; null: there was nothing to do.</summary>
    public ApplyReport? Run()
    {
        if (disk.Look(state.Journal).Exists && Journal.NeedsSweep(state)) Journal.Sweep(state);
        if (!_journal.Exists) return null;
        switch (_journal.Phase())
        {
            case null:
                _journal.Discard();
                return null;
            case JournalPhase.Staging:
                Tidy.Staging(disk, _journal.ReadStaging()?.Folders ?? []);
                _journal.Discard();
                return new(ApplyEnd.Done) { Remarks = ["tidied up after an apply that was interrupted before it changed anything"], Inventory = InventoryFile.Read(state) };
            case JournalPhase.Done:
                Tidy.Staging(disk, Staging());
                return Finish(_journal.ReadRecord()) is { IsEmpty: false } stays ? new(ApplyEnd.Done) { Remarks = stays, Inventory = InventoryFile.Read(state) } : null;
            case var phase:
                return GoOn(phase.Value);
        }
    }

    private ApplyReport GoOn(JournalPhase phase)
    {
        var record = _journal.ReadRecord();
        var place = new LocalPlace(disk, record.Root, trusted);
        var operations = record.Operations;
        if (Elsewhere(place, operations) is { } elsewhere) return new(ApplyEnd.Stuck) { Failure = elsewhere, Remarks = [$"the journal is {_journal.Path}"], Inventory = InventoryFile.Read(state) };
        if (Refusal(operations) is { } refusal) return new(ApplyEnd.NotBegun) { Failure = $"an interrupted apply has to be brought to its end first: {refusal}", Inventory = InventoryFile.Read(state) };

        var swapper = new Swapper(disk, _journal, record.IsUndo ? Retired.None : Retired.Of(Journal.Last(state)));
        if (phase == JournalPhase.Undoing || (phase == JournalPhase.Swapping && !operations.All(swapper.CanComplete)))
        {
            var report = new Rollback(place, state, _journal).Run(null, operations, Staging());
            return report with { Remarks = ["undid an apply that had been interrupted: every file is as before it", .. report.Remarks] };
        }

        return Complete(phase, record, swapper);
    }

    private ApplyReport Complete(JournalPhase phase, JournalRecord record, Swapper swapper)
    {
        if (phase == JournalPhase.Swapping)
        {
            Barriers.ForEach(disk, record.Operations, swapper.Complete);
            Rollback.SyncFolders(disk, record.Operations);
            disk.Replace(state.Inventory, disk.Read(_journal.After), state.FileAccess);
        }

        Tidy.Staging(disk, Staging());
        _journal.Enter(phase, JournalPhase.Done);
        var inventory = InventoryFile.Read(state);
        var stays = Finish(record);
        return new(inventory.PendingSteps.IsEmpty ? ApplyEnd.Done : ApplyEnd.StepsPending)
        {
            Remarks = [$"completed an {(record.IsUndo ? "undo" : "apply")} that had been interrupted", .. swapper.Remarks, .. stays],
            Inventory = inventory,
        };
    }

    private ImmutableArray<string> Finish(JournalRecord record) => [.. Tidy.Finish(disk, state, _journal, record.IsUndo, goesOn: true)];

    private ImmutableArray<string> Staging() => _journal.ReadStaging()?.Folders ?? [];

    // A folder on the way that has become a link since would lead the rest of the swap somewhere else.
    private static string? Elsewhere(LocalPlace place, ImmutableArray<Operation> operations)
    {
        var resolver = place.Resolver();
        var moved = operations.FirstOrDefault(o => Path.GetDirectoryName(o.Target)! is var folder && resolver.Folder(Logical(place, folder)) != folder);
        return moved is null ? null : $"a folder above {moved.Path} has become a symbolic link since the interrupted apply";
    }

    private static string Logical(LocalPlace place, string physical) => place.IsThisMachine ? physical : physical[place.Root.Length..];

    private string? Refusal(ImmutableArray<Operation> operations) =>
        new PermissionTest(disk).Refusal(operations.Select(o => new LocatedIntent(
            new() { Kind = o.Kind, Path = o.Path, Access = o.Access?.ToAccess() }, o.Target, disk.Look(o.Target))));
}
