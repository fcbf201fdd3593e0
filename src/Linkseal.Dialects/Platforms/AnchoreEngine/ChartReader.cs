using System.Collections.Immutable;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Reads values of Anchore's chart as the config.yaml that the chart renders from them. They are looked at, never edited.</summary>
/// <remarks>Source: anchore/anchore-charts stable/anchore-engine/templates/engine_configmap.yaml at anchore-engine-1.28.8; a value that is left out has the chart's own default.</remarks>
internal static class ChartReader
{
    private const string Certificates = "/home/anchore/certs/";
    private const string Api = "apiext";

    private static readonly ImmutableArray<(string Service, string Values, string[] Port, string Default)> Services =
    [
        (Api, "anchoreApi", ["service", "port"], "8228"),
        ("catalog", "anchoreCatalog", ["service", "port"], "8082"),
        ("simplequeue", "anchoreSimpleQueue", ["service", "port"], "8083"),
        ("policy_engine", "anchorePolicyEngine", ["service", "port"], "8087"),
        ("analyzer", "anchoreAnalyzer", ["containerPort"], "8084"),
    ];

    /// <summary>True for values of this chart: the table of what all services share is there, at the top or under the key by which a parent chart takes this one in.</summary>
    public static bool Recognises(YamlNode? root) => IsValues(root) || !Keys(root).IsEmpty;

    /// <summary>The keys of a parent chart's values under which there are values of this one.</summary>
    public static ImmutableArray<string> Keys(YamlNode? root) =>
        IsValues(root) || root is not YamlNode.Mapping mapping ? [] : [.. mapping.Entries.Where(static e => IsValues(e.Value)).Select(static e => e.Key.Value)];

    /// <summary>The config.yaml that the values become; of a parent's, those of its first key.</summary>
    public static AnchoreConfig Read(YamlNode.Mapping root) =>
        Keys(root) is [var key, ..] ? Own((YamlNode.Mapping)root[key]!) with { ChartKey = key } : Own(root);

    private static bool IsValues(YamlNode? node) => node is YamlNode.Mapping mapping && mapping["anchoreGlobal"] is YamlNode.Mapping;

    private static AnchoreConfig Own(YamlNode.Mapping root)
    {
        var database = YamlScalars.Find(root, "anchoreGlobal", "dbConfig");
        var isSealed = Value(root, ["anchoreGlobal", "dbConfig", "ssl"], "false");
        var isTls = IsTrue(YamlScalars.Find(database, "ssl"));
        return new()
        {
            IsChart = true,
            Services = [.. Services.Select(s => Service(root, s.Service, s.Values, s.Port, s.Default))],
            Verify = Value(root, ["anchoreGlobal", "internalServicesSsl", "verifyCerts"], "false"),
            Version = AnchoreVersion.OfImage(Value(root, ["anchoreGlobal", "image"], "").Written),
            Database = new((database ?? root).Start)
            {
                Connect = new("postgresql://${ANCHORE_DB_HOST}/", IsPlain: false, (database ?? root).Start),
                Ssl = isSealed,
                SslMode = isTls ? Value(root, ["anchoreGlobal", "dbConfig", "sslMode"], "verify-full") : null,
            },
        };
    }

    private static ConfigService Service(YamlNode.Mapping root, string name, string values, string[] port, string usual)
    {
        var ssl = Value(root, ["anchoreGlobal", "internalServicesSsl", "enabled"], "false");
        var isOn = IsTrue(YamlScalars.Find(root, "anchoreGlobal", "internalServicesSsl", "enabled"));
        var service = new ConfigService(name, root.Start)
        {
            Port = Value(root, [values, .. port], usual),
            // The release's name, which comes first, is not in the values.
            EndpointHostName = new("anchore-engine-" + (name == Api ? "api" : name.Replace('_', '-')), IsPlain: true, root.Start),
            SslEnable = isOn ? ssl : null,
            SslCert = isOn ? File(root, "certSecretCertName") : null,
            SslKey = isOn ? File(root, "certSecretKeyName") : null,
        };
        // Only the API has something to announce to the outside.
        if (name != Api || YamlScalars.Find(root, values, "external") is not YamlNode.Mapping external) return service;
        return service with
        {
            ExternalTls = IsTrue(external["use_tls"]) ? Rendered(external["use_tls"]) : null,
            ExternalHostName = IsTrue(external["hostname"]) ? Rendered(external["hostname"]) : null,
            ExternalPort = IsTrue(external["port"]) ? Rendered(external["port"]) : null,
        };
    }

    // Go's templates ask for truth: every text that is not empty, "false" in quotes too.
    private static bool IsTrue(YamlNode? node) =>
        node is YamlNode.Scalar scalar && !YamlScalars.IsNull(scalar) && (scalar.IsPlain ? scalar.Value != "0" && YamlScalars.Truth(scalar) is not false : scalar.Value.Length > 0);

    // Quotes of the values are gone in what is rendered.
    private static ConfigValue? Rendered(YamlNode? node) => node is YamlNode.Scalar scalar ? new(scalar.Value, IsPlain: true, scalar.Start) : null;

    private static ConfigValue File(YamlNode.Mapping root, string key)
    {
        var name = Value(root, ["anchoreGlobal", "internalServicesSsl", key], "");
        return name with { Written = Certificates + name.Written, IsPlain = false };
    }

    private static ConfigValue Value(YamlNode.Mapping root, ImmutableArray<string> path, string usual) =>
        YamlScalars.Find(root, path.AsSpan()) is { } node && !YamlScalars.IsNull(node) && Rendered(node) is { } value ? value : new(usual, IsPlain: true, root.Start);
}

/// <summary>What to change in the chart's values, where Linkseal can't.</summary>
internal static class ChartRemedies
{
    private const string Values = "in the values: ";
    private const string Global = Values + "anchoreGlobal.";

    /// <summary>What there is to do about a finding; null: nothing but what it says.</summary>
    /// <param name="code">The finding's code.</param>
    /// <param name="key">Where in a parent chart's values these stand; null: at the top.</param>
    public static string? Of(string code, string? key) => key is null ? Of(code) : Of(code)?.Replace(Values, $"{Values}under {UserWord.Shown(key)}: ", StringComparison.Ordinal);

    private static string? Of(string code) => code switch
    {
        "LS2600" => Global + "internalServicesSsl: { enabled: true, verifyCerts: true, certSecretCertName, certSecretKeyName }, and certStoreSecretName",
        "LS2620" or "LS2622" => Global + "internalServicesSsl.verifyCerts: true",
        "LS2605" or "LS2606" => Values + "anchoreApi.external.use_tls, equal to anchoreGlobal.internalServicesSsl.enabled",
        "LS2610" or "LS2611" => "none in the chart, which mounts the one secret there: let its certificate be of a CA of its own, and the secret readable by Anchore alone",
        "LS2630" or "LS2631" => "none in the chart from 1.28 on: it writes `ssl: true` with every sslMode; patch the rendered ConfigMap, where `ssl` has to go",
        _ => null,
    };
}
