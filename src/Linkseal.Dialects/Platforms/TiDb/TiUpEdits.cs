using System.Collections.Immutable;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>The little that TiUP leaves to the topology: whether TLS is on, who may call, and what PD's Dashboard shows TiDB.</summary>
internal static class TiUpEdits
{
    public static DesiredEdit Of(TiUpSetup tiup)
    {
        var (setup, topology) = (tiup.Setup, tiup.Topology);
        var edits = ImmutableArray.CreateBuilder<Edit>();
        // TiUP's own record says what is: TiUP's own command changes it.
        if (!topology.IsMeta) edits.Add(new Edit.Set(["global", "enable_tls"], new EditValue.Flag(true)));
        var lists = TiDbLists.Of(setup);
        foreach (var product in setup.Products)
        {
            foreach (var keys in TiUpLists.Keys(product)) edits.AddRange(Lists(topology, product, keys, TiUpLists.Wanted(tiup, lists, product, keys)));
        }

        edits.AddRange(Dashboard(tiup));
        return new(topology.Path, TiDbTopology.Dialect, ConfigFormat.Yaml, edits.ToImmutable());
    }

    private static IEnumerable<Edit> Lists(TiUpTopology topology, TiDbProduct product, TiDbKeys keys, ImmutableArray<string> list)
    {
        foreach (var path in TiUpLists.ForOne(topology, product, keys).Append(TiUpLists.ForAll(topology, product, keys)))
        {
            yield return list.IsEmpty ? new Edit.Remove(path) : new Edit.Set(path, new EditValue.List(list));
        }
    }

    private static IEnumerable<Edit> Dashboard(TiUpSetup tiup)
    {
        if (tiup.Setup.Settings.TiUp.Dashboard is not { } files || TiDbProduct.Find("pd")!.KeysOf("dashboard") is not { } keys || !tiup.Setup.Has("pd")) yield break;
        foreach (var (key, value) in new[] { (keys.Authority!, files.Authority), (keys.Certificate, files.Certificate), (keys.Key, files.Key) })
        {
            if (value is null) continue;
            var server = tiup.Topology.Root[TiUpTopology.Configs] as Core.Editing.Yaml.YamlNode.Mapping;
            var written = TiUpTopology.Written(server?["pd"], keys.Path(key).AsSpan());
            yield return new Edit.Set([.. tiup.Topology.Prefix, TiUpTopology.Configs, "pd", .. written ?? [keys.Words(key)]], new EditValue.Text(value));
        }
    }
}
