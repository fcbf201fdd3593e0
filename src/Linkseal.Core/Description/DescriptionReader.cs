using System.Collections.Immutable;
using Linkseal.Core.Description.Reading;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;

namespace Linkseal.Core.Description;

/// <summary>Reads <c>linkseal.yaml</c>: everything wrong in it is reported at once.</summary>
public static class DescriptionReader
{
    /// <summary>Reads and validates the text. What could be read is given also where something is wrong, so that a profile can report on its settings too.</summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="folder">The absolute folder that relative paths start from.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="words">The names that the catalogue knows.</param>
    /// <param name="root"><c>--root</c>, absolute: it wins over the file's <c>root:</c>; null: not given.</param>
    public static Result<PlatformDescription> Read(string file, string folder, string text, KnownWords words, string? root = null)
    {
        var yaml = YamlReader.Read(file, text);
        var scope = new ReadScope(file, folder, text, words);
        foreach (var diagnostic in yaml.Diagnostics) scope.Report(diagnostic);

        var mapping = yaml.Value is null ? null : Expect.Mapping(scope, yaml.Value, "a description", "it begins with `platform: NAME`");
        return Result.With(mapping is null ? null : PlatformSection.Read(scope, mapping, root), scope.Diagnostics);
    }
}

/// <summary>The words that come from the catalogue, so that Core needs not know it.</summary>
/// <param name="Profiles">Names of known platforms.</param>
/// <param name="Dialects">Names of dialects.</param>
/// <param name="Clients">Names of client kinds.</param>
public sealed record KnownWords(ImmutableArray<string> Profiles, ImmutableArray<string> Dialects, ImmutableArray<string> Clients);
