using System.Collections.Immutable;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The lists of common names that may call: derived from the calls and the products' real rules, or by hand.</summary>
internal sealed class TiDbLists
{
    private readonly TiDbSetup _setup;
    private readonly ImmutableArray<TiDbCall> _calls;

    private TiDbLists(TiDbSetup setup, ImmutableArray<TiDbCall> calls) => (_setup, _calls) = (setup, calls);

    public static TiDbLists Of(TiDbSetup setup) => new(setup, TiDbCalls.Of(setup));

    /// <summary>Every call of the platform.</summary>
    public ImmutableArray<TiDbCall> Calls => _calls;

    /// <summary>What a list is to hold; empty: no list is written.</summary>
    /// <param name="product">The product.</param>
    /// <param name="keys">The identity whose list it is.</param>
    /// <param name="version">The product's version.</param>
    public ImmutableArray<string> Written(TiDbProduct product, TiDbKeys keys, TiDbVersion version)
    {
        if (keys.List is not { } list || !version.IsWithin(keys.ListSince, null)) return [];
        var policy = _setup.Settings.Callers.Of(list);
        return policy.Kind switch
        {
            TiDbCallerKind.Require => [],
            TiDbCallerKind.ByHand => policy.Names,
            _ => Possible(product, keys, version),
        };
    }

    /// <summary>The derived list where the product can take it; empty where it can't (<see cref="Obstacle"/>).</summary>
    public ImmutableArray<string> Possible(TiDbProduct product, TiDbKeys keys, TiDbVersion version) =>
        keys.List is null || !version.IsWithin(keys.ListSince, null) || Obstacle(product, keys, version) is not null ? [] : Needed(product, keys, version);

    /// <summary>Why a product can't take the list that its callers need; null: it can.</summary>
    public string? Obstacle(TiDbProduct product, TiDbKeys keys, TiDbVersion version)
    {
        if (!version.IsWithin(keys.ListSince, null)) return $"{product.Name} has no list before {keys.ListSince}";
        var names = Needed(product, keys, version);
        if (names.Length < 2) return null;
        if (product.OneNameUntil is { } until && version.IsBefore(until)) return $"{product.Name} before {until} does not start with two names in its list, and {names.Length} are needed";
        return Guarded(product, keys, version).Any(static e => e.Names is TiDbNameRule.First)
            ? $"{product.Name} counts the first name of its list only, and {names.Length} are needed ({string.Join(", ", names)})"
            : null;
    }

    /// <summary>The common names without which a call of this platform would be refused, in the order of products, tools, components by hand.</summary>
    public ImmutableArray<string> Needed(TiDbProduct product, TiDbKeys keys, TiDbVersion version)
    {
        var guarded = Guarded(product, keys, version).Select(static e => e.Name).ToHashSet(StringComparer.Ordinal);
        var needed = _calls.Where(c => c.Callee == product && guarded.Contains(c.Endpoint.Name)).Select(static c => c.CommonName).ToHashSet(StringComparer.Ordinal);
        needed.UnionWith(product.ListNeeds.Where(n => _setup.Products.Any(p => p.CommonName == n)));
        if (product.JudgesCallees) needed.UnionWith(_calls.Where(c => c.Caller == product.Name && !c.Row.IsSql).Select(static c => c.Callee.CommonName));
        return [.. Order().Where(needed.Contains)];
    }

    /// <summary>The endpoints that a list guards.</summary>
    public static IEnumerable<TiDbEndpoint> Guarded(TiDbProduct product, TiDbKeys keys, TiDbVersion version) => product.EndpointsOf(version).Where(e => e.Served == keys.Name);

    private IEnumerable<string> Order() => TiDbProduct.All.Where(static p => !p.Scrapes).Select(static p => p.CommonName)
        .Concat(_calls.Where(c => TiDbProduct.Find(c.Caller) is null && !c.ByHand).Select(static c => c.CommonName))
        .Concat(TiDbProduct.All.Where(static p => p.Scrapes).Select(static p => p.CommonName))
        .Concat(_calls.Where(static c => c.ByHand).Select(static c => c.CommonName))
        .Distinct(StringComparer.Ordinal);
}
