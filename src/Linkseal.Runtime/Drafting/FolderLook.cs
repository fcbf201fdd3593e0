using System.Collections.Immutable;
using Linkseal.Core.Diagnostics;
using Linkseal.Dialects;

namespace Linkseal.Runtime.Drafting;

/// <summary>A platform that was recognised in a folder.</summary>
/// <param name="Profile">Whose it is.</param>
/// <param name="Draft">The description that fits; null only where <paramref name="Diagnostics"/> has an error.</param>
/// <param name="Diagnostics">What the profile has to say about the folder.</param>
public sealed record Recognised(IProfile Profile, Draft? Draft, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>True when no description can be made of it.</summary>
    public bool Failed => Draft is null || Diagnostics.Any(static d => d.Severity == Severity.Error);
}

/// <summary>Looks at a folder with the eyes of every known platform: what <c>init</c> begins with. Writes nothing.</summary>
public static class FolderLook
{
    // A product's own configuration is some kilobytes; anything larger is not what it is named.
    private const long LargestDocument = 4 * 1024 * 1024;

    // A folder named by mistake (/) must not be read to its end.
    private const int DeepestFolder = 8;
    private const int MostDocuments = 2000;
    private const string AnyFolders = "**/";

    /// <summary>The first profile that recognises the folder; null where none does.</summary>
    /// <param name="profiles">Those to ask, in order.</param>
    /// <param name="folder">The folder: absolute, on the place.</param>
    /// <param name="root">The place's root folder; null: <c>/</c>.</param>
    /// <param name="hostName">The host name for the product's settings; null: not given.</param>
    /// <exception cref="IOException">A file is there and can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file is there and may not be read.</exception>
    public static Recognised? Look(IEnumerable<IProfile> profiles, string folder, string? root, string? hostName)
    {
        foreach (var profile in profiles)
        {
            var documents = Read(profile.Signs, PlacePath.OnMachine(folder, root));
            var drafted = profile.Draft(new() { Folder = folder, Documents = documents, HostName = hostName });
            if (drafted is not null) return new(profile, drafted.Value, drafted.Diagnostics);
        }

        return null;
    }

    private static ImmutableDictionary<string, string> Read(ImmutableArray<string> signs, string folder)
    {
        var documents = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var path in signs.SelectMany(sign => Matches(folder, sign)).Distinct(StringComparer.Ordinal).Take(MostDocuments))
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length <= LargestDocument) documents[Path.GetRelativePath(folder, path)] = File.ReadAllText(path);
        }

        return documents.ToImmutable();
    }

    private static IEnumerable<string> Matches(string folder, string sign)
    {
        if (!sign.Contains('*', StringComparison.Ordinal)) return [Path.Combine(folder, sign)];
        var anywhere = sign.StartsWith(AnyFolders, StringComparison.Ordinal);
        var look = new EnumerationOptions { RecurseSubdirectories = anywhere, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };
        return Directory.EnumerateFiles(folder, anywhere ? sign[AnyFolders.Length..] : sign, look).Order(StringComparer.Ordinal);
    }
}
