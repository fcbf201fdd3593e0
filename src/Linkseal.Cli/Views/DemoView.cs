using Linkseal.Cli.Demo;
using Linkseal.Cli.Views.Json;
using Linkseal.Demo.Platform;

namespace Linkseal.Cli.Views;

/// <summary>The end of the demo. For people its acts have been shown as they were played; for programs they are here, each with its command's envelope.</summary>
/// <param name="Acts">The acts that were played; empty where they were shown.</param>
/// <param name="Traffic">What became of the platform's requests; null where an act did not end as it should.</param>
internal sealed record DemoView(IReadOnlyList<ActItem> Acts, Traffic? Traffic) : IView
{
    private const int Column = 25;

    /// <summary>True: the platform runs on.</summary>
    public bool Stays { get; init; }

    /// <inheritdoc/>
    public void Write(Page page, bool quiet)
    {
        if (Traffic is null) return;
        page.Blank();
        page.Wrapped($"All the while web went on asking: {Words.Count(Traffic.Answered, "request")} answered, {Traffic.Lost} lost, {Asked(Traffic.Again)} while both ends of a link changed from plaintext to TLS.");
        page.Blank();
        page.Line($"What lies in ./{DemoFolder.Name}", Style.Bold);
        Row(page, "linkseal.yaml", "the description");
        Row(page, "report.html", "every link with its evidence: open it in a browser");
        Row(page, "web, api, store", "each service's configuration, and its certificates in tls/");
        Row(page, ".linkseal", "the state, with the authority's key");
        page.Blank();
        page.Line("To try next (linkseal: the program that you have just run, by its path)", Style.Bold);
        if (Stays)
        {
            Row(page, $"cd {DemoFolder.Name}", "in another terminal; Ctrl-C here ends the platform");
            Row(page, "linkseal verify", "after `rm api/tls/tls.crt; linkseal apply --yes --no-reload`, or after other roots in store/tls/ca.crt");
            Row(page, "linkseal remove", "all of it in plaintext again, redis.conf byte for byte");
        }
        else
        {
            Row(page, "linkseal demo --stay", "the same, and the platform runs on for you to break it");
            Row(page, "linkseal show api", $"in {DemoFolder.Name}: who calls it, and how a client is told");
        }

        Row(page, "linkseal init", "where your compose.yaml, Harbor, TiDB, Anchore or chart lies: writes one file of its own");
    }

    /// <inheritdoc/>
    public void Fill(Envelope envelope)
    {
        envelope.Acts = Acts;
        envelope.Wrote = [DemoFolder.Name];
        if (Traffic is not null) envelope.Counts = new(StringComparer.Ordinal) { ["answered"] = Traffic.Answered, ["askedAgain"] = Traffic.Again, ["lost"] = Traffic.Lost };
    }

    private static void Row(Page page, string left, string right) => page.Wrapped(right, new string(' ', Column), "  " + left.PadRight(Column - 2));

    private static string Asked(int again) => again == 0 ? "none had to be asked again" : $"{again} asked again";
}
