using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>All that should be on disk, put together.</summary>
internal static class HarborDesired
{
    /// <summary>How many intermediates Harbor's nginx accepts below the root of a service that it calls.</summary>
    /// <remarks>goharbor/harbor templates/nginx: <c>proxy_ssl_verify_depth 2</c>; tried with the rendered nginx.conf, one and two work, three fail.</remarks>
    private const int NginxIntermediates = 2;

    public static Desired Of(HarborSetup setup) => new()
    {
        Authorities = [.. Internal<AuthoritySpec>(setup, static s => [InternalFiles.AuthoritySpec(s)]), .. HttpsFiles.Authorities(setup)],
        Leaves = [.. Internal(setup, InternalFiles.Leaves), .. HttpsFiles.Leaves(setup), .. ClientFiles.Leaves(setup)],
        Files = [.. Internal(setup, InternalFiles.Files), .. HttpsFiles.Files(setup), .. MutualOverride.Files(setup), .. ClientFiles.Files(setup)],
        Folders = [.. Internal<FolderRule>(setup, static s => [InternalFiles.Folder(s)]), .. HttpsFiles.Folders(setup), .. ClientFiles.Folders(setup)],
        Edits = [.. HarborEdits.Of(setup), .. MutualOverride.Edits(setup)],
        Steps = HarborSteps.Of(setup),
        Chains = Internal<ChainRule>(setup, static _ => [new("proxy", NginxIntermediates)]),
        Documents = [.. HarborInstallation.Documents(setup.Paths.Install), HarborPaths.DaemonJson],
        Material = HarborChecks.Material(setup),
        Listings = HarborChecks.Listings(setup),
        Notes = HarborNotes.Of(setup),
    };

    private static ImmutableArray<T> Internal<T>(HarborSetup setup, Func<HarborSetup, ImmutableArray<T>> part) => setup.InternalTls ? part(setup) : [];
}
