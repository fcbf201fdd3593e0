using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Harbor's own rules held against what was met: what prepare accepts in silence, and what then fails at run time.</summary>
internal static class HarborChecks
{
    public static ImmutableArray<Finding> Of(HarborSetup setup, Desired desired, Observed observed) =>
        [.. ConfigurationChecks.Of(setup), .. AuthorityChecks.Of(setup, desired, observed), .. HttpsChecks.Of(setup, observed), .. DockerChecks.Of(setup, observed)];

    /// <summary>Files that the checks want to see besides what Linkseal writes.</summary>
    public static ImmutableArray<string> Material(HarborSetup setup) =>
    [
        setup.Paths.InternalAuthority,
        setup.Paths.InternalAuthorityKey,
        .. AuthorityChecks.Copies(setup),
    ];

    /// <summary>Folders whose file names, and the certificates and keys in them, the checks want to see.</summary>
    public static ImmutableArray<string> Listings(HarborSetup setup)
    {
        ImmutableArray<string> folders = setup.InternalTls ? [setup.Paths.InternalFolder] : [];
        return setup.Https.IsOn ? folders.AddRange(HarborPaths.DockerFolders, setup.Https.DockerFolder) : folders;
    }

    public static bool IsThere(Observed observed, string path) => observed.Files.GetValueOrDefault(path, FileState.Missing).Kind is not FileKind.Missing;

    /// <summary>True where both are readable files with other bytes.</summary>
    public static bool Differ(Observed observed, string left, string right) =>
        observed.Files.GetValueOrDefault(left)?.Sha256 is { } a && observed.Files.GetValueOrDefault(right)?.Sha256 is { } b && a != b;

    public static ImmutableArray<CertificateFacts> Certificates(Observed observed, string path) => observed.Material.GetValueOrDefault(path)?.Certificates ?? [];
}
