using System.Buffers;
using System.Globalization;
using System.Text;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Writes scalars so that readers of YAML 1.1 and of 1.2 get the same value: without quotes only where nobody could doubt it.</summary>
internal static class YamlFormat
{
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-.:@+=%~");

    /// <summary>A value, in the quotes of the one it replaces where those fit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="flags">The letters of a truth value that replaces none.</param>
    /// <param name="replaced">The text that it replaces; empty: none.</param>
    public static string Value(EditValue value, FlagCase flags = FlagCase.Lower, string replaced = "") => value switch
    {
        EditValue.Flag flag => Flag(flag.Value, YamlStyle.FlagCaseOf(replaced) ?? flags),
        EditValue.List list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        EditValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        EditValue.Text text when replaced.StartsWith('\'') && FitsSingleQuotes(text.Value) => SingleQuoted(text.Value),
        EditValue.Text text when replaced.StartsWith('"') => DoubleQuoted(text.Value),
        EditValue.Text text => Text(text.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A mapping key.</summary>
    public static string Key(string key) => Text(key);

    /// <summary>Always one of the two words that readers of YAML 1.2 know too, whatever word stood there.</summary>
    private static string Flag(bool value, FlagCase letters) => (letters, value) switch
    {
        (FlagCase.Title, true) => "True",
        (FlagCase.Title, false) => "False",
        (FlagCase.Upper, true) => "TRUE",
        (FlagCase.Upper, false) => "FALSE",
        (_, true) => "true",
        _ => "false",
    };

    private static string Text(string text)
    {
        if (IsPlainEverywhere(text)) return text;
        return text.AsSpan().ContainsAny('"', '\\') && FitsSingleQuotes(text) ? SingleQuoted(text) : DoubleQuoted(text);
    }

    /// <summary>
    /// Begins with a letter, a slash or an underscore and goes on without blanks, quotes, brackets and marks:
    /// no number, date or sign of YAML looks like that, and of the words only these few mean something else.
    /// </summary>
    private static bool IsPlainEverywhere(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '/' or '_') || text[^1] == ':') return false;
        if (text.AsSpan().ContainsAnyExcept(PlainCharacters)) return false;
        return text.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL");
    }

    private static bool FitsSingleQuotes(string text) => !text.Any(NeedsEscape);

    private static string SingleQuoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (NeedsEscape(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static bool NeedsEscape(char c) => c < ' ' || c is >= '\x7F' and <= '\xA0' or '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFD';
}
