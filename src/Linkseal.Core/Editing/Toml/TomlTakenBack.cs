using System.Collections.Immutable;

namespace Linkseal.Core.Editing.Toml;

/// <summary>Edits of ours that stand no more because somebody gave the file back what it said before: from a backup, by an update of the product.</summary>
internal static class TomlTakenBack
{
    /// <summary>True when all of them are: the file is one that we never edited.</summary>
    public static bool All(TomlText doc, ImmutableArray<AppliedEdit> edits) => !edits.IsEmpty && edits.All(e => Is(doc, e));

    /// <summary>True when nothing of an edit stands, and what it replaced does; a commented-out form may have become another one.</summary>
    public static bool Is(TomlText doc, AppliedEdit edit)
    {
        var node = doc.Node(doc.Resolved(edit.Key));
        return edit switch
        {
            { Kind: AppliedEditKind.Lines, Ours.Length: 0 } => node is not null && doc.Source.Holds(new(edit.Original)),
            { Kind: AppliedEditKind.Value } => node is not null && doc.Text[node.StartIndex..node.EndIndex] == edit.Original,
            _ => node is null,
        };
    }
}
