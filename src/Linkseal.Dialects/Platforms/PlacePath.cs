using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms;

/// <summary>Paths of this machine as the place sees them.</summary>
internal static class PlacePath
{
    /// <summary>The path without <c>root:</c> where it lies below it; itself otherwise.</summary>
    public static string Of(PlatformDescription description, string path) => LexicalPath.OnPlace(path, description.Root);
}
