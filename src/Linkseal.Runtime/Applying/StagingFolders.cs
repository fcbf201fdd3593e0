using System.Collections.Immutable;
using System.Security.Cryptography;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>
/// Chooses where a file is staged: on its own mount, so that a rename can put it in place, and outside every folder that a product reads whole.
/// Normally beside the target's folder; where that is another mount or may not be written (the target's folder is itself a mount), a
/// private folder inside the target's folder for the moments of the swap.
/// </summary>
internal sealed class StagingFolders
{
    private const string Prefix = ".linkseal-";
    private const int IdLength = 8;
    private readonly IDisk _disk;
    private readonly string _root;
    private readonly string _name;
    private readonly HashSet<string> _whole;
    private readonly Dictionary<string, string> _byFolder = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _all = new(StringComparer.Ordinal);

    /// <summary>For a place, its rules, and the folders that the swap is going to delete.</summary>
    public StagingFolders(LocalPlace place, ImmutableArray<FolderRule> rules, IEnumerable<string> leaving, string id)
    {
        (_disk, _root, _name) = (place.Disk, place.Root, Prefix + id);
        var resolver = place.Resolver();
        _whole = rules.Select(r => resolver.Folder(FolderIntents.Trim(r.Path))).ToHashSet(StringComparer.Ordinal);
        _whole.UnionWith(leaving);
    }

    /// <summary>A new name for the staging folders of one apply, without its prefix.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));

    /// <summary>True for the name of a staging folder, of whichever apply.</summary>
    public static bool IsName(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length == Prefix.Length + IdLength && name[Prefix.Length..].All(char.IsAsciiHexDigitLower);

    /// <summary>Every folder that was chosen.</summary>
    public ImmutableArray<string> All => [.. _all];

    /// <summary>The staging folder for files of <paramref name="folder"/>.</summary>
    public string For(string folder)
    {
        if (_byFolder.TryGetValue(folder, out var known)) return known;
        var chosen = Path.Combine(Choose(folder), _name);
        _all.Add(chosen);
        return _byFolder[folder] = chosen;
    }

    private string Choose(string folder)
    {
        var there = folder;
        while (there != _root && there != "/" && _disk.Look(there).Kind == FileKind.Missing) there = Path.GetDirectoryName(there)!;
        var entry = _disk.Look(there);

        var candidate = there == folder ? Above(there) : there;
        while (candidate is not null && IsReadWhole(candidate)) candidate = Above(candidate);
        return candidate is not null && Fits(candidate, entry) ? candidate : there;
    }

    private string? Above(string folder) => folder == _root || folder == "/" ? null : Path.GetDirectoryName(folder);

    private bool Fits(string candidate, Entry target)
    {
        var entry = _disk.Look(candidate);
        return entry.Kind == FileKind.Folder && entry.Device == target.Device && entry.Mount == target.Mount && _disk.Refuses(candidate, Need.Write | Need.Enter) is null;
    }

    private bool IsReadWhole(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (_whole.Contains(above)) return true;
        }

        return false;
    }
}
