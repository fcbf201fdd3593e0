using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Composes one document's events into located nodes, and collects what is wrong with them.</summary>
internal sealed class YamlComposer
{
    /// <summary>Deepest nesting: configuration has five levels, and the stack has room for far more than this.</summary>
    private const int DeepestNesting = 100;

    /// <summary>How many nodes all aliases of a document may stand for.</summary>
    private const int MostAliasedNodes = 10_000;

    private readonly string file;
    private readonly SourceText source;
    private readonly Parser parser;
    private readonly YamlSpans spans;
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Dictionary<string, Built?> anchors = [];
    private int aliasedNodes;

    public YamlComposer(string file, SourceText source)
    {
        this.file = file;
        this.source = source;
        spans = new(source);
        parser = new(new StringReader(source.Text[source.ContentStart..]));
    }

    /// <summary>True: a merge key brings in what it names; false: it is refused.</summary>
    public bool MergesKeys { get; init; }

    /// <summary>True: a tag beyond YAML's own is kept in its node; false: it is refused.</summary>
    public bool KeepsTags { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>How far the parser came, as an index into the text.</summary>
    public int LastIndex => parser.Current is { } e ? Math.Min(Start(e), source.Text.Length) : source.ContentStart;

    /// <summary>The document's root; an empty mapping for an empty text; null when a limit was met.</summary>
    public YamlNode? ReadDocument()
    {
        Next<StreamStart>();
        parser.MoveNext();
        if (parser.Current is StreamEnd) return Empty();

        parser.MoveNext();
        if (Node(depth: 0, parentStart: -1) is not { } root) return null;
        Next<DocumentEnd>();
        parser.MoveNext();
        if (parser.Current is DocumentStart second) diagnostics.Add(YamlDiagnostics.SecondDocument(file, source.PositionOf(Start(second))));
        return root.Node;
    }

    /// <summary>What a text without a document says: nothing. An end mark without a beginning passes YamlDotNet, and no other reader.</summary>
    private YamlNode.Mapping Empty()
    {
        var end = source.Text.Length;
        if (Enumerable.Range(0, source.Count).FirstOrDefault(line => source.LineAt(line).StartsWith("...", StringComparison.Ordinal), -1) is >= 0 and var mark)
        {
            diagnostics.Add(Syntax(source.StartOf(mark), "a document ends here that has not begun"));
        }

        return new(source.PositionOf(end), end, end, [], IsFlow: false);
    }

    /// <summary>A syntax error that YamlDotNet reports; a tab in the indentation, for which it names 1:1 or the value before, at its place.</summary>
    public Diagnostic Syntax(YamlException error)
    {
        var (start, end) = ((int)error.Start.Index + source.ContentStart, (int)error.End.Index + source.ContentStart);
        return error.Message.Contains("tab", StringComparison.Ordinal) && spans.OffendingTab(Math.Max(start, LastIndex), Math.Max(end, LastIndex)) is { } tab
            ? YamlDiagnostics.TabIndentation(file, source.PositionOf(tab))
            : Syntax(start, char.ToLowerInvariant(error.Message[0]) + error.Message[1..].TrimEnd('.'));
    }

    /// <summary>A syntax error at an index of the text.</summary>
    public Diagnostic Syntax(int index, string reason) => YamlDiagnostics.Syntax(file, source.PositionOf(index), reason);

    /// <summary>The node that begins with the current event, and moves past it; null when a limit was met: reading ends there.</summary>
    private Built? Node(int depth, int parentStart)
    {
        if (depth > DeepestNesting)
        {
            diagnostics.Add(YamlDiagnostics.TooMuch(file, source.PositionOf(LastIndex), $"nesting deeper than {DeepestNesting}"));
            return null;
        }

        return parser.Current switch
        {
            AnchorAlias alias => Alias(alias, depth),
            Scalar scalar => Anchored(scalar, () => ScalarNode(scalar)),
            MappingStart mapping => Anchored(mapping, () => MappingNode(mapping, depth, parentStart)),
            SequenceStart sequence => Anchored(sequence, () => SequenceNode(sequence, depth)),
            var other => throw new InvalidOperationException($"no node begins with {other}"),
        };
    }

    private Built? Anchored(NodeEvent e, Func<Built?> build)
    {
        var isOwn = !e.Tag.IsEmpty && !YamlScalars.IsKnownTag(e);
        if (isOwn && KeepsTags) build = Tagged(build, e.Tag.Value);
        else if (isOwn) diagnostics.Add(YamlDiagnostics.UnknownTag(file, source.PositionOf(Start(e)), e.Tag.Value));
        if (e.Anchor.IsEmpty) return build();

        // Null while it is being built: an alias inside its own anchor would have no end.
        anchors[e.Anchor.Value] = null;
        var built = build();
        anchors[e.Anchor.Value] = built;
        return built;
    }

    private static Func<Built?> Tagged(Func<Built?> build, string tag) => () => build() is { } built ? built with { Node = built.Node with { Tag = tag } } : null;

    private Built? Alias(AnchorAlias alias, int depth)
    {
        var (start, end) = (Start(alias), End(alias));
        parser.MoveNext();
        if (!anchors.TryGetValue(alias.Value.Value, out var target) || target is null)
        {
            diagnostics.Add(YamlDiagnostics.UnknownAlias(file, source.PositionOf(start), alias.Value.Value));
            return new(new YamlNode.Scalar(source.PositionOf(start), start, end, "", IsPlain: true), end, 1, 0);
        }

        aliasedNodes += target.Count;
        if (aliasedNodes <= MostAliasedNodes && depth + target.Depth <= DeepestNesting) return target with { End = end };
        diagnostics.Add(YamlDiagnostics.TooMuch(file, source.PositionOf(start), $"aliases that stand for more than {MostAliasedNodes} values or nest deeper than {DeepestNesting}"));
        return null;
    }

    private Built ScalarNode(Scalar scalar)
    {
        var (start, end) = spans.OfScalar(scalar, Start(scalar), End(scalar));
        parser.MoveNext();
        var plain = scalar.Style == ScalarStyle.Plain && YamlScalars.KeepsPlainMeaning(scalar.Tag);
        return new(new YamlNode.Scalar(source.PositionOf(start), start, end, scalar.Value, plain), end, 1, 0);
    }

    private Built? MappingNode(MappingStart e, int depth, int parentStart)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var merged = new List<YamlEntry>();
        var seen = new Dictionary<string, Position>();
        var total = new Extent(spans.AfterProperties(Start(e), source.Text.Length));

        // "[a: 1]" holds a mapping without braces, which YamlDotNet places at the beginning of the text.
        var braced = e.Style == MappingStyle.Flow && Start(e) > parentStart;
        parser.MoveNext();
        while (parser.Current is not MappingEnd)
        {
            if (Node(depth + 1, total.Start) is not { } key) return null;
            if (Node(depth + 1, total.Start) is not { } value) return null;
            if (entries.Count == 0 && !braced) total.Start = Math.Max(total.Start, e.Style == MappingStyle.Flow ? key.Node.StartIndex : total.Start);
            total.Add(key);
            total.Add(value);
            if (MergesKeys && key.Node is YamlNode.Scalar { IsPlain: true, Value: "<<" } && Merged(value.Node) is { } more) merged.AddRange(more);
            else if (Key(key.Node, e.Style == MappingStyle.Block, seen) is { } name) entries.Add(new(name, value.Node));
        }

        // A mapping's own keys win, then what is named first (yaml.org/type/merge.html).
        entries.AddRange(merged.Where(m => seen.TryAdd(m.Key.Value, m.Key.Start)));

        if (braced) total.End = spans.AfterBracket(Start(parser.Current), '}');
        parser.MoveNext();
        return total.Built(new YamlNode.Mapping(source.PositionOf(total.Start), total.Start, total.End, entries.ToImmutable(), braced || e.Style == MappingStyle.Flow));
    }

    private Built? SequenceNode(SequenceStart e, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var total = new Extent(spans.AfterProperties(Start(e), source.Text.Length));
        var flow = e.Style == SequenceStyle.Flow;
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            if (Node(depth + 1, flow ? total.Start : -1) is not { } item) return null;
            total.Add(item);
            items.Add(item.Node);
        }

        if (flow) total.End = spans.AfterBracket(Start(parser.Current), ']');
        parser.MoveNext();
        return total.Built(new YamlNode.Sequence(source.PositionOf(total.Start), total.Start, total.End, items.ToImmutable(), flow));
    }

    /// <summary>What a merge key brings in: a mapping's entries, or those of several; null: anything else, which is refused like a merge key.</summary>
    private static IEnumerable<YamlEntry>? Merged(YamlNode node) => node switch
    {
        YamlNode.Mapping mapping => mapping.Entries,
        YamlNode.Sequence sequence when sequence.Items.All(static i => i is YamlNode.Mapping) => sequence.Items.SelectMany(static i => ((YamlNode.Mapping)i).Entries),
        _ => null,
    };

    /// <summary>The key if it is one that counts; else what is wrong with it.</summary>
    private YamlNode.Scalar? Key(YamlNode key, bool block, Dictionary<string, Position> seen)
    {
        if (key is not YamlNode.Scalar name)
        {
            diagnostics.Add(YamlDiagnostics.KeyNotScalar(file, key.Start));
            return null;
        }

        if (block && spans.IndentationTab(name.StartIndex) is { } tab) diagnostics.Add(YamlDiagnostics.TabIndentation(file, source.PositionOf(tab)));
        if (name is { IsPlain: true, Value: "<<" })
        {
            diagnostics.Add(YamlDiagnostics.MergeKey(file, name.Start));
            return null;
        }

        if (seen.TryAdd(name.Value, name.Start)) return name;
        diagnostics.Add(YamlDiagnostics.DuplicateKey(file, name.Start, name.Value, seen[name.Value]));
        return null;
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (parser.Current is not T) parser.MoveNext();
        if (parser.Current is not T) throw new InvalidOperationException($"{typeof(T).Name} expected, {parser.Current} met");
    }

    private int Start(ParsingEvent e) => (int)e.Start.Index + source.ContentStart;

    private int End(ParsingEvent e) => (int)e.End.Index + source.ContentStart;

    /// <summary>A node, where it ends in the text (an alias ends elsewhere than what it stands for), how many nodes it is and how deep.</summary>
    private sealed record Built(YamlNode Node, int End, int Count, int Depth);

    /// <summary>How far a collection reaches as its nodes are added.</summary>
    private sealed class Extent(int start)
    {
        private int count = 1;
        private int depth;

        public int Start { get; set; } = start;

        public int End { get; set; } = start;

        public void Add(Built part)
        {
            End = Math.Max(End, part.End);
            count = checked(count + part.Count);
            depth = Math.Max(depth, part.Depth + 1);
        }

        public Built Built(YamlNode node) => new(node, End, count, depth);
    }
}
