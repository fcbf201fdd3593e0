using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Topology;
using Linkseal.Core.Verification;

namespace Linkseal.Dialects;

/// <summary>The links by hand, each with what it is asked for and what both ends can do. Links between two components of a profile are the profile's.</summary>
internal static class PlatformCompilerLinks
{
    /// <summary>The name of the one endpoint that a component by hand has.</summary>
    public const string Endpoint = "tls";

    public static ImmutableArray<Link> Resolve(PlatformCompilerScope scope, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var asked = new List<AskedLink>();
        foreach (var entry in scope.Description.Links)
        {
            var (caller, callee) = (entry.Caller.Value, entry.Callee.Value);
            if (scope.OfProfile(caller) is not null && scope.OfProfile(callee) is not null) continue;
            if (!Exists(scope, caller) || !Exists(scope, callee)) continue;
            if (entry.Endpoint is { } asks && !HasEndpoint(scope, callee, asks.Value))
            {
                diagnostics.Add(PlatformCompilerDiagnostics.NoEndpoint(scope.Description, asks, callee, EndpointNames(scope, callee)));
                continue;
            }

            var level = entry.Level ?? scope.Entry(callee)?.Level;
            var link = Make(scope, caller, callee, entry.Endpoint?.Value, level) with { User = entry.User, Database = entry.Database };
            var at = entry.Level is null && scope.Entry(callee) is { } component ? component.Keys.GetValueOrDefault("level", entry.Caller.At) : entry.Caller.At;
            if (level > link.Reachable) diagnostics.Add(PlatformCompilerDiagnostics.OutOfReach(scope.Description, at, link, level.Value));
            asked.Add(new(link with { Required = level is { } l && l < link.Reachable ? l : link.Reachable }, level is not null, at));
        }

        return [.. PlatformCompilerSharing.OnePolicyEach(scope, asked, diagnostics)];
    }

    private static bool Exists(PlatformCompilerScope scope, string name) => scope.Entry(name) is not null || scope.OfProfile(name) is not null;

    private static IEnumerable<string> EndpointNames(PlatformCompilerScope scope, string callee) =>
        (scope.Entry(callee) is { } entry ? scope.EndpointsOf(entry) : scope.OfProfile(callee)!.Endpoints).Select(static e => e.Name);

    private static bool HasEndpoint(PlatformCompilerScope scope, string callee, string endpoint) => EndpointNames(scope, callee).Contains(endpoint, StringComparer.Ordinal);

    private static Link Make(PlatformCompilerScope scope, string caller, string callee, string? endpoint, Level? asked)
    {
        var (server, serverReason) = AsServer(scope, callee, endpoint, asked);
        var (client, clientReason) = AsCaller(scope, caller);
        var reachable = server < client ? server : client;
        return new()
        {
            Caller = caller,
            Callee = callee,
            Endpoint = endpoint ?? EndpointNames(scope, callee).FirstOrDefault(),
            Dialled = Dialled(scope, callee),
            Leaf = scope.Entry(callee) is null ? scope.ServedBy(callee)?.Name : callee,
            Required = reachable,
            Reachable = reachable,
            Reason = reachable is Level.Named ? null : server <= client ? serverReason : clientReason,
        };
    }

    private static ImmutableArray<string> Dialled(PlatformCompilerScope scope, string callee)
    {
        var names = scope.Entry(callee) is { } entry ? PlatformCompilerLeaves.Names(entry) : scope.ServedBy(callee)?.Names ?? [];
        return [.. names.Select(static n => n.Value).Where(static n => !n.StartsWith("*.", StringComparison.Ordinal))];
    }

    private static (Level, string) AsServer(PlatformCompilerScope scope, string name, string? endpoint, Level? asked)
    {
        if (scope.Entry(name) is { } entry)
        {
            var dialect = scope.DialectOf(entry);
            // What the operator has to do by hand is nobody's default.
            if (asked > dialect.AsServer && dialect.AsServerByHand > dialect.AsServer)
                return asked <= dialect.AsServerByHand ? (asked.Value, "") : (dialect.AsServerByHand, $"{name} ({dialect.Name}) can serve no more than {dialect.AsServerByHand.Text()}");
            // One of its ports may know less of names than the product does.
            var meant = scope.EndpointsOf(entry).FirstOrDefault(e => endpoint is null || e.Name == endpoint);
            if (dialect.AsServer is Level.Named && meant?.NotRefused.FirstOrDefault(static l => l.Stranger is ProbeKind.NoLink) is { } limit) return (Level.Mutual, $"{name}.{meant.Name}: {limit.Reason}");
            return (dialect.AsServer, $"{name} ({dialect.Name}) can serve no more than {dialect.AsServer.Text()}");
        }

        // A profile's component without a leaf for servers has no TLS to offer.
        if (scope.ServedBy(name) is null) return (Level.Plaintext, $"{name} serves no certificate");
        var peers = scope.OfProfile(name)!.Endpoints.FirstOrDefault()?.Peers ?? PeerPolicy.None;
        return peers switch
        {
            PeerPolicy.Named => (Level.Named, ""),
            PeerPolicy.Require => (Level.Mutual, $"{name} accepts every certificate of its authority"),
            _ => (Level.Authenticated, $"{name} demands no certificate of its callers"),
        };
    }

    private static (Level, string) AsCaller(PlatformCompilerScope scope, string name)
    {
        if (scope.Entry(name) is not { } entry) return (Level.Plaintext, $"{name} is of the profile {scope.Description.Profile?.Name.Value}, which sets up its own links only");
        var dialect = scope.DialectOf(entry);
        return (dialect.AsCaller, $"{name} ({dialect.Name}) can do no more than {dialect.AsCaller.Text()} when it calls");
    }
}

/// <summary>A link, and whether its level was asked for by hand.</summary>
/// <param name="Link">The link.</param>
/// <param name="ByHand">True: a level stands in the description.</param>
/// <param name="At">Where.</param>
internal sealed record AskedLink(Link Link, bool ByHand, Position At);
