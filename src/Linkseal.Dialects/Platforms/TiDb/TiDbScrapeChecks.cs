using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The scraper's jobs against the ports that they dial.</summary>
internal static class TiDbScrapeChecks
{
    public static IEnumerable<Finding> Of(TiDbSetup setup, TiDbMember scraper)
    {
        var file = scraper.File(TiDbConfigFile.Main);
        foreach (var job in TiDbScrape.Jobs(setup, scraper))
        {
            var dialled = TiDbLink.All.Where(l => l.Caller == scraper.Product.Name && l.Callee == job.Product.Name).Select(static l => l.Endpoint).ToHashSet(StringComparer.Ordinal);
            var ports = setup.Of(job.Product.Name).SelectMany(m => m.Product.EndpointsOf(m.Version).Where(e => dialled.Contains(e.Name) && TiDbStandings.Plaintext(m, e) is null).Select(e => (Member: m, Endpoint: e))).ToArray();
            if (ports.Length == 0) continue;
            if (job.Text("scheme") != TiDbUrl.Https) yield return TiDbFindings.Scraped(scraper, file, job);
            else if (job.SkipsVerification) yield return TiDbFindings.ScrapedBlindly(scraper, file, job);
            else if (job.Tls?["cert_file"] is null && ports.Any(static p => Asks(p.Member, p.Endpoint))) yield return TiDbFindings.ScrapedWithoutPair(scraper, file, job);
        }
    }

    private static bool Asks(TiDbMember member, TiDbEndpoint endpoint) => endpoint.Asks switch
    {
        TiDbAsks.Always => true,
        TiDbAsks.WithAuthority => TiDbStandings.Of(member, endpoint.Served) is { Authority: not null },
        TiDbAsks.WhenListed or TiDbAsks.WhenListedOrSwitched => TiDbStandings.Of(member, endpoint.Served) is { List.IsEmpty: false },
        _ => false,
    };
}
