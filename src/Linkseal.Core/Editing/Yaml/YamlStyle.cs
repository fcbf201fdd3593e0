using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>The letters of a truth value.</summary>
internal enum FlagCase
{
    /// <summary><c>true</c>.</summary>
    Lower,

    /// <summary><c>True</c>, as Python writes it.</summary>
    Title,

    /// <summary><c>TRUE</c>.</summary>
    Upper,
}

/// <summary>How a file is written, so that what is added looks like the rest.</summary>
internal static class YamlStyle
{
    /// <summary>The letters of the file's truth values when all are of one kind; else lower case.</summary>
    public static FlagCase FlagCaseOf(YamlNode root) =>
        Scalars(root).Where(static s => s.IsPlain && YamlScalars.Truth(s.Value) is not null).Select(static s => FlagCaseOf(s.Value)!.Value).Distinct().Take(2).ToArray() is [var only] ? only : FlagCase.Lower;

    /// <summary>The letters of one truth value, <c>Yes</c> and <c>on</c> too; null: it is none.</summary>
    public static FlagCase? FlagCaseOf(string plain) => YamlScalars.Truth(plain) is null ? null : plain switch
    {
        [_, >= 'A' and <= 'Z', ..] => FlagCase.Upper,
        [>= 'A' and <= 'Z', ..] => FlagCase.Title,
        _ => FlagCase.Lower,
    };

    /// <summary>By how much the dashes of a list stand deeper than its key: taken from the file's first list in lines, else from its indentation.</summary>
    public static int DashStep(YamlText doc) => Dashes(doc, doc.Root).FirstOrDefault(doc.IndentStep);

    private static IEnumerable<YamlNode.Scalar> Scalars(YamlNode node) => node is YamlNode.Scalar scalar ? [scalar] : Below(node).SelectMany(Scalars);

    private static IEnumerable<YamlNode> Below(YamlNode node) => node switch
    {
        YamlNode.Mapping mapping => mapping.Entries.Select(static e => e.Value),
        YamlNode.Sequence sequence => sequence.Items,
        _ => [],
    };

    private static IEnumerable<int> Dashes(YamlText doc, YamlNode node)
    {
        foreach (var entry in (node as YamlNode.Mapping)?.Entries ?? [])
        {
            if (entry.Value is YamlNode.Sequence { IsFlow: false } list && DashOf(doc, list) - doc.IndentOf(entry) is { } step and >= 0) yield return step;
        }

        foreach (var step in Below(node).SelectMany(n => Dashes(doc, n))) yield return step;
    }

    /// <summary>The column of a list's dashes, from 0; null: something stands before the first.</summary>
    public static int? DashOf(YamlText doc, YamlNode.Sequence list) => YamlItems.Entry(doc.Source, list, "[0]") is { } first ? doc.IndentOf(first) : null;
}
