using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Reads <c>settings:</c>: everything wrong is reported at once, with line and column.</summary>
internal static class SettingsReader
{
    private const string Modes = "`native`, `proxy` or `off`";

    private static readonly string[] Keys = ["config", "compose", "version", "folder", "trust", "mounts", "tls", "verify", "services", "database", "proxy"];
    private static readonly string[] ServiceKeys = ["hostname", "port", "names", "certificate", "key", "chain", "authority", "tls"];
    private static readonly string[] DatabaseKeys = ["authority", "certificate", "key"];
    private static readonly string[] ProxyKeys = ["image"];

    public static Result<AnchoreSettings> Read(PlatformDescription description)
    {
        var folder = PlacePath.Of(description, description.Folder);
        var settings = new AnchoreSettings { Config = LexicalPath.Join(folder, "config.yaml") };
        if (description.Profile?.Settings is not { } mapping) return Result.Ok(settings);

        var scope = new NodeScope(description.File, (at, key, expected, met) => AnchoreDiagnostics.BadSetting(description.File, at, key, expected, met));
        foreach (var (key, value) in mapping.Entries.Select(static e => (e.Key, e.Value)))
        {
            settings = key.Value switch
            {
                "config" => settings with { Config = scope.Path(value, "config", folder) ?? settings.Config, ConfigAt = value.Start },
                "compose" => Compose(scope, value, folder, settings),
                "version" => settings with { Version = Version(scope, value) },
                "folder" => settings with { Folder = scope.AbsolutePath(value, "folder") },
                "trust" => settings with { Trust = scope.AbsolutePath(value, "trust") ?? settings.Trust },
                "mounts" => settings with { Mounts = MountsOf(scope, value, folder) },
                "tls" => settings with { Tls = Mode(scope, value, "tls") ?? settings.Tls },
                "verify" => settings with { Verify = scope.Flag(value, "verify") ?? true },
                "services" => settings with { Services = Services(scope, value, description.Folder) },
                "database" => settings with { Database = Database(scope, value, description.Folder) },
                "proxy" => settings with { ProxyImage = Proxy(scope, value) ?? settings.ProxyImage },
                _ => Unknown(scope, key, settings),
            };
        }

        return Result.With(settings, scope.Diagnostics);
    }

    private static AnchoreSettings Compose(NodeScope scope, YamlNode node, string folder, AnchoreSettings settings)
    {
        if (node is YamlNode.Scalar { Value: "off" or "Off" or "false" or "no" }) return settings with { UsesCompose = false };
        return settings with { Compose = scope.Path(node, "compose", folder), ComposeAt = node.Start };
    }

    private static AnchoreVersion? Version(NodeScope scope, YamlNode node)
    {
        const string Expected = "a version of Anchore Engine, as \"0.6.0\"";
        if (scope.Text(node, "version", Expected) is not { } text) return null;
        if (AnchoreVersion.Parse(text) is { } version) return version;
        scope.Wrong(node, "version", Expected);
        return null;
    }

    private static ImmutableArray<Mount> MountsOf(NodeScope scope, YamlNode node, string folder)
    {
        if (Mapping(scope, node, "mounts", "a mapping: folder of the host to folder inside") is not { } mapping) return [];
        var mounts = ImmutableArray.CreateBuilder<Mount>();
        foreach (var entry in mapping.Entries)
        {
            if (scope.Path(entry.Key, "mounts", folder) is { } host && scope.AbsolutePath(entry.Value, "mounts." + UserWord.Shown(entry.Key.Value)) is { } inside) mounts.Add(new(host, inside));
        }

        return mounts.ToImmutable();
    }

    private static TlsMode? Mode(NodeScope scope, YamlNode node, string key)
    {
        switch (node)
        {
            case YamlNode.Scalar { Value: "native" }: return TlsMode.Native;
            case YamlNode.Scalar { Value: "proxy" }: return TlsMode.Proxy;
            case YamlNode.Scalar { Value: "off" or "Off" or "OFF" or "false" or "no" }: return TlsMode.Off;
        }

        if (!NodeScope.IsNull(node)) scope.Wrong(node, key, Modes);
        return null;
    }

    private static ImmutableArray<ServiceSettings> Services(NodeScope scope, YamlNode node, string folder)
    {
        if (Mapping(scope, node, "services", "a mapping of services") is not { } mapping) return [];
        return [.. mapping.Entries.Select(e => Service(scope, e, folder)).OfType<ServiceSettings>()];
    }

    private static ServiceSettings? Service(NodeScope scope, YamlEntry entry, string folder)
    {
        var name = UserWord.Shown(entry.Key.Value);
        var key = "services." + name;
        if (Mapping(scope, entry.Value, key, "a mapping") is not { } mapping) return NodeScope.IsNull(entry.Value) ? new(entry.Key.Value, entry.Key.Start) : null;
        Refuse(scope, mapping, $"`{key}`", ServiceKeys);
        var service = new ServiceSettings(entry.Key.Value, entry.Key.Start)
        {
            HostName = mapping["hostname"] is { } host ? scope.Name(host, key + ".hostname") : null,
            Port = scope.Port(mapping["port"], key + ".port"),
            Names = [.. scope.Items(mapping["names"], key + ".names").Select(n => scope.Name(n, key + ".names")).OfType<AlternativeName>()],
            Certificate = scope.Path(mapping["certificate"], key + ".certificate", folder),
            Key = scope.Path(mapping["key"], key + ".key", folder),
            Chain = scope.Path(mapping["chain"], key + ".chain", folder),
            Authority = scope.Path(mapping["authority"], key + ".authority", folder),
            Tls = mapping["tls"] is { } mode ? Mode(scope, mode, key + ".tls") : null,
        };
        Pair(scope, mapping, service.Certificate, service.Key, ["chain", "authority"]);
        return service;
    }

    private static DatabaseSettings? Database(NodeScope scope, YamlNode node, string folder)
    {
        if (node is YamlNode.Scalar { Value: "off" or "Off" or "false" or "no" }) return null;
        if (Mapping(scope, node, "database", "a mapping, {} with the platform's own authority, or off") is not { } mapping) return null;
        Refuse(scope, mapping, "`database`", DatabaseKeys);
        var database = new DatabaseSettings(node.Start)
        {
            Authority = scope.Path(mapping["authority"], "database.authority", folder),
            Certificate = scope.Path(mapping["certificate"], "database.certificate", folder),
            Key = scope.Path(mapping["key"], "database.key", folder),
        };
        Pair(scope, mapping, database.Certificate, database.Key, []);
        return database;
    }

    private static string? Proxy(NodeScope scope, YamlNode node)
    {
        if (Mapping(scope, node, "proxy", "a mapping with `image`") is not { } mapping) return null;
        Refuse(scope, mapping, "`proxy`", ProxyKeys);
        if (scope.Text(mapping["image"], "proxy.image", "an image of nginx") is not { } image) return null;
        if (image.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or ':' or '-' or '_' or '@')) return image;
        scope.Wrong(mapping["image"]!, "proxy.image", "an image of nginx");
        return null;
    }

    /// <summary>Half of what the user brings is a mistake of his; a PKCS#12 file holds its key, and Runtime says so where it does not.</summary>
    private static void Pair(NodeScope scope, YamlNode.Mapping mapping, string? certificate, string? key, string[] others)
    {
        if (certificate is null)
        {
            foreach (var half in others.Prepend("key").Where(h => mapping[h] is not null)) scope.Report(AnchoreDiagnostics.HalfPair(scope.File, mapping[half]!.Start, half, "certificate"));
        }
        else if (key is null && !IsContainer(certificate))
        {
            scope.Report(AnchoreDiagnostics.HalfPair(scope.File, mapping["certificate"]!.Start, "certificate", "key"));
        }
    }

    private static bool IsContainer(string path) =>
        path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    private static YamlNode.Mapping? Mapping(NodeScope scope, YamlNode node, string key, string expected)
    {
        if (node is YamlNode.Mapping mapping) return mapping;
        if (!NodeScope.IsNull(node)) scope.Wrong(node, key, expected);
        return null;
    }

    private static void Refuse(NodeScope scope, YamlNode.Mapping mapping, string where, string[] known)
    {
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key.Value)))
        {
            scope.Report(AnchoreDiagnostics.UnknownSetting(scope.File, entry.Key.Start, where, entry.Key.Value, known));
        }
    }

    private static AnchoreSettings Unknown(NodeScope scope, YamlNode.Scalar key, AnchoreSettings settings)
    {
        scope.Report(AnchoreDiagnostics.UnknownSetting(scope.File, key.Start, "`settings` of profile anchore-engine", key.Value, Keys));
        return settings;
    }
}
