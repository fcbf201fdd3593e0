using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Demo;

/// <summary>The folder of the demo's platform: <c>linkseal-demo/</c>, with <c>linkseal.yaml</c> and a folder for each service.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record DemoFolder(string Path)
{
    /// <summary>Its name in the caller's folder; git ignores it.</summary>
    public const string Name = "linkseal-demo";

    /// <summary>The report's name in it.</summary>
    public const string Report = "report.html";

    // Only a folder that we made is ever emptied.
    private const string Mark = ".made-by-linkseal-demo";

    /// <summary>Makes it, empty; null, or why not: something else is there.</summary>
    public Diagnostic? LayOut()
    {
        if (Directory.Exists(Path) || File.Exists(Path))
        {
            if (!File.Exists(System.IO.Path.Combine(Path, Mark))) return DemoDiagnostics.FolderTaken(Path);
            Directory.Delete(Path, recursive: true);
        }

        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, Mark), "linkseal demo made this folder, and empties it when it runs again.\n");
        return null;
    }

    /// <summary>The description, line by line.</summary>
    public ImmutableArray<string> Description() => [.. File.ReadAllLines(System.IO.Path.Combine(Path, "linkseal.yaml"))];
}
