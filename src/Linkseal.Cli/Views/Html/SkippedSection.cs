using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html;

/// <summary>What could not be asked, and why.</summary>
internal static class SkippedSection
{
    /// <summary>The section; nothing where everything was asked.</summary>
    public static void Write(Markup page, ImmutableArray<LinkLook> links, bool allowed)
    {
        var groups = links.Where(static l => l.Verdict is Verdict.Skipped).GroupBy(static l => l.Proof.Skipped!, StringComparer.Ordinal).ToList();
        if (groups.Count == 0) return;
        using (page.In("section", ("aria-labelledby", "skipped")))
        {
            page.Put("h2", "Skipped", ("id", "skipped"));
            page.Put("p", allowed ? "Nothing is claimed of these links. By --allow-skipped they do not count against the platform." : "Nothing is claimed of these links, and they count against the platform.");
            using (page.In("ul", ("class", "notes")))
            {
                foreach (var group in groups)
                {
                    using (page.In("li"))
                    {
                        page.Put("strong", string.Join(", ", group.Select(static l => l.Name)));
                        page.Text($": {group.Key}");
                    }
                }
            }
        }
    }
}
