using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing;

/// <summary>
/// Brings our edits of before together with what is wanted now: kept where still wanted (with the original of the first time), given the new
/// value in their place, taken out where no longer wanted. What somebody changed by hand is kept when it is what is wanted, and else an error.
/// Here the order in which that is done; what is decided for one edit is each format's own.
/// </summary>
/// <typeparam name="TText">A format's text, read.</typeparam>
internal abstract class ReconcilingPasses<TText>
    where TText : class
{
    private readonly List<AppliedEdit> kept = [];
    private readonly List<Diagnostic> diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>The document as far as it has come.</summary>
    protected TText Doc { get; set; } = null!;

    /// <summary>The document and the edits of ours that it still holds.</summary>
    public (TText Doc, ImmutableArray<AppliedEdit> Kept) Of(TText text, ImmutableArray<AppliedEdit> earlier)
    {
        Pass(text, earlier, Decide);
        var unchanged = Says(Doc) == Says(text) && kept.SequenceEqual(earlier);
        if (!unchanged && earlier.Any(static e => e is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) && !diagnostics.Exists(static d => d.Severity == Severity.Error))
        {
            // Removed lines go back between the lines that stood around them, and those may be other edits of ours: all are taken out, last first, and written again.
            Pass(text, earlier, edit =>
            {
                if (Without(edit) is { } after) Doc = after;
                else Decide(edit);
            });
        }

        return (Doc, [.. kept]);
    }

    /// <summary>Keeps an edit, takes it out, or says why neither can be.</summary>
    protected abstract void Decide(AppliedEdit edit);

    /// <summary>The document without an edit, where nothing at all is to be said about that; null: something is.</summary>
    protected abstract TText? Without(AppliedEdit edit);

    /// <summary>The text itself.</summary>
    protected abstract string Says(TText text);

    protected void Keep(AppliedEdit edit) => kept.Add(edit);

    protected void Say(Diagnostic diagnostic) => diagnostics.Add(diagnostic);

    /// <summary>Later edits first: they stand on the earlier ones.</summary>
    private void Pass(TText text, ImmutableArray<AppliedEdit> earlier, Action<AppliedEdit> each)
    {
        Doc = text;
        kept.Clear();
        diagnostics.Clear();
        foreach (var edit in earlier.Reverse()) each(edit);
        kept.Reverse();
    }
}
