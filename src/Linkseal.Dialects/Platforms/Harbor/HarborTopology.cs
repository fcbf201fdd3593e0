using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Components, endpoints and links of one Harbor.</summary>
internal static class HarborTopology
{
    /// <summary>The dialect of Harbor's own services: the profile writes their files.</summary>
    public const string Dialect = "harbor";

    /// <summary>The endpoint that people and Docker dial.</summary>
    public const string Public = "https";

    public static Platform Expand(HarborSetup setup)
    {
        var components = setup.Components.Select(c => new Component { Name = c.Name, Dialect = Dialect, Endpoints = [.. Endpoints(setup, c)] });
        return new()
        {
            Name = setup.Description.Platform,
            Profile = setup.Description.Profile!.Name.Value,
            Title = setup.Title,
            Components = [.. components, .. setup.Clients.Select(static c => new Component { Name = c, Dialect = ClientDialect(c) })],
            Links = [.. Links(setup).Select(l => Asked(setup, l))],
        };
    }

    public static ImmutableArray<string> ComponentNames(HarborSetup setup) => [.. setup.Components.Select(static c => c.Name), .. setup.Clients];

    /// <summary>All links at the level that Harbor gives them, without what the description asks by hand.</summary>
    public static ImmutableArray<Link> Links(HarborSetup setup)
    {
        var present = setup.Components.Select(static c => c.Name).ToHashSet();
        var internals = HarborLink.All.Where(l => setup.Holds(l.When) && present.Contains(l.Caller) && present.Contains(l.Callee)).Select(l => Make(setup, l));
        var log = setup.Components.Where(c => c.Name != "log" && !IsExternal(setup, c.Name)).Select(c => Make(setup, new(c.Name, "log", HarborLinkKind.Log)));
        return [.. internals, .. log, .. setup.Https.IsOn ? setup.Clients.Select(c => Client(setup, c)) : []];
    }

    /// <summary>The leaf that browsers and Docker see.</summary>
    public const string HttpsLeaf = "proxy-https";

    private static string ClientDialect(string client) => client == HarborClients.Docker ? "docker-client" : "trust-store";

    private static bool IsExternal(HarborSetup setup, string component) =>
        (component == "postgresql" && setup.Yaml.ExternalDatabase) || (component == "redis" && setup.Yaml.ExternalRedis);

    private static IEnumerable<Endpoint> Endpoints(HarborSetup setup, HarborComponent component)
    {
        if (component.Name == "proxy")
        {
            // Its HTTP listener then sends everybody to HTTPS (photon/prepare/templates/nginx/nginx.https.conf.jinja).
            if (setup.Https.IsOn) yield return new(Public, setup.Https.Port, "https", PeerPolicy.None) { Path = "/api/v2.0/health", PlaintextPort = setup.Yaml.HttpPort };
            yield return new("http", setup.Yaml.HttpPort, "http", PeerPolicy.None);
        }

        // Its port is published nowhere: docker knows the container's own address.
        if (Internal(setup, component) is { } endpoint)
            yield return IsExternal(setup, component.Name) ? endpoint : endpoint with { At = [new DialAddress.Container(component.Container ?? component.Name, endpoint.Port)], Path = component.Health };
        if (component.ServesMetrics && setup.Holds(HarborCondition.Metrics)) yield return new("metrics", setup.Yaml.MetricsPort, "http", PeerPolicy.None);
    }

    private static Endpoint? Internal(HarborSetup setup, HarborComponent component)
    {
        if (component.TlsPort is { } tls && setup.LinksAreSealed && setup.Version.AtLeast(component.TlsSince))
        {
            return new("https", tls, "https", setup.Settings.Mutual && LinkLevels.CanDemand(component.Name) ? PeerPolicy.Require : PeerPolicy.None) { PlaintextPort = component.PlainPort };
        }

        if (component.PlainPort is not { } plain) return null;
        return new(component.Protocol, component.Name == "postgresql" ? setup.Yaml.DatabasePort : plain, component.Protocol, PeerPolicy.None);
    }

    private static Link Make(HarborSetup setup, HarborLink row)
    {
        var callee = HarborComponent.Find(row.Callee);
        var (required, reachable, reason) = LinkLevels.Of(setup, row);
        var isOurs = setup.InternalTls && required > Level.Plaintext && setup.Pairs.Contains(callee) && row.Kind is not (HarborLinkKind.Database or HarborLinkKind.Notary);
        return new()
        {
            Caller = row.Caller,
            Callee = row.Callee,
            Endpoint = row.Kind == HarborLinkKind.Metrics ? "metrics" : Internal(setup, callee)?.Name,
            Dialled = [row.Callee],
            Leaf = isOurs ? row.Callee : null,
            Trust = isOurs ? setup.Paths.InternalAuthority : null,
            Required = required,
            Reachable = reachable,
            Reason = reason,
        };
    }

    private static Link Client(HarborSetup setup, string client) => new()
    {
        Caller = client,
        Callee = "proxy",
        Endpoint = Public,
        Dialled = [setup.Https.ClientHost!.Value],
        Leaf = HttpsLeaf,
        // What every docker login and pull begins with (OCI distribution specification, "Determining Support").
        Path = client == HarborClients.Docker ? "/v2/" : null,
        Trust = HttpsFiles.Trust(setup) is null ? null : client == HarborClients.Docker ? ClientFiles.DockerAuthority(setup) : ClientFiles.Anchor(setup),
        Required = Level.Authenticated,
        Reachable = Level.Authenticated,
        Reason = "Harbor's nginx never asks for a client certificate",
    };

    private static Link Asked(HarborSetup setup, Link link)
    {
        var level = setup.Description.Links.FirstOrDefault(l => l.Caller.Value == link.Caller && l.Callee.Value == link.Callee)?.Level ?? setup.Override(link.Callee)?.Level;
        return level is { } asked ? link with { Required = asked < link.Reachable ? asked : link.Reachable } : link;
    }
}
