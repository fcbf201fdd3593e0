using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects;

/// <summary>The components by hand.</summary>
internal static class PlatformCompilerComponents
{
    // Every dialect has these; LS1425 holds the others against IDialect.Keys.
    private static readonly string[] Common = ["dialect", "names", "hosts", "address", "level"];

    /// <summary>Entries with a dialect; one without is an override of a profile's component.</summary>
    public static IEnumerable<ComponentEntry> ByHand(PlatformDescription description) => description.Components.Where(static c => c.Dialect is not null);

    /// <summary>Names that are taken, keys that the dialect does not know.</summary>
    public static IEnumerable<Diagnostic> Check(PlatformCompilerScope scope)
    {
        var taken = (scope.Profile?.Desired.Leaves ?? []).Select(static l => l.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in ByHand(scope.Description))
        {
            var name = entry.Name.Value;
            if (scope.OfProfile(name) is not null || taken.Contains(name)) yield return PlatformCompilerDiagnostics.NameTaken(scope.Description, entry);
            if (scope.Dialect(entry.Dialect!.Value) is not { } dialect) continue;
            foreach (var (key, at) in entry.Keys.Where(k => !Common.Contains(k.Key) && !dialect.Keys.Contains(k.Key)).OrderBy(static k => k.Value.Line).ThenBy(static k => k.Value.Column))
                yield return PlatformCompilerDiagnostics.KeyWithoutEffect(scope.Description, entry, key, at, dialect);
        }
    }

    /// <summary>As the platform shows them: where they listen, what that asks of callers, and where it is dialled.</summary>
    public static ImmutableArray<Component> Of(PlatformCompilerScope scope, ImmutableArray<Link> links)
    {
        var incoming = links.ToLookup(static l => l.Callee, StringComparer.Ordinal);
        return [.. scope.ByHand.Select(entry => new Component
        {
            Name = entry.Name.Value,
            Dialect = entry.Dialect!.Value,
            Endpoints = [.. scope.EndpointsOf(entry).Select((e, i) => e with { Peers = Peers(At(e, [.. incoming[entry.Name.Value]])), At = At(entry, e, i == 0), KeepsPlaintext = entry.KeepPlaintext })],
        })];
    }

    /// <summary>What endpoints ask of callers, by the links to their component.</summary>
    public static PeerPolicy Peers(ImmutableArray<Link> incoming) =>
        incoming.IsEmpty || incoming.Any(static l => l.Required < Level.Mutual) ? PeerPolicy.None
        : incoming.All(static l => l.Required is Level.Named) ? PeerPolicy.Named
        : PeerPolicy.Require;

    // A port that no link means asks as the component's others do.
    private static ImmutableArray<Link> At(Endpoint endpoint, ImmutableArray<Link> incoming) =>
        incoming.Any(l => l.Endpoint == endpoint.Name) ? [.. incoming.Where(l => l.Endpoint == endpoint.Name)] : incoming;

    // By hand: the address, else each host. An address with a port of its own is that of the first endpoint.
    private static ImmutableArray<DialAddress> At(ComponentEntry entry, Endpoint endpoint, bool isFirst)
    {
        if (entry.Address is not { } address) return [.. entry.Hosts.Select(h => new DialAddress.Host(h.Value, endpoint.Port))];
        var (host, port) = Split(address);
        return [new DialAddress.Host(host, isFirst && port is { } own ? own : endpoint.Port)];
    }

    private static (string Host, int? Port) Split(string address)
    {
        var colon = address.LastIndexOf(':');
        // More than one colon without brackets is an IPv6 address.
        if (colon < 0 || (address[0] != '[' && address.IndexOf(':', StringComparison.Ordinal) != colon)) return (address, null);
        if (address[^1] == ']') return (address[1..^1], null);
        return (address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture));
    }
}
