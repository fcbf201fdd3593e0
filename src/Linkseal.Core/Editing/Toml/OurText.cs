namespace Linkseal.Core.Editing.Toml;

/// <summary>What we wrote, read as TOML.</summary>
/// <param name="Value">The value; null for a header.</param>
/// <param name="Setting">The setting within <paramref name="Text"/>; null for a header, or a value that was replaced.</param>
/// <param name="Text">The text that was read.</param>
/// <param name="IsContainer">True for a header or empty braces: written so that other settings can stand in it.</param>
internal sealed record OurText(TomlNode? Value, TomlSetting? Setting, string Text, bool IsContainer)
{
    public static OurText Of(AppliedEdit edit)
    {
        if (edit.Kind == AppliedEditKind.Value)
        {
            var value = "v = " + edit.Ours;
            return new(TomlReader.Read("", value).Value?.Root["v"], null, value, IsContainer: false);
        }

        var text = edit.Kind == AppliedEditKind.Entry ? edit.Ours.Trim(',', ' ') : edit.Ours;
        var setting = TomlReader.Read("", text).Value?.Sections[0].Settings.FirstOrDefault();
        return new(setting?.Value, setting, text, setting is null or { Value: TomlNode.Table { Entries.IsEmpty: true } });
    }

    /// <summary>The edit with another value in what we wrote.</summary>
    public static AppliedEdit With(AppliedEdit edit, string written)
    {
        var ours = Of(edit);
        if (ours.Setting is not { } setting) return edit with { Ours = written };
        var at = edit.Ours.IndexOf(ours.Text, StringComparison.Ordinal) + setting.Value.StartIndex;
        return edit with { Ours = edit.Ours[..at] + written + edit.Ours[(at + setting.End - setting.Value.StartIndex)..] };
    }
}
