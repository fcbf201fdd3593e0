using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Cli.Views.Html;

/// <summary>Every link in one line, and where its evidence stands.</summary>
internal static class LinksSection
{
    /// <summary>The section.</summary>
    public static void Write(Markup page, ImmutableArray<LinkLook> links)
    {
        using (page.In("section", ("aria-labelledby", "links")))
        {
            page.Put("h2", "Links", ("id", "links"));
            page.Table("Every link with the level that is required and the one that was proven", ["Link", "At", "Required", "Proven", "Verdict"], links.Select(Row));
        }
    }

    private static ImmutableArray<Action<Markup>> Row(LinkLook link) =>
    [
        page => page.Put("a", link.Name, ("href", "#" + link.Anchor)),
        Tables.Cell(link.Proof.Address ?? "—"),
        Tables.Word(link.Proof.Link.Required.Text()),
        page => page.PutLevel(link.Level),
        page => page.Put(Marks.Of(link.Verdict), link.Verdict is Verdict.Skipped ? "– skipped" : null),
    ];
}
