using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description.Reading;

/// <summary>Reads one mapping key by key. Unknown keys are reported when it is made; a value of the wrong kind is reported and read as left out.</summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);

    /// <param name="scope">Where problems go.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="owner">What it is, for messages: <c>a platform</c>, <c>component `web`</c>.</param>
    /// <param name="keys">Every key that it may have.</param>
    public FieldReader(ReadScope scope, YamlNode.Mapping mapping, string owner, string[] keys)
    {
        (Scope, Owner, Start) = (scope, owner, mapping.Start);
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (Array.IndexOf(keys, key) < 0) scope.Report(ShapeDiagnostics.UnknownKey(entry.Key.Start, key, owner, keys));
            else entries.TryAdd(key, entry);
        }
    }

    public ReadScope Scope { get; }

    public string Owner { get; }

    /// <summary>Where the mapping begins.</summary>
    public Position Start { get; }

    /// <summary>The known keys that are there, and where.</summary>
    public IEnumerable<KeyValuePair<string, Position>> Keys => entries.Select(static e => KeyValuePair.Create(e.Key, e.Value.Key.Start));

    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Where a key stands; the mapping's start where it is left out.</summary>
    public Position At(string key) => entries.TryGetValue(key, out var entry) ? entry.Key.Start : Start;

    /// <summary>The value as it is; null where the key is left out.</summary>
    public YamlNode? Node(string key) => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    public YamlNode.Scalar? Text(string key) => Node(key) is { } node ? Expect.Text(Scope, node, Quoted.Text(key)) : null;

    /// <inheritdoc cref="Expect.Text(ReadScope, YamlNode, string, Func{YamlNode.Scalar, Diagnostic?})"/>
    public YamlNode.Scalar? Text(string key, Func<YamlNode.Scalar, Diagnostic?> rule) =>
        Node(key) is { } node ? Expect.Text(Scope, node, Quoted.Text(key), rule) : null;

    public bool? Flag(string key) => Node(key) is { } node ? Expect.Flag(Scope, node, Quoted.Text(key)) : null;

    public YamlNode.Mapping? Mapping(string key) => Node(key) is { } node ? Expect.Mapping(Scope, node, Quoted.Text(key)) : null;

    /// <summary>A nested mapping with keys of its own.</summary>
    public FieldReader? Fields(string key, params string[] keys) =>
        Mapping(key) is { } mapping ? new FieldReader(Scope, mapping, Quoted.Text(key), keys) : null;

    public ImmutableArray<YamlNode> List(string key) => Node(key) is { } node ? Expect.List(Scope, node, Quoted.Text(key))?.Items ?? [] : [];

    /// <summary>One of a few words; null where it is left out or no such word.</summary>
    public T? Word<T>(string key, IEnumerable<string> valid, TryParse<T> parse)
        where T : struct
    {
        var value = default(T);
        var text = Text(key, t => parse(t.Value, out value) ? null : ShapeDiagnostics.UnknownWord(t.Start, Quoted.Text(key), t.Value, [.. valid]));
        return text is null ? null : value;
    }

    /// <summary>Reports a key that has to be there and is not.</summary>
    public void Require(string key, string hint)
    {
        if (!Has(key)) Scope.Report(ShapeDiagnostics.MissingKey(Start, Owner, key, hint));
    }
}

/// <summary>Reads a spelling; false where it is none.</summary>
internal delegate bool TryParse<T>(string text, out T value);
