using System.Collections.Immutable;
using System.Globalization;

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
                TomlNode.Array array when IndexOf(array, part) is { } index => array.Items[index],
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
            var name = node is TomlNode.Array array && IndexOf(array, part) is { } index ? $"[{index}]" : part;
            node = node is null ? null : Find(node, [name]);
            resolved.Add(name);
        }

        return resolved.MoveToImmutable();
    }

    /// <summary>Which entry a part <c>[2]</c> or <c>[name=value]</c> means; null: there is no such entry, or the part is a key.</summary>
    private static int? IndexOf(TomlNode.Array array, string part)
    {
        if (part is not ['[', .. var inside, ']']) return null;
        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number < array.Items.Length ? number : null;
        if (inside.IndexOf('=', StringComparison.Ordinal) is var equals && equals < 0) return null;

        var (name, value) = (inside[..equals], inside[(equals + 1)..]);
        for (var i = 0; i < array.Items.Length; i++)
        {
            if (array.Items[i] is TomlNode.Table table && table[name] is TomlNode.Scalar scalar && scalar.Value == value) return i;
        }

        return null;
    }
}
