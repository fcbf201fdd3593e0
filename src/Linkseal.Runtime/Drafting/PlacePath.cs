namespace Linkseal.Runtime.Drafting;

/// <summary>Where a path of the place lies on this machine.</summary>
public static class PlacePath
{
    /// <summary><paramref name="path"/> below <paramref name="root"/>.</summary>
    /// <param name="path">Absolute, as the place sees it.</param>
    /// <param name="root">The place's root folder, absolute; null: <c>/</c>.</param>
    public static string OnMachine(string path, string? root) => root is null ? path : Path.Join(root, path);
}
