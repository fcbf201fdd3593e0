using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>A setting among lines that we wrote.</summary>
/// <param name="Path">Its path from the root.</param>
/// <param name="Line">Its line among ours, from 0.</param>
/// <param name="IsHeader">True for the first line of a block: nothing stands behind its colon.</param>
internal sealed record OurSetting(ImmutableArray<string> Path, int Line, bool IsHeader);

/// <summary>Lines that we wrote, and where they stand now: found by path and text, wherever they were moved.</summary>
internal sealed class OurLines
{
    private OurLines(AppliedEdit edit)
    {
        Edit = edit;
        Source = new(edit.Ours);
        if (YamlText.Read("", edit.Ours).Read is { } text) Settings = [.. Below(text, text.Root, edit.Key[..^1])];
    }

    public AppliedEdit Edit { get; }

    public SourceText Source { get; }

    /// <summary>The settings, top to bottom; empty when the lines can't be read.</summary>
    public ImmutableArray<OurSetting> Settings { get; } = [];

    public IEnumerable<OurSetting> Leaves => Settings.Where(static s => !s.IsHeader);

    public static OurLines Of(AppliedEdit edit) => new(edit);

    /// <summary>Our line for a setting.</summary>
    public string this[OurSetting setting] => Source.LineAt(setting.Line);

    /// <summary>The line of the document, from 0, where a setting says what we wrote, whatever comment stands behind it; null: it does not.</summary>
    public int? StandsAt(YamlText doc, OurSetting setting)
    {
        if (doc.Entry(setting.Path) is not { } entry) return null;
        var line = doc.LineOf(entry);
        var now = doc.Source.LineAt(line);
        if (now != this[setting] && LineParts.Of(this[setting])?.SaysAs(LineParts.Of(now)) is not true) return null;

        // A plain value may go on in the next line.
        return setting.IsHeader || doc.Source.LineOf(entry.Value.EndIndex) == line ? line : null;
    }

    /// <summary>The edit with other lines for some settings; the same edit when they could not be found again by those.</summary>
    public AppliedEdit With(IReadOnlyDictionary<OurSetting, string> lines)
    {
        var ours = Edit.Ours;
        foreach (var (setting, line) in lines.OrderByDescending(static l => l.Key.Line))
        {
            var start = Source.StartOf(setting.Line);
            ours = ours[..start] + line + ours[(start + this[setting].Length)..];
        }

        var changed = Edit with { Ours = ours };
        return Of(changed).Settings.Select(Joined).SequenceEqual(Settings.Select(Joined)) ? changed : Edit;
    }

    private static string Joined(OurSetting setting) => string.Join('\n', setting.Path);

    private static IEnumerable<OurSetting> Below(YamlText text, YamlNode node, ImmutableArray<string> path) => node switch
    {
        YamlNode.Mapping { IsFlow: false } mapping => mapping.Entries.SelectMany(e => Setting(text, e, path.Add(e.Key.Value))),
        YamlNode.Sequence { IsFlow: false } list => list.Items.SelectMany(i => ItemOf(text, i, path)),
        _ => [],
    };

    private static IEnumerable<OurSetting> Setting(YamlText text, YamlEntry entry, ImmutableArray<string> path)
    {
        var isBlock = entry.Value is YamlNode.Mapping { IsFlow: false } or YamlNode.Sequence { IsFlow: false };
        var isEmpty = entry.Value.StartIndex == entry.Value.EndIndex && YamlScalars.IsNull(entry.Value);
        return Below(text, entry.Value, path).Prepend(new(path, text.LineOf(entry), IsHeader: isBlock || isEmpty));
    }

    /// <summary>The line of an entry's dash holds the key that names it, and is its header.</summary>
    private static IEnumerable<OurSetting> ItemOf(YamlText text, YamlNode item, ImmutableArray<string> path)
    {
        if (item is not YamlNode.Mapping { Entries: [{ Value: YamlNode.Scalar name } first, .. var rest] }) return [];
        var at = path.Add(EntryPart.Named(first.Key.Value, name.Value));
        return rest.SelectMany(e => Setting(text, e, at.Add(e.Key.Value))).Prepend(new(at, text.LineOf(first), IsHeader: true));
    }
}
