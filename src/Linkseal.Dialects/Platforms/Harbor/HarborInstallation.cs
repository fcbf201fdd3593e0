using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Platforms.Harbor;

/// <summary>What lies in the installer's folder.</summary>
internal sealed record HarborInstallation
{
    public required HarborYaml Yaml { get; init; }

    /// <summary>The version by the image tag in prepare, else in docker-compose.yml, else (minor only) by harbor.yml; null: unknown.</summary>
    public HarborVersion? Version { get; init; }

    /// <summary>Where <see cref="Version"/> stands, for people.</summary>
    public string VersionSource { get; init; } = "";

    /// <summary>docker-compose.yml is there: Harbor has been installed.</summary>
    public bool IsInstalled { get; init; }

    public bool HasPrepare { get; init; }

    /// <summary>The optional parts that docker-compose.yml runs.</summary>
    public ImmutableArray<HarborOption> Running { get; init; } = [];

    /// <summary>The text of docker-compose.override.yml; null: none.</summary>
    public string? Override { get; init; }

    /// <summary>The documents of the first round of reading.</summary>
    public static ImmutableArray<string> Reads(string install) => [.. Documents(install), LexicalPath.Join(install, "harbor.yml.tmpl")];

    /// <summary>The documents that say what is installed.</summary>
    public static ImmutableArray<string> Documents(string install) =>
    [
        HarborPaths.HarborYmlIn(install),
        LexicalPath.Join(install, "prepare"),
        HarborPaths.ComposeFileIn(install),
        LexicalPath.Join(install, "docker-compose.override.yml"),
    ];

    /// <summary>Reads the folder from its documents. Null where harbor.yml is missing or can't be read.</summary>
    /// <param name="install">The installer's folder.</param>
    /// <param name="documents">Text by path.</param>
    /// <param name="file">The description, for a missing harbor.yml.</param>
    /// <param name="at">Where the description speaks of it.</param>
    public static Result<HarborInstallation> Read(string install, ImmutableDictionary<string, string> documents, string file, Position? at)
    {
        var path = HarborPaths.HarborYmlIn(install);
        if (!documents.TryGetValue(path, out var text))
        {
            var template = documents.ContainsKey(LexicalPath.Join(install, "harbor.yml.tmpl"));
            return Result.With<HarborInstallation>(null, [HarborDiagnostics.NoHarborYml(file, at, path, template)]);
        }

        var yaml = HarborYamlReader.Read(path, text);
        if (yaml.Value is null) return Result.With<HarborInstallation>(null, yaml.Diagnostics);

        var prepare = documents.GetValueOrDefault(LexicalPath.Join(install, "prepare"));
        var compose = documents.GetValueOrDefault(HarborPaths.ComposeFileIn(install));
        var services = compose is null ? [] : ComposeServices.Read(compose);
        var (version, source) = VersionOf(yaml.Value, prepare, compose);
        return Result.With(
            new HarborInstallation
            {
                Yaml = yaml.Value,
                Version = version,
                VersionSource = source,
                IsInstalled = compose is not null,
                HasPrepare = prepare is not null,
                Running = [.. HarborOption.All.Where(o => services.Contains(o.Service))],
                Override = documents.GetValueOrDefault(LexicalPath.Join(install, "docker-compose.override.yml")),
            },
            yaml.Diagnostics);
    }

    private static (HarborVersion? Version, string Source) VersionOf(HarborYaml yaml, string? prepare, string? compose)
    {
        if (prepare is not null && HarborVersion.OfImage(prepare, "goharbor/prepare") is { } ofPrepare) return (ofPrepare, "image tag in prepare");
        if (compose is not null && HarborVersion.OfImage(compose, "goharbor/harbor-core") is { } ofCompose) return (ofCompose, "image tag in docker-compose.yml");
        return (yaml.Version, "_version in harbor.yml");
    }
}
