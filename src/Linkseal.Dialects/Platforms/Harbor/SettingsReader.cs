using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Reads <c>settings:</c>: everything wrong is reported at once, with line and column.</summary>
internal static class SettingsReader
{
    private static readonly string[] Keys = ["install", "version", "hostname", "with", "internalTls", "https", "mutual", "dockerClientCertificate"];
    private static readonly string[] InternalKeys = ["dir"];
    private static readonly string[] HttpsKeys = ["port", "names", "certificate", "key", "authority"];

    public static Result<HarborSettings> Read(PlatformDescription description)
    {
        var folder = PlacePath.Of(description, description.Folder);
        var settings = new HarborSettings { Install = folder };
        if (description.Profile?.Settings is not { } mapping) return Result.Ok(settings);

        var scope = new NodeScope(description.File, (at, key, expected, met) => HarborDiagnostics.BadSetting(description.File, at, key, expected, met));
        foreach (var (key, value) in mapping.Entries.Select(static e => (e.Key, e.Value)))
        {
            settings = key.Value switch
            {
                "install" => settings with { Install = scope.Path(value, "install", folder) ?? settings.Install },
                "version" => settings with { Version = Version(scope, value), VersionAt = value.Start },
                "hostname" => settings with { HostName = HostName(scope, value) },
                "with" => settings with { With = NodeScope.IsNull(value) ? null : Options(scope, value) },
                "internalTls" => Internal(scope, value, folder, settings),
                "https" => settings with { Https = Https(scope, value, description.Folder) },
                "mutual" => settings with { Mutual = scope.Flag(value, "mutual") ?? false, MutualAt = value.Start },
                "dockerClientCertificate" => settings with { DockerClientCertificate = scope.Flag(value, key.Value) ?? false, DockerClientCertificateAt = value.Start },
                _ => Unknown(scope, key, settings),
            };
        }

        if (settings is { Mutual: true, InternalTls: false }) scope.Report(HarborDiagnostics.MutualWithoutTls(scope.File, settings.MutualAt!.Value));
        return Result.With(settings, scope.Diagnostics);
    }

    private static HarborVersion? Version(NodeScope scope, YamlNode node)
    {
        if (scope.Text(node, "version", "a Harbor version, as \"2.12\"") is not { } text) return null;
        var version = HarborVersion.Parse(text);
        if (version is null) scope.Wrong(node, "version", "a Harbor version, as \"2.12\" or \"2.12.0\"");
        else if (version.IsTooOld) scope.Report(HarborDiagnostics.UnsupportedVersion(scope.File, node.Start, text));
        return version;
    }

    private static AlternativeName? HostName(NodeScope scope, YamlNode node)
    {
        if (scope.Text(node, "hostname", "a host name or an IP address") is not { } text) return null;
        if (HarborHostName.Refusal(text) is not { } refusal) return AlternativeName.Parse(text);
        scope.Report(HarborDiagnostics.BadHostName(scope.File, node.Start, refusal));
        return null;
    }

    private static ImmutableArray<(HarborOption Option, Position At)> Options(NodeScope scope, YamlNode node)
    {
        var found = ImmutableArray.CreateBuilder<(HarborOption, Position)>();
        foreach (var item in scope.Items(node, "with"))
        {
            if (scope.Text(item, "with", "a list of Harbor's options") is not { } name) continue;
            if (HarborOption.Find(name) is { } option) found.Add((option, item.Start));
            else scope.Report(HarborDiagnostics.UnknownSetting(scope.File, item.Start, "`with`", name, HarborOption.All.Select(static o => o.Name), "option"));
        }

        return found.ToImmutable();
    }

    private static HarborSettings Internal(NodeScope scope, YamlNode node, string folder, HarborSettings settings)
    {
        if (node is not YamlNode.Mapping mapping) return settings with { InternalTls = scope.Switch(node, "internalTls", "`off`, or a mapping with `dir`") ?? true };
        Refuse(scope, mapping, "`internalTls`", InternalKeys);
        return settings with { InternalFolder = scope.Path(mapping["dir"], "internalTls.dir", folder), InternalFolderAt = mapping["dir"]?.Start };
    }

    private static HttpsSettings Https(NodeScope scope, YamlNode node, string folder)
    {
        if (node is not YamlNode.Mapping mapping) return new() { Wanted = scope.Switch(node, "https", "`off`, or a mapping with `port`, `names`, `certificate` and `key`") };
        Refuse(scope, mapping, "`https`", HttpsKeys);
        var https = new HttpsSettings
        {
            Wanted = true,
            Port = scope.Port(mapping["port"], "https.port"),
            Names = [.. scope.Items(mapping["names"], "https.names").Select(n => scope.Name(n, "https.names")).OfType<AlternativeName>()],
            Certificate = scope.Path(mapping["certificate"], "https.certificate", folder),
            Key = scope.Path(mapping["key"], "https.key", folder),
            OfInternalAuthority = Authority(scope, mapping["authority"]),
        };
        if (https is { Certificate: null, Key: not null }) scope.Report(HarborDiagnostics.HalfPair(scope.File, mapping["key"]!.Start, "key", "certificate"));
        // A PKCS#12 file holds its key; Runtime says so where it does not.
        if (https is { Certificate: { } certificate, Key: null } && !IsContainer(certificate))
        {
            scope.Report(HarborDiagnostics.HalfPair(scope.File, mapping["certificate"]!.Start, "certificate", "key"));
        }

        return https;
    }

    private static bool Authority(NodeScope scope, YamlNode? node)
    {
        var text = scope.Text(node, "https.authority", "`own` or `internal`");
        if (text is null or "own" or "internal") return text == "internal";
        scope.Wrong(node!, "https.authority", "`own` or `internal`");
        return false;
    }

    private static bool IsContainer(string path) =>
        path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    private static void Refuse(NodeScope scope, YamlNode.Mapping mapping, string where, string[] known)
    {
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key.Value)))
        {
            scope.Report(HarborDiagnostics.UnknownSetting(scope.File, entry.Key.Start, where, entry.Key.Value, known));
        }
    }

    private static HarborSettings Unknown(NodeScope scope, YamlNode.Scalar key, HarborSettings settings)
    {
        scope.Report(HarborDiagnostics.UnknownSetting(scope.File, key.Start, "`settings` of profile harbor", key.Value, Keys));
        return settings;
    }
}
