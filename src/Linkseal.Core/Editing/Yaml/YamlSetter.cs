using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>The ways to give a setting its value: in its place, from its commented-out form, as a new line or a new entry of a list.</summary>
internal static class YamlSetter
{
    /// <summary>The ways for a set; those that belong to the same new block are done with it.</summary>
    /// <param name="doc">The text.</param>
    /// <param name="set">What is wanted and does not hold.</param>
    /// <param name="pending">All that is wanted and does not hold.</param>
    public static Ways For(YamlText doc, Edit.Set set, ImmutableArray<Edit.Set> pending)
    {
        if (doc.PassesAlias(set.Key)) return Ways.None("its value comes from an alias, and would change in another place too");
        if (doc.AmbiguousPart(set.Key) is { } part) return Ways.Ambiguous(part);
        if (doc.Entry(set.Key) is { } entry) return InPlace(doc, set, entry);

        var depth = set.Key.Length - 1;
        while (depth > 0 && doc.Entry(set.Key[..depth]) is null) depth--;
        if (NumberIn(set.Key[depth..]) is { } number) return Ways.None($"the list has no entry {number}");

        ImmutableArray<Edit.Set> block = [.. pending.Where(p => p.Key.Length > depth && p.Key.AsSpan(0, depth + 1).SequenceEqual(set.Key.AsSpan(0, depth + 1)) && NumberIn(p.Key[depth..]) is null)];
        var container = set.Key[..depth];
        var isList = EntryPart.Of(set.Key[depth]) is not null;
        return doc.Node(container) switch
        {
            YamlNode.Mapping { IsFlow: true } flow when !isList => FlowEntry(doc, container, flow, block),
            YamlNode.Mapping mapping when !isList => Lines(doc, container, mapping, block),
            YamlNode.Sequence { IsFlow: true } flow when isList => FlowEntry(doc, container, flow, block),
            YamlNode.Sequence list when isList => Lines(doc, container, list, block),
            YamlNode.Scalar { StartIndex: var start, EndIndex: var end } scalar when YamlScalars.IsNull(scalar) && start == end => Lines(doc, container, null, block),
            YamlNode.Scalar scalar when YamlScalars.IsNull(scalar) => InsteadOfNull(doc, container, scalar, block),
            _ => Ways.None($"a {(isList ? "list" : "mapping")} is needed {(depth == 0 ? "as the document" : $"under \"{string.Join('.', container)}\"")}, and something else stands there"),
        };
    }

    /// <summary>The first part that is an entry by its number: such an entry can't be made.</summary>
    private static string? NumberIn(ImmutableArray<string> parts) => parts.FirstOrDefault(static p => EntryPart.Of(p) is { Name: null });

    private static Ways InPlace(YamlText doc, Edit.Set set, YamlEntry entry)
    {
        if (entry.Value is YamlNode.Sequence { IsFlow: false } list && set.Value is EditValue.List wanted) return ListOnOneLine.For(doc, set, wanted, entry, list);
        if (!SettingLine.CanHold(entry.Value, set.Value)) return Ways.None($"a mapping or a list stands where {(set.Value is EditValue.List ? "a list" : "one value")} is needed");
        var splice = SettingLine.ValueSplice(doc, entry.Value, set.Value, YamlStyle.FlagCaseOf(doc.Root));
        var applied = new AppliedEdit(set.Key, doc.Text[splice.Start..splice.End], splice.With, AppliedEditKind.Value);
        return new([new([splice], [applied], [set])], "the text around it does not allow another value");
    }

    /// <summary>From the commented-out form, else behind the key that was asked for or the last entry (the root's: at the end of the file).</summary>
    private static Ways Lines(YamlText doc, ImmutableArray<string> container, YamlNode? parent, ImmutableArray<Edit.Set> block) =>
        new(Uncommented(doc, container, parent, block).Concat(NewLines(doc, container, parent, block)), "the text around it does not allow a new line");

    private static IEnumerable<Step> Uncommented(YamlText doc, ImmutableArray<string> container, YamlNode? parent, ImmutableArray<Edit.Set> block)
    {
        var key = block[0].Key[container.Length];
        var headers = container.IsEmpty ? CommentedKeys.OfRoot(doc, key) : CommentedKeys.Below(doc, doc.Entry(container)!, key);
        foreach (var (commented, held) in CommentedBlock.Among(doc, headers, container.Length, block))
        {
            var (splice, applied) = commented.Uncommented(container, Indent(doc, container, parent, key), held);
            yield return new([splice], [applied], [.. held]);
        }
    }

    private static IEnumerable<Step> NewLines(YamlText doc, ImmutableArray<string> container, YamlNode? parent, ImmutableArray<Edit.Set> block)
    {
        var key = block[0].Key[container.Length];
        var lines = NewBlock.In(doc).Lines(container.Length, Indent(doc, container, parent, key), block).ToArray();
        foreach (var place in Places(doc, container, parent, block[0].Key.Length == container.Length + 1 ? block[0].After : null).OfType<int>().Distinct())
        {
            var splice = doc.LinesAfter(place, lines);
            yield return new([splice], [new([.. container, key], "", splice.With, AppliedEditKind.Lines)], [.. block]);
        }
    }

    /// <summary>The lines, from 0, behind which new ones may go.</summary>
    private static int?[] Places(YamlText doc, ImmutableArray<string> container, YamlNode? parent, string? after)
    {
        int? lastEntry = parent is YamlNode.Mapping { Entries.Length: > 0 } or YamlNode.Sequence ? doc.Source.LineOf(parent.EndIndex) : null;
        int? behind = after is not null && doc.Entry(container.Add(after)) is { } entry ? Math.Max(doc.LineOf(entry), doc.Source.LineOf(entry.Value.EndIndex)) : null;

        // The end of the file comes first for the root; after its last entry is for a file that closes its document with "...".
        var lastLine = doc.Source.Count > 1 && doc.Source.LineAt(doc.Source.Count - 1).Length == 0 ? doc.Source.Count - 2 : doc.Source.Count - 1;
        return container.IsEmpty ? [behind, lastLine, lastEntry] : [behind, lastEntry ?? doc.LineOf(doc.Entry(container)!)];
    }

    private static Ways FlowEntry(YamlText doc, ImmutableArray<string> container, YamlNode flow, ImmutableArray<Edit.Set> block)
    {
        var last = doc.Below(container).LastOrDefault();
        var at = last is null ? flow.StartIndex + 1 : last.Value.EndIndex;
        if (at < flow.StartIndex) return Ways.None("the entry before it is an alias");
        var written = (last is null ? "" : ", ") + NewBlock.In(doc).Flow(container.Length, block);
        var applied = new AppliedEdit([.. container, block[0].Key[container.Length]], "", written, AppliedEditKind.Entry);
        return new([new([new(at, at, written)], [applied], [.. block])], "the brackets around it do not allow another entry");
    }

    /// <summary>A written-out <c>null</c> or <c>~</c> becomes brackets with the entry.</summary>
    private static Ways InsteadOfNull(YamlText doc, ImmutableArray<string> container, YamlNode.Scalar old, ImmutableArray<Edit.Set> block)
    {
        var key = block[0].Key[container.Length];
        var brackets = EntryPart.Of(key) is null ? "{}" : "[]";
        var entry = NewBlock.In(doc).Flow(container.Length, block);
        ImmutableArray<AppliedEdit> applied =
        [
            new(container, doc.Text[old.StartIndex..old.EndIndex], brackets, AppliedEditKind.Value),
            new([.. container, key], "", entry, AppliedEditKind.Entry),
        ];
        return new([new([new(old.StartIndex, old.EndIndex, brackets.Insert(1, entry))], applied, [.. block])], "the text around it does not allow a mapping");
    }

    /// <summary>The column of a mapping's keys or a list's dashes; of an empty one, one step deeper than its own key.</summary>
    private static int Indent(YamlText doc, ImmutableArray<string> container, YamlNode? parent, string key) => parent switch
    {
        YamlNode.Mapping { Entries: [var first, ..] } => doc.IndentOf(first) ?? first.Key.Start.Column - 1,
        YamlNode.Sequence list => YamlStyle.DashOf(doc, list) ?? list.Start.Column - 1,
        _ when container.IsEmpty => 0,
        _ => (doc.IndentOf(doc.Entry(container)!) ?? 0) + (EntryPart.Of(key) is null ? doc.IndentStep : YamlStyle.DashStep(doc)),
    };
}
