using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Components, endpoints and links of one platform.</summary>
internal static class TiDbTopology
{
    /// <summary>The dialect of the profile's own components.</summary>
    public const string Dialect = "tidb";

    public static Platform Expand(TiDbSetup setup)
    {
        var lists = TiDbLists.Of(setup);
        return new()
        {
            Name = setup.Description.Platform,
            Profile = setup.Description.Profile!.Name.Value,
            Title = setup.Title,
            Components = [.. setup.Products.Select(p => Component(setup, lists, p)), .. TiDbTools.Certificates(setup).Select(static t => new Component { Name = t.Component, Dialect = Dialect })],
            Links = [.. lists.Calls.Where(static c => !c.ByHand).Select(c => Link(setup, lists, c))],
            Tools = TiDbTools.Uses(setup),
        };
    }

    public static ImmutableArray<string> ComponentNames(TiDbSetup setup) => [.. setup.Products.Select(static p => p.Name), .. TiDbTools.Certificates(setup).Select(static t => t.Component)];

    private static Component Component(TiDbSetup setup, TiDbLists lists, TiDbProduct product)
    {
        var version = setup.VersionOf(product);
        var members = setup.Of(product.Name).ToImmutableArray();
        return new()
        {
            Name = product.Name,
            Dialect = Dialect,
            Endpoints = [.. product.EndpointsOf(version).Select(e => new Endpoint(e.Name, TiDbNames.Address(setup, members[0], e).Port ?? e.Port, e.Protocol, Peers(lists, product, e, version))
            {
                At = [.. members.Select(m => TiDbNames.Address(setup, m, e)).Select(u => new DialAddress.Host(u.Host.Trim('[', ']'), u.Port ?? e.Port))],
            })],
        };
    }

    private static PeerPolicy Peers(TiDbLists lists, TiDbProduct product, TiDbEndpoint endpoint, TiDbVersion version)
    {
        var keys = product.KeysOf(endpoint.Served)!;
        var list = lists.Written(product, keys, version);
        return TiDbLevels.Asked(new("", "", product, endpoint, new("", "", "")), list, TiDbLevels.Switched(product, version, list)).Level switch
        {
            Level.Named => PeerPolicy.Named,
            Level.Mutual => PeerPolicy.Require,
            _ => PeerPolicy.None,
        };
    }

    private static Link Link(TiDbSetup setup, TiDbLists lists, TiDbCall call)
    {
        var (required, reachable, reason) = TiDbLevels.Of(setup, lists, call);
        return new()
        {
            Caller = call.Caller,
            Callee = call.Callee.Name,
            Endpoint = call.Endpoint.Name,
            // Every instance has a certificate of its own, held against its own names; a name that is not its own is said here.
            Dialled = call.Row.Dials is { } dials ? [dials] : [],
            Required = required,
            Reachable = reachable,
            Reason = reason,
        };
    }
}
