using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Views.Html;

/// <summary>What is not as described, with its remedy; and the limits.</summary>
internal static class FindingsSection
{
    /// <summary>Errors and warnings, the worst first.</summary>
    public static void Write(Markup page, ImmutableArray<Finding> findings, IReadOnlyDictionary<Finding, string> anchors)
    {
        var wrong = findings.Where(static f => f.Severity > Severity.Note).OrderByDescending(static f => f.Severity).ToList();
        using (page.In("section", ("aria-labelledby", "findings")))
        {
            page.Put("h2", "Findings", ("id", "findings"));
            if (wrong.Count == 0) page.Put("p", "None: nothing was met that is not as described.");
            foreach (var finding in wrong) Whole(page, finding, anchors[finding]);
        }
    }

    /// <summary>The notes: what a product cannot do, what was not told.</summary>
    public static void Limits(Markup page, ImmutableArray<Finding> findings, IReadOnlyDictionary<Finding, string> anchors)
    {
        var notes = findings.Where(static f => f.Severity is Severity.Note).ToList();
        if (notes.Count == 0) return;
        using (page.In("section", ("aria-labelledby", "limits")))
        {
            page.Put("h2", "Limits and notes", ("id", "limits"));
            using (page.In("ul", ("class", "notes")))
            {
                foreach (var note in notes)
                {
                    using (page.In("li", ("id", anchors[note])))
                    {
                        page.Put("code", note.Code);
                        page.Text($" {Where(note)}: {note.Message}");
                        if (note.Observed is { } seen) page.Put("small", "seen: " + seen);
                    }
                }
            }
        }
    }

    private static void Whole(Markup page, Finding finding, string anchor)
    {
        var severity = Words.Of(finding.Severity);
        using (page.In("article", ("id", anchor), ("class", "finding " + severity)))
        {
            using (page.In("h3"))
            {
                page.Put("span", severity, ("class", "mark " + (finding.Severity is Severity.Error ? "bad" : "open")));
                page.Text(" ");
                page.Put("code", finding.Code);
                page.Text(" " + Where(finding));
            }

            page.Put("p", finding.Message);
            CertificatePart.List(page, Parts(finding), "parts");
        }
    }

    private static IEnumerable<(string, string)> Parts(Finding finding)
    {
        if (finding.Expected is { } expected) yield return ("Expected", expected);
        if (finding.Observed is { } observed) yield return ("Observed", observed);
        if (finding.Remedy is { } remedy) yield return ("Remedy", remedy);
    }

    private static string Where(Finding finding) => finding.Link ?? finding.Component ?? "the platform";
}
