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

    /// <summary>Makes it, empty, and holds it for as long as what is returned is not disposed; or why not: something else is there, or another demo.</summary>
    public (IDisposable? Held, Diagnostic? Taken) LayOut()
    {
        var mark = System.IO.Path.Combine(Path, Mark);
        if (Directory.Exists(Path) || File.Exists(Path))
        {
            if (!File.Exists(mark)) return (null, DemoDiagnostics.FolderTaken(Path));
            if (Hold(mark) is not { } free) return (null, DemoDiagnostics.Running(Path));
            Directory.Delete(Path, recursive: true);
            free.Dispose();
        }

        Directory.CreateDirectory(Path);
        File.WriteAllText(mark, "linkseal demo made this folder, and empties it when it runs again.\n");
        return (Hold(mark), null);
    }

    // Null: another process holds it (flock).
    private static FileStream? Hold(string mark)
    {
        try
        {
            return new(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The description, line by line.</summary>
    public ImmutableArray<string> Description() => [.. File.ReadAllLines(System.IO.Path.Combine(Path, "linkseal.yaml"))];
}
