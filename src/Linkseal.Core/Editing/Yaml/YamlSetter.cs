using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>The ways to give a setting its value: in its place, from its commented-out form, as a new line.</summary>
internal static class YamlSetter
{
    /// <summary>The ways for a set; those that belong to the same new block are done with it.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="set">What is wanted and does not hold.</param>
    /// <param name="pending">All that is wanted and does not hold.</param>
    public static Ways For(YamlText doc, Edit.Set set, ImmutableArray<Edit.Set> pending)
    {
        if (doc.PassesAlias(set.Key)) return Ways.None("its value comes from an alias, and would change in another place too");
        if (doc.Entry(set.Key) is { } entry) return InPlace(doc, set, entry);

        var depth = set.Key.Length - 1;
        while (depth > 0 && doc.Entry(set.Key[..depth]) is null) depth--;
        ImmutableArray<Edit.Set> block = [.. pending.Where(p => p.Key.Length > depth && p.Key.AsSpan(0, depth + 1).SequenceEqual(set.Key.AsSpan(0, depth + 1)))];
        var container = set.Key[..depth];
        return doc.Node(container) switch
        {
            YamlNode.Mapping { IsFlow: true } flow => FlowEntry(doc, container, flow, block),
            YamlNode.Mapping mapping => Lines(doc, container, mapping, block),
            YamlNode.Scalar { StartIndex: var start, EndIndex: var end } scalar when YamlScalars.IsNull(scalar) && start == end => Lines(doc, container, null, block),
            YamlNode.Scalar scalar when YamlScalars.IsNull(scalar) => InsteadOfNull(doc, container, scalar, block),
            _ => Ways.None($"a mapping is needed {(depth == 0 ? "as the document" : $"under \"{string.Join('.', container)}\"")}, and something else stands there"),
        };
    }

    private static Ways InPlace(YamlText doc, Edit.Set set, YamlEntry entry)
    {
        if (entry.Value is not YamlNode.Scalar old) return Ways.None("a mapping or a list stands where one value is needed");
        var splice = SettingLine.ValueSplice(doc, old, set.Value);
        var applied = new AppliedEdit(set.Key, doc.Text[splice.Start..splice.End], splice.With, AppliedEditKind.Value);
        return new([new([splice], [applied], [set])], "the text around it does not allow another value");
    }

    /// <summary>From the commented-out form, else after the mapping's last entry (the root's: at the end of the file).</summary>
    private static Ways Lines(YamlText doc, ImmutableArray<string> container, YamlNode.Mapping? mapping, ImmutableArray<Edit.Set> block) =>
        new(Uncommented(doc, container, mapping, block).Concat(NewLines(doc, container, mapping, block)), "the text around it does not allow a new line");

    private static IEnumerable<Step> Uncommented(YamlText doc, ImmutableArray<string> container, YamlNode.Mapping? mapping, ImmutableArray<Edit.Set> block)
    {
        var key = block[0].Key[container.Length];
        var headers = container.IsEmpty ? CommentedKeys.OfRoot(doc, key) : CommentedKeys.Below(doc, doc.Entry(container)!, key);
        foreach (var (commented, held) in CommentedBlock.Among(doc, headers, container.Length, block))
        {
            var (splice, applied) = commented.Uncommented(container, Indent(doc, container, mapping), held);
            yield return new([splice], [applied], [.. held]);
        }
    }

    private static IEnumerable<Step> NewLines(YamlText doc, ImmutableArray<string> container, YamlNode.Mapping? mapping, ImmutableArray<Edit.Set> block)
    {
        var indent = Indent(doc, container, mapping);
        var lines = NewBlock.Lines(container.Length, indent, doc.IndentStep, block);
        int? lastEntry = mapping is { Entries.Length: > 0 } ? doc.Source.LineOf(mapping.EndIndex) : null;

        // The end of the file comes first for the root; after its last entry is for a file that closes its document with "...".
        var lastLine = doc.Source.Count > 1 && doc.Source.LineAt(doc.Source.Count - 1).Length == 0 ? doc.Source.Count - 2 : doc.Source.Count - 1;
        int?[] places = container.IsEmpty ? [lastLine, lastEntry] : [lastEntry ?? doc.LineOf(doc.Entry(container)!)];
        foreach (var place in places.OfType<int>().Distinct())
        {
            var splice = doc.LinesAfter(place, lines);
            yield return new([splice], [new([.. container, block[0].Key[container.Length]], "", splice.With, AppliedEditKind.Lines)], [.. block]);
        }
    }

    private static Ways FlowEntry(YamlText doc, ImmutableArray<string> container, YamlNode.Mapping flow, ImmutableArray<Edit.Set> block)
    {
        var at = flow.Entries.IsEmpty ? flow.StartIndex + 1 : flow.Entries[^1].Value.EndIndex;
        if (at < flow.StartIndex) return Ways.None("the entry before it is an alias");
        var written = (flow.Entries.IsEmpty ? "" : ", ") + NewBlock.Flow(container.Length, block);
        var applied = new AppliedEdit([.. container, block[0].Key[container.Length]], "", written, AppliedEditKind.Entry);
        return new([new([new(at, at, written)], [applied], [.. block])], "the braces around it do not allow another entry");
    }

    /// <summary>A written-out <c>null</c> or <c>~</c> becomes braces with the entry.</summary>
    private static Ways InsteadOfNull(YamlText doc, ImmutableArray<string> container, YamlNode.Scalar old, ImmutableArray<Edit.Set> block)
    {
        var entry = NewBlock.Flow(container.Length, block);
        ImmutableArray<AppliedEdit> applied =
        [
            new(container, doc.Text[old.StartIndex..old.EndIndex], "{}", AppliedEditKind.Value),
            new([.. container, block[0].Key[container.Length]], "", entry, AppliedEditKind.Entry),
        ];
        return new([new([new(old.StartIndex, old.EndIndex, "{" + entry + "}")], applied, [.. block])], "the text around it does not allow a mapping");
    }

    /// <summary>The column of a mapping's keys; of an empty one, one step deeper than its own key.</summary>
    private static int Indent(YamlText doc, ImmutableArray<string> container, YamlNode.Mapping? mapping)
    {
        if (mapping is { Entries: [var first, ..] }) return doc.IndentOf(first) ?? first.Key.Start.Column - 1;
        return container.IsEmpty ? 0 : (doc.IndentOf(doc.Entry(container)!) ?? 0) + doc.IndentStep;
    }
}
