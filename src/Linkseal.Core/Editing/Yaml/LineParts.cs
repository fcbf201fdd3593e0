namespace Linkseal.Core.Editing.Yaml;

/// <summary>One line with one setting, behind the dash of a list perhaps: what it says, and the comment behind it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value as written; empty for the first line of a block.</param>
/// <param name="Tail">The rest of the line: blanks and perhaps a comment.</param>
internal sealed record LineParts(string Key, string Value, string Tail)
{
    /// <summary>The comment in the tail, with its mark; empty: none.</summary>
    public string Comment => Tail.TrimStart(' ', '\t');

    /// <summary>The parts; null: it is no such line.</summary>
    public static LineParts? Of(string line)
    {
        if (YamlText.Read("", line).Read is not { } text || Entry(text.Root) is not { } entry) return null;
        var colon = line.IndexOf(':', entry.Key.EndIndex);
        if (colon < 0) return null;
        var end = Math.Max(entry.Value.EndIndex, colon + 1);
        return new(entry.Key.Value, line[(colon + 1)..end].TrimStart(' ', '\t'), line[end..]);
    }

    /// <summary>True when both say the same, whatever the comment and the blanks.</summary>
    public bool SaysAs(LineParts? other) => (Key, Value) == (other?.Key, other?.Value);

    private static YamlEntry? Entry(YamlNode root) => root switch
    {
        YamlNode.Mapping { IsFlow: false, Entries: [var entry] } => entry,
        YamlNode.Sequence { IsFlow: false, Items: [YamlNode.Mapping { IsFlow: false, Entries: [var entry] }] } => entry,
        _ => null,
    };
}
