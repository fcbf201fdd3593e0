using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>One job of prometheus.yml that scrapes a product of this platform.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Node">The job.</param>
/// <param name="Product">Whom it scrapes.</param>
internal sealed record TiDbScrapeJob(string Job, YamlNode.Mapping Node, TiDbProduct Product)
{
    /// <summary>The path of one of its settings.</summary>
    public ImmutableArray<string> Path(params ReadOnlySpan<string> key) => [TiDbScrape.List, $"[{TiDbScrape.Name}={Job}]", .. key];

    public YamlNode.Mapping? Tls => Node["tls_config"] as YamlNode.Mapping;

    /// <summary>It takes any certificate.</summary>
    public bool SkipsVerification => Tls?["insecure_skip_verify"] is YamlNode.Scalar { Value: "true" };

    public string? Text(string key) => (Node[key] as YamlNode.Scalar)?.Value;
}

/// <summary>The scraper: prometheus.yml, whose jobs dial the products' ports with metrics.</summary>
/// <remarks>The jobs' names are those of pingcap/tiup embed/templates/config/prometheus.yml.tpl; a job of another name is known by its targets.</remarks>
internal static class TiDbScrape
{
    public const string List = "scrape_configs";
    public const string Name = "job_name";

    /// <summary>The jobs that concern this platform, in the order of the file; none where it can't be read.</summary>
    public static ImmutableArray<TiDbScrapeJob> Jobs(TiDbSetup setup, TiDbMember member)
    {
        if (member.File(TiDbConfigFile.Main).Content is not { } text || (YamlReader.Read("", text).Value as YamlNode.Mapping)?[List] is not YamlNode.Sequence jobs) return [];
        return [.. jobs.Items.OfType<YamlNode.Mapping>().Select(j => Job(setup, j)).OfType<TiDbScrapeJob>().DistinctBy(static j => j.Job)];
    }

    public static IEnumerable<DesiredEdit> Edits(TiDbSetup setup, TiDbMember member)
    {
        var edits = Jobs(setup, member).SelectMany(j => Edits(member.Instance, j)).ToImmutableArray();
        return edits.IsEmpty ? [] : [new(member.File(TiDbConfigFile.Main).OnPlace, member.Product.Name, ConfigFormat.Yaml, edits)];
    }

    private static IEnumerable<Edit> Edits(TiDbInstance instance, TiDbScrapeJob job)
    {
        yield return new Edit.Set(job.Path("scheme"), new EditValue.Text(TiDbUrl.Https));
        yield return new Edit.Set(job.Path("tls_config", "ca_file"), new EditValue.Text(instance.Authority));
        yield return new Edit.Set(job.Path("tls_config", "cert_file"), new EditValue.Text(instance.Certificate));
        yield return new Edit.Set(job.Path("tls_config", "key_file"), new EditValue.Text(instance.Key));
        if (job.Tls?["insecure_skip_verify"] is not null) yield return new Edit.Set(job.Path("tls_config", "insecure_skip_verify"), new EditValue.Flag(false));
    }

    private static TiDbScrapeJob? Job(TiDbSetup setup, YamlNode.Mapping node)
    {
        // A probe dials the blackbox exporter; what stands in its targets is a parameter.
        if ((node[Name] as YamlNode.Scalar)?.Value is not { Length: > 0 } name || node["metrics_path"] is YamlNode.Scalar { Value: "/probe" }) return null;
        var product = setup.Products.FirstOrDefault(p => !p.Scrapes && p.Job == name) ?? ByTargets(setup, node);
        return product is null ? null : new(name, node, product);
    }

    private static TiDbProduct? ByTargets(TiDbSetup setup, YamlNode.Mapping node)
    {
        var targets = Targets(node).Select(TiDbUrl.Parse).OfType<TiDbUrl>().ToArray();
        return setup.Members.FirstOrDefault(m => !m.Product.Scrapes && m.Product.EndpointsOf(m.Version).Any(e => Array.Exists(targets, t => IsAt(setup, m, e, t))))?.Product;
    }

    private static bool IsAt(TiDbSetup setup, TiDbMember member, TiDbEndpoint endpoint, TiDbUrl target) =>
        target.Port == TiDbNames.Address(setup, member, endpoint).Port && TiDbNames.Of(member).Any(n => n.Value == target.Host && !TiDbInstance.IsLocalHost(n.Value));

    private static IEnumerable<string> Targets(YamlNode.Mapping node) => ((node["static_configs"] as YamlNode.Sequence)?.Items ?? []).OfType<YamlNode.Mapping>()
        .SelectMany(static s => (s["targets"] as YamlNode.Sequence)?.Items ?? []).OfType<YamlNode.Scalar>().Select(static s => s.Value);
}
