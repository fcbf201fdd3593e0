using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Authority;

/// <summary>Why a file or folder of the user's could not be had, as the end of a sentence.</summary>
internal static class PlaceReasons
{
    /// <summary>Looks again, now for the reason: <c>is not there</c>, <c>can't be read: permission denied</c>.</summary>
    public static string Reason(this LocalPlace place, string path, FileKind expected) => place.Observe([path], CancellationToken.None)[path] switch
    {
        { Kind: FileKind.Missing } => "is not there",
        { Kind: FileKind.Forbidden } => "can't be read: permission denied",
        { Kind: FileKind.Symlink, Target: var target } => $"is a symbolic link to {target}, which leads to nothing that can be read",
        { Kind: var kind } when kind == expected => "can't be read: permission denied",
        { Kind: FileKind.Folder } => "is a folder, expected a file",
        { Kind: FileKind.Regular } => "is a file, expected a folder",
        _ => "is a device, a socket or a pipe",
    };
}
