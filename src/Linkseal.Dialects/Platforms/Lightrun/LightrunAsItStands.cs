using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>The release as its values stand, whoever wrote them: the certificates are in the cluster, so nothing of them is seen here but what the values hold.</summary>
internal static class LightrunAsItStands
{
    public static Result<Expansion> Of(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var read = SetupReader.Read(description, documents);
        if (read.Value is not { } setup) return Result.With<Expansion>(null, read.Diagnostics);

        var desired = new Desired
        {
            Documents = SetupReader.Reads(description),
            Embedded = [PublicChecks.Inline(setup)],
            Material = [.. PublicChecks.Seen(setup)],
            Notes = [.. NotSeen(setup), .. LightrunNotes.Limits(setup)],
        };
        return Result.With(new Expansion(LightrunTopology.Expand(setup, Links(setup), setup.Values.Tls.Enabled), desired), read.Diagnostics);
    }

    private static IEnumerable<Link> Links(LightrunSetup setup) => LightrunTopology.Rows(setup).Zip(LightrunTopology.Links(setup)).Select(pair =>
    {
        var (required, reachable, reason) = LinkLevels.AsItStands(setup, pair.First);
        return pair.Second with { Leaf = null, Trust = null, Required = required, Reachable = reachable, Reason = reason, Endpoint = Endpoint(setup, pair.Second) };
    });

    // Without TLS the endpoints have the names of their plain protocols.
    private static string? Endpoint(LightrunSetup setup, Link link) =>
        setup.Values.Tls.Enabled || link.Endpoint == "cluster" || !setup.Components.Any(c => c.Name == link.Callee) ? link.Endpoint : LightrunComponent.Find(link.Callee).Protocol.Plain;

    private static IEnumerable<Finding> NotSeen(LightrunSetup setup)
    {
        var tls = setup.Values.Tls;
        if (tls is not { Enabled: true, Generates: false }) yield break;
        foreach (var slot in setup.Slots.Where(s => tls.SecretOf(s.Key).Length > 0)) yield return PublicFindings.SecretNotSeen(slot.Component, slot.Key, tls.SecretOf(slot.Key));
        if (tls.AuthoritySecret.Length > 0) yield return PublicFindings.AuthorityNotSeen(tls.AuthoritySecret);
    }
}
