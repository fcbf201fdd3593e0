using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Dialects.Compose;

namespace Linkseal.Dialects.Platforms.AnchoreEngine;

/// <summary>The containers that a compose file runs Anchore Engine in.</summary>
internal sealed record ComposeFile(string Path, ImmutableArray<ComposeContainer> Containers)
{
    public static ImmutableArray<string> Names => ComposeNodes.FileNames;

    /// <summary>The <c>.env</c> that its variables are taken from; null: there is none.</summary>
    public string? VariablesFile { get; init; }

    /// <summary>All its services resolved, those that run no Anchore Engine too.</summary>
    public ImmutableArray<YamlEntry> Services { get; init; } = [];

    public string Folder => Path.LastIndexOf('/') is > 0 and var slash ? Path[..slash] : "/";

    /// <summary>True where <c>docker compose</c> finds the file, and an override beside it, without being told.</summary>
    public bool IsFoundByCompose => Names.Contains(System.IO.Path.GetFileName(Path));

    /// <summary>Where an override may stand: the same name with <c>override</c> in it and this file's ending, else the other one.</summary>
    public ImmutableArray<string> OverridePaths
    {
        get
        {
            var (stem, ending) = (System.IO.Path.GetFileNameWithoutExtension(Path) + ".override", System.IO.Path.GetExtension(Path));
            return [LexicalPath.Join(Folder, stem + ending), LexicalPath.Join(Folder, stem + (ending == ".yml" ? ".yaml" : ".yml"))];
        }
    }

    /// <summary>Every <c>env_file</c> of the containers, absolute.</summary>
    public ImmutableArray<string> EnvironmentFiles => [.. Containers.SelectMany(static c => c.EnvironmentFiles).Distinct(StringComparer.Ordinal)];

    /// <summary>The version by the images' tags; null: none has one, or they differ.</summary>
    public AnchoreVersion? Version => Containers.Select(static c => AnchoreVersion.OfImage(c.Image)).Distinct().ToArray() is [{ } only] ? only : null;

    /// <summary>The containers that run a service.</summary>
    public ImmutableArray<ComposeContainer> Running(string service) => [.. Containers.Where(c => c.Runs.IsEmpty || c.Runs.Contains(service))];

    /// <summary>Reads the file; null where it runs no Anchore Engine.</summary>
    /// <param name="path">Where it lies, absolute.</param>
    /// <param name="text">Its text.</param>
    /// <param name="documents">What was read besides, for <c>env_file</c>.</param>
    public static Result<ComposeFile>? Read(string path, string text, ImmutableDictionary<string, string> documents)
    {
        var read = YamlReader.ReadMerged(path, text);
        if (read.Failed) return Result.With<ComposeFile>(null, read.Diagnostics);
        var folder = new ComposeFile(path, []).Folder;
        var file = ComposeVariables.FileOf(folder);
        var variables = ComposeVariables.Read(documents.GetValueOrDefault(file));
        if (YamlScalars.Find(read.Value, "services") is not YamlNode.Mapping written) return null;
        var services = (YamlNode.Mapping)variables.Resolve(written);
        ImmutableArray<ComposeContainer> containers = [.. services.Entries.Select(e => ComposeContainer.Read(e, folder, documents, variables)).OfType<ComposeContainer>()];
        return containers.IsEmpty ? null : Result.Ok(new ComposeFile(path, containers) { VariablesFile = documents.ContainsKey(file) ? file : null, Services = services.Entries });
    }
}

/// <summary>One container of Anchore Engine.</summary>
/// <param name="Name">Its name in the compose file, which is its host name in the network.</param>
/// <param name="Image">The image with its tag.</param>
internal sealed record ComposeContainer(string Name, string Image)
{
    /// <summary>The services that its command starts; empty: all.</summary>
    public ImmutableArray<string> Runs { get; init; } = [];

    public AnchoreEnvironment Environment { get; init; } = AnchoreEnvironment.Image;

    /// <summary>Folders and files of the host, absolute.</summary>
    public ImmutableArray<Mount> Mounts { get; init; } = [];

    /// <summary>Volumes that are no folder of the host.</summary>
    public ImmutableArray<NamedVolume> Volumes { get; init; } = [];

    /// <summary><c>env_file</c>, absolute, in order.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>Ports of the host, each with the container's.</summary>
    public ImmutableArray<(int Host, int Inside)> Published { get; init; } = [];

    /// <summary>The health check's command as one text; null: the image's.</summary>
    public string? HealthCheck { get; init; }

    /// <summary>Where compose's variables stand that are not known: what they decide, and their names.</summary>
    public ImmutableArray<(string Where, string Variable)> NotSeen { get; init; } = [];

    public static ComposeContainer? Read(YamlEntry entry, string folder, ImmutableDictionary<string, string> documents, ComposeVariables variables)
    {
        if (entry.Value is not YamlNode.Mapping service) return null;
        var image = ComposeNodes.Text(service["image"]) ?? "";
        var command = ComposeNodes.Words(service["command"]);
        if (!image.Contains("anchore-engine", StringComparison.Ordinal) && !command.Any(static w => w is "anchore-manager" or "anchore_manager")) return null;
        ImmutableArray<string> files = [.. EnvironmentFile.Paths(service["env_file"], folder)];
        // compose: what stands in `environment` wins over the files, and a later file over an earlier one.
        var environment = EnvironmentOf(EnvironmentOf(files, documents, variables), service["environment"], variables);
        return new(entry.Key.Value, image)
        {
            Runs = Started(command),
            Environment = environment,
            NotSeen = [.. Unknown(service, environment, variables)],
            EnvironmentFiles = files,
            Volumes = [.. ComposeNodes.Items(service["volumes"]).Select(NamedVolume.Read).OfType<NamedVolume>()],
            Mounts = [.. ComposeNodes.Items(service["volumes"]).Select(v => Mount.Read(v, folder)).OfType<Mount>()],
            Published = ComposeNodes.Ports(service["ports"]),
            HealthCheck = YamlScalars.Find(service, "healthcheck", "test") is { } test ? CommandOf(test) : null,
        };
    }

    /// <summary>A command in either of compose's forms as one text.</summary>
    public static string CommandOf(YamlNode node) => string.Join(' ', ComposeNodes.Words(node));

    // anchore-manager service start catalog; all of them with --all or without a name.
    private static ImmutableArray<string> Started(ImmutableArray<string> command) =>
        [.. command.SkipWhile(static w => w != "start").Skip(1).Where(static w => !w.StartsWith('-'))];

    private static AnchoreEnvironment EnvironmentOf(AnchoreEnvironment given, YamlNode? node, ComposeVariables variables) =>
        ComposeNodes.Variables(node).Aggregate(given, (e, p) => e.With(p.Name, p.Value, ComposeVariables.IsOpen(p.Node) ? null : p.Value, variables));

    // Of a file's names, which may be anybody's passwords, only those are taken that decide about TLS; files that are not here say nothing.
    private static AnchoreEnvironment EnvironmentOf(ImmutableArray<string> files, ImmutableDictionary<string, string> documents, ComposeVariables variables) =>
        files.Select(f => documents.GetValueOrDefault(f, "")).SelectMany(EnvironmentFile.Lines).Where(static v => v.Name.StartsWith("ANCHORE", StringComparison.Ordinal) || v.Name is "REQUESTS_CA_BUNDLE")
            .Aggregate(AnchoreEnvironment.Image, (e, v) => e.With(v.Name, v.Value, v.IsLiteral ? v.Value : variables.Resolve(v.Value), variables));

    // What decides about TLS: variables of Anchore's, what is mounted, what is published.
    private static IEnumerable<(string Where, string Variable)> Unknown(YamlNode.Mapping service, AnchoreEnvironment environment, ComposeVariables variables)
    {
        foreach (var (name, open) in environment.NotSeen.Where(static v => v.Key.StartsWith("ANCHORE", StringComparison.Ordinal)).OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            foreach (var variable in open) yield return (name, variable);
        }

        foreach (var key in (string[])["image", "env_file", "volumes", "ports", "command"])
        {
            foreach (var variable in Scalars(service[key]).Where(ComposeVariables.IsOpen).SelectMany(s => variables.Missing(s.Value))) yield return (key, variable);
        }
    }

    private static IEnumerable<YamlNode.Scalar> Scalars(YamlNode? node) => node switch
    {
        YamlNode.Scalar scalar => [scalar],
        YamlNode.Sequence sequence => sequence.Items.SelectMany(Scalars),
        YamlNode.Mapping mapping => mapping.Entries.SelectMany(static e => Scalars(e.Value)),
        _ => [],
    };
}
