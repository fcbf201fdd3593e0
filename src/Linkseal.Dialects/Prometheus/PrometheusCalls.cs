using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Topology;

namespace Linkseal.Dialects.Prometheus;

/// <summary>One place of prometheus.yml that calls others: a job, a group of Alertmanagers, a remote URL.</summary>
/// <param name="Key">Its path.</param>
/// <param name="Targets">Whom it calls, <c>host:port</c>.</param>
/// <param name="Url">The URL where it has one instead of a scheme; null: it has a scheme.</param>
/// <param name="SkipsVerification">True: it says whether it verifies.</param>
internal sealed record PrometheusPlace(ImmutableArray<string> Key, ImmutableArray<string> Targets, string? Url, bool SkipsVerification)
{
    /// <summary>Every place whose targets stand in the file.</summary>
    public static ImmutableArray<PrometheusPlace> Of(YamlNode.Mapping? yaml)
    {
        if (yaml is null) return [];
        var places = ImmutableArray.CreateBuilder<PrometheusPlace>();
        foreach (var job in Items(yaml["scrape_configs"]))
        {
            if (Text(job.Node["job_name"]) is { } name) places.Add(Static(job.Node, ["scrape_configs", $"[job_name={name}]"]));
        }

        foreach (var group in Items((yaml["alerting"] as YamlNode.Mapping)?["alertmanagers"])) places.Add(Static(group.Node, ["alerting", "alertmanagers", $"[{group.Number}]"]));
        foreach (var remote in (string[])["remote_write", "remote_read"])
        {
            foreach (var one in Items(yaml[remote]))
            {
                if (Text(one.Node["url"]) is { } url && Uri.TryCreate(url, UriKind.Absolute, out var parsed)) places.Add(new([remote, $"[{one.Number}]"], [$"{parsed.Host}:{parsed.Port}"], url, Says(one.Node)));
            }
        }

        return [.. places.Where(static p => !p.Targets.IsEmpty)];
    }

    /// <summary>How it calls from now on.</summary>
    /// <param name="material">The files.</param>
    /// <param name="shows">True: it shows a certificate.</param>
    /// <param name="name">The name that the certificate has to have, where it is not the target's; null: the target's.</param>
    public IEnumerable<Edit> Edits(ServerMaterial material, bool shows, string? name)
    {
        yield return Url is null ? ConfigText.Set("https", [.. Key, "scheme"]) : ConfigText.Set(Url.Replace("http://", "https://", StringComparison.Ordinal), [.. Key, "url"]);
        ImmutableArray<string> tls = [.. Key, "tls_config"];
        yield return ConfigText.Set(material.Roots, [.. tls, "ca_file"]);
        if (shows)
        {
            yield return ConfigText.Set(material.Certificate, [.. tls, "cert_file"]);
            yield return ConfigText.Set(material.Key, [.. tls, "key_file"]);
        }

        if (name is not null) yield return ConfigText.Set(name, [.. tls, "server_name"]);
        if (SkipsVerification) yield return ConfigText.Set(false, [.. tls, "insecure_skip_verify"]);
    }

    private static PrometheusPlace Static(YamlNode.Mapping node, ImmutableArray<string> key) =>
        new(key, [.. Items(node["static_configs"]).SelectMany(static c => c.Node["targets"] is YamlNode.Sequence targets ? targets.Items.Select(Text).OfType<string>() : [])], null, Says(node));

    private static bool Says(YamlNode.Mapping node) => (node["tls_config"] as YamlNode.Mapping)?["insecure_skip_verify"] is not null;

    private static IEnumerable<(YamlNode.Mapping Node, int Number)> Items(YamlNode? list) => (list as YamlNode.Sequence)?.Items.Select(static (n, i) => (Node: n as YamlNode.Mapping, i)).Where(static p => p.Node is not null).Select(static p => (p.Node!, p.i)) ?? [];

    private static string? Text(YamlNode? node) => node is YamlNode.Scalar { Value: { Length: > 0 } value } ? value : null;
}

/// <summary>By whom the places are answered: by the components of its links, and by itself.</summary>
internal static class PrometheusCalls
{
    private static readonly ImmutableArray<string> Itself = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>The edits of all places that one link, or it itself, answers alone; and the links that none of them is for.</summary>
    public static (ImmutableArray<Edit> Edits, ImmutableArray<Link> Unused) Of(DialectRequest request, PrometheusConfig config, ServerMaterial material)
    {
        List<Edit> edits = [];
        var unused = request.Outgoing.Where(static l => l.Required > Level.Plaintext).ToList();
        var own = request.Endpoints[0];
        foreach (var place in PrometheusPlace.Of(config.Yaml))
        {
            // Links first: who is named is meant, even where it runs beside it.
            var answered = request.Outgoing.Zip(request.Callees).Where(p => p.First.Required > Level.Plaintext && place.Targets.All(t => Answers(p.First, p.Second, t))).Select(static p => p.First).FirstOrDefault();
            if (answered is not null)
            {
                unused.Remove(answered);
                edits.AddRange(place.Edits(material, answered.Required >= Level.Mutual, null));
            }
            else if (place.Targets.All(t => ConfigText.Port(t) == own.Port && IsOwn(request, Host(t))))
            {
                var names = request.Leaf.Names.Select(static n => n.Value).ToList();
                edits.AddRange(place.Edits(material, own.Peers >= PeerPolicy.Require, place.Targets.All(t => names.Contains(Host(t))) ? null : LeafNames.One(request.Leaf)));
            }
        }

        return ([.. edits], [.. unused]);
    }

    private static bool Answers(Link link, Component callee, string target)
    {
        var endpoint = callee.Endpoints.FirstOrDefault(e => e.Name == link.Endpoint) ?? callee.Endpoints.FirstOrDefault();
        if (endpoint is not null && ConfigText.Port(target) != endpoint.Port) return false;
        return link.Dialled.Contains(Host(target)) || Host(target) == callee.Name || endpoint?.At.OfType<DialAddress.Host>().Any(h => h.Name == Host(target)) is true;
    }

    private static bool IsOwn(DialectRequest request, string host) => Itself.Contains(host) || request.Leaf.Names.Any(n => n.Value == host);

    private static string Host(string target) => target.LastIndexOf(':') is > 0 and var colon && target[^1] != ']' ? target[..colon] : target;
}
