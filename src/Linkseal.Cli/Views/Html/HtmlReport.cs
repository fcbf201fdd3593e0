using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Linkseal.Cli.Views.Html.Picture;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Views.Html;

/// <summary>A run of <c>verify</c> as one page that needs nothing else: no script, no font, no picture from anywhere. Pure: the same run gives the same bytes.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> Sheet = new(static () =>
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("html/report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The page.</summary>
    /// <param name="view">The run as it is shown in text: the page ends with the same line.</param>
    /// <param name="strict">Warnings count too.</param>
    /// <param name="version">Linkseal's.</param>
    public static string Of(VerifyView view, bool strict, string version)
    {
        var report = view.Report;
        var links = LinkLook.All(report);
        var findings = report.Findings;
        var anchors = findings.Select(static (f, i) => (f, i)).ToDictionary(static p => p.f, static p => $"finding-{p.i + 1}");
        var plan = PicturePlan.Of(report.Platform, links);
        var page = new Markup();
        using (page.In("html", ("lang", "en")))
        {
            Head(page, report.Platform.Name, plan);
            using (page.In("body"))
            {
                Summary.Write(page, view, links, view.Holds(strict), version);
                using (page.In("main"))
                {
                    PictureSection.Write(page, report.Platform, links, plan);
                    LinksSection.Write(page, links);
                    FindingsSection.Write(page, findings, anchors);
                    SkippedSection.Write(page, links, view.AllowSkipped);
                    ExpirySection.Write(page, links, report.Ended);
                    EvidenceSection.Write(page, links, report.Ended, anchors);
                    FindingsSection.Limits(page, findings, anchors);
                    ReadingSection.Write(page, links);
                }

                using (page.In("footer"))
                {
                    page.Put("p", view.Sum(), ("class", "sum"));
                    page.Put("p", $"Linkseal {version} · {Times.Of(report.Ended)} · description {report.Description}");
                }
            }
        }

        return "<!DOCTYPE html>\n" + page + "\n";
    }

    private static void Head(Markup page, string name, PicturePlan plan)
    {
        // A picture is not drawn smaller than seven tenths: it is scrolled in its frame then.
        var sheet = $"\n{Sheet.Value}.picture .scroll svg {{ min-width: {plan.Width * 7 / 10}px; }}\n@media print {{ .picture .scroll svg {{ min-width: 0; }} }}\n";
        using (page.In("head"))
        {
            page.Void("meta", ("charset", "utf-8"));
            page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            page.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            page.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
            // Names come from servers: should one ever get through the encoding, the browser still runs and loads nothing.
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
            page.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
            page.Put("title", $"{name}: links verified by Linkseal");
            using (page.In("style")) page.Style(sheet);
        }
    }
}
