using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Core.Planning;

/// <summary>Whether a command has been run since the files it reads were written, by the copies that it leaves.</summary>
public static class StepEffect
{
    /// <summary>True where every copy equals its source, false where one is missing or differs; null: it leaves no sign, or a source or copy could not be read.</summary>
    /// <param name="step">The step.</param>
    /// <param name="files">What stands at the paths of its evidence; absent: nothing.</param>
    public static bool? Of(RunStep step, ImmutableDictionary<string, FileState> files)
    {
        if (step.Evidence.IsEmpty) return null;
        var unknown = false;
        foreach (var sign in step.Evidence)
        {
            var source = files.GetValueOrDefault(sign.Source, FileState.Missing);
            var copy = files.GetValueOrDefault(sign.Copy, FileState.Missing);
            if (source.Kind is FileKind.Regular && (copy.Kind is FileKind.Missing || (copy.Sha256 is not null && source.Sha256 is not null && copy.Sha256 != source.Sha256))) return false;
            unknown |= source.Sha256 is null || copy.Sha256 is null;
        }

        return unknown ? null : true;
    }

    /// <summary>
    /// Of the steps that taking back what was written calls for, those that are due. One that is remembered as not run, and of which no sign shows that somebody
    /// ran it by hand, is idle: what it would put into effect is not in effect, so that taking it back needs no command either. What is only printed stays.
    /// </summary>
    /// <param name="steps">In order.</param>
    /// <param name="notRun">The ids that are remembered as not run.</param>
    /// <param name="files">What stands at the paths of their evidence.</param>
    public static ImmutableArray<PlannedStep> Due(ImmutableArray<PlannedStep> steps, IReadOnlyCollection<string> notRun, ImmutableDictionary<string, FileState> files)
    {
        List<RunStep> idle = [], due = [];
        foreach (var (step, _) in steps.Where(static s => s.Step.Runs)) (notRun.Contains(step.Id) && IsIdle(step, idle, due, files) ? idle : due).Add(step);
        return steps.RemoveAll(s => idle.Contains(s.Step));
    }

    // Right copies prove nothing where the step works on what an idle one has not made anew; without copies, what came before it decides.
    private static bool IsIdle(RunStep step, List<RunStep> idle, List<RunStep> due, ImmutableDictionary<string, FileState> files)
    {
        if (due.Exists(d => Follows(step, d))) return false;
        return step.Evidence.IsEmpty ? due.Count == 0 : Of(step, files) is false || idle.Exists(i => Follows(step, i));
    }

    private static bool Follows(RunStep step, RunStep earlier) =>
        step.After.Any(a => earlier.Rewrites.Any(r => LexicalPath.IsWithin(a.TrimEnd('/'), r.TrimEnd('/')) || LexicalPath.IsWithin(r.TrimEnd('/'), a.TrimEnd('/'))));
}
