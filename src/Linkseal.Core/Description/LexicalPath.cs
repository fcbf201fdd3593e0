namespace Linkseal.Core.Description;

/// <summary>Paths as text: the same file has one spelling, without a look at the disk.</summary>
/// <remarks>Symbolic links are not followed (only a look at the disk could), so <c>a/../b</c> is always <c>b</c>.</remarks>
public static class LexicalPath
{
    /// <summary>
    /// The absolute path without <c>.</c>, <c>..</c>, doubled or trailing slashes. A relative path starts from <paramref name="folder"/>; <c>..</c> at the root stays there.
    /// </summary>
    /// <param name="folder">An absolute folder.</param>
    /// <param name="path">An absolute or relative path, not empty.</param>
    public static string Resolve(string folder, string path)
    {
        var whole = path.StartsWith('/') ? path : folder + "/" + path;
        var parts = new List<string>();
        foreach (var part in whole.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>A folder of this machine as the place below <paramref name="root"/> sees it: without the root where it lies below it, else as it is.</summary>
    /// <param name="folder">A resolved folder of this machine.</param>
    /// <param name="root">The place's root, resolved; null: <c>/</c>.</param>
    public static string OnPlace(string folder, string? root) =>
        root is null or "/" || !IsWithin(folder, root) ? folder : Resolve("/", folder[root.Length..]);

    /// <summary>Where a path of the place lies on this machine: the way back of <see cref="OnPlace"/>.</summary>
    /// <param name="path">A resolved path, as the place sees it.</param>
    /// <param name="root">The place's root, absolute; null: <c>/</c>.</param>
    public static string OnMachine(string path, string? root) => root?.TrimEnd('/') + path;

    /// <summary>A host path as it is seen inside a container; null: it is mounted nowhere.</summary>
    /// <param name="mounts">Host folder and folder inside, the longest host side first.</param>
    /// <param name="path">The host's path, resolved.</param>
    public static string? Inside(IEnumerable<(string Host, string Inside)> mounts, string path)
    {
        foreach (var (host, inside) in mounts)
        {
            if (IsWithin(path, host)) return inside.TrimEnd('/') + path[host.TrimEnd('/').Length..];
        }

        return null;
    }

    /// <summary>A file of a folder, both already resolved.</summary>
    public static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;

    /// <summary>True when the path is the folder or lies in it, both already resolved.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
