using System.Text;

namespace Linkseal.Core.Verification.Wire;

/// <summary>Shows what a server sent to people: short, on one line, nothing in it that a terminal would obey.</summary>
public static class Answer
{
    private const int Longest = 80;

    /// <summary>The first line of text, or the first bytes in hex where it is no text.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "nothing";
        var line = bytes[..Math.Min(bytes.Length, 4 * Longest)];
        if (line.IndexOfAny((byte)'\r', (byte)'\n') is > 0 and var end) line = line[..end];
        if (line.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) >= 0) return "the bytes " + Hex(bytes);
        var text = Encoding.ASCII.GetString(line);
        return "\"" + (text.Length > Longest ? text[..Longest] + "…" : text) + "\"";
    }

    /// <summary>Text of a server's, without anything that is not a letter or a sign.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 8 * Longest)]);
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse)) shown.Append(rune);
            if (shown.Length > 2 * Longest) return shown.Append('…').ToString();
        }

        return shown.ToString();
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var shown = bytes[..Math.Min(bytes.Length, 16)];
        return string.Join(' ', Convert.ToHexStringLower(shown).Chunk(2).Select(static pair => new string(pair))) + (bytes.Length > shown.Length ? " …" : "");
    }
}
