using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Reads <c>settings.callers</c>: one word for all lists, or by list a word or the names themselves.</summary>
internal static class TiDbCallersReader
{
    private const string Words = "`require` or `named`, or a mapping by product, as { pd: require, tikv: named, tidb: [tidb, pd, prometheus] }";
    private const int LongestCommonName = 64;

    /// <summary>Every list that the rows know.</summary>
    private static readonly string[] Lists = [.. TiDbProduct.All.SelectMany(static p => p.Keys).Select(static k => k.List).OfType<string>()];

    public static TiDbCallers Read(NodeScope scope, YamlNode node)
    {
        if (node is not YamlNode.Mapping mapping) return new() { Default = Policy(scope, node, "callers", Words) ?? new TiDbCallers().Default };

        var lists = ImmutableDictionary<string, TiDbCallerPolicy>.Empty;
        foreach (var entry in mapping.Entries)
        {
            var list = entry.Key.Value;
            if (!Lists.Contains(list)) scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, "`callers`", list, Lists, "list"));
            else if (Policy(scope, entry.Value, "callers." + list, "`require`, `named` or a list of common names") is { } policy) lists = lists.SetItem(list, policy);
        }

        return new() { ByList = lists };
    }

    private static TiDbCallerPolicy? Policy(NodeScope scope, YamlNode node, string key, string expected)
    {
        if (node is YamlNode.Sequence sequence)
        {
            return new(TiDbCallerKind.ByHand, [.. sequence.Items.Select(i => CommonName(scope, i, key)).OfType<string>().Distinct()], node.Start);
        }

        switch (scope.Text(node, key, expected))
        {
            case "require": return new(TiDbCallerKind.Require, [], node.Start);
            case "named": return new(TiDbCallerKind.Named, [], node.Start);
            case null: return null;
            default:
                scope.Wrong(node, key, expected);
                return null;
        }
    }

    /// <summary>True for a name that can stand in every list: TiFlash takes its own apart at commas, quotes and brackets, by hand.</summary>
    public static bool IsCommonName(string text) => text.Length is > 0 and <= LongestCommonName && !text.Any(static c => char.IsControl(c) || c is ',' or '"' or '\'' or '[' or ']');

    private static string? CommonName(NodeScope scope, YamlNode node, string key)
    {
        const string Expected = "a common name of at most 64 characters, without commas, quotes and brackets";
        if (scope.Text(node, key, Expected) is not { } text) return null;
        if (IsCommonName(text)) return text;
        scope.Wrong(node, key, Expected);
        return null;
    }
}
