using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>The config.yaml that is built into the image, where no other is mounted. It is looked at, never edited.</summary>
/// <remarks>
/// Source: anchore/anchore-engine conf/default_config.yaml at v0.4.0, v0.8.0 and v1.1.0: every service listens on <c>${ANCHORE_SERVICE_PORT}</c>, none has a key of TLS.
/// 0.3 has <c>external_tls: false</c> and the driver pg8000; images before 0.3 have no such file.
/// </remarks>
internal static class ImageConfig
{
    private static readonly Position Nowhere = new(1, 1);

    /// <summary>What the containers of a compose file run with; null: not known, as something is mounted there, or the image is older.</summary>
    public static AnchoreConfig? Of(ComposeFile? compose, AnchoreVersion? said)
    {
        var version = said ?? compose?.Version ?? AnchoreVersion.Newest;
        if (compose is null || !version.AtLeast(0, 3) || compose.Containers.Any(IsMounted)) return null;
        return new()
        {
            Services = [.. AnchoreService.All.Where(s => s.Until is not { } until || !version.AtLeast(0, until)).Select(s => Service(s.Name, version))],
            Verify = Plain("${ANCHORE_INTERNAL_SSL_VERIFY}"),
            Database = new(Nowhere)
            {
                Connect = Quoted((version.AtLeast(0, 4) ? "postgresql" : "postgresql+pg8000") + "://${ANCHORE_DB_USER}:${ANCHORE_DB_PASSWORD}@${ANCHORE_DB_HOST}:${ANCHORE_DB_PORT}/${ANCHORE_DB_NAME}"),
                Ssl = Plain("false"),
            },
        };
    }

    /// <summary>The volume or the host's file that stands where the image has its config.yaml.</summary>
    private static bool IsMounted(ComposeContainer container) =>
        container.Mounts.HostOf(AnchorePaths.ConfigInside) is not null || container.Volumes.Hides(container.Mounts, AnchorePaths.ConfigInside) is not null;

    private static ConfigService Service(string name, AnchoreVersion version)
    {
        var service = new ConfigService(name, Nowhere) { Enabled = Plain("true"), EndpointHostName = Quoted("${ANCHORE_ENDPOINT_HOSTNAME}"), Port = Plain("${ANCHORE_SERVICE_PORT}") };
        // The two that are dialled from outside announce what they listen with.
        if (AnchoreService.Find(name)!.Outside is not null) return service;
        return service with { ExternalTls = Plain(version.AtLeast(0, 4) ? "${ANCHORE_EXTERNAL_TLS}" : "false"), ExternalPort = version.AtLeast(0, 4) ? Plain("${ANCHORE_EXTERNAL_PORT}") : null };
    }

    private static ConfigValue Plain(string text) => new(text, IsPlain: true, Nowhere);

    private static ConfigValue Quoted(string text) => new(text, IsPlain: false, Nowhere);
}
