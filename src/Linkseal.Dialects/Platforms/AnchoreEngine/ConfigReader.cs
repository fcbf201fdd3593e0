using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Reads config.yaml. Its variables look like plain text to YAML, so the file is read before they are replaced.</summary>
internal static class ConfigReader
{
    public static Result<AnchoreConfig> Read(string path, string text)
    {
        var read = YamlReader.Read(path, text);
        if (read.Failed) return Result.With<AnchoreConfig>(null, read.Diagnostics);
        if (ChartReader.Recognises(read.Value)) return Result.Ok(ChartReader.Read((YamlNode.Mapping)read.Value!));

        var scope = new NodeScope(path, (at, key, expected, met) => AnchoreDiagnostics.BadConfig(path, at, key, expected, met));
        if (read.Value is not YamlNode.Mapping root || Block(scope, root, "services") is not { } services)
        {
            if (scope.Diagnostics.IsEmpty) scope.Wrong(read.Value!, "services", "a mapping of services");
            return Result.With<AnchoreConfig>(null, scope.Diagnostics);
        }

        var database = Block(scope, Block(scope, root, "credentials"), "database");
        var config = new AnchoreConfig
        {
            Services = [.. services.Entries.Select(e => Service(scope, e)).OfType<ConfigService>()],
            Verify = Value(scope, root, "internal_ssl_verify"),
            Database = database is null ? null : Database(scope, database),
        };
        return Result.With(config, scope.Diagnostics);
    }

    /// <summary>True where a text is such a file: it has <c>services:</c> with one of Anchore's; values of Anchore's chart too.</summary>
    public static bool Recognises(string text) =>
        YamlReader.Read("", text).Value is YamlNode.Mapping root && (ChartReader.Recognises(root) || IsConfig(root));

    private static bool IsConfig(YamlNode.Mapping root) => root["services"] is YamlNode.Mapping services &&
        services.Entries.Any(static e => AnchoreService.Find(e.Key.Value) is not null && e.Value is YamlNode.Mapping block && block["image"] is null);

    private static ConfigService? Service(NodeScope scope, YamlEntry entry)
    {
        if (NodeScope.IsNull(entry.Value)) return new(entry.Key.Value, entry.Key.Start);
        if (entry.Value is not YamlNode.Mapping service)
        {
            scope.Wrong(entry.Value, "services." + UserWord.Shown(entry.Key.Value), "a mapping");
            return null;
        }

        return new(entry.Key.Value, entry.Key.Start)
        {
            Enabled = Value(scope, service, "enabled"),
            Port = Value(scope, service, "port"),
            EndpointHostName = Value(scope, service, "endpoint_hostname"),
            SslEnable = Value(scope, service, "ssl_enable"),
            SslCert = Value(scope, service, "ssl_cert"),
            SslKey = Value(scope, service, "ssl_key"),
            SslChain = Value(scope, service, "ssl_chain"),
            ExternalHostName = Value(scope, service, "external_hostname"),
            ExternalPort = Value(scope, service, "external_port"),
            ExternalTls = Value(scope, service, "external_tls"),
        };
    }

    private static ConfigDatabase Database(NodeScope scope, YamlNode.Mapping database)
    {
        var arguments = Block(scope, database, "db_connect_args");
        return new(database.Start)
        {
            Connect = Value(scope, database, "db_connect"),
            Ssl = arguments is null ? null : Value(scope, arguments, "ssl"),
            SslMode = arguments is null ? null : Value(scope, arguments, "sslmode"),
            SslRootCert = arguments is null ? null : Value(scope, arguments, "sslrootcert"),
        };
    }

    private static ConfigValue? Value(NodeScope scope, YamlNode.Mapping mapping, string key)
    {
        if (mapping[key] is not { } node) return null;
        if (node is YamlNode.Scalar scalar) return new(scalar.Value, scalar.IsPlain, scalar.Start);
        scope.Wrong(node, key, "one value");
        return null;
    }

    private static YamlNode.Mapping? Block(NodeScope scope, YamlNode.Mapping? parent, string key)
    {
        if (parent?[key] is not { } node || NodeScope.IsNull(node)) return null;
        if (node is YamlNode.Mapping mapping) return mapping;
        scope.Wrong(node, key, "a mapping");
        return null;
    }
}
