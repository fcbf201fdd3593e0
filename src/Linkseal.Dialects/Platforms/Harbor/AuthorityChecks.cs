using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Where the internal CA and its key are, and where they should not be.</summary>
internal static class AuthorityChecks
{
    /// <summary>The places besides the internal folder.</summary>
    public static ImmutableArray<string> Copies(HarborSetup setup) => HasOtherVolume(setup)
        ? [Installed(setup), InstalledKey(setup), setup.Paths.TrustedAuthority, Stale]
        : [Installed(setup), InstalledKey(setup), setup.Paths.TrustedAuthority];

    public static IEnumerable<Finding> Of(HarborSetup setup, Desired desired, Observed observed)
    {
        var used = desired.Authorities.Any(static a => a.Source is AuthoritySource.Existing { OnPlace: true });
        if (!used && HarborChecks.IsThere(observed, setup.Paths.InternalAuthorityKey)) yield return AuthorityFindings.KeyInFolder(setup.Paths.InternalAuthorityKey, used: false);
        if (HarborChecks.IsThere(observed, InstalledKey(setup))) yield return AuthorityFindings.KeyInDataVolume(InstalledKey(setup));
        if (!HasOtherVolume(setup) || !setup.Yaml.InternalTls) yield break;

        // Before prepare has run there is nothing to copy: then the step itself is what is missing.
        if (HarborChecks.IsThere(observed, Installed(setup)) && NotCopied(setup, observed) is { } met)
        {
            yield return ConfigurationFindings.AuthorityNotCopied(setup.Paths.TrustedAuthority, setup.Paths.DataVolume, met, CopyCommand(setup));
        }

        if (HarborChecks.Differ(observed, Stale, setup.Paths.InternalAuthority)) yield return ConfigurationFindings.StaleAuthority(Stale, setup.Paths.TrustedAuthority);
    }

    private const string Stale = "/data/secret/tls/" + HarborPaths.AuthorityCertificate;

    private static string Installed(HarborSetup setup) => setup.Paths.SecretTls + "/" + HarborPaths.AuthorityCertificate;

    private static string InstalledKey(HarborSetup setup) => setup.Paths.SecretTls + "/" + HarborPaths.AuthorityKey;

    private static bool HasOtherVolume(HarborSetup setup) => setup.Paths.DataVolume != HarborPaths.DefaultDataVolume;

    private static string? NotCopied(HarborSetup setup, Observed observed)
    {
        if (!HarborChecks.IsThere(observed, setup.Paths.TrustedAuthority)) return "nothing";
        return HarborChecks.Differ(observed, Installed(setup), setup.Paths.TrustedAuthority) ? "another CA" : null;
    }

    private static string CopyCommand(HarborSetup setup) => $"install -D -m 0644 -o 10000 -g 10000 {Installed(setup)} {setup.Paths.TrustedAuthority}";
}
