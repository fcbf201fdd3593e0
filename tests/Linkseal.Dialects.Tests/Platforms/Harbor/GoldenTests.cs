using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.Harbor;

/// <summary>Each folder of golden/harbor: linkseal.yaml and the place's files in, everything that the profile says out.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Golden.Folder("harbor")).Select(static d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_expansion_is_as_recorded(string name)
    {
        var folder = Golden.Folder("harbor", name);
        var place = new Place { Description = File.ReadAllText(Path.Combine(folder, "linkseal.yaml")), Texts = Texts(folder) };
        var read = DescriptionReader.Read("linkseal.yaml", Place.Install, place.Description, Catalogue.Words);
        var result = place.Expand(read.Value!);
        Golden.Verify(Path.Combine(folder, "expected.txt"), DesiredText.Of(result with { Diagnostics = [.. read.Diagnostics, .. result.Diagnostics] }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_input_gives_the_same_expansion(string name)
    {
        var folder = Golden.Folder("harbor", name);
        var place = new Place { Description = File.ReadAllText(Path.Combine(folder, "linkseal.yaml")), Texts = Texts(folder) };
        var read = DescriptionReader.Read("linkseal.yaml", Place.Install, place.Description, Catalogue.Words).Value!;
        Assert.Equal(DesiredText.Of(place.Expand(read)), DesiredText.Of(place.Expand(read)));
    }

    /// <summary>Files of the installer's folder, and under <c>place/</c> those with an absolute path.</summary>
    private static ImmutableDictionary<string, string> Texts(string folder)
    {
        var texts = ImmutableDictionary<string, string>.Empty;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, file);
            if (relative is "linkseal.yaml" or "expected.txt") continue;
            texts = texts.SetItem(relative.StartsWith("place/", StringComparison.Ordinal) ? relative["place".Length..] : Place.Install + "/" + relative, File.ReadAllText(file));
        }

        return texts;
    }
}
