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
        foreach (var service in setup.Services.Where(static s => s.Row?.Outside is not null && s.Port is not null)) links.Add(Outside(setup, service));
        foreach (var service in setup.Services.Where(static s => s.Tls is TlsMode.Proxy)) links.Add(BehindProxy(service));
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
        var proxied = setup.Services.Where(static s => s.Tls is TlsMode.Proxy).ToArray();
        if (proxied.Length > 0) yield return new() { Name = Proxy, Dialect = "nginx", Endpoints = [.. proxied.Select(static s => new Endpoint(s.Name, ProxyFiles.Port(s), "https", PeerPolicy.None))] };
        if (setup.Config.Database is not null) yield return new() { Name = Database, Dialect = "postgresql", Endpoints = [DatabaseLevel.Endpoint(setup)] };
        foreach (var outside in setup.Services.Where(static s => s.Port is not null).Select(static s => s.Row?.Outside).OfType<string>()) yield return new() { Name = outside, Dialect = "anchore-client" };
    }

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

    private static Link Outside(AnchoreSetup setup, AnchoreInstance service)
    {
        var link = Dialled(setup, service.Row!.Outside!, service);
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
        Endpoint = "http",
        Dialled = [ProxyFiles.Upstream(service)],
        Required = Level.Plaintext,
        Reachable = Level.Plaintext,
        Reason = $"TLS ends at the proxy: `tls: proxy` leaves {service.Name} as it is",
    };

    private static Link Asked(AnchoreSetup setup, Link link)
    {
        var level = setup.Description.Links.FirstOrDefault(l => l.Caller.Value == link.Caller && l.Callee.Value == link.Callee)?.Level ?? setup.ByHand(link.Callee)?.Level;
        return level is { } asked && asked < link.Required ? link with { Required = asked } : link;
    }
}
