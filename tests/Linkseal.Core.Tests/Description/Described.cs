using System.Globalization;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Testing;

namespace Linkseal.Core.Tests.Description;

/// <summary>Descriptions under test: how they are read here, and where the shared examples lie.</summary>
internal static class Described
{
    public const string Folder = "/home/ops/shop";

    public static readonly KnownWords Words = new(["harbor"], ["files"], ["docker", "system"]);

    public static string Golden => Path.Combine(Repository.Root, "tests", "Linkseal.Core.Tests", "golden", "description");

    public static string Examples => Path.Combine(Repository.Root, "examples");

    public static Result<PlatformDescription> Read(string text) => DescriptionReader.Read("linkseal.yaml", Folder, text, Words);

    /// <summary>The description, which has nothing wrong.</summary>
    public static PlatformDescription Good(string text)
    {
        var read = Read(text);
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

    public static string[] Files(string folder) => [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)];
}
