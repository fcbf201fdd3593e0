using System.Globalization;

namespace Linkseal.Bench;

/// <summary>A folder below the repository's <c>artifacts</c>, so that its file system is a real one; gone when disposed.</summary>
internal sealed class Ground : IDisposable
{
    private readonly string _path = Directory.CreateDirectory(Path.Combine(Above, Path.GetRandomFileName())).FullName;
    private int _folders;

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>What holds all of them.</summary>
    public static string Above => Path.Combine(Repository, "artifacts", "bench");

    /// <summary>A new empty folder.</summary>
    public string Folder() => Directory.CreateDirectory(Path.Combine(_path, (++_folders).ToString(CultureInfo.InvariantCulture))).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Linkseal.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("run it inside the repository");
        return folder.FullName;
    }
}
