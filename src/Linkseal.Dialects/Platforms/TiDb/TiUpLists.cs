using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The lists of callers in a topology: in <c>server_configs</c> for all servers of a product, in an entry for one.</summary>
internal static class TiUpLists
{
    /// <summary>The identities whose list can stand in a topology.</summary>
    public static IEnumerable<TiDbKeys> Keys(TiDbProduct product) => product.Keys.Where(static k => k is { Callers: not null, List: not null });

    /// <summary>What a list is to hold, by the names in the certificates that TiUP makes.</summary>
    public static ImmutableArray<string> Wanted(TiUpSetup tiup, TiDbLists lists, TiDbProduct product, TiDbKeys keys)
    {
        var names = lists.Written(product, keys, tiup.Setup.VersionOf(product));
        // A list by hand is as it was written.
        return tiup.Setup.Settings.Callers.Of(keys.List!).Kind is TiDbCallerKind.Named ? [.. names.Select(CommonName)] : names;
    }

    /// <summary>TiUP's name for a component is in its certificate: cdc, not ticdc.</summary>
    public static string CommonName(string name) => TiUpServers.All.FirstOrDefault(s => s.Product == name)?.CommonName ?? name;

    /// <summary>Where the list of all servers stands, or is to stand: below the file's beginning.</summary>
    public static ImmutableArray<string> ForAll(TiUpTopology topology, TiDbProduct product, TiDbKeys keys)
    {
        var part = TiUpServers.Of(product).KeysOf(keys.File).Server;
        var written = TiUpTopology.Written((topology.Root[TiUpTopology.Configs] as YamlNode.Mapping)?[part], keys.Path(keys.Callers!).AsSpan());
        // TiUP's own form: one key with dots in it.
        return [.. topology.Prefix, TiUpTopology.Configs, part, .. written ?? [keys.Words(keys.Callers!)]];
    }

    /// <summary>Where single servers have a list of their own, which wins over that of all.</summary>
    public static IEnumerable<ImmutableArray<string>> ForOne(TiUpTopology topology, TiDbProduct product, TiDbKeys keys)
    {
        var servers = TiUpServers.Of(product);
        var part = servers.KeysOf(keys.File).Entry;
        foreach (var (node, index) in topology.Servers(servers.Section))
        {
            if (TiUpTopology.Written(node[part], keys.Path(keys.Callers!).AsSpan()) is { } written) yield return [.. topology.Prefix, servers.Section, $"[{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", part, .. written];
        }
    }

    /// <summary>The lists that hold now, one for each server; empty: none.</summary>
    public static ImmutableArray<ImmutableArray<string>> Standing(TiUpTopology topology, TiDbProduct product, TiDbKeys keys)
    {
        var servers = TiUpServers.Of(product);
        var (all, one) = servers.KeysOf(keys.File);
        var shared = Texts((topology.Root[TiUpTopology.Configs] as YamlNode.Mapping)?[all], keys);
        return [.. topology.Servers(servers.Section).Select(s => Texts(s.Node[one], keys) ?? shared ?? [])];
    }

    private static ImmutableArray<string>? Texts(YamlNode? node, TiDbKeys keys)
    {
        if (TiUpTopology.Written(node, keys.Path(keys.Callers!).AsSpan()) is not { } path) return null;
        foreach (var key in path) node = ((YamlNode.Mapping)node!)[key];
        return node switch
        {
            YamlNode.Sequence list => [.. list.Items.OfType<YamlNode.Scalar>().Select(static i => i.Value)],
            YamlNode.Scalar { Value.Length: > 0 } text => [.. text.Value.Split(',', StringSplitOptions.TrimEntries)],
            _ => [],
        };
    }
}
