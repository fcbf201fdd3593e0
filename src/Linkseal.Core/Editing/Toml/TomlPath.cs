using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Goes through a document by a path of keys and of entries of arrays.</summary>
internal static class TomlPath
{
    /// <summary>The node at a path; null: nothing stands there.</summary>
    public static TomlNode? Find(TomlNode root, ReadOnlySpan<string> path)
    {
        TomlNode? node = root;
        foreach (var part in path)
        {
            node = node switch
            {
                TomlNode.Table table => table[part],
                TomlNode.Array array when IndexOf(array.Items, part) is { } index => array.Items[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The path with every entry of an array by its number, as far as it leads; what is not there stays as it is.</summary>
    public static ImmutableArray<string> Resolved(TomlNode root, ImmutableArray<string> path)
    {
        var resolved = ImmutableArray.CreateBuilder<string>(path.Length);
        TomlNode? node = root;
        foreach (var part in path)
        {
            var name = node is TomlNode.Array array && IndexOf(array.Items, part) is { } index ? $"[{index}]" : part;
            node = node is null ? null : Find(node, [name]);
            resolved.Add(name);
        }

        return resolved.MoveToImmutable();
    }

    /// <summary>The first part of a path that names more than one entry of its array; null: none does.</summary>
    public static string? AmbiguousPart(TomlNode root, ImmutableArray<string> path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (Find(root, path.AsSpan()[..i]) is TomlNode.Array array && EntryPart.Of(path[i]) is { Name: not null } part && array.Items.Count(item => Matches(item, part)) > 1) return path[i];
        }

        return null;
    }

    /// <summary>Which entry a part <c>[2]</c> or <c>[name=value]</c> means; null: there is no such entry, or the part is a key.</summary>
    public static int? IndexOf(ImmutableArray<TomlNode> items, string part)
    {
        if (EntryPart.Of(part) is not { } entry) return null;
        if (entry.Name is null) return entry.Index < items.Length ? entry.Index : null;
        for (var i = 0; i < items.Length; i++)
        {
            if (Matches(items[i], entry)) return i;
        }

        return null;
    }

    private static bool Matches(TomlNode item, EntryPart part) => item is TomlNode.Table table && table[part.Name!] is TomlNode.Scalar scalar && scalar.Value == part.Value;
}
