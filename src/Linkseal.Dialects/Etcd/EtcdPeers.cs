using Linkseal.Core.Editing;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Etcd;

/// <summary>How a member speaks with the others: by TLS where it has links to and from their peer endpoints, or where there are no others.</summary>
/// <param name="IsAlone">True: there are no others.</param>
/// <param name="AreSealed">True: they speak TLS.</param>
/// <param name="Asks">True: each has to show a certificate.</param>
internal sealed record EtcdPeers(bool IsAlone, bool AreSealed, bool Asks)
{
    /// <summary>The name that only members' certificates have.</summary>
    public const string Name = "etcd-peer.linkseal.internal";

    private const string DefaultName = "default";

    public static EtcdPeers Of(DialectRequest request, EtcdConfig config)
    {
        var isAlone = config["discovery"] is null && config["discovery-srv"] is null && EtcdUrls.Members(config["initial-cluster"] ?? "") <= 1;
        var links = request.Outgoing.Zip(request.Callees).Where(static p => p.Second.Dialect == "etcd").Select(static p => p.First).Concat(request.Incoming).Where(static l => l.Endpoint == EtcdDialect.PeerEndpoint).ToList();
        return new(isAlone, isAlone || links.Count > 0, links.All(static l => l.Required >= Level.Mutual));
    }

    public IEnumerable<Edit> Edits(EtcdConfig config, ServerMaterial material)
    {
        if (!AreSealed) yield break;
        yield return config.Set("listen-peer-urls", EtcdUrls.Sealed(config["listen-peer-urls"] ?? EtcdDialect.DefaultPeers));
        var advertised = config["initial-advertise-peer-urls"];
        // Left out, its default stays: without others nobody dials it, and it has to be the same as in initial-cluster.
        if (advertised is not null) yield return config.Set("initial-advertise-peer-urls", EtcdUrls.Sealed(advertised));
        if (config["initial-cluster"] is { } cluster) yield return config.Set("initial-cluster", EtcdUrls.Sealed(cluster));
        // A member that is called so takes a default by http where none is said.
        else if (advertised is not null && (config["name"] ?? (config.Format is ConfigFormat.Yaml ? DefaultName : null)) is DefaultName) yield return config.Set("initial-cluster", EtcdUrls.Of(DefaultName, EtcdUrls.Sealed(advertised)));
        foreach (var edit in EtcdDialect.Security(config, "peer-", material, Asks)) yield return edit;
        // Else every caller with a certificate could be a member, from a host that its names lead to.
        if (!Asks) yield break;
        foreach (var edit in config.SetPeerName(Name)) yield return edit;
    }
}
