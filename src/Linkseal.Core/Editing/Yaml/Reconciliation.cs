using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>What is decided for one edit of ours in YAML.</summary>
internal sealed class Reconciliation(Wanted wanted) : ReconcilingPasses<YamlText>
{
    protected override string Says(YamlText text) => text.Text;

    protected override YamlText? Without(AppliedEdit edit) => Reversal.Of(Doc, edit) is { After: { } after, Problem: null, Remarks: [] } ? after : null;

    protected override void Decide(AppliedEdit edit)
    {
        switch (edit)
        {
            case { Kind: AppliedEditKind.Lines, Ours.Length: 0 }: Removed(edit, [edit.Key]); break;
            case { Kind: AppliedEditKind.Lines }: Lines(edit); break;
            case { Kind: AppliedEditKind.Entry }: Entry(edit); break;
            case { Original: ['{', ..], Ours: ['{', ..] }: Removed(edit, Lost(edit)); break;
            case { Ours: "{}" or "[]" } when wanted.ReachesBelow(edit.Key): Keep(edit); break;
            default: Value(edit); break;
        }
    }

    private static ImmutableArray<ImmutableArray<string>> Lost(AppliedEdit edit)
    {
        static IEnumerable<string> Keys(string flow) => (YamlText.Read("", flow).Read?.Root as YamlNode.Mapping)?.Entries.Select(static e => e.Key.Value) ?? [];
        return [.. Keys(edit.Original).Except(Keys(edit.Ours)).Select(k => edit.Key.Add(k))];
    }

    private void Removed(AppliedEdit edit, ImmutableArray<ImmutableArray<string>> paths)
    {
        if (!paths.All(wanted.Removes))
        {
            TakeOut(edit);
            return;
        }

        Keep(edit);
        foreach (var path in paths.Where(p => Doc.Entry(p) is not null)) Say(Reversal.HandEdit(Doc, path, "", Severity.Error));
    }

    private void Value(AppliedEdit edit)
    {
        var stands = Reversal.InlineSpan(Doc, edit) is not null;
        if (wanted.Value(edit.Key) is not { } value)
        {
            TakeOut(edit);
        }
        else if (YamlMeaning.Holds(Doc.Node(edit.Key), value))
        {
            Keep(stands ? edit : edit with { Ours = edit.Ours[..^edit.Ours.TrimStart(' ').Length] + TextOf(Doc.Node(edit.Key)!) + Reversal.TailOf(edit) });
        }
        else
        {
            TakeOutOrRefuse(edit, stands, edit.Key, Reversal.Shown(edit));
        }
    }

    private void Entry(AppliedEdit edit)
    {
        var body = edit.Ours.TrimStart(',', ' ');
        var isItem = EntryPart.Of(edit.Key[^1]) is not null && body.StartsWith('{');
        ImmutableArray<ImmutableArray<string>> leaves = YamlText.Read("", isItem ? $"[{body}]" : $"{{{body}}}").Read is { } flow ? [.. FlowLeaves(flow.Root, edit.Key[..^1])] : [];
        var stands = Reversal.InlineSpan(Doc, edit) is not null;
        if (leaves.Any(p => wanted.Value(p) is null) || (leaves.IsEmpty && !wanted.ReachesBelow(edit.Key)))
        {
            TakeOut(edit);
        }
        else if (leaves.FirstOrDefault(p => !YamlMeaning.Holds(Doc.Node(p), wanted.Value(p)!)) is { IsDefault: false } other)
        {
            TakeOutOrRefuse(edit, stands, other, body);
        }
        else
        {
            Keep(edit);
        }
    }

    private void Lines(AppliedEdit edit)
    {
        var ours = OurLines.Of(edit);
        ImmutableArray<OurSetting> stranded = [.. ours.Leaves.Where(s => ours.StandsAt(Doc, s) is null && !Holds(s))];
        foreach (var setting in stranded.Where(s => wanted.Value(s.Path) is not null)) Say(Reversal.HandEdit(Doc, setting.Path, ours[setting], Severity.Error));
        if (!stranded.IsEmpty && ours.Leaves.Any(s => wanted.Value(s.Path) is not null))
        {
            Keep(edit);
            return;
        }

        edit = ours.With(ours.Settings.Except(stranded).ToDictionary(static s => s, s => Refreshed(ours, s)));
        if (ours.Leaves.Any() ? ours.Leaves.All(s => wanted.Value(s.Path) is not null) : wanted.ReachesBelow(edit.Key)) Keep(edit);
        else TakeOut(edit);
    }

    private bool Holds(OurSetting setting) => wanted.Value(setting.Path) is { } value && YamlMeaning.Holds(Doc.Node(setting.Path), value);

    /// <summary>A line of ours, or as it stands now where that is what is wanted, or with the value that is wanted: the document follows.</summary>
    private string Refreshed(OurLines ours, OurSetting setting)
    {
        if (Doc.Entry(setting.Path) is not { } entry) return ours[setting];
        var stands = ours.StandsAt(Doc, setting) is not null;
        if (stands && (setting.IsHeader || wanted.Value(setting.Path) is null || Holds(setting))) return ours[setting];
        var line = Doc.LineOf(entry);
        var now = Doc.Source.LineAt(line);
        if (setting.IsHeader || Holds(setting) || wanted.Value(setting.Path) is not { } value || SettingLine.WithValue(now, value, YamlStyle.FlagCaseOf(Doc.Root)) is not { } next) return now;

        var start = Doc.Source.StartOf(line);
        if (new Step([new(start, start + now.Length, next)], [], [new Edit.Set(setting.Path, value)]).Tried(Doc) is not { } after) return now;
        Doc = after;

        // A comment behind it is not ours, and not remembered as such.
        return stands && SettingLine.WithValue(ours[setting], value, YamlStyle.FlagCaseOf(Doc.Root)) is { } ourLine ? ourLine : next;
    }

    private void TakeOutOrRefuse(AppliedEdit edit, bool stands, ImmutableArray<string> path, string ours)
    {
        if (stands)
        {
            TakeOut(edit);
            return;
        }

        Keep(edit);
        Say(Reversal.HandEdit(Doc, path, ours, Severity.Error));
    }

    /// <summary>Takes an edit out; where only a block's first line has to stay for what is still wanted under it, that is no news.</summary>
    private void TakeOut(AppliedEdit edit)
    {
        var reversal = Reversal.Of(Doc, edit);
        Doc = reversal.After ?? Doc;

        // What was changed by hand and is not wanted any more is the user's own from here on.
        if (reversal.After is not null) foreach (var ours in reversal.StillOurs.Reverse()) Keep(ours);
        foreach (var remark in reversal.Remarks) Say(remark);
        if (reversal.Problem is { } problem && !(reversal.After is not null && wanted.ReachesBelow(edit.Key))) Say(problem);
    }

    private string TextOf(YamlNode node) => Doc.Text[node.StartIndex..node.EndIndex];

    /// <summary>The settings between brackets; the key that names an entry of a list goes with the entry.</summary>
    private static IEnumerable<ImmutableArray<string>> FlowLeaves(YamlNode flow, ImmutableArray<string> path) => flow switch
    {
        YamlNode.Mapping mapping => mapping.Entries.SelectMany(e => FlowLeaves(e.Value, path.Add(e.Key.Value))),
        YamlNode.Sequence { Items: [YamlNode.Mapping, ..] } list => list.Items.SelectMany(i => i is YamlNode.Mapping { Entries: [{ Value: YamlNode.Scalar name } first, .. var rest] }
            ? rest.SelectMany(e => FlowLeaves(e.Value, path.Add(EntryPart.Named(first.Key.Value, name.Value)).Add(e.Key.Value)))
            : []),
        _ => [path],
    };
}
