using System.Globalization;
using System.Text;

namespace Linkseal.Core.Editing.Toml;

/// <summary>
/// Writes keys and values as every reader of TOML takes them, those of TOML 0.4 included: strings in double quotes and in one line, lists of strings in one line,
/// no dotted keys but where the file has them.
/// </summary>
internal static class TomlFormat
{
    /// <summary>A value, in the quotes of the one it replaces where those fit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replaced">The text that it replaces; empty: none.</param>
    public static string Value(EditValue value, string replaced = "") => value switch
    {
        EditValue.Flag flag => flag.Value ? "true" : "false",
        EditValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        EditValue.Text text => Text(text.Value, replaced),
        EditValue.List list => "[" + string.Join(", ", list.Items.Select(i => Text(i, replaced.TrimStart('[', ' ', '\t', '\r', '\n')))) + "]",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A key, in quotes where it needs them.</summary>
    public static string Key(string key) => TomlKeys.IsBare(key) ? key : Quoted(key);

    private static string Text(string text, string replaced) =>
        replaced.StartsWith('\'') && !text.Any(static c => c == '\'' || NeedsEscape(c)) ? "'" + text + "'" : Quoted(text);

    private static string Quoted(string text)
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

    private static bool NeedsEscape(char c) => c < ' ' || c is >= '\x7F' and <= '\xA0' or '\u2028' or '\u2029' or '\uFEFF';
}
