using System.Collections.Immutable;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>What a call has, what it can have, and why not more.</summary>
internal static class TiDbLevels
{
    /// <summary>Required and reachable level of a call by what is described, with the reason where it is not <see cref="Level.Named"/>.</summary>
    public static (Level Required, Level Reachable, string? Reason) Of(TiDbSetup setup, TiDbLists lists, TiDbCall call)
    {
        if (call.Row.IsSql) return Sql(setup, call);
        var product = call.Callee;
        var version = setup.VersionOf(product);
        var keys = product.KeysOf(call.Endpoint.Served)!;
        var written = lists.Written(product, keys, version);
        var possible = lists.Possible(product, keys, version);
        var (required, why) = By(setup, call, written, Switched(product, version, written));
        var (reachable, ceiling) = By(setup, call, possible, switched: true);
        // A list by hand can be longer than what the calls need, and then reach higher.
        if (reachable < required) (reachable, ceiling) = (required, why);
        if (reachable is Level.Named) return (required, reachable, required is Level.Named ? null : why);
        var obstacle = keys.List is null || required is Level.Named or Level.Encrypted || setup.Settings.Callers.Of(keys.List).Kind is TiDbCallerKind.Require ? null : lists.Obstacle(product, keys, version);
        return (required, reachable, obstacle ?? (required < reachable ? why : ceiling));
    }

    /// <summary>What the callee's rule and the caller's own make of a list.</summary>
    public static (Level Level, string? Reason) By(TiDbSetup setup, TiDbCall call, ImmutableArray<string> list, bool switched)
    {
        var (asked, reason) = Asked(call, list, switched);
        if (call.Row.IssuerOnly) return (Level.Encrypted, $"{call.Caller} checks who signed the certificate, not whose it is");
        if (call.Row.NameWhenListed && !HasList(setup, call.Caller)) return (Level.Encrypted, $"{call.Caller} checks names only when its own list is set: `callers: named`");
        return (asked, reason);
    }

    /// <summary>What the port demands of a caller with this list.</summary>
    public static (Level Level, string? Reason) Asked(TiDbCall call, ImmutableArray<string> list, bool switched)
    {
        var (name, endpoint) = (call.Callee.Name, call.Endpoint);
        var demands = endpoint.Asks switch
        {
            TiDbAsks.Always or TiDbAsks.WithAuthority => true,
            TiDbAsks.WhenListed => !list.IsEmpty,
            TiDbAsks.WhenListedOrSwitched => !list.IsEmpty || switched,
            _ => false,
        };
        if (!demands) return (Level.Authenticated, endpoint.Asks is TiDbAsks.Never ? $"{name} never asks for a client certificate here" : $"{name} asks for a client certificate here only when its list is set: `callers: named`");
        const string AnyOne = "any certificate of the authority is accepted";
        return endpoint.Names switch
        {
            TiDbNameRule.None => (Level.Mutual, $"{AnyOne}: {name} of this version checks no name here"),
            TiDbNameRule.LeafButReading when !list.IsEmpty => (Level.Mutual, $"{name} checks names, but lets any certificate of the authority read /metrics, /status and /config"),
            TiDbNameRule.FromTwo when list.Length < 2 => (Level.Mutual, $"{AnyOne}: {name} checks names here only when its list has two or more"),
            _ when list.IsEmpty => (Level.Mutual, AnyOne + ": there is no list of callers"),
            _ => (Level.Named, null),
        };
    }

    /// <summary>True where the product has a switch that demands a certificate without a list, and it is on.</summary>
    public static bool Switched(TiDbProduct product, TiDbVersion version, ImmutableArray<string> list) =>
        list.IsEmpty && product.Forced.Any(f => f.When is TiDbForced.WithoutList && version.IsWithin(f.Since, null));

    private static bool HasList(TiDbSetup setup, string caller) =>
        TiDbProduct.Find(caller) is not { } product || product.Keys.Any(k => k.List is { } list && setup.Settings.Callers.Of(list).Kind is not TiDbCallerKind.Require);

    private static (Level, Level, string?) Sql(TiDbSetup setup, TiDbCall call)
    {
        var (reachable, reason) = call.Row.IssuerOnly
            ? (Level.Encrypted, $"{call.Caller} checks who signed the certificate, not whose it is")
            : (Level.Authenticated, "TiDB asks a SQL client for a certificate by user only: CREATE USER … REQUIRE X509");
        return setup.Mysql ? (reachable, reachable, reason) : (Level.Plaintext, reachable, "the SQL port is left as it is: `mysql: true` seals it");
    }
}
