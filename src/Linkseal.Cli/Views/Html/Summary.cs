using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Views.Html;

/// <summary>The head of the page: what was verified, when, with what, and how it ended.</summary>
internal static class Summary
{
    private const int Full = 600;

    /// <summary>Writes it.</summary>
    public static void Write(Markup page, VerifyView view, ImmutableArray<LinkLook> links, bool holds, string version)
    {
        var report = view.Report;
        using (page.In("header"))
        {
            using (page.In("p", ("class", "brand")))
            {
                Seal(page);
                page.Put("span", "Linkseal");
                page.Text(" verification report");
            }

            page.Put("h1", report.Platform.Name);
            if (report.Platform.Title is { } title) page.Put("p", title, ("class", "title"));
            using (page.In("div", ("class", "outcome " + (holds ? "good" : "bad"))))
            {
                using (page.In("p", ("class", "verdict")))
                {
                    page.Put("strong", holds ? "✓ Every link is as required" : "✗ Not every link is as required");
                    if (holds && report.Skipped > 0) page.Text(", but for those that were skipped");
                }

                page.Put("p", view.Sum());
                Shares(page, links);
            }

            CertificatePart.List(page, Facts(view, version));
            CertificatePart.List(page, [(CertificatePart.OfDescription, report.Description)], "facts whole");
        }
    }

    private static IEnumerable<(string, string)> Facts(VerifyView view, string version)
    {
        var report = view.Report;
        yield return ("Verified", $"{Times.Of(report.Began)}, in {Length(report.Ended - report.Began)}");
        yield return ("Linkseal", version);
        if (report.Platform.Profile is { } profile) yield return ("Profile", profile);
        yield return ("Size", $"{Words.Count(report.Platform.Components.Length, "component")}, {Words.Count(report.Platform.Links.Length, "link")}");
        yield return ("Findings", string.Join(", ", new[] { Severity.Error, Severity.Warning, Severity.Note }.Select(s => Words.Count(report.Findings.Count(f => f.Severity == s), Words.Of(s)))));
    }

    private static string Length(TimeSpan span) => span.TotalSeconds < 10 ? $"{span.TotalSeconds:0.0} s" : span.TotalSeconds < 120 ? $"{span.TotalSeconds:0} s" : $"{span.TotalMinutes:0} min";

    /// <summary>The levels' shares of all links, as one bar; the numbers stand beside it in words.</summary>
    private static void Shares(Markup page, ImmutableArray<LinkLook> links)
    {
        if (links.IsEmpty) return;
        var counts = LinkLook.Words.Select(w => (Word: w, Count: links.Count(l => l.Level == w))).Where(static c => c.Count > 0).ToList();
        using (page.In("svg", ("class", "shares"), ("viewBox", $"0 0 {Full} 10"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", string.Join(", ", counts.Select(static c => $"{c.Count} {c.Word}")))))
        {
            var before = 0;
            foreach (var (word, count) in counts)
            {
                var from = Full * before / links.Length;
                before += count;
                page.Void("rect", ("class", "level-" + word), ("x", $"{from}"), ("y", "0"), ("width", $"{(Full * before / links.Length) - from}"), ("height", "10"));
            }
        }

        using (page.In("ul", ("class", "tiles")))
        {
            foreach (var (word, count) in counts)
            {
                using (page.In("li"))
                {
                    page.Put("strong", $"{count}");
                    page.Text(" ");
                    page.PutLevel(word);
                }
            }
        }
    }

    // Two rings that hold each other: a link, sealed.
    private static void Seal(Markup page)
    {
        using (page.In("svg", ("class", "seal"), ("viewBox", "0 0 32 32"), ("width", "28"), ("height", "28"), ("aria-hidden", "true")))
        {
            page.Void("rect", ("x", "1"), ("y", "1"), ("width", "30"), ("height", "30"), ("rx", "8"));
            page.Void("path", ("d", "M14 11h-2a5 5 0 0 0 0 10h2M18 11h2a5 5 0 0 1 0 10h-2M12 16h8"));
        }
    }
}
