using System.Collections.Immutable;

namespace Linkseal.Cli.Views.Html;

/// <summary>How the page is to be read: what each level means and how it was proven, and what can't be seen from outside.</summary>
internal static class ReadingSection
{
    /// <summary>The section.</summary>
    public static void Write(Markup page, ImmutableArray<LinkLook> links)
    {
        using (page.In("section", ("aria-labelledby", "reading")))
        {
            page.Put("h2", "How this was proven", ("id", "reading"));
            page.Put("p", "Every link was dialled as its caller dials it: by its name, in its protocol, with its certificate or a five-minute twin of the same identity. Then the same endpoint was asked by strangers. Each question had a connection of its own, no session was resumed, no data was touched. The certificates of the strangers were signed in memory, lived five minutes at most and were never written.");
            using (page.In("dl", ("class", "facts levels")))
            {
                foreach (var word in LinkLook.Words.Where(w => links.Any(l => l.Level == w)))
                {
                    using (page.In("div"))
                    {
                        using (page.In("dt")) page.PutLevel(word);
                        page.Put("dd", LevelWords.Proof(word));
                    }
                }
            }

            page.Put("p", "What can't be seen on the wire: whether the caller's own software checks the server as carefully as the caller that asked here. That is its configuration, which linkseal check reads. The page says what was so at the time above, from the machine on which it ran.");
        }
    }
}
