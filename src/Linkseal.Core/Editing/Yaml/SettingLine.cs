namespace Linkseal.Core.Editing.Yaml;

/// <summary>One line with one setting: <c>key: value</c>, perhaps with a comment behind it.</summary>
internal static class SettingLine
{
    /// <summary>
    /// The line with another value, everything else as it is; the line itself when it has that value.
    /// Null when it is no such line: prose with a colon in it has several words where a value would stand.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="value">The value.</param>
    /// <param name="flags">The letters of a truth value that replaces none.</param>
    public static string? WithValue(string line, EditValue value, FlagCase flags)
    {
        if (YamlText.Read("", line).Read is not { Root: YamlNode.Mapping { IsFlow: false, Entries: [{ Value: var old } entry] } } text) return null;
        if (old.StartIndex < entry.Key.EndIndex || !CanHold(old, value) || old is YamlNode.Scalar { IsPlain: true, Value: var prose } && prose.Contains(' ')) return null;
        return YamlMeaning.Holds(old, value) ? line : text.Spliced(ValueSplice(text, old, value, flags));
    }

    /// <summary>True where a value can stand in the place of another: of a scalar, or a list between brackets of one.</summary>
    public static bool CanHold(YamlNode old, EditValue value) => old is YamlNode.Scalar || (value is EditValue.List && old is YamlNode.Sequence { IsFlow: true });

    /// <summary>The replacement that gives a scalar, or a list between brackets, another value.</summary>
    public static Splice ValueSplice(YamlText text, YamlNode old, EditValue value, FlagCase flags)
    {
        var replaced = text.Text[old.StartIndex..old.EndIndex];
        var written = YamlFormat.Value(value, flags, replaced);
        return new(old.StartIndex, old.EndIndex, replaced.Length == 0 ? " " + written : written);
    }
}
