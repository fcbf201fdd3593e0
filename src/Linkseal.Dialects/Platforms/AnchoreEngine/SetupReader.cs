using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>Puts settings, config.yaml and the compose file together, and says what does not fit.</summary>
internal static class SetupReader
{
    /// <summary>The documents of the first round: config.yaml, and wherever a compose file may lie.</summary>
    public static ImmutableArray<string> Reads(PlatformDescription description)
    {
        var settings = SettingsReader.Read(description).Value!;
        var composes = ComposeCandidates(description, settings).ToArray();
        return [settings.Config, .. composes, .. composes.Select(static c => ComposeVariables.FileOf(new ComposeFile(c, []).Folder)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What the compose file that was found leads to: the override beside it, its <c>env_file</c>s, the configuration of an nginx in them.</summary>
    public static ImmutableArray<string> ReadsMore(PlatformDescription description, ImmutableDictionary<string, string> documents)
    {
        var settings = SettingsReader.Read(description).Value!;
        var (compose, _) = Compose(description, settings, documents);
        if (compose is null) return [FormBeside(settings.Config)];
        return [.. compose.OverridePaths, .. compose.EnvironmentFiles, .. ComposeFronts.Read(compose, documents).Reads()];
    }

    /// <param name="description">The description.</param>
    /// <param name="documents">Every document that was asked for and is there.</param>
    /// <param name="looksOnly">True: nothing will be edited, so that the config.yaml in the image may stand for one that is not mounted.</param>
    public static Result<AnchoreSetup> Read(PlatformDescription description, ImmutableDictionary<string, string> documents, bool looksOnly = false)
    {
        var read = SettingsReader.Read(description);
        var settings = read.Value!;
        var (compose, problems) = Compose(description, settings, documents);
        List<Diagnostic> diagnostics = [.. read.Diagnostics, .. problems];
        var image = looksOnly && settings.ConfigAt is null && !documents.ContainsKey(settings.Config) ? ImageConfig.Of(compose, settings.Version) : null;
        if (image is not null) settings = settings with { Config = compose!.Path };
        if (!documents.TryGetValue(settings.Config, out var text))
        {
            var at = settings.ConfigAt ?? description.Profile?.Name.At;
            diagnostics.Add(compose is not null && settings.ConfigAt is null
                ? AnchoreDiagnostics.ConfigInImage(description.File, at, compose.Path, compose.Containers[0].Image)
                : AnchoreDiagnostics.NoConfig(description.File, at, settings.Config));
            return Result.With<AnchoreSetup>(null, diagnostics);
        }

        var config = image is not null ? Result.Ok(image) : ConfigReader.Read(settings.Config, text);
        diagnostics.AddRange(config.Diagnostics);
        if (config.Value is null) return Result.With<AnchoreSetup>(null, diagnostics);

        var version = settings.Version ?? compose?.Version ?? config.Value.Version;
        var setup = new AnchoreSetup
        {
            Description = description,
            Settings = settings,
            Config = config.Value,
            Compose = compose,
            Override = compose is null ? null : documents.GetValueOrDefault(OverridePath(compose, documents)),
            OverridePath = compose is null ? "" : OverridePath(compose, documents),
            AbsentEnvironment = compose is null ? [] : [.. compose.EnvironmentFiles.Where(f => !documents.ContainsKey(f))],
            IsImages = image is not null,
            Version = version,
            Paths = PathsReader.Read(settings, compose, config.Value.IsChart),
            Services = InstanceReader.Read(description, settings, config.Value, compose, version, diagnostics, looksOnly),
            Verifies = settings.Verify,
        };
        diagnostics.AddRange(looksOnly ? [.. SetupRules.BrokenSettings(setup), .. ComposeOverride.Unreadable(setup)] : SetupRules.Broken(setup));
        return Result.With(setup, diagnostics);
    }

    /// <summary>What Linkseal writes for an nginx of the host, where there is no compose file.</summary>
    public static string FormBeside(string config) => LexicalPath.Resolve(config, "../proxy/conf.d/anchore.conf");

    private static IEnumerable<string> ComposeCandidates(PlatformDescription description, AnchoreSettings settings)
    {
        if (!settings.UsesCompose) return [];
        if (settings.Compose is { } named) return [named];
        var beside = LexicalPath.Resolve(settings.Config, "..");
        return new[] { beside, LexicalPath.Resolve(beside, ".."), PlacePath.Of(description, description.Folder) }.Distinct(StringComparer.Ordinal)
            .SelectMany(static folder => ComposeFile.Names.Select(name => LexicalPath.Join(folder, name)));
    }

    /// <summary>The override that is there, else the one to be made.</summary>
    private static string OverridePath(ComposeFile compose, ImmutableDictionary<string, string> documents) =>
        compose.OverridePaths.FirstOrDefault(documents.ContainsKey) ?? compose.OverridePaths[0];

    /// <summary>The first candidate that runs Anchore Engine.</summary>
    private static (ComposeFile? File, IEnumerable<Diagnostic> Diagnostics) Compose(PlatformDescription description, AnchoreSettings settings, ImmutableDictionary<string, string> documents)
    {
        foreach (var path in ComposeCandidates(description, settings).Where(documents.ContainsKey))
        {
            if (ComposeFile.Read(path, documents[path], documents) is not { } read) continue;
            return (read.Value, read.Diagnostics);
        }

        if (settings.Compose is not { } named) return (null, []);
        return (null, [AnchoreDiagnostics.NoCompose(description.File, settings.ComposeAt, named, documents.ContainsKey(named) ? "runs no Anchore Engine" : "is not there")]);
    }
}
