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

    /// <summary>As the platform shows them: with the endpoint that they listen at, and what it asks of its callers.</summary>
    public static ImmutableArray<Component> Of(PlatformCompilerScope scope, ImmutableArray<Link> links)
    {
        var incoming = links.ToLookup(static l => l.Callee, StringComparer.Ordinal);
        return [.. scope.ByHand.Select(entry => new Component
        {
            Name = entry.Name.Value,
            Dialect = entry.Dialect!.Value,
            Endpoints = entry.Port is { } port ? [new(PlatformCompilerLinks.Endpoint, port, "tls", Peers([.. incoming[entry.Name.Value]]))] : [],
        })];
    }

    private static PeerPolicy Peers(ImmutableArray<Link> incoming) =>
        incoming.IsEmpty || incoming.Any(static l => l.Required < Level.Mutual) ? PeerPolicy.None
        : incoming.All(static l => l.Required is Level.Named) ? PeerPolicy.Named
        : PeerPolicy.Require;
}
