using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>One call that happens in this platform: a row of data that holds here, a tool, or a component of the user's own.</summary>
/// <param name="Caller">The calling component.</param>
/// <param name="CommonName">What its certificate says.</param>
/// <param name="Callee">The called product.</param>
/// <param name="Endpoint">Where.</param>
/// <param name="Row">The row; a tool and a component by hand check issuer and name.</param>
internal sealed record TiDbCall(string Caller, string CommonName, TiDbProduct Callee, TiDbEndpoint Endpoint, TiDbLink Row)
{
    /// <summary>By hand: the compiler makes the link, the lists still have to name it.</summary>
    public bool ByHand { get; init; }
}

/// <summary>Every call of a platform, in the order of products, tools, components by hand.</summary>
internal static class TiDbCalls
{
    public static ImmutableArray<TiDbCall> Of(TiDbSetup setup)
    {
        var calls = ImmutableArray.CreateBuilder<TiDbCall>();
        foreach (var row in TiDbLink.All.Where(l => setup.Has(l.Caller)))
        {
            if (Endpoint(setup, row.Callee, row.Endpoint) is { } met) calls.Add(new(row.Caller, TiDbProduct.Find(row.Caller)!.CommonName, met.Product, met.Endpoint, row));
        }

        foreach (var tool in setup.Tools)
        {
            foreach (var (product, name) in tool.Calls)
            {
                var (component, commonName) = TiDbTools.Identity(setup, tool);
                if (Endpoint(setup, product, name) is not { } met || calls.Any(c => c.Caller == component && c.Callee == met.Product && c.Endpoint == met.Endpoint)) continue;
                calls.Add(new(component, commonName, met.Product, met.Endpoint, new(component, product, name)));
            }
        }

        calls.AddRange(ByHand(setup));
        return calls.ToImmutable();
    }

    /// <summary>Links by hand from components with a dialect to a product: what they dial is not known, so every port of the product may be it.</summary>
    private static IEnumerable<TiDbCall> ByHand(TiDbSetup setup)
    {
        var own = setup.Description.Components.Where(static c => c.Dialect is not null).Select(static c => c.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var link in setup.Description.Links.Where(l => own.Contains(l.Caller.Value) && setup.Has(l.Callee.Value)))
        {
            var product = TiDbProduct.Find(link.Callee.Value)!;
            foreach (var endpoint in product.EndpointsOf(setup.VersionOf(product)).Where(static e => e.Name != "sql"))
            {
                yield return new(link.Caller.Value, link.Caller.Value, product, endpoint, new(link.Caller.Value, product.Name, endpoint.Name)) { ByHand = true };
            }
        }
    }

    private static (TiDbProduct Product, TiDbEndpoint Endpoint)? Endpoint(TiDbSetup setup, string product, string name)
    {
        if (!setup.Has(product)) return null;
        var row = TiDbProduct.Find(product)!;
        return row.EndpointsOf(setup.VersionOf(row)).FirstOrDefault(e => e.Name == name) is { } endpoint ? (row, endpoint) : null;
    }
}
