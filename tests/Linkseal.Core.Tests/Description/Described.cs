using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Description;

/// <summary>Descriptions under test: how they are read here, and where the shared examples lie.</summary>
internal static class Described
{
    public const string Folder = "/home/ops/shop";

    public static readonly KnownWords Words = new(["harbor", "lightrun"], ["files"], ["docker", "system"]);

    /// <summary>The same with every profile that the schema knows: what examples may name.</summary>
    private static readonly KnownWords All = new(SchemaProfiles(), ["files"], ["docker", "system"]);

    public static string Golden => Path.Combine(Repository.Root, "tests", "Linkseal.Core.Tests", "golden", "description");

    public static string Examples => Path.Combine(Repository.Root, "examples");

    public static Result<PlatformDescription> Read(string text) => DescriptionReader.Read("linkseal.yaml", Folder, text, Words);

    /// <summary>The description, which has nothing wrong.</summary>
    public static PlatformDescription Good(string text)
    {
        var read = DescriptionReader.Read("linkseal.yaml", Folder, text, All);
        Assert.Empty(read.Diagnostics.Select(Line));
        return read.Value!;
    }

    /// <summary>The only diagnostic.</summary>
    public static Diagnostic Wrong(string text) => Assert.Single(Read(text).Diagnostics);

    /// <summary>A component of dialect files with more keys.</summary>
    public static string Component(string keys) => $"platform: shop\ncomponents:\n  web: {{ dialect: files, folder: /srv/web, {keys} }}\n";

    public static string Line(Diagnostic diagnostic) => string.Create(
        CultureInfo.InvariantCulture,
        $"{diagnostic.Code} {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.At?.Line}:{diagnostic.At?.Column} {diagnostic.Message}{(diagnostic.Hint is null ? "" : "; " + diagnostic.Hint)}");

    private static ImmutableArray<string> SchemaProfiles()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "linkseal.schema.json")));
        return [.. schema.RootElement.GetProperty("properties").GetProperty("profile").GetProperty("enum").EnumerateArray().Select(static p => p.GetString()!)];
    }

    public static string[] Files(string folder) => [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)];
}
