using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>What stands under a key while the text is being read.</summary>
/// <param name="start">Where it was first named.</param>
internal abstract class OpenValue(Position start)
{
    public Position Start { get; protected set; } = start;

    /// <summary>The node, when nothing is added any more.</summary>
    public abstract TomlNode Node();
}

/// <summary>A value to which nothing can be added: a scalar, an array in brackets, a table in braces.</summary>
internal sealed class FinishedValue(Position key, TomlNode value) : OpenValue(key)
{
    public TomlNode Value => value;

    public override TomlNode Node() => value;
}

/// <summary>An array of tables.</summary>
internal sealed class OpenTables(Position start, int startIndex, int endIndex) : OpenValue(start)
{
    public List<OpenTable> Items { get; } = [];

    public override TomlNode Node() => new TomlNode.Array(Start, startIndex, endIndex, [.. Items.Select(static t => t.Closed())], IsTables: true);
}

/// <summary>A table to which keys are added.</summary>
internal sealed class OpenTable(TomlTableKind kind, Position start, int startIndex, int endIndex) : OpenValue(start)
{
    private readonly Dictionary<string, OpenValue> children = [];
    private readonly List<(TomlKeyPart Key, Position At)> order = [];
    private int startIndex = startIndex;

    public TomlTableKind Kind { get; private set; } = kind;

    public int EndIndex { get; set; } = endIndex;

    public OpenValue? Child(string key) => children.GetValueOrDefault(key);

    public void Add(TomlKeyPart key, Position at, OpenValue child)
    {
        children.Add(key.Name, child);
        order.Add((key, at));
    }

    /// <summary>A table known from the header of one below it gets its own header.</summary>
    public void DefineAt(Position at, int start, int end)
    {
        (Kind, Start, startIndex, EndIndex) = (TomlTableKind.Header, at, start, end);
    }

    /// <summary>A table known from the header of one below it is made by dotted keys: TOML forbids them only what has a header of its own.</summary>
    public void DefineByDots(Position at) => (Kind, Start) = (TomlTableKind.Dotted, at);

    public override TomlNode Node() => Closed();

    public TomlNode.Table Closed()
    {
        ImmutableArray<TomlEntry> entries = [.. order.Select(o => new TomlEntry(o.Key.Name, o.At, o.Key.Start, children[o.Key.Name].Node()))];
        return new(Start, startIndex, EndIndex, entries, Kind);
    }
}
