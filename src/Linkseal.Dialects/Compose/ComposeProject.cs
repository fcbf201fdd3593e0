using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Dialects.Compose;

/// <summary>The services of a compose file and of the override beside it, whatever they run.</summary>
/// <param name="File">The file, relative to its folder.</param>
/// <param name="Services">In the file's order.</param>
internal sealed record ComposeProject(string File, ImmutableArray<ComposeService> Services)
{
    /// <summary><c>name:</c>; null: it is the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>True: other files are brought in (<c>include</c>, <c>extends</c>), which were not looked at.</summary>
    public bool HasMore { get; init; }

    /// <summary>The files that are looked at, relative to the folder: <c>docker compose</c> takes the first that is there, and its override.</summary>
    public static ImmutableArray<string> Signs { get; } =
        [.. ComposeNodes.FileNames, "compose.override.yaml", "compose.override.yml", "docker-compose.override.yaml", "docker-compose.override.yml", ".env"];

    /// <summary>Reads them; null where there is no compose file.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="documents">The texts, by path relative to the folder.</param>
    public static Result<ComposeProject>? Read(string folder, ImmutableDictionary<string, string> documents)
    {
        var file = ComposeNodes.FileNames.FirstOrDefault(documents.ContainsKey);
        if (file is null) return null;
        var main = YamlReader.ReadMerged(file, documents[file], keepsTags: true);
        if (main.Failed) return Result.With<ComposeProject>(null, main.Diagnostics);
        var variables = ComposeVariables.Read(documents.GetValueOrDefault(".env"));
        if (YamlScalars.Find(main.Value, "services") is not YamlNode.Mapping) return null;
        var stem = System.IO.Path.GetFileNameWithoutExtension(file) + ".override";
        var more = ((string[])[stem + ".yaml", stem + ".yml"]).Where(documents.ContainsKey).Select(n => YamlReader.ReadMerged(n, documents[n], keepsTags: true)).FirstOrDefault();
        if (more is { Failed: true }) return Result.With<ComposeProject>(null, more.Diagnostics);

        var services = Of(main.Value, folder, variables, documents).ToList();
        foreach (var other in more is null ? [] : Of(more.Value, folder, variables, documents))
        {
            var at = services.FindIndex(s => s.Name == other.Name);
            if (at < 0) services.Add(other);
            else services[at] = services[at].With(other);
        }

        return Result.Ok(new ComposeProject(file, [.. services])
        {
            Name = ComposeNodes.Text(YamlScalars.Find(main.Value, "name")) is { } name ? variables.Resolve(name) : null,
            HasMore = YamlScalars.Find(main.Value, "include") is not null || Written(main.Value).Any(static s => s.Value["extends"] is not null),
        });
    }

    private static IEnumerable<ComposeService> Of(YamlNode? root, string folder, ComposeVariables variables, ImmutableDictionary<string, string> documents) =>
        Written(root).Select(s => ComposeService.Read(s.Name, (YamlNode.Mapping)variables.Resolve(s.Value), folder, YamlScalars.Find(root, "configs")).Knowing(documents, folder));

    // Names are as compose takes them; what has another one it refuses itself.
    private static IEnumerable<(string Name, YamlNode.Mapping Value)> Written(YamlNode? root) =>
        YamlScalars.Find(root, "services") is YamlNode.Mapping services
            ? services.Entries.Where(static e => e.Value is YamlNode.Mapping && e.Key.Value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')).Select(static e => (e.Key.Value, (YamlNode.Mapping)e.Value)) : [];
}
