using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>
/// Brings our edits of before together with what is wanted now: kept where still wanted (with the original of the first time), given the new
/// value in their place, taken out where no longer wanted. What somebody changed by hand is kept when it is what is wanted, and else an error.
/// </summary>
internal sealed class TomlReconciliation(Wanted wanted)
{
    private readonly List<AppliedEdit> kept = [];
    private readonly List<Diagnostic> diagnostics = [];
    private TomlText doc = null!;

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>The document and the edits of ours that it still holds.</summary>
    public (TomlText Doc, ImmutableArray<AppliedEdit> Kept) Of(TomlText text, ImmutableArray<AppliedEdit> earlier)
    {
        Pass(text, earlier, Decide);
        var unchanged = doc.Text == text.Text && kept.SequenceEqual(earlier);
        if (!unchanged && earlier.Any(static e => e is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) && !diagnostics.Exists(static d => d.Severity == Severity.Error))
        {
            // Removed lines go back between the lines that stood around them, and those may be other edits of ours: all are taken out, last first, and written again.
            Pass(text, earlier, TakeOutOrDecide);
        }

        return (doc, [.. kept]);
    }

    /// <summary>Later edits first: they stand on the earlier ones.</summary>
    private void Pass(TomlText text, ImmutableArray<AppliedEdit> earlier, Action<AppliedEdit> each)
    {
        doc = text;
        kept.Clear();
        diagnostics.Clear();
        foreach (var edit in earlier.Reverse()) each(edit);
        kept.Reverse();
    }

    private void TakeOutOrDecide(AppliedEdit edit)
    {
        if (TomlReversal.Of(doc, edit) is { After: { } after }) doc = after;
        else Decide(edit);
    }

    private void Decide(AppliedEdit edit)
    {
        if (edit is { Kind: AppliedEditKind.Lines, Ours.Length: 0 }) Removed(edit, [edit.Key]);
        else if (edit is { Kind: AppliedEditKind.Value, Original: ['{', ..], Ours: ['{', ..] }) Removed(edit, Lost(edit));
        else if (OurText.Of(edit).IsContainer) Container(edit);
        else Setting(edit);
    }

    /// <summary>What braces lost when an entry was taken out of them.</summary>
    private static ImmutableArray<ImmutableArray<string>> Lost(AppliedEdit edit)
    {
        static ImmutableArray<ImmutableArray<string>> Keys(string braces) =>
            [.. TomlReader.Read("", "v = " + braces).Value?.Root["v"] is TomlNode.Table table ? Below(table, []) : []];

        static IEnumerable<ImmutableArray<string>> Below(TomlNode.Table table, ImmutableArray<string> path) =>
            table.Entries.SelectMany(e => e.Value is TomlNode.Table { Kind: TomlTableKind.Dotted } dotted ? Below(dotted, path.Add(e.Key)).Prepend(path.Add(e.Key)) : [path.Add(e.Key)]);

        var left = Keys(edit.Ours);
        return [.. Keys(edit.Original).Where(k => !left.Any(l => l.SequenceEqual(k))).Select(k => edit.Key.AddRange(k))];
    }

    private void Removed(AppliedEdit edit, ImmutableArray<ImmutableArray<string>> paths)
    {
        if (!paths.Any(wanted.Removes))
        {
            TakeOut(edit);
            return;
        }

        kept.Add(edit);
        foreach (var path in paths.Where(p => doc.Node(doc.Resolved(p)) is not null)) diagnostics.Add(TomlReversal.HandEdit(doc, edit with { Key = path, Ours = "" }, Severity.Error));
    }

    private void Container(AppliedEdit edit)
    {
        if (!wanted.ReachesBelow(edit.Key)) TakeOut(edit);
        else if (doc.Node(doc.Resolved(edit.Key)) is TomlNode.Table) kept.Add(edit);
    }

    private void Setting(AppliedEdit edit)
    {
        var node = doc.Node(doc.Resolved(edit.Key));
        var stands = TomlReversal.Stands(doc, edit);
        if (wanted.Value(edit.Key) is not { } value)
        {
            TakeOut(edit);
        }
        else if (TomlMeaning.Holds(node, value))
        {
            kept.Add(stands ? edit : OurText.With(edit, doc.Text[node!.StartIndex..node.EndIndex]));
        }
        else if (!stands)
        {
            kept.Add(edit);
            diagnostics.Add(TomlReversal.HandEdit(doc, edit, Severity.Error));
        }
        else if (edit.Kind == AppliedEditKind.Value || Refreshed(edit, node!, value) is not { } refreshed)
        {
            TakeOut(edit);
        }
        else
        {
            kept.Add(refreshed);
        }
    }

    /// <summary>Our setting with the value that is wanted now: the document follows. Null: the text around it does not allow it.</summary>
    private AppliedEdit? Refreshed(AppliedEdit edit, TomlNode node, EditValue value)
    {
        var written = TomlFormat.Value(value, doc.Text[node.StartIndex..node.EndIndex]);
        var refreshed = OurText.With(edit, written);
        if (new TomlStep(new(node.StartIndex, node.EndIndex, written), refreshed, TomlExpectation.Of(new Edit.Set(edit.Key, value))).Tried(doc) is not { } after) return null;
        doc = after;
        return refreshed;
    }

    /// <summary>Takes an edit out. What was changed by hand and is not wanted any more is the user's own from here on.</summary>
    private void TakeOut(AppliedEdit edit)
    {
        var reversal = TomlReversal.Of(doc, edit);
        doc = reversal.After ?? doc;
        if (reversal.StaysOurs) kept.Add(edit);
        if (reversal.Problem is { } problem) diagnostics.Add(problem);
    }
}
