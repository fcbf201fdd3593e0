using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>A topology of TiUP, or its own record of one: <c>meta.yaml</c>, with the topology inside.</summary>
/// <param name="Path">The file, as the place sees it.</param>
/// <param name="Root">The topology.</param>
/// <param name="IsMeta">TiUP's record: the cluster is deployed.</param>
/// <param name="Version">The version that the record names; null: none.</param>
internal sealed record TiUpTopology(string Path, YamlNode.Mapping Root, bool IsMeta, TiDbVersion? Version)
{
    public const string Configs = "server_configs";

    /// <summary>Where the topology begins within the file.</summary>
    public ImmutableArray<string> Prefix => IsMeta ? ["topology"] : [];

    /// <summary>TLS is on.</summary>
    public bool HasTls => (Root["global"] as YamlNode.Mapping)?["enable_tls"] is YamlNode.Scalar { IsPlain: true, Value: "true" or "True" or "TRUE" };

    public static Result<TiUpTopology> Read(string path, string text)
    {
        var read = YamlReader.Read(path, text);
        if (read.Failed) return Result.With<TiUpTopology>(null, read.Diagnostics);
        if (Find(read.Value) is var (topology, meta) && topology is not null)
        {
            var version = meta?["tidb_version"] is YamlNode.Scalar { Value: { } words } ? TiDbVersion.Parse(words) : null;
            return Result.With(new TiUpTopology(path, topology, meta is not null, version), read.Diagnostics);
        }

        return Result.With<TiUpTopology>(null, [.. read.Diagnostics, TiUpDiagnostics.NoTopology(path, read.Value?.Start, IsDm(read.Value))]);
    }

    /// <summary>True for a text that is a topology of a TiDB cluster, or TiUP's record of one.</summary>
    public static bool Recognises(string text) => Find(YamlReader.Read("", text).Value).Topology is not null;

    /// <summary>True for a topology of <c>tiup dm</c>.</summary>
    public static bool RecognisesDm(string text) => IsDm(YamlReader.Read("", text).Value);

    /// <summary>The servers of a section with their place in it; what is no mapping is left out.</summary>
    public ImmutableArray<(YamlNode.Mapping Node, int Index)> Servers(string section) =>
        Root[section] is YamlNode.Sequence { Items: var items } ? [.. items.Select(static (n, i) => (Node: n as YamlNode.Mapping, Index: i)).Where(static s => s.Node is not null).Select(static s => (s.Node!, s.Index))] : [];

    /// <summary>Every server of a known section as an instance. TiUP makes their files; only names and ports are read.</summary>
    public ImmutableArray<TiDbInstance> Instances(List<Diagnostic> diagnostics) => [.. TiUpServers.All.SelectMany(s => Section(s, diagnostics))];

    /// <summary>Where a setting stands below a mapping, dotted or nested as it is written: the keys; null: it does not.</summary>
    public static ImmutableArray<string>? Written(YamlNode? node, ReadOnlySpan<string> setting)
    {
        if (node is not YamlNode.Mapping mapping) return null;
        for (var length = setting.Length; length > 0; length--)
        {
            var key = string.Join('.', setting[..length]!);
            if (mapping[key] is not { } value) continue;
            if (length == setting.Length) return [key];
            if (Written(value, setting[length..]) is { } rest) return [key, .. rest];
        }

        return null;
    }

    private static (YamlNode.Mapping? Topology, YamlNode.Mapping? Meta) Find(YamlNode? node)
    {
        if (node is not YamlNode.Mapping root) return (null, null);
        if (root["topology"] is YamlNode.Mapping inner && IsTopology(inner)) return (inner, root);
        return (IsTopology(root) ? root : null, null);
    }

    private static bool IsTopology(YamlNode.Mapping mapping) => mapping["pd_servers"] is YamlNode.Sequence || mapping["tikv_servers"] is YamlNode.Sequence || mapping["tidb_servers"] is YamlNode.Sequence;

    private static bool IsDm(YamlNode? node) => node is YamlNode.Mapping root && (root["topology"] as YamlNode.Mapping ?? root)["master_servers"] is YamlNode.Sequence;

    private IEnumerable<TiDbInstance> Section(TiUpServers section, List<Diagnostic> diagnostics)
    {
        var found = new List<TiDbInstance>();
        foreach (var (node, _) in Servers(section.Section))
        {
            if (node["host"] is not YamlNode.Scalar { Value: { } text } || AlternativeName.Parse(text) is not { } host || text.StartsWith('*'))
            {
                diagnostics.Add(TiUpDiagnostics.NoHost(Path, node.Start, section.Section));
                continue;
            }

            found.Add(Instance(section, node, host.Value, diagnostics));
        }

        return found.Select(i => i with { Id = found.Count(o => o.Host == i.Host) == 1 ? i.Host : $"{i.Host}-{i.Config.Split('/')[^3]}" });
    }

    private TiDbInstance Instance(TiUpServers section, YamlNode.Mapping node, string host, List<Diagnostic> diagnostics)
    {
        var product = TiDbProduct.Find(section.Product)!;
        var main = Port(node, section.Main.Key, diagnostics) ?? section.Main.Default;
        var folder = Text(node, "deploy_dir") ?? $"{Text(Root["global"] as YamlNode.Mapping, "deploy_dir") ?? "deploy"}/{section.Configs}-{main.ToString(CultureInfo.InvariantCulture)}";
        return new()
        {
            Product = product,
            Host = host,
            At = node.Start,
            // A relative folder starts from the home of the user whom TiUP deploys as.
            Config = LexicalPath.Resolve("/home/" + (Text(Root["global"] as YamlNode.Mapping, "user") ?? "tidb"), $"{folder}/conf/{section.Configs}.toml"),
            Name = product.Name == "pd" ? Text(node, "name") ?? $"pd-{host}-{main.ToString(CultureInfo.InvariantCulture)}" : null,
            Ports = section.Ports.Select(p => (p.Endpoint, Port: Port(node, p.Key, diagnostics))).Where(static p => p.Port is not null).ToImmutableDictionary(static p => p.Endpoint, static p => p.Port!.Value),
        };
    }

    private int? Port(YamlNode.Mapping node, string key, List<Diagnostic> diagnostics)
    {
        if (node[key] is not { } value || NodeScope.IsNull(value)) return null;
        if (value is YamlNode.Scalar { Value: { } text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535) return port;
        // One key can be the port of an endpoint and of the folder's name.
        if (!diagnostics.Exists(d => d.At == value.Start)) diagnostics.Add(TiUpDiagnostics.BadPort(Path, value.Start, key));
        return null;
    }

    private static string? Text(YamlNode.Mapping? node, string key) => node?[key] is YamlNode.Scalar { Value: { Length: > 0 } text } ? text : null;
}
