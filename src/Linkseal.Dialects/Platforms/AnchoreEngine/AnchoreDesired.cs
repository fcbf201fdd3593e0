using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>All that should be on disk, put together.</summary>
internal static class AnchoreDesired
{
    /// <summary>A service sends its leaf and the first certificate of <c>ssl_chain</c>, so one intermediate at most (anchore/anchore-engine anchore_engine/apis/ssl.py).</summary>
    private const int Intermediates = 1;

    public static Desired Of(AnchoreSetup setup) => new()
    {
        Authorities = [.. ServiceFiles.Authorities(setup), .. DatabaseFiles.Authorities(setup)],
        Leaves = [.. ServiceFiles.Leaves(setup), .. ProxyFiles.Leaves(setup), .. DatabaseFiles.Leaves(setup)],
        Files = [.. ServiceFiles.Files(setup), .. DatabaseFiles.Files(setup), .. ProxyFiles.Files(setup), .. ComposeOverride.Files(setup)],
        Folders = [.. ServiceFiles.Folders(setup).Concat(DatabaseFiles.Folders(setup)).Concat(ProxyFiles.Folders(setup)).DistinctBy(static f => f.Path)],
        Edits = [.. ConfigEdits.Of(setup).Where(static e => !e.Edits.IsEmpty), .. ComposeOverride.Edits(setup)],
        Steps = AnchoreSteps.Of(setup),
        Chains = ServiceFiles.Native(setup).Any() ? [.. setup.Services.Select(static s => new ChainRule(s.Name, Intermediates))] : [],
        Documents = [setup.Paths.Config, .. setup.Compose is { } compose ? [compose.Path, .. compose.OverridePaths, .. compose.EnvironmentFiles, .. compose.VariablesFile is { } variables ? [variables] : ImmutableArray<string>.Empty] : ImmutableArray<string>.Empty],
        Material = AnchoreChecks.Material(setup),
        Listings = [setup.Paths.Trust],
        Notes = AnchoreNotes.Of(setup),
    };
}
