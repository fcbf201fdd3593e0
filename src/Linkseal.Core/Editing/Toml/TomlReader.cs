using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Reads TOML 1.0 (toml.io/en/v1.0.0) into located nodes.</summary>
public static class TomlReader
{
    /// <summary>Longest text that is read, in UTF-16 units: a thousand times a big configuration file.</summary>
    private const int LongestText = 8 * 1024 * 1024;

    /// <summary>
    /// Reads a document. Refused with line and column: what TOML 1.0 does not allow, whole numbers beyond 64 bits, and nesting beyond reason.
    /// All keys that stand twice are said at once; a slip in the syntax ends the reading. An empty text is an empty table.
    /// </summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="text">The whole text; a byte order mark at its beginning is passed over.</param>
    public static Result<TomlDocument> Read(string file, string text)
    {
        var source = new SourceText(text);
        if (text.Length > LongestText)
        {
            return Result.With<TomlDocument>(null, [TomlDiagnostics.TooMuch(file, new(1, 1), $"{text.Length} characters, the limit is {LongestText}")]);
        }

        if (FirstForbidden(text) is { } index)
        {
            return Result.With<TomlDocument>(null, [TomlDiagnostics.ForbiddenCharacter(file, source.PositionOf(index), text[index])]);
        }

        var parser = new TomlParser(file, source);
        try
        {
            var (root, sections) = parser.Read();
            return Result.With(parser.Diagnostics.Count > 0 ? null : new TomlDocument(root, sections, source), parser.Diagnostics);
        }
        catch (TomlRefusedException e)
        {
            return Result.With<TomlDocument>(null, [.. parser.Diagnostics, e.Diagnostic]);
        }
    }

    /// <summary>Control characters, wherever they stand, and half a pair of surrogates. The first is enough: a binary file is full of them.</summary>
    private static int? FirstForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\t' || (c >= ' ' && c is not '\x7F' && !char.IsSurrogate(c))) continue;
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return i;
            i++;
        }

        return null;
    }
}
