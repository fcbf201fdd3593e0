using System.Collections.Immutable;
using Linkseal.Core.Description;

namespace Linkseal.Dialects.Platforms;

/// <summary>Paths of this machine as the place sees them.</summary>
internal static class PlacePath
{
    /// <summary>The path without <c>root:</c> where it lies below it; itself otherwise.</summary>
    public static string Of(PlatformDescription description, string path) => LexicalPath.OnPlace(path, description.Root);

    /// <summary>The question whether something is there, as <see cref="IProfile.Reads"/> asks it.</summary>
    public static string Exists(string path) => "exists:" + path;

    /// <summary>It is there, and can't be read: what is wrong with it is said already.</summary>
    public static bool IsUnreadable(ImmutableDictionary<string, string> documents, string path) => !documents.ContainsKey(path) && documents.ContainsKey(Exists(path));
}
