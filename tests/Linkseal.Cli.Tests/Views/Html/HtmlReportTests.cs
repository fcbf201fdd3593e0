using System.Text.RegularExpressions;
using System.Xml.Linq;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Cli.Views.Html;
using Linkseal.Core.Verification;

namespace Linkseal.Cli.Tests.Views.Html;

public sealed partial class HtmlReportTests
{
    private static readonly Dictionary<string, VerificationReport> Runs = new(StringComparer.Ordinal)
    {
        ["shop"] = SampleVerifications.Shop, ["clean"] = SampleVerifications.Clean, ["small"] = SampleVerifications.Small, ["large"] = SampleVerifications.Large, ["hostile"] = SampleVerifications.Hostile,
        ["empty"] = SampleVerifications.Shop with { Platform = SampleVerifications.Shop.Platform with { Components = [], Links = [] }, Links = [] },
    };

    public static TheoryData<string> Names => [.. Runs.Keys];

    // Without the sheet, which is reviewed where it is written, and its hash.
    [Fact]
    public void The_page_is_as_reviewed() => Golden.Holds("report.html", Hash().Replace(Sheet().Replace(Page("small"), "<style>report.css</style>"), "sha256-…"));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_well_formed_and_its_anchors_lead_somewhere(string name)
    {
        var page = Parse(Page(name));
        var ids = page.Descendants().Attributes("id").Select(static a => a.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants("a"), a => Assert.Contains(a.Attribute("href")!.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby"), a => Assert.All(a.Value.Split(' '), id => Assert.Contains(id, ids)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_loads_nothing_and_runs_nothing(string name)
    {
        var text = Page(name);
        var page = Parse(text);
        Assert.DoesNotContain(page.Descendants(), static e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "image" or "use" or "base" or "form");
        Assert.DoesNotContain(page.Descendants().Attributes(), static a => a.Name.LocalName is "src" or "srcset" or "style" or "data" or "action" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants().Attributes().Where(static a => a.Name.LocalName.EndsWith("href", StringComparison.Ordinal)), static a => Assert.StartsWith("#", a.Value, StringComparison.Ordinal));
        var sheet = page.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", sheet, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", sheet, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_a_server_says_stays_text()
    {
        var page = Page("hostile");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        // A direction of writing that is turned round, a NUL, half a character: shown by their numbers.
        Assert.DoesNotContain('\u202e', page);
        Assert.Contains(@"&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=&quot;http://evil.example/x&quot; onerror=&#39;y&#39;&gt;&amp;amp;\u202egpj.exe\u0000\ud83d]]&gt;", page, StringComparison.Ordinal);
        Assert.All(Parse(page).Descendants().Attributes("class"), static a => Assert.Matches(Classes(), a.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_run_gives_the_same_bytes(string name) => Assert.Equal(Page(name), Page(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_ends_with_the_line_of_the_text_view_and_says_what_was_verified(string name)
    {
        var page = Parse(Page(name)).Root!;
        var footer = page.Descendants("footer").Single().Value;
        var text = Run.Text(SampleVerifications.View(Runs[name])).TrimEnd('\n').Split('\n')[^1];
        Assert.Contains(text, footer, StringComparison.Ordinal);
        Assert.Contains(text, page.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.Contains(Runs[name].Description, footer, StringComparison.Ordinal);
        Assert.Contains("2026-11-21 12:00:00 UTC", footer, StringComparison.Ordinal);
        Assert.Contains("9.9.9", footer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_link_has_its_evidence_and_each_finding_its_place(string name)
    {
        var page = Parse(Page(name));
        Assert.Equal(Runs[name].Links.Length, page.Descendants("details").Count());
        foreach (var finding in Runs[name].Findings) Assert.Contains(VisibleWords(finding.Message), page.Root!.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_was_asked_stands_there_with_its_alert_and_what_is_undecided()
    {
        var page = Parse(Page("shop"));
        var evidence = page.Descendants("details").Single(static d => d.Element("summary")!.Value.StartsWith("api:db", StringComparison.Ordinal)).Value;
        foreach (var part in (string[])[
            "a certificate without a link", "alert unknown_ca (48)", "alert certificate_required (116)", "left open: which account it may use", "api's own", "TLS_AES_256_GCM_SHA384",
            "db, db.internal", "2. CN=shop authority", "(verified)", "10.0.0.4:5432, by the name db", "a certificate of one of the callers that have a link"])
            Assert.Contains(part, evidence, StringComparison.Ordinal);
        Assert.Contains("docker is not here", page.Descendants("section").Single(static s => (string?)s.Attribute("aria-labelledby") == "skipped").Value, StringComparison.Ordinal);
        Assert.Contains("its library can't be told to", page.Descendants("section").Single(static s => (string?)s.Attribute("aria-labelledby") == "limits").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verdict_counts_what_the_exit_code_counts()
    {
        Assert.Contains("✗ Not every link is as required", Page("shop"), StringComparison.Ordinal);
        Assert.Contains("✓ Every link is as required", Page("clean"), StringComparison.Ordinal);
    }

    private static string Page(string name) => HtmlReport.Of(SampleVerifications.View(Runs[name]), strict: false, "9.9.9");

    private static string VisibleWords(string text) => Cli.Views.VisibleText.Of(text).TrimEnd('.');

    private static XDocument Parse(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        return XDocument.Parse(page["<!DOCTYPE html>\n".Length..]);
    }

    [GeneratedRegex("(?s)<style>.*</style>")]
    private static partial Regex Sheet();

    [GeneratedRegex("sha256-[^&]+")]
    private static partial Regex Hash();

    [GeneratedRegex("^[a-z -]+$")]
    private static partial Regex Classes();
}
