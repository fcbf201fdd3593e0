using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Testing;

namespace Linkseal.Dialects.Tests.Platforms.AnchoreEngine;

/// <summary>Each folder of golden/anchore-engine: linkseal.yaml in, with the files that lie beside it or, by its first line, samples; everything that the profile says out.</summary>
public sealed class GoldenTests
{
    private const string Mark = "# samples: ";

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Golden.Folder("anchore-engine")).Select(static d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_expansion_is_as_recorded(string name)
    {
        var (place, folder) = Case(name);
        var read = DescriptionReader.Read("linkseal.yaml", AnchorePlace.Folder, place.Description, Catalogue.Words);
        var result = place.Expand(read.Value!);
        Golden.Verify(Path.Combine(folder, "expected.txt"), DesiredText.Of(result with { Diagnostics = [.. read.Diagnostics, .. result.Diagnostics] }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_input_gives_the_same_expansion(string name)
    {
        var (place, _) = Case(name);
        var read = DescriptionReader.Read("linkseal.yaml", AnchorePlace.Folder, place.Description, Catalogue.Words).Value!;
        Assert.Equal(DesiredText.Of(place.Expand(read)), DesiredText.Of(place.Expand(read)));
    }

    private static (AnchorePlace Place, string Folder) Case(string name)
    {
        var folder = Golden.Folder("anchore-engine", name);
        var description = File.ReadAllText(Path.Combine(folder, "linkseal.yaml"));
        var texts = ImmutableDictionary<string, string>.Empty;
        foreach (var file in Directory.EnumerateFiles(folder).Where(static f => Path.GetFileName(f) is not ("linkseal.yaml" or "expected.txt"))) texts = texts.SetItem($"{AnchorePlace.Folder}/{Path.GetFileName(file)}", File.ReadAllText(file));
        if (!description.StartsWith(Mark, StringComparison.Ordinal)) return (new() { Description = description, Texts = texts }, folder);

        // The samples are beside the repository: NAME as config.yaml, NAME as docker-compose.yaml.
        var samples = description[Mark.Length..description.IndexOf('\n', StringComparison.Ordinal)].Split(' ');
        string[] targets = [AnchorePlace.ConfigPath, AnchorePlace.ComposePath];
        foreach (var (sample, target) in samples.Zip(targets)) texts = texts.SetItem(target, File.ReadAllText(Path.Combine(Fixtures.Folder("anchore-engine"), sample)));
        return (new() { Description = description, Texts = texts }, folder);
    }
}
