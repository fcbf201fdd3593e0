using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Limits and choices that are known from settings and harbor.yml alone: said by plan and check alike.</summary>
internal static class HarborNotes
{
    public static ImmutableArray<Finding> Of(HarborSetup setup) =>
        [.. Version(setup), .. HostName(setup), .. Options(setup), .. Https(setup), .. Internal(setup), .. External(setup), .. Limits(setup)];

    private static IEnumerable<Finding> Version(HarborSetup setup)
    {
        if (setup.Version.IsNewerThanKnown) yield return ConfigurationFindings.NewerVersion(setup.Version);
        var (said, found) = (setup.Settings.Version, setup.Installation.Version);
        if (said is not null && found is not null && !(said.SameMinor(found) && (said.Patch is null || found.Patch is null || said.Patch == found.Patch)))
        {
            yield return ConfigurationFindings.VersionDiffers(said, found, setup.Installation.VersionSource);
        }

        if (!setup.Installation.HasPrepare) yield return ConfigurationFindings.NoPrepare(setup.Paths.Install);
    }

    private static IEnumerable<Finding> HostName(HarborSetup setup)
    {
        if (setup.HostName is not null) yield break;
        var written = setup.Yaml.HostName;
        var reason = written is null ? "there is none" : HarborHostName.Refusal(written)!;
        yield return ConfigurationFindings.RefusedHostName(setup.Paths.HarborYml, written, reason);
    }

    private static IEnumerable<Finding> Options(HarborSetup setup)
    {
        foreach (var dropped in Dropped(setup)) yield return dropped;
        if (setup.Holds(HarborCondition.Notary) && setup.Https.Source is HttpsSource.LeftOff) yield return ConfigurationFindings.NotaryWithoutHttps(setup.Paths.HarborYml);
    }

    /// <summary>The running parts that prepare would take out of the compose file.</summary>
    public static IEnumerable<Finding> Dropped(HarborSetup setup) =>
        setup.Installation.Running.Where(o => o.IsIn(setup.Version) && !setup.Options.Contains(o)).Select(o => ConfigurationFindings.OptionDropped(o, setup.Paths.ComposeFile));

    private static IEnumerable<Finding> Https(HarborSetup setup)
    {
        var https = setup.Https;
        if (https.Source == HttpsSource.LeftOff || (https.Source == HttpsSource.Off && setup.Yaml.Https is null))
        {
            var port = setup.Yaml.HttpPort == 80 ? "" : ":" + setup.Yaml.HttpPort;
            yield return ConfigurationFindings.HttpsOff(setup.Paths.HarborYml, $"http://{setup.HostName?.Value ?? setup.Yaml.HostName}{port}", https.Source == HttpsSource.Off);
        }

        if (!https.IsOn) yield break;
        if (https.Source is HttpsSource.Kept or HttpsSource.Brought) yield return AuthorityFindings.OwnHttps(https.Certificate);
        if (HttpsFiles.IsCut(setup)) yield return AuthorityFindings.LifetimeCut(setup.Description.Leaf.Lifetime!.ToString());
        if (setup.Yaml.ExternalUrl is { } url && https.ClientHost != setup.HostName) yield return ConfigurationFindings.ExternalUrl(setup.Paths.HarborYml, url, setup.HostName!.Value);
        if (setup.Clients.Contains(HarborClients.Docker) && HttpsFiles.Trust(setup) is not null)
        {
            yield return ClientFindings.OtherMachines(ClientFiles.DockerAuthority(setup));
        }
    }

    private static IEnumerable<Finding> Internal(HarborSetup setup)
    {
        if (!setup.InternalTls) yield return ConfigurationFindings.InternalTlsLeft(setup.Paths.HarborYml, setup.Yaml.InternalTls, Sealable(setup).Length);
        if (setup.AuthorityInFolder) yield return AuthorityFindings.KeyInFolder(setup.Paths.InternalAuthorityKey, used: true);
    }

    private static IEnumerable<Finding> External(HarborSetup setup)
    {
        if (setup.Yaml.ExternalDatabaseMode is { } mode and not "verify-full") yield return LimitFindings.ExternalDatabase(setup.Paths.HarborYml, mode);
        if (setup.Yaml is { ExternalRedis: true } && !(setup.Yaml.ExternalRedisTls && setup.Version.AtLeast(13)))
        {
            yield return LimitFindings.ExternalRedis(setup.Paths.HarborYml, setup.Version);
        }

        if (setup.Yaml.TrivyInsecure && setup.Holds(HarborCondition.Trivy)) yield return LimitFindings.TrivyInsecure(setup.Paths.HarborYml);
    }

    private static IEnumerable<Finding> Limits(HarborSetup setup)
    {
        var links = HarborTopology.Links(setup);
        var plain = links.Where(static l => l.Reachable == Level.Plaintext).ToArray();
        yield return LimitFindings.StaysPlaintext([.. plain.Select(static l => l.Id)], plain.Select(static l => l.Reason!).Distinct());
        if (!setup.LinksAreSealed) yield break;
        yield return LimitFindings.NoClientCertificates(setup.Settings.Mutual);
        foreach (var link in links.Where(static l => l is { Reachable: Level.Encrypted, Caller: "core" })) yield return LimitFindings.Unverified(link.Id, link.Reason!);
    }

    /// <summary>The links that internal TLS would seal.</summary>
    public static ImmutableArray<Link> Sealable(HarborSetup setup)
    {
        var sealable = HarborLink.All.Where(static l => l.Kind is HarborLinkKind.Internal or HarborLinkKind.Unverified or HarborLinkKind.UnlessTrivyInsecure)
            .Select(static l => l.Caller + ":" + l.Callee).ToHashSet();
        return [.. HarborTopology.Links(setup).Where(l => sealable.Contains(l.Id) && l.Endpoint != "metrics" && l.Reachable > Level.Plaintext)];
    }
}
