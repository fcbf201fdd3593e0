using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;

namespace Linkseal.Core.Description;

/// <summary>Reads <c>linkseal.yaml</c>: everything wrong in it is reported at once.</summary>
public static class DescriptionReader
{
    /// <summary>Reads and validates the text.</summary>
    /// <param name="file">The file's name, for diagnostics.</param>
    /// <param name="folder">The absolute folder that relative paths start from.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="words">The names that the catalogue knows.</param>
    public static Result<PlatformDescription> Read(string file, string folder, string text, KnownWords words) => throw new NotSupportedException(file + folder + text + words);
}

/// <summary>The words that come from the catalogue, so that Core needs not know it.</summary>
/// <param name="Profiles">Names of known platforms.</param>
/// <param name="Dialects">Names of dialects.</param>
/// <param name="Clients">Names of client kinds.</param>
public sealed record KnownWords(ImmutableArray<string> Profiles, ImmutableArray<string> Dialects, ImmutableArray<string> Clients);
