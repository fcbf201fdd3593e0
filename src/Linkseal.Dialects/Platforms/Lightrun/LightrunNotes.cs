using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Limits and choices that are known from settings and values alone: said by plan and check alike.</summary>
internal static class LightrunNotes
{
    public static ImmutableArray<Finding> Of(LightrunSetup setup) => [.. Choices(setup), .. Public(setup), .. NotSeen(setup), .. Limits(setup)];

    /// <summary>What the chart cannot do, whoever set it up.</summary>
    public static IEnumerable<Finding> Limits(LightrunSetup setup)
    {
        if (setup.Settings.Version is null) yield return LimitFindings.VersionNotSaid();
        if (setup.Version.IsNewerThanKnown) yield return LimitFindings.NewerVersion(setup.Version);
        yield return LimitFindings.WaitingPods(setup.Own.Queue);
        yield return LimitFindings.Database(setup.Own.DatabaseTls);
        yield return LimitFindings.NoClientCertificates(setup.Own.KeycloakCluster);
        if (setup.Own.Queue && !setup.Version.AtLeast(LightrunVersion.CustomCa)) yield return LimitFindings.KeycloakHasNoTrust(setup.Version);
    }

    private static IEnumerable<Finding> Choices(LightrunSetup setup)
    {
        var path = setup.Paths.Values;
        if (!setup.Settings.Verification) yield return ValuesFindings.VerificationOff(path, decided: true);
        if (setup.KeepsKeycloakTrust && setup.Own.Queue) yield return ValuesFindings.KeycloakTrustIsYours(path, setup.Own.CustomAuthoritySecret);
    }

    private static IEnumerable<Finding> Public(LightrunSetup setup)
    {
        var path = setup.Paths.Values;
        if (setup.WritesPublic && !setup.Own.PinsHashes) yield return PublicFindings.PinnedKey(path);
        var verified = setup.Settings.Verification && setup.WritesAuthority;
        if (verified && !setup.Settings.Public.Made && setup.PublicAuthorityText is null) yield return PublicFindings.IssuerNotNamed(path, setup.WritesPublic ? setup.Names.PublicSecret : PublicChecks.Secret(setup));
    }

    private static IEnumerable<Finding> NotSeen(LightrunSetup setup)
    {
        foreach (var slot in setup.Slots.Where(static s => !s.IsWritten)) yield return PublicFindings.SecretNotSeen(slot.Component, slot.Key, slot.Secret);
        if (setup.Settings.Authority?.Secret is { } secret) yield return PublicFindings.AuthorityNotSeen(secret);
    }
}
