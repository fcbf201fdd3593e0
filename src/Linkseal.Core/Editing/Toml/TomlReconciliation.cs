using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What is decided for one edit of ours in TOML.</summary>
internal sealed class TomlReconciliation(Wanted wanted) : ReconcilingPasses<TomlText>
{
    protected override string Says(TomlText text) => text.Text;

    protected override TomlText? Without(AppliedEdit edit) => TomlReversal.Of(Doc, edit).After;

    protected override void Decide(AppliedEdit edit)
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

        Keep(edit);
        foreach (var path in paths.Where(p => Doc.Node(Doc.Resolved(p)) is not null)) Say(TomlReversal.HandEdit(Doc, edit with { Key = path, Ours = "" }, Severity.Error));
    }

    private void Container(AppliedEdit edit)
    {
        if (!wanted.ReachesBelow(edit.Key)) TakeOut(edit);
        else if (Doc.Node(Doc.Resolved(edit.Key)) is TomlNode.Table) Keep(edit);
    }

    private void Setting(AppliedEdit edit)
    {
        var node = Doc.Node(Doc.Resolved(edit.Key));
        var stands = TomlReversal.Stands(Doc, edit);
        if (wanted.Value(edit.Key) is not { } value)
        {
            TakeOut(edit);
        }
        else if (TomlMeaning.Holds(node, value))
        {
            Keep(stands ? edit : OurText.With(edit, Doc.Text[node!.StartIndex..node.EndIndex]));
        }
        else if (!stands)
        {
            Keep(edit);
            Say(TomlReversal.HandEdit(Doc, edit, Severity.Error));
        }
        else if (edit.Kind == AppliedEditKind.Value || Refreshed(edit, node!, value) is not { } refreshed)
        {
            TakeOut(edit);
        }
        else
        {
            Keep(refreshed);
        }
    }

    /// <summary>Our setting with the value that is wanted now: the document follows. Null: the text around it does not allow it.</summary>
    private AppliedEdit? Refreshed(AppliedEdit edit, TomlNode node, EditValue value)
    {
        var written = TomlFormat.Value(value, Doc.Text[node.StartIndex..node.EndIndex]);
        var refreshed = OurText.With(edit, written);
        if (new TomlStep(new(node.StartIndex, node.EndIndex, written), refreshed, TomlExpectation.Of(new Edit.Set(edit.Key, value))).Tried(Doc) is not { } after) return null;
        Doc = after;
        return refreshed;
    }

    /// <summary>Takes an edit out. What was changed by hand and is not wanted any more is the user's own from here on.</summary>
    private void TakeOut(AppliedEdit edit)
    {
        var reversal = TomlReversal.Of(Doc, edit);
        Doc = reversal.After ?? Doc;
        if (reversal.StaysOurs) Keep(edit);
        if (reversal.Problem is { } problem) Say(problem);
    }
}
