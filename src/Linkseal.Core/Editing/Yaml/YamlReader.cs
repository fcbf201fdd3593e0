using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using YamlDotNet.Core;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Reads YAML into located nodes, by YamlDotNet's event parser (no reflection, so that trimming is safe).</summary>
public static class YamlReader
{
    /// <summary>Longest text that is read, in UTF-16 units: a thousand times a big configuration file.</summary>
    private const int LongestText = 8 * 1024 * 1024;

    /// <summary>
    /// Reads one document. Refused, each with line and column: what YamlDotNet refuses, duplicate keys, undefined aliases, control characters,
    /// a second document, aliases that expand beyond reason, merge keys, keys that are no scalar, tags beyond YAML's own, tabs in the indentation.
    /// An empty text is an empty mapping.
    /// </summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The whole text.</param>
    public static Result<YamlNode> Read(string file, string text) => Read(file, text, mergesKeys: false);

    /// <summary>The same, with merge keys (<c>&lt;&lt;: *common</c>) resolved as compose and PyYAML do. For reading only: what was merged in stands elsewhere in the text.</summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="keepsTags">True: tags beyond YAML's own are kept (<see cref="YamlNode.Tag"/>), not refused.</param>
    public static Result<YamlNode> ReadMerged(string file, string text, bool keepsTags = false) => Read(file, text, mergesKeys: true, keepsTags);

    private static Result<YamlNode> Read(string file, string text, bool mergesKeys, bool keepsTags = false)
    {
        var source = new SourceText(text);
        if (text.Length > LongestText)
        {
            return Result.With<YamlNode>(null, [YamlDiagnostics.TooMuch(file, new(1, 1), $"{text.Length} characters, the limit is {LongestText}")]);
        }

        if (FirstForbidden(source) is { } index)
        {
            return Result.With<YamlNode>(null, [YamlDiagnostics.ForbiddenCharacter(file, source.PositionOf(index), text[index])]);
        }

        var composer = new YamlComposer(file, source) { MergesKeys = mergesKeys, KeepsTags = keepsTags };
        try
        {
            var root = composer.ReadDocument();
            return Result.With(root, composer.Diagnostics);
        }
        catch (YamlException e)
        {
            return Result.With<YamlNode>(null, [.. composer.Diagnostics, composer.Syntax(e)]);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // Not every slip in the input has its YamlException: "a: [1, 2" + newline + "b: 3" ends in the first of these, "\UFFFFFFFF" in the second.
            return Result.With<YamlNode>(null, [.. composer.Diagnostics, composer.Syntax(composer.LastIndex, "a bracket, a quote or an escape is not complete after this")]);
        }
    }

    /// <summary>
    /// What YAML's set of characters leaves out, and the line ends on which YAML 1.1 and 1.2 differ: with them a line could be
    /// a comment to one reader and a setting to another. The first is enough: a binary file is full of them.
    /// </summary>
    private static int? FirstForbidden(SourceText source)
    {
        var text = source.Text;
        for (var i = source.ContentStart; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\t' || (c >= ' ' && c < '\x7F')) continue;
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (c < ' ' || c is >= '\x7F' and <= '\x9F' || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF') return i;
        }

        return null;
    }
}
