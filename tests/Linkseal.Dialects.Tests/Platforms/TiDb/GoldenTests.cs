using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Dialects.Tests.Platforms.TiDb;

/// <summary>Each folder of golden/tidb: linkseal.yaml and below hosts/ the files of the machines in, everything that the profile says out.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Golden.Folder("tidb")).Select(static d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_expansion_is_as_recorded(string name)
    {
        var (cluster, description, diagnostics) = Read(name);
        var result = cluster.Expand(description);
        Golden.Verify(Path.Combine(Golden.Folder("tidb", name), "expected.txt"), DesiredText.Of(result with { Diagnostics = [.. diagnostics, .. result.Diagnostics] }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_platform_as_it_stands_is_as_recorded(string name)
    {
        var (cluster, description, diagnostics) = Read(name);
        var result = Cluster.Profile.AsItStands(description, cluster.Documents(description));
        Golden.Verify(Path.Combine(Golden.Folder("tidb", name), "standing.txt"), DesiredText.Of(result with { Diagnostics = [.. diagnostics, .. result.Diagnostics] }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_input_gives_the_same_expansion(string name)
    {
        var (cluster, description, _) = Read(name);
        Assert.Equal(DesiredText.Of(cluster.Expand(description)), DesiredText.Of(cluster.Expand(description)));
    }

    private static (Cluster Cluster, PlatformDescription Description, ImmutableArray<Diagnostic> Diagnostics) Read(string name)
    {
        var folder = Golden.Folder("tidb", name);
        var hosts = Path.Combine(folder, "hosts");
        var texts = !Directory.Exists(hosts) ? [] : Directory.EnumerateFiles(hosts, "*", SearchOption.AllDirectories).ToImmutableDictionary(f => "/" + Path.GetRelativePath(hosts, f), File.ReadAllText);
        var read = DescriptionReader.Read("linkseal.yaml", Cluster.Folder, File.ReadAllText(Path.Combine(folder, "linkseal.yaml")), Catalogue.Words, name.StartsWith("here-", StringComparison.Ordinal) ? null : Cluster.Root);
        return (new() { Texts = texts }, read.Value!, read.Diagnostics);
    }
}
