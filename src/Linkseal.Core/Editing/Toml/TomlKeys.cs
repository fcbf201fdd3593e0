using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>One part of a dotted key.</summary>
/// <param name="Name">Its characters, without quotes.</param>
/// <param name="Start">UTF-16 index of its first character, a quote included.</param>
/// <param name="End">UTF-16 index after its last.</param>
internal sealed record TomlKeyPart(string Name, int Start, int End);

/// <summary>Reads keys: bare, quoted, dotted.</summary>
internal static class TomlKeys
{
    /// <summary>True for a key that needs no quotes.</summary>
    public static bool IsBare(string key) => key.Length > 0 && key.All(IsBare);

    /// <summary>Reads a key with all its parts.</summary>
    /// <param name="scanner">At its first character.</param>
    /// <param name="depth">How deep the table stands to which it belongs.</param>
    public static ImmutableArray<TomlKeyPart> Read(TomlScanner scanner, int depth)
    {
        var parts = ImmutableArray.CreateBuilder<TomlKeyPart>();
        do
        {
            scanner.SkipBlanks();
            scanner.CheckDepth(depth + parts.Count);
            parts.Add(Part(scanner));
            scanner.SkipBlanks();
        }
        while (scanner.Take("."));
        return parts.ToImmutable();
    }

    private static TomlKeyPart Part(TomlScanner scanner)
    {
        var start = scanner.Index;
        if (scanner.Follows("\"\"\"") || scanner.Follows("'''")) throw scanner.Syntax("a key can't stand in three quotes");
        if (scanner.Next is '"' or '\'')
        {
            var name = TomlStrings.Read(scanner);
            return new(name, start, scanner.Index);
        }

        while (IsBare(scanner.Next)) scanner.Index++;
        if (scanner.Index == start) throw scanner.Syntax("a key was expected here; one with other signs than letters, digits, - and _ stands in quotes");
        return new(scanner.Text[start..scanner.Index], start, scanner.Index);
    }

    private static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
