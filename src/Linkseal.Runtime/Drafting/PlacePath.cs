namespace Linkseal.Runtime.Drafting;

/// <summary>Paths of the place, and where they lie on this machine.</summary>
public static class PlacePath
{
    /// <summary>Where <paramref name="path"/> lies on this machine.</summary>
    /// <param name="path">Absolute, as the place sees it.</param>
    /// <param name="root">The place's root folder, absolute; null: <c>/</c>.</param>
    public static string OnMachine(string path, string? root) => Prefix(root) + path;

    /// <summary>A folder as it was typed, as the place sees it: below <paramref name="root"/> where it lies there, else taken as the place's own.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="folder">Where it was typed, absolute on this machine.</param>
    /// <param name="root">The place's root folder, absolute; null: <c>/</c>.</param>
    public static string Typed(string path, string folder, string? root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));
        var prefix = Prefix(root);
        if (full == prefix) return "/";
        return full.StartsWith(prefix + "/", StringComparison.Ordinal) ? full[prefix.Length..] : full;
    }

    private static string Prefix(string? root) => root is null ? "" : Path.TrimEndingDirectorySeparator(root) is var trimmed && trimmed == "/" ? "" : trimmed;
}
