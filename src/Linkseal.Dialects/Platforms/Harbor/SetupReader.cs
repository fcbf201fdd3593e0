using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>Puts settings and installation together, and says what does not fit.</summary>
internal static class SetupReader
{
    public static Result<HarborSetup> Read(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var settings = SettingsReader.Read(description);
        var installAt = description.Profile?.Settings?["install"]?.Start ?? description.Profile?.Name.At;
        var installation = HarborInstallation.Read(settings.Value!.Install, documents, description.File, installAt);
        var diagnostics = new List<Diagnostic>([.. settings.Diagnostics, .. installation.Diagnostics]);
        if (installation.Value is not { } found) return Result.With<HarborSetup>(null, diagnostics);

        var version = VersionOf(description, settings.Value, found, diagnostics);
        var paths = new HarborPaths(settings.Value.Install, found.Yaml.DataVolume, settings.Value.InternalFolder ?? found.Yaml.InternalFolder ?? HarborPaths.DefaultInternalFolder);
        var hostName = settings.Value.HostName ?? (found.Yaml.HostName is { } written && HarborHostName.Refusal(written) is null ? AlternativeName.Parse(written) : null);
        var setup = new HarborSetup
        {
            Description = description,
            Settings = settings.Value,
            Installation = found,
            Version = version ?? HarborVersion.Newest,
            Paths = paths,
            Options = [.. HarborOption.All.Where(o => o.IsIn(version ?? HarborVersion.Newest) && IsAsked(settings.Value, found, o))],
            HostName = hostName,
            Https = HttpsReader.Read(settings.Value.Https, found.Yaml, paths, hostName),
            AuthorityInFolder = settings.Value.InternalTls && description.Authority.At is null &&
                documents.ContainsKey(paths.InternalAuthority) && documents.ContainsKey(PlacePath.Exists(paths.InternalAuthorityKey)),
            Clients = [.. description.Clients.Select(static c => c.Value).Distinct()],
            Anchors = AnchorsOf(documents),
        };
        if (version is not null) diagnostics.AddRange(SetupRules.Broken(setup));
        return Result.With(setup, diagnostics);
    }

    /// <summary>What <see cref="Read"/> wants to see besides, once harbor.yml is known.</summary>
    public static ImmutableArray<string> ReadsMore(HarborSetup setup) => setup.InternalTls
        ? [setup.Paths.InternalAuthority, PlacePath.Exists(setup.Paths.InternalAuthorityKey)]
        : [];

    private static HarborVersion? VersionOf(PlatformDescription description, HarborSettings settings, HarborInstallation found, List<Diagnostic> diagnostics)
    {
        // The setting may say 2.12 where the image tag knows 2.12.3.
        var version = settings.Version is { } said && !(found.Version is { } tag && tag.SameMinor(said) && said.Patch is null) ? said : found.Version;
        var at = settings.VersionAt ?? description.Profile?.Name.At;
        if (version is null) diagnostics.Add(HarborDiagnostics.VersionUnknown(description.File, at, settings.Install));
        else if (version.IsTooOld && settings.Version is null) diagnostics.Add(HarborDiagnostics.UnsupportedVersion(description.File, at, version.ToString()));
        return version;
    }

    private static bool IsAsked(HarborSettings settings, HarborInstallation found, HarborOption option) =>
        settings.With is { } with ? with.Any(w => w.Option == option) : found.Running.Contains(option);

    private static string? AnchorsOf(ImmutableDictionary<string, string> documents)
    {
        if (documents.ContainsKey(PlacePath.Exists(HarborPaths.DebianAnchors))) return HarborPaths.DebianAnchors;
        return documents.ContainsKey(PlacePath.Exists(HarborPaths.RedHatAnchors)) ? HarborPaths.RedHatAnchors : null;
    }
}
