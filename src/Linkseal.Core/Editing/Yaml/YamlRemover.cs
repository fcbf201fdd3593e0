using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>The ways to take a setting out: its whole lines, or its entry between braces.</summary>
internal static class YamlRemover
{
    public static Ways For(YamlText doc, Edit.Remove remove)
    {
        if (remove.Key.Length > 1 && doc.PassesAlias(remove.Key[..^1])) return Ways.None("its mapping comes from an alias, and would change in another place too");
        if (doc.AmbiguousPart(remove.Key) is { } part) return Ways.Ambiguous(part);
        if (EntryPart.Of(remove.Key[^1]) is { Name: null } && doc.Entry(remove.Key)!.IsItem) return Ways.None("the entries behind it would take its number");
        return (doc.Node(remove.Key[..^1]), doc.Entry(remove.Key)!) switch
        {
            (YamlNode.Mapping { IsFlow: true } flow, var entry) => FlowEntry(doc, remove, flow, entry),
            (YamlNode.Sequence { IsFlow: true }, _) => Ways.None("it is an entry of a list between brackets"),
            (_, var entry) => Lines(doc, remove, entry),
        };
    }

    /// <summary>What to delete so that an entry between brackets is gone with one comma; null: its neighbour is an alias, whose end is not known.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="container">The path of the mapping or list.</param>
    /// <param name="entry">The entry.</param>
    public static Splice? FlowDeletion(YamlText doc, ImmutableArray<string> container, YamlEntry entry)
    {
        ImmutableArray<YamlEntry> all = [.. doc.Below(container)];
        var index = all.Select(static e => e.Key.StartIndex).ToList().IndexOf(entry.Key.StartIndex);
        var (start, end) = (entry.Key.StartIndex, entry.Value.EndIndex);
        if (index > 0) start = all[index - 1].Value.EndIndex;
        else if (all.Length > 1) end = all[1].Key.StartIndex;
        return start < doc.Node(container)!.StartIndex || end < start ? null : new(start, end, "");
    }

    /// <summary>The deletion of whole lines, from 0, both included; without a final line end, the one before them goes with them.</summary>
    public static Splice LinesDeletion(YamlText doc, int first, int last)
    {
        var (start, end) = (doc.Source.StartOf(first), doc.Source.StartOf(last + 1));
        if (end < doc.Text.Length || doc.Text.EndsWith('\n') || first == 0) return new(start, end, "");
        return new(doc.Source.StartOf(first - 1) + doc.Source.LineAt(first - 1).Length, end, "");
    }

    private static Ways Lines(YamlText doc, Edit.Remove remove, YamlEntry entry)
    {
        if (!doc.BeginsLine(entry)) return Ways.None("it does not stand in a line of its own");
        var first = doc.LineOf(entry);
        var last = Math.Max(first, doc.Source.LineOf(entry.Value.EndIndex));
        var splice = LinesDeletion(doc, first, last);
        var applied = new AppliedEdit(remove.Key, doc.Text[splice.Start..splice.End], "", AppliedEditKind.Lines)
        {
            LinesBefore = Surroundings.Before(doc.Source, first),
            LinesAfter = Surroundings.After(doc.Source, last + 1),
        };
        return new([new([splice], [applied], [remove])], "its lines hold something else too");
    }

    private static Ways FlowEntry(YamlText doc, Edit.Remove remove, YamlNode.Mapping flow, YamlEntry entry)
    {
        if (FlowDeletion(doc, remove.Key[..^1], entry) is not { } splice) return Ways.None("the entry beside it is an alias");
        var (start, end) = (flow.StartIndex, flow.EndIndex);
        var applied = new AppliedEdit(remove.Key[..^1], doc.Text[start..end], doc.Text[start..splice.Start] + doc.Text[splice.End..end], AppliedEditKind.Value);
        return new([new([splice], [applied], [remove])], "the braces around it do not allow it");
    }
}
