using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Planning;

namespace Linkseal.Dialects.Platforms.TiDb;

/// <summary>Reads <c>settings:</c>: everything wrong is reported at once, with line and column.</summary>
internal static class TiDbSettingsReader
{
    private static readonly string[] Keys = ["version", "instances", "callers", "tools", "mysql", "owner", "state", "topology", "cluster", "dashboard"];
    private static readonly string[] ToolKeys = ["certificates", "host", "folder"];

    public static Result<TiDbSettings> Read(PlatformDescription description)
    {
        var scope = new NodeScope(description.File, (at, key, expected, met) => TiDbDiagnostics.BadSetting(description.File, at, key, expected, met));
        var settings = new TiDbSettings();
        if (description.Profile?.Settings is { } mapping)
        {
            foreach (var (key, value) in mapping.Entries.Select(static e => (e.Key, e.Value)))
            {
                settings = key.Value switch
                {
                    "version" => settings with { Version = Version(scope, value, "version"), VersionAt = value.Start },
                    "instances" => settings with { Instances = TiDbInstanceReader.Read(scope, value) },
                    "callers" => settings with { Callers = TiDbCallersReader.Read(scope, value) },
                    "tools" => settings with { Tools = Tools(scope, value) },
                    "mysql" => settings with { Mysql = scope.Flag(value, "mysql") ?? false },
                    "owner" => settings with { Owner = Owner(scope, value, "owner") },
                    "state" => settings with { State = TiUpSettingsReader.State(scope, value) },
                    "topology" => settings with { TiUp = TiUpSettingsReader.Topology(scope, description, value, settings.TiUp) },
                    "cluster" => settings with { TiUp = TiUpSettingsReader.Cluster(scope, value, settings.TiUp) },
                    "dashboard" => settings with { TiUp = TiUpSettingsReader.Dashboard(scope, value, settings.TiUp) },
                    _ => Unknown(scope, key, settings),
                };
            }
        }

        // A topology says which servers there are, and TiUP's record of one the version.
        if (settings.TiUp.TopologyAt is not null) return Result.With(settings, scope.Diagnostics);
        var at = description.Profile?.Name.At;
        if (settings.VersionAt is null) scope.Report(TiDbDiagnostics.NoVersion(scope.File, at));
        // Entries that were not understood were reported, each at its line.
        if (settings.Instances.IsEmpty && scope.Diagnostics.All(static d => d.Severity is not Severity.Error)) scope.Report(TiDbDiagnostics.NoInstances(scope.File, at));
        return Result.With(settings, scope.Diagnostics);
    }

    public static TiDbVersion? Version(NodeScope scope, YamlNode node, string key)
    {
        const string Expected = "a version, as v8.5.0";
        if (scope.Text(node, key, Expected) is not { } text) return null;
        var version = TiDbVersion.Parse(text);
        if (version is null) scope.Wrong(node, key, Expected);
        return version;
    }

    public static Owner? Owner(NodeScope scope, YamlNode? node, string key)
    {
        const string Expected = "numbers of user and group, as \"1000:1000\"";
        if (scope.Text(node, key, Expected) is not { } text) return null;
        var parts = text.Split(':');
        if (parts.Length <= 2 && Array.TrueForAll(parts, static p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return new(Number(parts[0]), parts.Length == 2 ? Number(parts[1]) : null);
        }

        scope.Wrong(node!, key, Expected);
        return null;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static TiDbToolsSettings Tools(NodeScope scope, YamlNode node)
    {
        if (node is not YamlNode.Mapping mapping) return new() { Certificates = Certificates(scope, node, "tools") };
        foreach (var entry in mapping.Entries.Where(static e => !ToolKeys.Contains(e.Key.Value)))
        {
            scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, entry.Key.Start, "`tools`", entry.Key.Value, ToolKeys));
        }

        var plain = new TiDbToolsSettings();
        return new()
        {
            Certificates = mapping["certificates"] is { } certificates ? Certificates(scope, certificates, "tools.certificates") : plain.Certificates,
            Host = mapping["host"] is { } host ? scope.Name(host, "tools.host")?.Value ?? plain.Host : plain.Host,
            Folder = scope.AbsolutePath(mapping["folder"], "tools.folder") ?? plain.Folder,
        };
    }

    private static TiDbToolCertificates Certificates(NodeScope scope, YamlNode node, string key)
    {
        switch (scope.Text(node, key, ToolWords))
        {
            case "shared" or null: return TiDbToolCertificates.Shared;
            case "each": return TiDbToolCertificates.Each;
            case "off" or "false" or "no": return TiDbToolCertificates.Off;
            default:
                scope.Wrong(node, key, ToolWords);
                return TiDbToolCertificates.Shared;
        }
    }

    private static TiDbSettings Unknown(NodeScope scope, YamlNode.Scalar key, TiDbSettings settings)
    {
        scope.Report(TiDbDiagnostics.UnknownSetting(scope.File, key.Start, "`settings` of profile tidb", key.Value, Keys));
        return settings;
    }

    private const string ToolWords = "`shared`, `each`, `off`, or a mapping with `certificates`, `host` and `folder`";
}
