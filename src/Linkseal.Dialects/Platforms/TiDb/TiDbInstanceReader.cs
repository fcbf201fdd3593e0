using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Reads <c>settings.instances</c>.</summary>
internal static class TiDbInstanceReader
{
    private static readonly string[] Keys = ["host", "name", "config", "learner", "names", "addresses", "ports", "folder", "owner", "version", "restart", "start"];

    public static ImmutableArray<TiDbInstance> Read(NodeScope scope, YamlNode node)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, "instances", "a mapping of products, as pd: [{ host: 10.0.1.1, config: /etc/tidb/pd.toml }]");
            return [];
        }

        var found = new List<TiDbInstance>();
        foreach (var entry in mapping.Entries)
        {
            if (TiDbProduct.Find(entry.Key.Value) is not { } product)
            {
                scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, "`instances`", entry.Key.Value, TiDbProduct.All.Select(static p => p.Name), "product"));
                continue;
            }

            found.AddRange(scope.Items(entry.Value, "instances." + product.Name).Select(item => One(scope, item, product)).OfType<TiDbInstance>());
        }

        return [.. TiDbProduct.All.SelectMany(p => Identified([.. found.Where(i => i.Product == p)]))];
    }

    // The host alone tells instances apart, unless one host runs several.
    private static IEnumerable<TiDbInstance> Identified(TiDbInstance[] instances) => instances.Select(i => i with
    {
        Id = i.Name ?? (instances.Count(o => o.Host == i.Host) == 1 ? i.Host : i.Host + "-" + i.Folder[(i.Folder.LastIndexOf('/') + 1)..]),
    });

    private static TiDbInstance? One(NodeScope scope, YamlNode node, TiDbProduct product)
    {
        var where = "instances." + product.Name;
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, where, "a list of mappings with `host` and `config`");
            return null;
        }

        foreach (var entry in mapping.Entries.Where(static e => !Keys.Contains(e.Key.Value)))
        {
            scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, $"an instance of {product.Name}", entry.Key.Value, Keys));
        }

        if (mapping["learner"] is { } learner && !product.HasLearner) scope.Report(TiDbDiagnostics.KeyOfOther(scope.File, learner.Start, product.Name, "learner", "tiflash"));
        var host = Required(scope, mapping, "host", where) is { } named ? Host(scope, named, where + ".host") : null;
        var config = Required(scope, mapping, "config", where) is { } file ? scope.AbsolutePath(file, where + ".config") : null;
        var instance = new TiDbInstance
        {
            Product = product,
            Host = host?.Value ?? "",
            At = mapping.Start,
            Config = config ?? "",
            Learner = scope.AbsolutePath(mapping["learner"], where + ".learner"),
            Name = scope.Text(mapping["name"], where + ".name"),
            Names = Names(scope, mapping["names"], where + ".names"),
            Addresses = Names(scope, mapping["addresses"], where + ".addresses"),
            Ports = Ports(scope, mapping["ports"], product),
            FolderSetting = scope.AbsolutePath(mapping["folder"], where + ".folder"),
            Owner = TiDbSettingsReader.Owner(scope, mapping["owner"], where + ".owner"),
            Version = mapping["version"] is { } version ? TiDbSettingsReader.Version(scope, version, where + ".version") : null,
            Restart = scope.Text(mapping["restart"], where + ".restart")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { } words ? [.. words] : null,
            StartFile = scope.AbsolutePath(mapping["start"], where + ".start"),
        };
        return host is null || config is null ? null : instance;
    }

    private static AlternativeName? Host(NodeScope scope, YamlNode node, string key)
    {
        if (scope.Name(node, key) is not { } host) return null;
        if (!host.Value.StartsWith("*.", StringComparison.Ordinal)) return host;
        scope.Wrong(node, key, "one host, without `*`");
        return null;
    }

    private static YamlNode? Required(NodeScope scope, YamlNode.Mapping mapping, string key, string where)
    {
        if (mapping[key] is { } node && !NodeScope.IsNull(node)) return node;
        scope.Report(TiDbDiagnostics.BadSetting(scope.File, mapping.Start, $"{where}.{key}", key == "host" ? "a host name or an IP address" : "an absolute path", "absent"));
        return null;
    }

    private static ImmutableArray<AlternativeName> Names(NodeScope scope, YamlNode? node, string key) =>
        [.. scope.Items(node, key).Select(n => scope.Name(n, key)).OfType<AlternativeName>()];

    private static ImmutableDictionary<string, int> Ports(NodeScope scope, YamlNode? node, TiDbProduct product)
    {
        var ports = ImmutableDictionary<string, int>.Empty;
        if (node is null || NodeScope.IsNull(node)) return ports;
        var where = $"instances.{product.Name}.ports";
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, where, "a mapping of endpoints, as { status: 10080 }");
            return ports;
        }

        var known = product.Endpoints.Select(static e => e.Name).Distinct().ToArray();
        foreach (var entry in mapping.Entries)
        {
            if (!known.Contains(entry.Key.Value)) scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, $"`{where}`", entry.Key.Value, known, "endpoint"));
            else if (scope.Port(entry.Value, where + "." + entry.Key.Value) is { } port) ports = ports.SetItem(entry.Key.Value, port);
        }

        return ports;
    }
}
