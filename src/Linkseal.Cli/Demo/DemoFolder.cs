using Linkseal.Core.Diagnostics;

namespace Linkseal.Cli.Demo;

/// <summary>The folder that plays a machine with a Harbor installer on it: <c>linkseal-demo/</c>, with <c>opt/harbor</c>, <c>etc</c> and <c>data</c> below.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record DemoFolder(string Path)
{
    /// <summary>Its name in the caller's folder; git ignores it.</summary>
    public const string Name = "linkseal-demo";

    // Only a folder that we made is ever emptied.
    private const string Mark = ".made-by-linkseal-demo";
    private const UnixFileMode Runnable = (UnixFileMode)0b111_101_101;

    /// <summary>The installer's folder, where the operator stands.</summary>
    public string Installer => System.IO.Path.Combine(Path, "opt", "harbor");

    /// <summary>The folder of certificates that Harbor reads.</summary>
    public string InternalTls => System.IO.Path.Combine(Path, "etc", "harbor", "tls", "internal");

    /// <summary>Lays it out afresh; null, or why not: something else is there.</summary>
    public Diagnostic? LayOut()
    {
        if (Directory.Exists(Path) || File.Exists(Path))
        {
            if (!File.Exists(System.IO.Path.Combine(Path, Mark))) return DemoDiagnostics.FolderTaken(Path);
            Directory.Delete(Path, recursive: true);
        }

        Directory.CreateDirectory(Installer);
        File.WriteAllText(System.IO.Path.Combine(Path, Mark), "linkseal demo made this folder, and empties it when it runs again.\n");
        foreach (var folder in (string[])["data", "etc/docker"]) Directory.CreateDirectory(System.IO.Path.Combine(Path, folder));
        foreach (var file in (string[])["harbor.yml", "docker-compose.yml", "prepare"]) Unpack(file);
        File.SetUnixFileMode(System.IO.Path.Combine(Installer, "prepare"), Runnable);
        return null;
    }

    /// <summary>The fault of the demo: core is given portal's pair, as happens when files are copied by hand.</summary>
    public void BreakCore()
    {
        foreach (var extension in (string[])[".crt", ".key"])
            File.Copy(System.IO.Path.Combine(InternalTls, "portal" + extension), System.IO.Path.Combine(InternalTls, "core" + extension), overwrite: true);
    }

    private void Unpack(string file)
    {
        using var resource = typeof(DemoFolder).Assembly.GetManifestResourceStream("demo/" + file)!;
        using var target = File.Create(System.IO.Path.Combine(Installer, file));
        resource.CopyTo(target);
    }
}
