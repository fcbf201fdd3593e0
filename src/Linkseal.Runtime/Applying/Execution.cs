using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>One transaction from permission test to the end of its steps: all of it, or nothing.</summary>
internal sealed class Execution(LocalPlace place, StateFolder state, TimeProvider clock, ApplyOptions options, IApplyListener listener, CancellationToken cancellation)
{
    private readonly Journal _journal = Journal.Pending(state);
    private readonly List<string> _remarks = [];
    private ImmutableArray<string> _staging = [];
    private ImmutableArray<Operation> _operations = [];
    private Inventory _after = Inventory.Empty;
    private Retired? _leaving;

    private IDisk Disk => place.Disk;

    public ApplyReport Run(Transaction transaction)
    {
        var files = LocatedIntent.Locate(place, transaction.Intents);
        List<LocatedIntent> all = [.. FolderIntents.ToMake(place, files, transaction.Rules), .. files, .. FolderIntents.ToRemove(place, files, transaction.OwnFolders, Leaving(transaction).Targets)];
        if (new PermissionTest(Disk).Refusal(all) is { } refusal) return new(ApplyEnd.NotBegun) { Failure = refusal, Inventory = transaction.Before };

        if (Prepare(transaction, all) is { } failed) return failed;
        if (Swap(transaction) is { } rolledBack) return rolledBack;
        return transaction.Steps.IsEmpty ? End(transaction, ApplyEnd.Done) : Steps(transaction);
    }

    // What the last apply put out of force goes when this one has ended well; an undo turns back to it instead.
    private Retired Leaving(Transaction transaction) => _leaving ??= transaction.IsUndo ? Retired.None : Retired.Of(Journal.Last(state));

    // Everything before the point of no return: a failure or Ctrl-C here leaves nothing behind.
    private ApplyReport? Prepare(Transaction transaction, List<LocatedIntent> all)
    {
        try
        {
            Stage(transaction, all);
            cancellation.ThrowIfCancellationRequested();
            _journal.Enter(JournalPhase.Staging, JournalPhase.Swapping);
            return null;
        }
        catch (OperationCanceledException)
        {
            return NotBegun(transaction, ApplyEnd.NotBegun, "cancelled: nothing was changed");
        }
        catch (EnvironmentException error)
        {
            return NotBegun(transaction, error is MovedException ? ApplyEnd.NotBegun : ApplyEnd.RolledBack, error.Message);
        }
        catch
        {
            NotBegun(transaction, ApplyEnd.RolledBack, "");
            throw;
        }
    }

    private void Stage(Transaction transaction, List<LocatedIntent> all)
    {
        var started = clock.GetUtcNow();
        var leaving = all.Where(static i => i.Intent.Kind == OperationKind.RemoveFolder).Select(static i => i.Target);
        var folders = new StagingFolders(place, transaction.Rules, leaving, StagingFolders.NewId());
        foreach (var intent in all.Where(static i => i.NeedsStaging)) folders.For(intent.Folder);
        _staging = folders.All;
        _journal.Begin(new(started, _staging));

        listener.Phase(transaction.FirstPhase, all.Count);
        var stager = new Stager(place, state, _journal, listener);
        _operations = stager.Stage(all, folders, cancellation);
        _after = transaction.After(_operations);
        List<string> documents = [_journal.After, _journal.Write("journal.json", Record(transaction, started), JournalJson.Default.JournalRecord)];
        if (Retired.Write(_journal, place, transaction.Switches) is { } retired) documents.Add(retired);
        Disk.Create(_journal.After, InventoryFile.Text(_after), state.FileAccess);
        if (Disk.Look(state.Inventory).Exists)
        {
            Disk.Create(_journal.Before, Disk.Read(state.Inventory), state.FileAccess);
            documents.Add(_journal.Before);
        }

        stager.Sync(_operations, _staging, documents);
    }

    private JournalRecord Record(Transaction transaction, DateTimeOffset started) =>
        new(JournalRecord.CurrentVersion, started, transaction.IsUndo, place.Root, _operations, transaction.Steps);

    private ApplyReport? Swap(Transaction transaction)
    {
        try
        {
            listener.Phase("swapping", _operations.Length);
            var swapper = new Swapper(Disk, _journal, Leaving(transaction));
            Barriers.ForEach(Disk, _operations, operation =>
            {
                swapper.Do(operation);
                listener.Progress();
            });

            _remarks.AddRange(swapper.Remarks);
            Rollback.SyncFolders(Disk, _operations);
            Disk.Replace(state.Inventory, Disk.Read(_journal.After), state.FileAccess);
            Tidy.Staging(Disk, _staging);
            _journal.Enter(JournalPhase.Swapping, transaction.Steps.IsEmpty ? JournalPhase.Done : JournalPhase.Steps);
            return null;
        }
        catch (EnvironmentException error)
        {
            return TakeBack(error.Message);
        }
    }

    private ApplyReport Steps(Transaction transaction)
    {
        var runnable = transaction.Steps.Where(static s => s.Step.Runs).ToImmutableArray();
        if (!place.IsThisMachine || !options.RunSteps) return Later(transaction, runnable, []);
        List<string> ran = [];
        List<PlannedStep> notSeen = [];
        for (var i = 0; i < runnable.Length; i++)
        {
            if (cancellation.IsCancellationRequested)
            {
                _remarks.Add("cancelled: the files are in place, the remaining steps are remembered");
                return Later(transaction, runnable[i..], ran);
            }

            if (RunStep(runnable[i], i) is { } failure) return TakeBack(failure, runnable[..(i + 1)]);

            if (NotServed(runnable[i].Step, out var words) is { } served)
            {
                if (served is Serving.Other) return TakeBack(words, runnable[..(i + 1)]);
                _remarks.Add(words);
                notSeen.Add(runnable[i]);
                continue;
            }

            ran.Add(runnable[i].Step.Id);
        }

        return Remember(transaction, ran) ?? End(transaction, notSeen.Count == 0 ? ApplyEnd.Done : ApplyEnd.StepsPending);
    }

    // Everything back, and servers that were told of the new files are told again: what they then read is what they had before. Of other steps it can only be said that they were run.
    private ApplyReport TakeBack(string failure, ImmutableArray<PlannedStep> told)
    {
        var report = TakeBack(failure);
        if (report.End is not ApplyEnd.RolledBack) return report;
        List<string> remarks = [];
        foreach (var step in told.Where(static s => !s.Step.Serves.IsEmpty))
        {
            var code = StepRunner.Run(step, listener);
            remarks.Add(code == 0 ? $"{step.Step.Component} was told again, with what it had before ({step.Step.Id})" : $"{step.Step.Component} may still run with what was taken back: run {string.Join(' ', step.Step.Command)}");
        }

        var others = told[..^1].Where(static s => s.Step.Serves.IsEmpty).Select(static s => s.Step.Id).ToList();
        if (others.Count > 0) remarks.Add($"these steps had already been run, and what they interrupted may have to be started again: {string.Join(", ", others)}");
        return report with { Remarks = [.. report.Remarks, .. remarks] };
    }

    private string? RunStep(PlannedStep step, int number)
    {
        try
        {
            new Snapshot(place, state, _journal, number).Keep(step.Step.Rewrites);
        }
        catch (EnvironmentException error)
        {
            return error.Message;
        }

        var code = StepRunner.Run(step, listener);
        return code == 0 ? null : $"step {step.Step.Id} ({string.Join(' ', step.Step.Command)}) {(code == 127 ? "could not be run" : $"ended with exit code {code}")}";
    }

    // What was written is served; null: it is, or nothing is known of the wire. A leaf that was taken out is served by nobody.
    private Serving? NotServed(RunStep step, out string words)
    {
        words = "";
        foreach (var sign in step.Serves)
        {
            if (!_after.Leaves.TryGetValue(sign.Leaf, out var leaf)) continue;
            var (end, met) = ServingProof.Wait(sign, leaf.Sha256, cancellation).GetAwaiter().GetResult();
            if (end is Serving.Seen) continue;
            words = end is Serving.Other ? $"step {step.Id} ({string.Join(' ', step.Command)}) ended well, but {met}" : $"{step.Id}: that the new certificate is served was not seen: {met}";
            return end;
        }

        return null;
    }

    private ApplyReport Later(Transaction transaction, ImmutableArray<PlannedStep> waiting, List<string> ran)
    {
        if (!place.IsThisMachine && !waiting.IsEmpty)
        {
            _remarks.Add($"no command is run below {place.Root}; on that machine run: {string.Join("; ", waiting.Select(static s => string.Join(' ', s.Step.Command)))}");
        }

        return Remember(transaction, ran) ?? End(transaction, waiting.IsEmpty || !place.IsThisMachine ? ApplyEnd.Done : ApplyEnd.StepsPending);
    }

    // The steps that ran are no longer pending; the last word of the transaction.
    private ApplyReport? Remember(Transaction transaction, List<string> ran)
    {
        try
        {
            if (ran.Count > 0)
            {
                _after = _after with { PendingSteps = _after.PendingSteps.RemoveRange(ran), NeverRun = _after.NeverRun.RemoveRange(ran) };
                InventoryFile.Write(state, _after);
            }

            _journal.Enter(JournalPhase.Steps, JournalPhase.Done);
            return null;
        }
        catch (EnvironmentException error)
        {
            // Steps cannot be taken back: what is known is said, and the next apply finds them as pending.
            return new(ApplyEnd.StepsPending) { Failure = error.Message, Remarks = [.. _remarks], Inventory = _after };
        }
    }

    private ApplyReport End(Transaction transaction, ApplyEnd end)
    {
        try
        {
            _remarks.AddRange(Tidy.Finish(Disk, state, _journal, transaction.IsUndo, goesOn: false));
        }
        catch (EnvironmentException error)
        {
            _remarks.Add($"everything is in place, but the journal could not be put away ({error.Message}); the next apply does it");
        }

        return new(end) { Remarks = [.. _remarks], Inventory = _after };
    }

    private ApplyReport TakeBack(string failure)
    {
        var report = new Rollback(place, state, _journal).Run(failure, _operations, _staging);
        return report with { Remarks = [.. _remarks, .. report.Remarks] };
    }

    private ApplyReport NotBegun(Transaction transaction, ApplyEnd end, string failure)
    {
        var report = new ApplyReport(end) { Failure = failure, Inventory = transaction.Before };
        try
        {
            Tidy.Staging(Disk, _staging);
            if (_journal.Exists) _journal.Discard();
            return report;
        }
        catch (EnvironmentException error)
        {
            return report with { Remarks = [$"what was staged could not be removed ({error.Message}); the next apply does it"] };
        }
    }
}
