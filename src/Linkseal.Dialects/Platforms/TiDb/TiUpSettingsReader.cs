using Linkseal.Core.Description;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Reads the settings of a cluster that TiUP runs, and of one that runs already.</summary>
internal static class TiUpSettingsReader
{
    private static readonly string[] DashboardKeys = ["ca", "certificate", "key"];

    public static TiUpSettings Topology(NodeScope scope, PlatformDescription description, YamlNode node, TiUpSettings settings) => settings with
    {
        Topology = scope.Path(node, "topology", description.Folder) is { } path ? PlacePath.Of(description, path) : null,
        TopologyAt = node.Start,
    };

    public static TiUpSettings Cluster(NodeScope scope, YamlNode node, TiUpSettings settings)
    {
        const string Expected = "the name that `tiup cluster list` shows: letters, digits, `-`, `_` and `.`";
        var name = scope.Text(node, "cluster", Expected);
        if (name is not null && !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            scope.Wrong(node, "cluster", Expected);
            name = null;
        }

        return settings with { Cluster = name, ClusterAt = node.Start };
    }

    public static TiUpSettings Dashboard(NodeScope scope, YamlNode node, TiUpSettings settings)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, "dashboard", "a mapping with `ca`, and `certificate` and `key` where TiDB asks for them: paths on the hosts of PD");
            return settings with { DashboardAt = node.Start };
        }

        foreach (var entry in mapping.Entries.Where(static e => !DashboardKeys.Contains(e.Key.Value)))
        {
            scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, "`dashboard`", entry.Key.Value, DashboardKeys));
        }

        var dashboard = new TiUpDashboard(scope.AbsolutePath(mapping["ca"], "dashboard.ca"), scope.AbsolutePath(mapping["certificate"], "dashboard.certificate"), scope.AbsolutePath(mapping["key"], "dashboard.key"));
        return settings with { Dashboard = dashboard, DashboardAt = node.Start };
    }

    public static TiDbState State(NodeScope scope, YamlNode node)
    {
        const string Expected = "`new`, or `running` where the cluster has data";
        switch (scope.Text(node, "state", Expected))
        {
            case "new" or null: return TiDbState.New;
            case "running": return TiDbState.Running;
            default:
                scope.Wrong(node, "state", Expected);
                return TiDbState.New;
        }
    }
}
