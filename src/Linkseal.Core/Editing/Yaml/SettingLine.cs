namespace Linkseal.Core.Editing.Yaml;

/// <summary>One line with one setting: <c>key: value</c>, perhaps with a comment behind it.</summary>
internal static class SettingLine
{
    /// <summary>
    /// The line with another value, everything else as it is; the line itself when it has that value.
    /// Null when it is no such line: prose with a colon in it has several words where a value would stand.
    /// </summary>
    public static string? WithValue(string line, EditValue value)
    {
        if (YamlText.Read("", line).Read is not { Root: YamlNode.Mapping { IsFlow: false, Entries: [{ Value: YamlNode.Scalar old } entry] } } text) return null;
        if (old.StartIndex < entry.Key.EndIndex || (old.IsPlain && old.Value.Contains(' '))) return null;
        return YamlMeaning.Holds(old, value) ? line : text.Spliced(ValueSplice(text, old, value));
    }

    /// <summary>The replacement that gives a scalar another value.</summary>
    public static Splice ValueSplice(YamlText text, YamlNode.Scalar old, EditValue value)
    {
        var replaced = text.Text[old.StartIndex..old.EndIndex];
        var written = YamlFormat.Value(value, replaced);
        return new(old.StartIndex, old.EndIndex, replaced.Length == 0 ? " " + written : written);
    }
}
