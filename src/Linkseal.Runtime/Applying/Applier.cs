using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>
/// Does what a plan says, gives it back, and brings what was interrupted to an end: the only one that changes a place.
/// One at a time by a lock in the state; everything or nothing by staging, journal and swap.
/// </summary>
/// <param name="place">Where files land.</param>
/// <param name="state">Inventory and journal.</param>
/// <param name="clock">When an apply began, for the journal.</param>
public sealed class Applier(LocalPlace place, StateFolder state, TimeProvider clock)
{
    /// <summary>What an apply that did not come to its end left; null: nothing. Writes nothing.</summary>
    /// <exception cref="EnvironmentException">The journal cannot be read.</exception>
    public Interrupted? FindInterrupted() => NewRecovery().Find();

    /// <summary>The process that is changing the place just now; null: none. Writes nothing.</summary>
    public string? FindRunning() => state.Disk.IsLocked(state.Lock) ? Holder() : null;

    /// <summary>Completes or undoes an apply that did not come to its end; <see cref="ApplyEnd.Done"/> without remarks where there is none.</summary>
    public ApplyReport Recover() => Guarded(() => Journal.Pending(state).Exists || Journal.NeedsSweep(state) ? Locked(() => NewRecovery().Run() ?? Nothing()) : Nothing());

    /// <summary>Does what the plan says. An empty plan touches nothing at all.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="contents">Turns its promises into bytes.</param>
    /// <param name="options">How.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="cancellation">Honoured until the swap begins; then the swap finishes, and steps that have not begun are remembered.</param>
    public ApplyReport Apply(Plan plan, IContentSource contents, ApplyOptions options, IApplyListener listener, CancellationToken cancellation) => Guarded(() =>
    {
        if (ChangesNothing(plan) && !options.WithAuthority && !Journal.Pending(state).Exists) return Nothing();
        if (!state.Exists && Refusal(plan, contents) is { } refusal) return new(ApplyEnd.NotBegun) { Failure = refusal };
        return Locked(() =>
        {
            var recovered = NewRecovery().Run();
            if (recovered is { End: ApplyEnd.Stuck or ApplyEnd.NotBegun }) return recovered;
            var report = Unused(contents, Run(plan, contents, options, listener, cancellation));
            return recovered is null ? report : report with { Remarks = [.. recovered.Remarks, .. report.Remarks] };
        });
    });

    /// <summary>Gives back what the last apply replaced, as far as nobody changed it since; the plan's steps are run again.</summary>
    public ApplyReport Undo(ApplyOptions options, IApplyListener listener, CancellationToken cancellation) => Guarded(() =>
    {
        if (!state.Exists) return new(ApplyEnd.NotBegun) { Failure = $"there is nothing to undo: there is no state in {state.Path}; nothing was applied from here, or the folder was lost" };
        return Locked(() =>
        {
            var recovered = NewRecovery().Run();
            if (recovered is { End: not (ApplyEnd.Done or ApplyEnd.StepsPending) }) return recovered;
            return UndoLast(options, listener, cancellation);
        });
    });

    /// <summary>Takes the operator's word that printed steps are done; touches nothing but the state.</summary>
    /// <param name="ids">Their ids.</param>
    public ApplyReport Done(ImmutableArray<string> ids) => Guarded(() => Locked(() =>
    {
        var before = InventoryFile.Read(state);
        var after = before with { ByHand = before.ByHand.RemoveAll(s => ids.Contains(s.Id)) };
        InventoryFile.Write(state, after);
        return new(ApplyEnd.Done) { Inventory = after };
    }));

    private ApplyReport Run(Plan plan, IContentSource contents, ApplyOptions options, IApplyListener listener, CancellationToken cancellation)
    {
        var before = InventoryFile.Read(state);
        var followed = Following(plan, before);
        if (Moved(followed, plan, cancellation) is { } moved) return new(ApplyEnd.NotBegun) { Failure = moved, Inventory = before };
        var report = ChangesNothing(plan)
            ? new ApplyReport(ApplyEnd.Done) { Inventory = before }
            : new Execution(followed, state, clock, options, listener, cancellation).Run(new()
            {
                Intents = PlanIntents.Of(plan, contents),
                Switches = plan.Switches,
                Rules = PlanIntents.Rules(plan),
                OwnFolders = before.Folders,
                Steps = plan.Steps,
                Before = before,
                After = operations => NextInventory.After(before, plan, operations, contents, place.IsThisMachine),
                FirstPhase = plan.Leaves.IsEmpty ? "staging" : "issuing",
            });
        return options.WithAuthority && report.End is ApplyEnd.Done or ApplyEnd.StepsPending ? EraseAuthority(report) : report;
    }

    // Nothing that a new authority signed is on the place then: it goes too, so that everything is as before in the state as well.
    private static ApplyReport Unused(IContentSource contents, ApplyReport report)
    {
        if (report.End is not (ApplyEnd.RolledBack or ApplyEnd.NotBegun)) return report;
        try
        {
            contents.TakeBack();
            return report;
        }
        catch (EnvironmentException error)
        {
            return report with { Remarks = [.. report.Remarks, $"the authority that was made for it stays in the state, and the next apply uses it ({error.Message})"] };
        }
    }

    // Not even the state: what was seen to be run or is no longer ours would have to be forgotten.
    private static bool ChangesNothing(Plan plan) => plan.IsEmpty && !plan.ChangesState;

    private LocalPlace Following(Plan plan, Inventory inventory) => place.Following(plan.Switches.Select(static s => s.Folder), inventory);

    private ApplyReport EraseAuthority(ApplyReport report)
    {
        try
        {
            state.Disk.DeleteTree(state.Authority);
            state.Disk.Sync([], [state.Path]);
            // Certificates of an authority that is gone could be given back, and never renewed; and their keys would stay.
            var last = Journal.Last(state);
            if (last.Exists) last.Discard();
            return report with { Remarks = [.. report.Remarks, $"the authority in {state.Authority} is erased, and with it what undo would give back"] };
        }
        catch (EnvironmentException error)
        {
            return report with { Remarks = [.. report.Remarks, $"the authority could not be erased: {error.Message}"] };
        }
    }

    private ApplyReport UndoLast(ApplyOptions options, IApplyListener listener, CancellationToken cancellation)
    {
        var now = InventoryFile.Read(state);
        var last = Journal.Last(state);
        if (!last.Exists) return new(ApplyEnd.NotBegun) { Failure = "there is nothing to undo: only the last apply can be given back, once", Inventory = now };
        var record = last.ReadRecord();
        if (record.Root != place.Root) return new(ApplyEnd.NotBegun) { Failure = $"the last apply was done to {record.Root}: undo it with --root {record.Root}", Inventory = now };
        var was = place.Disk.Look(last.Before).Exists ? InventoryFile.Parse(place.Disk.Read(last.Before), last.Before) : Inventory.Empty;
        var followed = place.Following([], now).Following([], was);
        var undo = new UndoIntents(followed, last, now, was);
        var intents = undo.Of(record);
        if (undo.Moved.Count > 0)
        {
            return new(ApplyEnd.NotBegun) { Failure = $"changed since the last apply, so not undone: {string.Join(", ", undo.Moved)}", Inventory = now };
        }

        if (undo.Dangling.Count > 0)
        {
            return new(ApplyEnd.NotBegun)
            {
                Failure = $"{string.Join("; ", undo.Dangling)}; undone all the same, it would go on naming files that are gone: take the change of it back, or the whole setting out by hand",
                Inventory = now,
            };
        }

        // Where the first apply is given back, what undo does is what remove does.
        var steps = was.IsEmpty ? record.Steps.RemoveAll(static s => !s.Step.OnRemove) : record.Steps;
        // Not run since the apply that is given back: what runs is what was before it.
        var evidence = place.Observe(steps.SelectMany(static s => s.Step.Evidence).SelectMany(static e => new[] { e.Source, e.Copy }), cancellation);
        var due = StepEffect.Due(steps, [.. now.PendingSteps.Keys], evidence);
        var report = new Execution(followed, state, clock, options, listener, cancellation).Run(new()
        {
            Intents = intents,
            Rules = UndoIntents.Rules(record),
            OwnFolders = [.. record.Operations.Where(static o => o.Kind == OperationKind.MakeFolder).Select(static o => o.Path)],
            Steps = due,
            Before = now,
            After = _ => NextInventory.WithoutPrevious(was) with
            {
                PendingSteps = NextInventory.Pending(was, [], due, place.IsThisMachine), ByHand = ByHand.After(was.ByHand, due, was.IsEmpty),
            },
            IsUndo = true,
            FirstPhase = "staging",
        });
        if (report.End is not (ApplyEnd.Done or ApplyEnd.StepsPending)) return report;
        var idle = place.IsThisMachine ? steps.Where(s => s.Step.Runs && !due.Contains(s)).Select(static s => s.Step.Id).ToList() : [];
        ImmutableArray<string> notRun = idle.Count == 0 ? [] : [$"not run again, since not run since that apply: {string.Join(", ", idle)}"];
        return report with { Remarks = [.. report.Remarks, .. undo.Remarks, .. notRun] };
    }

    // Before there is a state folder: a refusal must not even make one.
    private string? Refusal(Plan plan, IContentSource contents) => new PermissionTest(place.Disk).Refusal(LocatedIntent.Locate(Following(plan, Inventory.Empty), PlanIntents.Of(plan, contents)));

    private static string? Moved(LocalPlace place, Plan plan, CancellationToken cancellation)
    {
        var states = place.Observe(plan.Basis.Keys, cancellation);
        var links = plan.Basis.Keys.Where(p => states[p].Kind == FileKind.Symlink).ToImmutableArray();
        var behind = links.IsEmpty ? ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty : place.Read(links, cancellation);
        var moved = plan.Basis.Where(b => states[b.Key].Sha256 != b.Value && !(behind.TryGetValue(b.Key, out var text) && DiskExtensions.Sha256(text.Span) == b.Value))
            .Select(static b => b.Key).Order(StringComparer.Ordinal).ToList();
        moved.AddRange(place.Read(plan.Edits.Select(static e => e.Path), cancellation) is var texts
            ? plan.Edits.Where(e => !texts.TryGetValue(e.Path, out var text) || !text.Span.SequenceEqual(Encoding.UTF8.GetBytes(e.Before))).Select(static e => e.Path).Except(moved, StringComparer.Ordinal)
            : []);
        return moved.Count == 0 ? null : $"changed since {(moved.Count == 1 ? "it was" : "they were")} looked at: {string.Join(", ", moved)}; nothing was written; run it again";
    }

    private ApplyReport Nothing() => new(ApplyEnd.Done) { Inventory = InventoryFile.Read(state) };

    private Recovery NewRecovery() => new(place.Disk, state, place.Trusted);

    private ApplyReport Locked(Func<ApplyReport> work) => Guarded(() =>
    {
        using var held = state.Enter();
        return held is null ? new(ApplyEnd.NotBegun) { Failure = $"another apply is running ({Holder()})" } : work();
    });

    private string Holder()
    {
        var text = Encoding.ASCII.GetString(state.Disk.Read(state.Lock)).Trim();
        return text.Length > 0 ? "process " + text : "its process is not known yet";
    }

    private ApplyReport Guarded(Func<ApplyReport> work)
    {
        try
        {
            return work();
        }
        catch (EnvironmentException error)
        {
            return new(ApplyEnd.NotBegun) { Failure = error.Message, Inventory = Readable() };
        }
        catch (OperationCanceledException)
        {
            return new(ApplyEnd.NotBegun) { Failure = "cancelled: nothing was changed", Inventory = Readable() };
        }
    }

    private Inventory Readable()
    {
        try
        {
            return InventoryFile.Read(state);
        }
        catch (EnvironmentException)
        {
            return Inventory.Empty;
        }
    }
}
