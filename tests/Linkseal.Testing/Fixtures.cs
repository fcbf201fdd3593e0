using Xunit;

namespace Linkseal.Testing;

/// <summary>The shared samples beside the repository: read from there, never copied. Absent: skipped with the reason; an error where CI=true.</summary>
public static class Fixtures
{
    public static bool InContinuousIntegration => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>The folder, or a skip.</summary>
    public static string Folder(string name)
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "fixtures", name);
        if (Directory.Exists(folder)) return Path.GetFullPath(folder);
        Missing.Skip($"the samples are not here: {folder}");
        return folder;
    }

    /// <summary>Every sample of harbor.yml.tmpl as (version, path); empty where the folder is absent, so that a theory still has a body that can skip.</summary>
    public static IEnumerable<(string Version, string Path)> HarborSamples() =>
        Directory.EnumerateDirectories(Folder("harbor")).Order(StringComparer.Ordinal).Select(d => (Path.GetFileName(d), Path.Combine(d, "harbor.yml.tmpl")));
}

/// <summary>What a test needs and does not find: a counted skip on a laptop, a failure in CI, so that a skip can't hide.</summary>
public static class Missing
{
    public static void Skip(string reason)
    {
        if (Fixtures.InContinuousIntegration) Assert.Fail(reason + " (CI=true: a failure, not a skip)");
        Assert.Skip(reason);
    }

    /// <summary>The program's path, or a skip.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="providedBy">What brings it, where <c>./test --install</c> does not.</param>
    public static string Program(string name, string? providedBy = null)
    {
        string[] folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/bin", "/sbin"];
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }

        Skip($"{name} is not installed: {providedBy ?? "./test --install"}");
        return name;
    }
}

/// <summary>Where the repository is.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Linkseal.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("the tests run outside the repository");
    }
}
