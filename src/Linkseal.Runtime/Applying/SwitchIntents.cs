using System.Globalization;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>One switch as intents. They speak of the generations' own folders: while they are carried out, the link is what changes.</summary>
internal static class SwitchIntents
{
    // What a link's own bits are; nobody asks them.
    private const UnixFileMode OfLink = (UnixFileMode)0x1FF;

    /// <summary>All files of the new generation.</summary>
    public static IEnumerable<Intent> Files(FolderSwitch change, IContentSource contents)
    {
        if (change.To is not { } to) yield break;
        foreach (var (file, carried, hash) in change.Files)
        {
            yield return new()
            {
                Kind = OperationKind.Put,
                Path = In(change.Folder, to, file.Path),
                Access = new(file.Mode, file.Owner),
                Content = carried ? null : () => contents.Resolve(file),
                CarriedFrom = carried ? Old(change, file.Path) : null,
                Carried = hash,
                // The folder is new, so nothing may be in it.
                Basis = null,
                ChecksBasis = true,
            };
        }
    }

    /// <summary>Each file of the new generation, and where it is written.</summary>
    public static IEnumerable<(DesiredFile File, string Path)> Written(FolderSwitch change) =>
        change.To is { } to ? change.Files.Select(f => (f.File, In(change.Folder, to, f.File.Path))) : [];

    public static Intent Link(FolderSwitch change) => new()
    {
        Kind = OperationKind.PutLink,
        Path = change.Folder.Current,
        Access = new(OfLink, change.Folder.Owner),
        Link = Number(change.To),
        LinkBasis = Number(change.From),
    };

    public static Intent NoLink(FolderSwitch change) => new() { Kind = OperationKind.DeleteLink, Path = change.Folder.Current, LinkBasis = Number(change.From) };

    /// <summary>Where a file behind the link lies in the generation that is in force now.</summary>
    public static string Old(FolderSwitch change, string path) => In(change.Folder, change.From!.Value, path);

    /// <summary>By what the folder and its new generation are made.</summary>
    public static IEnumerable<FolderRule> Rules(FolderSwitch change) => change.To is not { } to ? [] :
    [
        new(change.Folder.Path, change.Folder.Component, change.Folder.Mode, null) { Owner = change.Folder.Owner },
        new(change.Folder.Generation(to), change.Folder.Component, change.Folder.Mode, null) { Owner = change.Folder.Owner },
    ];

    private static string In(SwitchedFolder folder, int generation, string path) => folder.Generation(generation) + "/" + Path.GetFileName(path);

    private static string? Number(int? generation) => generation?.ToString(CultureInfo.InvariantCulture);
}
