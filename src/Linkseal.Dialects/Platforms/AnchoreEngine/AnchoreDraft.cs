using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>The first <c>linkseal.yaml</c> of a folder with a config.yaml of Anchore's, a compose file that runs it, or both.</summary>
internal static class AnchoreDraft
{
    private const string Config = "config.yaml";
    private const string Values = "values.yaml";

    public static ImmutableArray<string> Signs { get; } = [Config, "config/" + Config, .. ComposeFile.Names, Values];

    public static Result<Draft>? Of(DraftRequest request)
    {
        var configs = request.Documents.Where(static d => ConfigReader.Recognises(d.Value)).Select(static d => d.Key).OrderBy(k => !request.Files.Contains(k)).ThenBy(static k => Array.IndexOf([Config, "config/" + Config], k) is var i && i < 0 ? 2 : i).ThenBy(static k => k, StringComparer.Ordinal).ToArray();
        var composes = request.Documents.Where(d => !configs.Contains(d.Key)).OrderBy(d => !request.Files.Contains(d.Key)).ThenBy(static d => d.Key, StringComparer.Ordinal)
            .Select(d => (Name: d.Key, Read: ComposeFile.Read(LexicalPath.Resolve(request.Folder, d.Key), d.Value, ImmutableDictionary<string, string>.Empty))).Where(static c => c.Read?.Value is not null).ToArray();
        var (compose, composeName) = composes.Length == 0 ? (null, null) : (composes[0].Read!.Value, composes[0].Name);
        if (configs.Length == 0)
        {
            return compose is null ? null : WithoutConfig(request, compose, composeName!);
        }

        var read = ConfigReader.Read(configs[0], request.Documents[configs[0]]);
        if (read.Failed) return Result.With<Draft>(null, read.Diagnostics);
        var draft = new Draft(Describe(request, configs[0], composeName), ImmutableDictionary<string, string>.Empty, Saw(read.Value!, configs[0], compose, composeName))
        {
            NotLookedAt = [.. Others(configs[0], request.Documents[configs[0]]), .. configs.Skip(1).Select(c => new NotLookedAt(c, $"a config.yaml of Anchore's too; {configs[0]} was taken: settings: {{ config: {request.PathOf(c)} }}"))],
        };
        return Result.With(draft, []);
    }

    // A parent chart may take the chart in twice.
    private static IEnumerable<NotLookedAt> Others(string config, string text) => ChartReader.Keys(YamlReader.Read("", text).Value) is [var first, .. var others]
        ? others.Select(key => new NotLookedAt($"{config}: {UserWord.Shown(key)}", $"values of Anchore's chart too; those under {UserWord.Shown(first)} were taken")) : [];

    private static Result<Draft> WithoutConfig(DraftRequest request, ComposeFile compose, string name)
    {
        var container = compose.Containers[0];
        if (container.Volumes.Hides(container.Mounts, AnchorePaths.ConfigInside) is { } volume) return Result.With<Draft>(null, [AnchoreDiagnostics.ConfigInVolume(name, name, volume)]);
        if (container.Mounts.HostOf(AnchorePaths.ConfigInside) is { } there) return Result.With<Draft>(null, [AnchoreDiagnostics.NoConfig(name, null, there)]);
        if (!request.LooksOnly || ImageConfig.Of(compose, null) is not { } image) return Result.With<Draft>(null, [AnchoreDiagnostics.ConfigInImage(name, null, name, container.Image)]);
        return Result.Ok(new Draft(Describe(request, null, name), ImmutableDictionary<string, string>.Empty, Saw(image, "config.yaml of the image, as none is mounted", compose, name)));
    }

    private static string Describe(DraftRequest request, string? config, string? compose)
    {
        var text = new StringBuilder();
        text.Append(DraftText.Schema(request));
        text.Append("# TLS between Anchore Engine's services. What is left out is read from config.yaml and the compose file. `linkseal show` lists everything.\n");
        text.Append("platform: ").Append(request.PlatformName ?? "anchore").Append('\n');
        text.Append("profile: anchore-engine\n");
        text.Append("settings:\n");
        if (config is not null) text.Append("  config: ").Append(DraftText.Quoted(request.PathOf(config))).Append('\n');
        text.Append(compose is null ? "#  compose: docker-compose.yaml       # none was seen; with one, mounts, health checks and restarts are done too\n" : $"  compose: {DraftText.Quoted(request.PathOf(compose))}\n");
        if (request.HostName is { } name) text.Append("  services:\n    apiext: { hostname: ").Append(DraftText.Quoted(name)).Append(" }\n");
        else text.Append("#  services:\n#    apiext: { hostname: anchore.example.com, certificate: corp.crt, key: corp.key, chain: corp-chain.crt }\n");
        text.Append("#  tls: proxy                         # an nginx before what is published, instead of TLS in each service\n");
        text.Append("#  database: { authority: root.crt }  # verify-full towards PostgreSQL; {}: by the platform's own authority\n");
        text.Append("# authority:                          # default: an ECDSA authority in .linkseal/ beside this file\n");
        text.Append("#   existing: { certificate: ca.crt, key: ca.key }\n");
        return text.ToString();
    }

    private static ImmutableArray<string> Saw(AnchoreConfig config, string name, ComposeFile? compose, string? composeName) =>
    [
        $"{name}: " + string.Join(", ", config.Services.Select(static s => s.Name)),
        config.IsChart
            ? $"values of Anchore's chart{(config.ChartKey is { } key ? $" under {UserWord.Shown(key)}" : "")}{(config.Version is { } chart ? $", image {chart}" : "")}: they can be audited, not edited"
            : compose is null
            ? "no compose file: mounts, health checks and restarts are left to you"
            : $"{composeName}: " + string.Join(", ", compose.Containers.Select(static c => c.Name)) + (compose.Version is { } version ? $"; Anchore Engine {version}" : ""),
        config.IsChart ? $"TLS: {(config.Services.Any(static s => s.SslEnable is not null) ? "one secret for all services" : "off")}"
            : config.Services.Any(static s => s.SslEnable is not null)
            ? "TLS: " + string.Join(", ", config.Services.Where(static s => s.SslEnable is not null).Select(static s => s.Name)) + " has ssl_enable already; certificates are made for all"
            : "TLS: off; it will be turned on in each service",
    ];
}
