using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Components, endpoints and links of one Anchore Engine.</summary>
internal static class AnchoreTopology
{
    /// <summary>The dialect of Anchore's own services: the profile writes their files.</summary>
    public const string Dialect = "anchore-engine";

    /// <summary>The component name of what belongs to Anchore as a whole.</summary>
    public const string Whole = "anchore";

    /// <summary>The nginx before published services.</summary>
    public const string Proxy = "proxy";

    public const string Database = "database";

    private const string NoClientCertificate = "Anchore asks for no client certificate";

    public static Platform Expand(AnchoreSetup setup) => new()
    {
        Name = setup.Description.Platform,
        Profile = setup.Description.Profile!.Name.Value,
        Title = setup.Title,
        Components = [.. Components(setup)],
        Links = [.. Links(setup).Select(l => Asked(setup, l))],
    };

    public static ImmutableArray<string> ComponentNames(AnchoreSetup setup) => [.. Components(setup).Select(static c => c.Name)];

    /// <summary>All links at the level that the files give them, without what the description asks by hand.</summary>
    public static ImmutableArray<Link> Links(AnchoreSetup setup)
    {
        var links = ImmutableArray.CreateBuilder<Link>();
        foreach (var service in setup.Services.Where(static s => s.Row?.Outside is not null && s.Port is not null)) links.AddRange(Outside(setup, service));
        foreach (var service in setup.Services.Where(static s => s.IsFronted)) links.Add(BehindProxy(service));
        foreach (var row in AnchoreLink.All)
        {
            if (setup.Find(row.Caller) is { } caller && setup.Find(row.Callee) is { Port: not null } callee) links.Add(Inside(setup, caller, callee));
        }

        if (setup.Config.Database is not null) links.AddRange(setup.Services.Select(s => DatabaseLevel.Link(setup, s)));
        return links.ToImmutable();
    }

    private static IEnumerable<Component> Components(AnchoreSetup setup)
    {
        foreach (var service in setup.Services) yield return new() { Name = service.Name, Dialect = Dialect, Endpoints = Endpoints(service) };
        var proxied = setup.Services.Where(static s => s.IsFronted).ToArray();
        if (proxied.Length > 0) yield return new() { Name = Proxy, Dialect = "nginx", Endpoints = [.. proxied.SelectMany(ProxyEndpoints)] };
        if (setup.Config.Database is not null) yield return new() { Name = Database, Dialect = "postgresql", Endpoints = [DatabaseLevel.Endpoint(setup)] };
        foreach (var outside in setup.Services.Where(static s => s.Port is not null).Select(static s => s.Row?.Outside).OfType<string>()) yield return new() { Name = outside, Dialect = "anchore-client" };
    }

    private static IEnumerable<Endpoint> ProxyEndpoints(AnchoreInstance service) => service.Reach is { } reach
        ? reach.Fronts.Select(f => new Endpoint(EndpointOf(service, f), f.Port, f.IsTls ? "https" : "http", PeerPolicy.None))
        : [new(service.Name, ProxyFiles.Port(service), "https", PeerPolicy.None)];

    /// <summary>The first way to a service has its name, each other its port besides.</summary>
    public static string EndpointOf(AnchoreInstance service, Front front) => service.Reach!.Fronts[0] == front ? service.Name : $"{service.Name}-{front.Port}";

    private static ImmutableArray<Endpoint> Endpoints(AnchoreInstance service)
    {
        if (service.Port is not { } port) return [];
        var protocol = service.Tls is TlsMode.Native ? "https" : "http";
        return [new(protocol, port, protocol, PeerPolicy.None)];
    }

    private static Link Inside(AnchoreSetup setup, AnchoreInstance caller, AnchoreInstance callee)
    {
        var link = Dialled(setup, caller.Name, callee);
        if (link.Required is Level.Plaintext || setup.Verifies) return link;
        return link with { Required = Level.Encrypted, Reason = $"internal_ssl_verify is false: {caller.Name} accepts any certificate" };
    }

    private static IEnumerable<Link> Outside(AnchoreSetup setup, AnchoreInstance service)
    {
        foreach (var front in service.Reach?.Fronts ?? []) yield return Through(service, front);
        if (service.Reach is not { IsOpen: false }) yield return Direct(setup, service.Reach is { Fronts.IsEmpty: false } && service.Tls is TlsMode.Proxy ? service with { Tls = TlsMode.Off } : service);
    }

    private static Link Through(AnchoreInstance service, Front front)
    {
        var link = new Link
        {
            Caller = service.Row!.Outside!, Callee = Proxy, Endpoint = EndpointOf(service, front), Dialled = service.Config.ExternalHostName is null ? front.Names : service.Announced,
            Required = Level.Plaintext, Reachable = Level.Authenticated, NotSeen = front.NotSeen, Reason = $"{front.Proxy} listens at {front.Port} without TLS",
        };
        if (!front.IsTls) return link;
        return link with
        {
            Leaf = ProxyFiles.Leaf(service) + EndpointOf(service, front)[service.Name.Length..], Required = Level.Authenticated,
            Reason = $"{NoClientCertificate}; whether the client checks the server is its own setting",
        };
    }

    private static Link Direct(AnchoreSetup setup, AnchoreInstance service)
    {
        var link = Dialled(setup, service.Row!.Outside!, service);
        if (service.Reach?.NotSeen is { } why && link.Required is Level.Plaintext) link = link with { NotSeen = why };
        if (link.Required is Level.Plaintext) return link;
        return link with { Reason = $"{NoClientCertificate}; whether the client checks the server is its own setting", Trust = null };
    }

    private static Link Dialled(AnchoreSetup setup, string caller, AnchoreInstance callee) => callee.Tls switch
    {
        TlsMode.Native => Sealed(setup, caller, callee, callee.Name, callee.Name, "https"),
        TlsMode.Proxy => Sealed(setup, caller, callee, Proxy, ProxyFiles.Leaf(callee), callee.Name),
        _ => new()
        {
            Caller = caller, Callee = callee.Name, Endpoint = "http", Dialled = callee.Announced, Required = Level.Plaintext, Reachable = Level.Authenticated,
            Reason = $"{NoClientCertificate}; TLS of {callee.Name} is off",
        },
    };

    private static Link Sealed(AnchoreSetup setup, string caller, AnchoreInstance service, string callee, string leaf, string endpoint) => new()
    {
        Caller = caller,
        Callee = callee,
        Endpoint = endpoint,
        Dialled = service.Announced,
        Leaf = leaf,
        Trust = ServiceFiles.Trust(setup, service),
        Required = Level.Authenticated,
        Reachable = Level.Authenticated,
        Reason = NoClientCertificate,
    };

    private static Link BehindProxy(AnchoreInstance service) => new()
    {
        Caller = Proxy,
        Callee = service.Name,
        Endpoint = service.Tls is TlsMode.Native ? "https" : "http",
        Dialled = [ProxyFiles.Upstream(service)],
        Required = service.Tls is TlsMode.Native ? Level.Encrypted : Level.Plaintext,
        Reachable = service.Tls is TlsMode.Native ? Level.Encrypted : Level.Plaintext,
        Reason = service.Tls is TlsMode.Native ? "nginx takes any certificate of what stands behind it"
            : service.Reach is null ? $"TLS ends at the proxy: `tls: proxy` leaves {service.Name} as it is"
            : $"{service.Reach.Fronts[0].Proxy} passes on to {service.Name} in plaintext",
    };

    private static Link Asked(AnchoreSetup setup, Link link)
    {
        var level = setup.Description.Links.FirstOrDefault(l => l.Caller.Value == link.Caller && l.Callee.Value == link.Callee)?.Level ?? setup.ByHand(link.Callee)?.Level;
        return level is { } asked && asked < link.Required ? link with { Required = asked } : link;
    }
}
