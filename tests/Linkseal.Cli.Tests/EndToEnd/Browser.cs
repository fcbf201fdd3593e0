using Linkseal.Testing;
using Microsoft.Playwright;

namespace Linkseal.Cli.Tests.EndToEnd;

/// <summary>Debian's chromium, without a window, started once for a class of tests. Nothing is downloaded.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A tab of its own; a skip where there is no browser.</summary>
    internal async Task<BrowserTab> Tab(BrowserNewContextOptions options)
    {
        var program = Missing.Program("chromium");
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
        }
        finally
        {
            gate.Release();
        }

        var context = await browser.NewContextAsync(options);
        return new(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }
}

/// <summary>A tab of a profile of its own, closed when disposed.</summary>
internal sealed record BrowserTab(IBrowserContext Context, IPage Page) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
