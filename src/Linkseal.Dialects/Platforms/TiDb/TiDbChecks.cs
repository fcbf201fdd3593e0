using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>TiDB's own rules held against the files as they stand, whoever wrote them: what the products accept in silence, and what keeps them from starting.</summary>
internal static class TiDbChecks
{
    public static ImmutableArray<Finding> Of(TiDbSetup setup, Observed observed) =>
    [
        .. setup.Members.SelectMany(m => TiDbIdentityChecks.Of(setup, m)),
        .. setup.Members.SelectMany(TiDbUrlChecks.Of),
        .. setup.Members.SelectMany(TiDbSpellingChecks.Of),
        .. setup.Members.SelectMany(m => TiDbFlagChecks.Of(m, observed)),
        .. TiDbIdentityChecks.Mixed(setup),
        .. TiDbListChecks.Of(setup, observed),
        .. setup.Members.Where(static m => m.Product.Scrapes).SelectMany(m => TiDbScrapeChecks.Of(setup, m)),
        .. TiDbMaterialChecks.Of(setup, observed),
    ];
}
