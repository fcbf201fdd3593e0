using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Components, endpoints and links of one release.</summary>
internal static class LightrunTopology
{
    /// <summary>The dialect of the chart's own workloads: the profile writes their files.</summary>
    public const string Dialect = "lightrun";

    /// <summary>The leaf of the public certificate.</summary>
    public const string PublicLeaf = "backend";

    public static Platform Expand(LightrunSetup setup) => Expand(setup, Links(setup).Select(l => Asked(setup, l)), isSealed: true);

    /// <summary>The same components with other links, as the values stand.</summary>
    public static Platform Expand(LightrunSetup setup, IEnumerable<Link> links, bool isSealed) => new()
    {
        Name = setup.Description.Platform,
        Profile = setup.Description.Profile!.Name.Value,
        Title = setup.Title,
        Components = [.. setup.Components.Select(c => new Component { Name = c.Name, Dialect = Dialect, Endpoints = [.. Endpoints(setup, c, isSealed)] }), .. External(setup), new() { Name = LightrunLink.Outside, Dialect = Dialect }],
        Links = [.. links],
    };

    public static ImmutableArray<string> ComponentNames(LightrunSetup setup) => [.. setup.Components.Select(static c => c.Name), .. External(setup).Select(static c => c.Name), LightrunLink.Outside];

    /// <summary>The rows of this release.</summary>
    public static IEnumerable<LightrunLink> Rows(LightrunSetup setup)
    {
        var present = ComponentNames(setup).ToHashSet();
        return LightrunLink.All.Where(l => setup.Holds(l.When) && present.Contains(l.Caller) && present.Contains(l.Callee));
    }

    /// <summary>All links at the level that the chart gives them, without what the description asks by hand.</summary>
    public static ImmutableArray<Link> Links(LightrunSetup setup) => [.. Rows(setup).Select(r => Make(setup, r))];

    /// <summary>The names by which a link is dialled.</summary>
    public static ImmutableArray<string> Dialled(LightrunSetup setup, LightrunLink row) => row.Kind switch
    {
        LightrunLinkKind.Ingress => setup.Own.Endpoint is { } endpoint ? [endpoint] : [],
        LightrunLinkKind.RouterToBackend => [.. PublicNames.Checked(setup)],
        LightrunLinkKind.Cluster => [setup.Names.Headless],
        _ when row.Callee == "redis" && !setup.Own.LocalRedis => Given(setup.Own.RedisEndpoint),
        _ when row.Callee == "rabbitmq" && !setup.Own.LocalQueue => Given(setup.Own.QueueEndpoint),
        _ when row.Callee == "mysql" && !setup.Own.LocalDatabase => Given(setup.Own.DatabaseEndpoint),
        _ => [setup.Names.Service(row.Callee)],
    };

    // What the values keep outside the cluster is a component too: it is called, and its certificate is somebody else's.
    private static IEnumerable<Component> External(LightrunSetup setup)
    {
        if (!setup.Own.LocalRedis) yield return new() { Name = "redis", Dialect = Dialect, Endpoints = [new("tls", setup.Own.RedisPort, "redis", PeerPolicy.None)] };
        if (setup.Own is { Queue: true, LocalQueue: false }) yield return new() { Name = "rabbitmq", Dialect = Dialect, Endpoints = [new("amqps", setup.Own.QueuePort, "amqps", PeerPolicy.None)] };
        if (!setup.Own.LocalDatabase) yield return new() { Name = "mysql", Dialect = Dialect, Endpoints = [new("mysql", 3306, "mysql", PeerPolicy.None)] };
    }

    private static ImmutableArray<string> Given(string name) => name.Length > 0 ? [name] : [];

    private static IEnumerable<Endpoint> Endpoints(LightrunSetup setup, LightrunComponent component, bool isSealed)
    {
        var port = component.Name switch
        {
            "redis" => setup.Own.RedisPort,
            "rabbitmq" => setup.Own.QueuePort,
            _ => component.Port,
        };
        if (port == 0) yield break;
        var protocol = isSealed ? component.Protocol.Sealed : component.Protocol.Plain;
        yield return new(protocol, port, component.Wire ?? protocol, PeerPolicy.None) { At = [Forwarded(setup, component.Kind + "/" + setup.Names.Service(component.Name), port)] };
        if (component.Name == "keycloak" && setup.Holds(LightrunCondition.KeycloakCluster))
        {
            yield return new("cluster", 7800, isSealed ? "tls" : "tcp", isSealed ? PeerPolicy.Require : PeerPolicy.None) { At = [Forwarded(setup, "statefulset/" + setup.Names.Service(component.Name), 7800)] };
        }
    }

    // From outside the cluster nothing else reaches a Service; the names stay those by which it is called inside.
    private static DialAddress.Forwarded Forwarded(LightrunSetup setup, string resource, int port) => new(setup.Settings.Namespace, resource, port) { Context = setup.Settings.Context };

    private static Link Make(LightrunSetup setup, LightrunLink row)
    {
        var (required, reachable, reason) = LinkLevels.Of(setup, row);
        var leaf = Leaf(setup, row);
        return new()
        {
            Caller = row.Caller,
            Callee = row.Callee,
            Endpoint = Endpoint(setup, row),
            Dialled = Dialled(setup, row),
            Leaf = leaf,
            Trust = leaf is not null && required >= Level.Authenticated ? Trust(setup, row) : null,
            Required = required,
            Reachable = reachable,
            Reason = reason,
        };
    }

    // Keycloak as a caller has a trust store of its own.
    private static string? Trust(LightrunSetup setup, LightrunLink row)
    {
        if (row.Kind == LightrunLinkKind.Keycloak) return setup.WritesKeycloakTrust ? setup.Paths.Manifest(setup.Names.KeycloakTrust) : null;
        return setup.WritesAuthority ? setup.Paths.Manifest(setup.Names.AuthoritySecret) : null;
    }

    private static string? Endpoint(LightrunSetup setup, LightrunLink row)
    {
        if (row.Kind == LightrunLinkKind.Cluster) return "cluster";
        return row.Callee switch
        {
            "redis" when !setup.Own.LocalRedis => "tls",
            "rabbitmq" when !setup.Own.LocalQueue => "amqps",
            "mysql" => "mysql",
            _ => LightrunComponent.Find(row.Callee).Protocol.Sealed,
        };
    }

    private static string? Leaf(LightrunSetup setup, LightrunLink row)
    {
        if (row.Callee is "backend" or "router") return setup.WritesPublic && row.Kind == LightrunLinkKind.RouterToBackend ? PublicLeaf : null;
        return setup.Slots.FirstOrDefault(s => s.Component == row.Callee && s.IsCluster == (row.Kind == LightrunLinkKind.Cluster)) is { IsWritten: true } slot ? slot.Leaf : null;
    }

    private static Link Asked(LightrunSetup setup, Link link)
    {
        var level = setup.Description.Links.FirstOrDefault(l => l.Caller.Value == link.Caller && l.Callee.Value == link.Callee)?.Level ?? setup.Override(link.Callee)?.Level;
        return level is { } asked && asked < link.Required ? link with { Required = asked } : link;
    }
}
