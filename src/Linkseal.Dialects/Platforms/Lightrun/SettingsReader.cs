using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Lightrun;

/// <summary>Reads <c>settings:</c>: everything wrong is reported at once, with line and column.</summary>
internal static class SettingsReader
{
    private static readonly string[] Keys =
        ["release", "namespace", "version", "chart", "values", "into", "secrets", "context", "verification", "shared", "certificates", "ca", "public"];

    private static readonly string[] ChoiceKeys = ["secret", "certificate", "key"];
    private static readonly string[] AuthorityKeys = ["secret", "file"];
    private static readonly string[] PublicKeys = ["certificate", "key", "ca"];

    public static Result<LightrunSettings> Read(PlatformDescription description)
    {
        var folder = PlacePath.Of(description, description.Folder);
        var settings = new LightrunSettings { Values = LexicalPath.Join(folder, "values.yaml") };
        var scope = new NodeScope(description.File, (at, key, expected, met) => LightrunDiagnostics.BadSetting(description.File, at, key, expected, met));
        var mapping = description.Profile?.Settings;
        foreach (var (key, value) in (mapping?.Entries ?? []).Select(static e => (e.Key, e.Value)))
        {
            settings = key.Value switch
            {
                "release" => settings with { Release = KubernetesName.Label(scope, value, "release", KubernetesName.LongestRelease) ?? "" },
                "namespace" => settings with { Namespace = KubernetesName.Label(scope, value, "namespace", KubernetesName.LongestLabel) ?? "" },
                "version" => settings with { Version = Version(scope, value) },
                "chart" => settings with { Chart = Word(scope, value, "chart") ?? settings.Chart },
                "values" => settings with { Values = scope.Path(value, "values", folder) ?? settings.Values, ValuesAt = value.Start },
                "into" => settings with { IntoValues = OneOf(scope, value, "into", "fragment", "values") },
                "secrets" => settings with { Cluster = OneOf(scope, value, "secrets", "manifests", "cluster"), ClusterAt = value.Start },
                "context" => settings with { Context = Word(scope, value, "context") },
                "verification" => settings with { Verification = scope.Flag(value, "verification") ?? true },
                "shared" => settings with { Shared = Shared(scope, value, description.Folder) },
                "certificates" => settings with { Certificates = Certificates(scope, value, description.Folder) },
                "ca" => settings with { Authority = Authority(scope, value, folder) },
                "public" => settings with { Public = Public(scope, value, description.Folder, folder) },
                _ => Unknown(scope, key, settings),
            };
        }

        Missing(scope, description, mapping);
        if (settings is { Cluster: true, Context: null }) scope.Report(LightrunDiagnostics.NoContext(scope.File, settings.ClusterAt!.Value));
        return Result.With(settings, scope.Diagnostics);
    }

    private static void Missing(NodeScope scope, PlatformDescription description, YamlNode.Mapping? mapping)
    {
        var at = description.Profile?.Name.At;
        if (mapping?["release"] is null) scope.Report(LightrunDiagnostics.NoRelease(scope.File, at));
        if (mapping?["namespace"] is null) scope.Report(LightrunDiagnostics.NoNamespace(scope.File, at));
    }

    private static LightrunVersion? Version(NodeScope scope, YamlNode node)
    {
        const string Expected = "a version of the chart, as \"3.50.0\"";
        if (scope.Text(node, "version", Expected) is not { } text) return null;
        var version = LightrunVersion.Parse(text);
        if (version is null) scope.Wrong(node, "version", Expected);
        else if (version.IsTooOld) scope.Report(LightrunDiagnostics.UnsupportedVersion(scope.File, node.Start, text));
        return version;
    }

    // It becomes an argument of a command: neither an option nor several words.
    private static string? Word(NodeScope scope, YamlNode node, string key)
    {
        const string Expected = "one word that does not begin with `-`";
        if (scope.Text(node, key, Expected) is not { } text) return null;
        if (text[0] != '-' && !text.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))) return text;
        scope.Wrong(node, key, Expected);
        return null;
    }

    /// <summary>True for the second word.</summary>
    private static bool OneOf(NodeScope scope, YamlNode node, string key, string first, string second)
    {
        var expected = $"`{first}` or `{second}`";
        var text = scope.Text(node, key, expected);
        if (text is not null && text != first && text != second) scope.Wrong(node, key, expected);
        return text == second;
    }

    private static CertificateChoice? Shared(NodeScope scope, YamlNode node, string folder)
    {
        if (node is YamlNode.Mapping) return Choice(scope, node, "shared", folder);
        return scope.Flag(node, "shared") is true ? new CertificateChoice.Usual(node.Start) : null;
    }

    private static ImmutableDictionary<string, CertificateChoice> Certificates(NodeScope scope, YamlNode node, string folder)
    {
        var found = ImmutableDictionary.CreateBuilder<string, CertificateChoice>();
        if (NodeScope.IsNull(node)) return found.ToImmutable();
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, "certificates", "a mapping of the chart's keys: " + string.Join(", ", ValuesReader.Keys));
            return found.ToImmutable();
        }

        Refuse(scope, mapping, "`certificates`", ValuesReader.Keys);
        foreach (var entry in mapping.Entries.Where(static e => ValuesReader.Keys.Contains(e.Key.Value)))
        {
            if (Choice(scope, entry.Value, "certificates." + entry.Key.Value, folder) is { } choice) found[entry.Key.Value] = choice with { At = entry.Key.Start };
        }

        return found.ToImmutable();
    }

    private static CertificateChoice? Choice(NodeScope scope, YamlNode node, string key, string folder)
    {
        const string Expected = "a mapping with `secret`, or with `certificate` and `key`";
        if (node is not YamlNode.Mapping mapping)
        {
            scope.Wrong(node, key, Expected);
            return null;
        }

        Refuse(scope, mapping, $"`{key}`", ChoiceKeys);
        var secret = KubernetesName.Subdomain(scope, mapping["secret"], key + ".secret");
        var certificate = scope.Path(mapping["certificate"], key + ".certificate", folder);
        var keyFile = scope.Path(mapping["key"], key + ".key", folder);
        if (mapping["secret"] is not null && (certificate ?? keyFile) is not null)
        {
            scope.Wrong(node, key, Expected);
            return null;
        }

        if (secret is not null) return new CertificateChoice.OfSecret(node.Start, secret);
        if (Pair(scope, mapping, key, certificate, keyFile)) return new CertificateChoice.OfFiles(node.Start, certificate!, keyFile);
        if (mapping.Entries.IsEmpty) scope.Wrong(node, key, Expected);
        return null;
    }

    /// <summary>True where there is a whole pair; half of one is reported.</summary>
    private static bool Pair(NodeScope scope, YamlNode.Mapping mapping, string where, string? certificate, string? key)
    {
        if (certificate is null && key is not null) scope.Report(LightrunDiagnostics.HalfPair(scope.File, mapping["key"]!.Start, where, "key", "certificate"));
        // A PKCS#12 file holds its key; Runtime says so where it does not.
        else if (certificate is not null && key is null && !IsContainer(certificate)) scope.Report(LightrunDiagnostics.HalfPair(scope.File, mapping["certificate"]!.Start, where, "certificate", "key"));
        else return certificate is not null;
        return false;
    }

    private static AuthorityChoice? Authority(NodeScope scope, YamlNode node, string folder)
    {
        if (NodeScope.IsNull(node)) return null;
        if (node is YamlNode.Scalar) return scope.Path(node, "ca", folder) is { } path ? new(node.Start, null, path) : null;
        if (node is YamlNode.Mapping mapping)
        {
            Refuse(scope, mapping, "`ca`", AuthorityKeys);
            var secret = KubernetesName.Subdomain(scope, mapping["secret"], "ca.secret");
            var file = scope.Path(mapping["file"], "ca.file", folder);
            if (secret is null != file is null) return new(node.Start, secret, file);
        }

        scope.Wrong(node, "ca", "a PEM file, or a mapping with `file` or `secret`");
        return null;
    }

    private static PublicChoice Public(NodeScope scope, YamlNode node, string machineFolder, string folder)
    {
        const string Expected = "`made`, or a mapping with `certificate`, `key` and `ca`";
        if (node is not YamlNode.Mapping mapping)
        {
            var text = scope.Text(node, "public", Expected);
            if (text is not (null or "made")) scope.Wrong(node, "public", Expected);
            return new() { Made = text == "made", At = node.Start };
        }

        Refuse(scope, mapping, "`public`", PublicKeys);
        var choice = new PublicChoice
        {
            At = node.Start,
            Certificate = scope.Path(mapping["certificate"], "public.certificate", machineFolder),
            Key = scope.Path(mapping["key"], "public.key", machineFolder),
            Authority = scope.Path(mapping["ca"], "public.ca", folder),
            AuthorityAt = mapping["ca"]?.Start,
        };
        if (choice is { Certificate: null, Key: not null }) scope.Report(LightrunDiagnostics.HalfPair(scope.File, mapping["key"]!.Start, "public", "key", "certificate"));
        return choice;
    }

    private static bool IsContainer(string path) =>
        path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    private static void Refuse(NodeScope scope, YamlNode.Mapping mapping, string where, IReadOnlyCollection<string> known)
    {
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key.Value)))
        {
            scope.Report(LightrunDiagnostics.UnknownSetting(scope.File, entry.Key.Start, where, entry.Key.Value, known));
        }
    }

    private static LightrunSettings Unknown(NodeScope scope, YamlNode.Scalar key, LightrunSettings settings)
    {
        scope.Report(LightrunDiagnostics.UnknownSetting(scope.File, key.Start, "`settings` of profile lightrun", key.Value, Keys));
        return settings;
    }
}
