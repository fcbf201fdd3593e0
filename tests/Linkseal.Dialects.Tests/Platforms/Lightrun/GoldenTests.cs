using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Tests.Platforms.Lightrun;

/// <summary>Each folder of golden/lightrun: linkseal.yaml, the values and what lies beside them in, everything that the profile says out.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Golden.Folder("lightrun")).Select(static d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_expansion_is_as_recorded(string name)
    {
        var folder = Golden.Folder("lightrun", name);
        var release = Read(folder);
        var read = DescriptionReader.Read("linkseal.yaml", Release.Folder, release.Description, Catalogue.Words);
        var result = release.Expand(read.Value!);
        Golden.Verify(Path.Combine(folder, "expected.txt"), DesiredText.Of(result with { Diagnostics = [.. read.Diagnostics, .. result.Diagnostics] }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_platform_as_it_stands_is_as_recorded(string name)
    {
        var folder = Golden.Folder("lightrun", name);
        var release = Read(folder);
        if (release.Expand().Value is null) return;
        Golden.Verify(Path.Combine(folder, "stands.txt"), DesiredText.Of(release.Stands()));
    }

    private static Release Read(string folder)
    {
        var texts = ImmutableDictionary<string, string>.Empty;
        foreach (var file in Directory.EnumerateFiles(folder).Where(static f => Path.GetFileName(f) is not ("linkseal.yaml" or "expected.txt" or "stands.txt")))
        {
            texts = texts.SetItem(Release.Folder + "/" + Path.GetFileName(file), File.ReadAllText(file));
        }

        return new() { Description = File.ReadAllText(Path.Combine(folder, "linkseal.yaml")), Texts = texts };
    }
}
