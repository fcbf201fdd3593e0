using System.Text;
using Linkseal.Cli.Tests.Testing;
using Linkseal.Cli.Views.Html;
using Linkseal.Core.Verification;
using Linkseal.Testing;
using Microsoft.Playwright;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>The report of verify in a real browser. <c>LINKSEAL_SCREENSHOTS=FOLDER</c> keeps what it looks like.</summary>
public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const float Least = 4.5f;

    private static readonly Dictionary<string, VerificationReport> Runs = new(StringComparer.Ordinal)
    {
        ["shop"] = SampleVerifications.Shop, ["clean"] = SampleVerifications.Clean, ["large"] = SampleVerifications.Large, ["hostile"] = SampleVerifications.Hostile,
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Runs.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_fits_every_width_in_both_schemes_and_asks_nobody_for_anything(string name)
    {
        await using var tab = await browser.Tab(new());
        var page = tab.Page;
        List<string> requests = [];
        List<string> complaints = [];
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        var url = Written(name);
        await page.GotoAsync(url);
        foreach (var width in (int[])[360, 800, 1400])
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var dark in (bool[])[false, true])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
                await Everything(page, open: false);
                Assert.Empty(await TooWide(page));
                await Kept(page, $"{name}-{width}-{(dark ? "dark" : "light")}");
                await Everything(page, open: true);
                Assert.Empty(await TooWide(page));
                if (name == "shop") await Kept(page, $"{name}-{width}-{(dark ? "dark" : "light")}-open");
            }
        }

        Assert.Equal([url], requests);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("shop", false)]
    [InlineData("shop", true)]
    [InlineData("large", false)]
    [InlineData("large", true)]
    public async Task Every_text_stands_out_from_what_is_behind_it(string name, bool dark)
    {
        await using var tab = await browser.Tab(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        var page = tab.Page;
        await page.GotoAsync(Written(name));
        await Everything(page, open: true);
        // WCAG 2.1, 1.4.3, level AA.
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast, Least));
        Assert.Equal(dark ? "rgb(16, 21, 27)" : "rgb(244, 246, 248)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task Evidence_opens_without_JavaScript_by_mouse_and_by_key()
    {
        await using var tab = await browser.Tab(new() { JavaScriptEnabled = false });
        var page = tab.Page;
        await page.GotoAsync(Written("clean"));
        var first = page.Locator("details").First;
        await Assertions.Expect(first.Locator(".body")).ToBeHiddenAsync();
        await first.Locator("summary").ClickAsync();
        await Assertions.Expect(first.Locator(".body")).ToBeVisibleAsync();
        await Assertions.Expect(first.GetByText("Questions that were put")).ToBeVisibleAsync();
        await first.Locator("summary").PressAsync("Enter");
        await Assertions.Expect(first.Locator(".body")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_link_leads_to_its_evidence_and_its_finding()
    {
        await using var tab = await browser.Tab(new());
        var page = tab.Page;
        await page.GotoAsync(Written("shop"));
        await page.GetByRole(AriaRole.Link, new() { Name = "web:api" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("details:target > summary")).ToContainTextAsync("web:api");
        await page.GetByRole(AriaRole.Link, new() { Name = "LS2911" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("article:target")).ToContainTextAsync("serves another certificate");
    }

    [Fact]
    public async Task Those_who_hear_it_hear_headings_tables_and_the_picture()
    {
        await using var tab = await browser.Tab(new());
        var page = tab.Page;
        await page.GotoAsync(Written("shop"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("shop");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "shop: who calls whom, and what was proven" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Proven" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "api:db" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Findings" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("large")]
    public async Task On_paper_all_evidence_lies_open(string name)
    {
        await using var tab = await browser.Tab(new() { ColorScheme = ColorScheme.Dark });
        var page = tab.Page;
        await page.GotoAsync(Written(name));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var closed = await page.EvaluateAsync<int>("[...document.querySelectorAll('details .body')].filter(b => b.getBoundingClientRect().height < 40).length");
        Assert.Equal(0, closed);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        var paper = await page.PdfAsync(new() { Format = "A4", PrintBackground = false });
        if (Environment.GetEnvironmentVariable("LINKSEAL_SCREENSHOTS") is { } kept) await File.WriteAllBytesAsync(Path.Combine(kept, name + ".pdf"), paper, TestContext.Current.CancellationToken);
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(paper), StringComparison.Ordinal);
        // Four pages at least: the evidence is in it.
        Assert.True(Encoding.Latin1.GetString(paper).Split("/Type /Page\n").Length > 4, $"{paper.Length} bytes");
    }

    private string Written(string name)
    {
        var file = folder[name + ".html"];
        var page = HtmlReport.Of(SampleVerifications.View(Runs[name]), strict: false, "9.9.9");
        File.WriteAllText(file, page);
        if (Environment.GetEnvironmentVariable("LINKSEAL_SCREENSHOTS") is { } kept) File.WriteAllText(Path.Combine(kept, name + ".html"), page);
        return "file://" + file;
    }

    private static async Task Everything(IPage page, bool open) => await page.EvaluateAsync("open => document.querySelectorAll('details').forEach(d => d.open = open)", open);

    private static Task<string[]> TooWide(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('body, body *')]
            .filter(e => !e.closest('.scroll > svg') && getComputedStyle(e).position !== 'absolute' && !e.closest('thead'))
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
            .map(e => e.outerHTML.slice(0, 120))
            .concat(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls to the side'] : [])
        """);

    private static async Task Kept(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LINKSEAL_SCREENSHOTS") is { } kept) await page.ScreenshotAsync(new() { Path = Path.Combine(kept, name + ".png"), FullPage = true });
    }

    // Each piece of text against the first thing behind it that is not transparent; a text in the picture against the shape that it stands in.
    private const string Contrast =
        """
        least => {
            const numbers = c => c.match(/[\d.]+/g).map(Number);
            const part = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
            const light = c => { const [r, g, b] = numbers(c).map(part); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
            const behind = e => {
                for (let at = e; at; at = at.parentElement) {
                    const c = getComputedStyle(at).backgroundColor;
                    if (numbers(c)[3] !== 0) return c;
                }
                return 'rgb(255, 255, 255)';
            };
            const bad = new Set();
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const e = walk.currentNode.parentElement;
                if (!walk.currentNode.data.trim() || ['title', 'desc'].includes(e.localName) || !e.checkVisibility()) continue;
                const inPicture = e.localName === 'text';
                const front = getComputedStyle(e)[inPicture ? 'fill' : 'color'];
                const back = inPicture ? getComputedStyle(e.parentElement.querySelector('rect')).fill : behind(e);
                if (ratio(front, back) < least) bad.add(`${walk.currentNode.data.trim().slice(0, 30)}: ${front} on ${back}, ${ratio(front, back).toFixed(2)}`);
            }
            return [...bad];
        }
        """;
}
