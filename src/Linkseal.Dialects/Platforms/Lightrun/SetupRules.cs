using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>What in settings and overrides does not go together with this release.</summary>
internal static class SetupRules
{
    private static readonly string[] OverrideKeys = ["names", "hosts", "level"];

    public static IEnumerable<Diagnostic> Broken(LightrunSetup setup) =>
        [.. Names(setup), .. Certificates(setup), .. Authority(setup), .. Overrides(setup), .. Links(setup)];

    // helm installs nothing then: a Service's name is a DNS label.
    private static IEnumerable<Diagnostic> Names(LightrunSetup setup)
    {
        if (!KubernetesName.IsLabel(setup.Names.Full))
        {
            yield return LightrunDiagnostics.BadValues(setup.Paths.Values, null, "general.nameOverride", "small letters, digits and `-`", $"`{UserWord.Shown(setup.Names.Full)}`");
            yield break;
        }

        var services = setup.Components.Select(c => setup.Names.Service(c.Name)).Append(setup.Names.Headless);
        var longest = services.MaxBy(static s => s.Length)!;
        if (longest.Length > KubernetesName.LongestLabel) yield return LightrunDiagnostics.NameTooLong(setup.Description.File, setup.Description.Profile?.Name.At, longest);
        if (Core.Certificates.AlternativeName.Parse("a." + setup.Own.ClusterDomain) is null)
        {
            yield return LightrunDiagnostics.BadValues(setup.Paths.Values, null, "general.cluster_domain", "a domain", $"`{UserWord.Shown(setup.Own.ClusterDomain)}`");
        }

        if (setup.Own.Endpoint is { } endpoint && Core.Certificates.AlternativeName.Parse(endpoint) is null)
        {
            yield return LightrunDiagnostics.BadValues(setup.Paths.Values, null, "general.lightrun_endpoint", "a host name", $"`{UserWord.Shown(endpoint)}`");
        }
    }

    private static IEnumerable<Diagnostic> Certificates(LightrunSetup setup)
    {
        var present = setup.Slots.Select(static s => s.Key).ToHashSet();
        return setup.Settings.Certificates.Where(c => !present.Contains(c.Key)).OrderBy(static c => c.Key, StringComparer.Ordinal)
            .Select(c => LightrunDiagnostics.NotThere(setup.Description.File, c.Value.At, c.Key, setup.Version, WhyNot(c.Key)));
    }

    private static string WhyNot(string key) => key switch
    {
        "artifacts" => $"it came with {LightrunVersion.Artifacts}",
        "data_streamer" => "general.data_streamer.enabled is not true",
        "redis" => "deployments.redis.external.enabled is true",
        "rabbitmq" => "general.mq.enabled and general.mq.local are not both true",
        _ => "deployments.keycloak.clusterMode is false",
    };

    private static IEnumerable<Diagnostic> Authority(LightrunSetup setup)
    {
        if (setup.Settings.Public.Made && setup.Own.Endpoint is null)
        {
            yield return LightrunDiagnostics.NoEndpoint(setup.Description.File, setup.Settings.Public.At, setup.Paths.Values);
        }

        if (setup is { Settings.IntoValues: true, WritesKeycloakTrust: true, Own.CustomAuthority.Length: > 0 })
        {
            yield return LightrunDiagnostics.CustomAuthorityInPlace(setup.Description.File, setup.Settings.ValuesAt ?? setup.Description.Profile?.Name.At, setup.Paths.Values);
        }

        if (setup.Settings.Authority is { File: not null } && setup.Slots.All(static s => s.Choice is CertificateChoice.Usual))
        {
            yield return LightrunDiagnostics.AuthorityWithoutUse(setup.Description.File, setup.Settings.Authority.At);
        }
    }

    private static IEnumerable<Diagnostic> Overrides(LightrunSetup setup)
    {
        var names = LightrunTopology.ComponentNames(setup);
        foreach (var entry in setup.Description.Components.Where(static c => c.Dialect is null))
        {
            if (!names.Contains(entry.Name.Value)) yield return LightrunDiagnostics.UnknownOverride(setup.Description.File, entry.Name.At, entry.Name.Value, setup.Title, names);
            else
            {
                foreach (var (key, at) in entry.Keys.Where(static k => !OverrideKeys.Contains(k.Key)).OrderBy(static k => k.Value.Line))
                {
                    yield return LightrunDiagnostics.KeyWithoutEffect(setup.Description.File, at, entry.Name.Value, key);
                }
            }
        }
    }

    private static IEnumerable<Diagnostic> Links(LightrunSetup setup)
    {
        var names = LightrunTopology.ComponentNames(setup);
        var links = LightrunTopology.Links(setup);
        foreach (var entry in setup.Description.Links.Where(l => names.Contains(l.Caller.Value) && names.Contains(l.Callee.Value)))
        {
            var link = links.FirstOrDefault(l => l.Caller == entry.Caller.Value && l.Callee == entry.Callee.Value);
            if (link is null) yield return LightrunDiagnostics.NoSuchLink(setup.Description.File, entry.Caller.At, $"{entry.Caller.Value}:{entry.Callee.Value}");
            else if (entry.Level is { } level && level > link.Reachable) yield return OutOfReach(setup, entry.Caller.At, link, level);
        }

        foreach (var entry in setup.Description.Components.Where(static c => c is { Dialect: null, Level: not null }))
        {
            var incoming = links.Where(l => l.Callee == entry.Name.Value).ToArray();
            // Callers that can do less keep what they can do; one that can is enough.
            if (incoming.Length > 0 && incoming.All(l => entry.Level > l.Reachable))
            {
                yield return OutOfReach(setup, entry.Keys.GetValueOrDefault("level", entry.Name.At), incoming.MaxBy(static l => l.Reachable)!, entry.Level!.Value);
            }
        }
    }

    private static Diagnostic OutOfReach(LightrunSetup setup, Position at, Link link, Level asked) =>
        LightrunDiagnostics.LevelOutOfReach(setup.Description.File, at, link.Id, asked.Text(), link.Reachable.Text(), link.Reason ?? "the chart has nothing higher");
}
