using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Finds entries of sequences by the parts of a path.</summary>
internal static class YamlItems
{
    /// <summary>The items of a sequence; none for an absent or empty value; null: it can have none.</summary>
    public static ImmutableArray<YamlNode>? Of(YamlNode? node) => node switch
    {
        YamlNode.Sequence sequence => sequence.Items,
        _ => node is null || YamlScalars.IsNull(node) ? [] : null,
    };

    /// <summary>The number of the first item that a part names; -1: none.</summary>
    public static int IndexOf(ImmutableArray<YamlNode> items, EntryPart part)
    {
        if (part.Name is null) return part.Index < items.Length ? part.Index : -1;
        for (var i = 0; i < items.Length; i++)
        {
            if (Matches(items[i], part)) return i;
        }

        return -1;
    }

    /// <summary>The item that a part of a path names; null: none, or the part is no entry of a list.</summary>
    public static YamlNode? Find(YamlNode.Sequence sequence, string part) =>
        EntryPart.Of(part) is { } entry && IndexOf(sequence.Items, entry) is >= 0 and var index ? sequence.Items[index] : null;

    /// <summary>True when a part names more than one item.</summary>
    public static bool IsAmbiguous(YamlNode.Sequence sequence, string part) =>
        EntryPart.Of(part) is { Name: not null } entry && sequence.Items.Count(i => Matches(i, entry)) > 1;

    /// <summary>
    /// An item as an entry, with a key of no length where it begins. An alias, known by its value standing before the place where it must stand,
    /// has that place as its key.
    /// </summary>
    public static YamlEntry? Entry(SourceText source, YamlNode.Sequence sequence, string part)
    {
        if (EntryPart.Of(part) is not { } entry || IndexOf(sequence.Items, entry) is not (>= 0 and var index)) return null;
        var item = sequence.Items[index];
        var before = sequence.Items[..index].Aggregate(sequence.StartIndex, static (last, i) => Math.Max(last, i.EndIndex));
        var at = Math.Max(item.StartIndex, before);
        return new(new(source.PositionOf(at), at, at, part, IsPlain: false), item) { IsItem = true };
    }

    private static bool Matches(YamlNode item, EntryPart part) => item is YamlNode.Mapping mapping && mapping[part.Name!] is YamlNode.Scalar scalar && scalar.Value == part.Value;
}
