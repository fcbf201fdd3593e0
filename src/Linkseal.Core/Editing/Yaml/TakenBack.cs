using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Yaml;

/// <summary>Edits of ours that stand no more because somebody gave the file back what it said before: from a backup, by an update of the product.</summary>
internal static class TakenBack
{
    /// <summary>True when all of them are: the file is one that we never edited.</summary>
    public static bool All(YamlText doc, ImmutableArray<AppliedEdit> edits) => !edits.IsEmpty && edits.All(e => Is(doc, e));

    /// <summary>True when nothing of an edit stands, and what it replaced does; a commented-out form may have become another one.</summary>
    public static bool Is(YamlText doc, AppliedEdit edit) => edit switch
    {
        { Kind: AppliedEditKind.Lines, Ours.Length: 0 } => doc.Entry(edit.Key) is not null && doc.Source.Holds(new(edit.Original)),
        { Kind: AppliedEditKind.Lines } => AreLines(doc, edit),
        { Kind: AppliedEditKind.Entry } => doc.Entry(edit.Key) is null,
        _ => doc.Node(edit.Key) is { } node && doc.Text[node.StartIndex..node.EndIndex] is { Length: > 0 } now && edit.Original.TrimStart(' ') == now,
    };

    private static bool AreLines(YamlText doc, AppliedEdit edit)
    {
        var settings = OurLines.Of(edit).Settings;
        return !settings.IsEmpty && settings.All(s => doc.Entry(s.Path) is null);
    }
}
