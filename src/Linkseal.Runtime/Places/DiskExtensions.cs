using System.Collections.Immutable;
using System.Security.Cryptography;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

/// <summary>What is made of a disk's few operations.</summary>
public static class DiskExtensions
{
    /// <summary><c>0600</c>.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary><c>0700</c>.</summary>
    public const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>SHA-256 in lower-case hex, as all hashes are kept.</summary>
    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>SHA-256 of a regular file; null where there is none.</summary>
    public static string? HashOf(this IDisk disk, string path) => disk.Look(path).Kind == FileKind.Regular ? Sha256(disk.Read(path)) : null;

    /// <summary>Where a symbolic link leads, as written; null where there is none.</summary>
    public static string? LinkAt(this IDisk disk, string path) => disk.Look(path).Kind == FileKind.Symlink ? disk.ReadLink(path) : null;

    /// <summary>Writes a file beside its place, synced, and puts it there in one step: at any moment the old one or the new one, whole and durable.</summary>
    public static void Replace(this IDisk disk, string path, ReadOnlySpan<byte> content, Access access)
    {
        var fresh = path + ".new";
        if (disk.Look(fresh).Exists) disk.Unlink(fresh);
        disk.CreateWhole(fresh, content, access);
        try
        {
            disk.Rename(fresh, path);
        }
        catch (DiskException)
        {
            TryUnlink(disk, fresh);
            throw;
        }

        disk.Sync([], [Path.GetDirectoryName(path)!]);
    }

    /// <summary>Makes a new file, synced; what a full disk leaves of one that was begun is taken away.</summary>
    public static void CreateWhole(this IDisk disk, string path, ReadOnlySpan<byte> content, Access access)
    {
        try
        {
            disk.Create(path, content, access);
            disk.Sync([path], []);
        }
        catch (DiskException error) when (error.Error != Errno.Exists)
        {
            TryUnlink(disk, path);
            throw;
        }
    }

    // Why the file could not be made is worth more than why it could not be taken away.
    private static void TryUnlink(IDisk disk, string path)
    {
        try
        {
            if (disk.Look(path).Exists) disk.Unlink(path);
        }
        catch (DiskException)
        {
        }
    }

    /// <summary>Deletes a file, a link, or a folder with all that is in it; nothing there is no failure. Never follows a link.</summary>
    public static void DeleteTree(this IDisk disk, string path)
    {
        switch (disk.Look(path).Kind)
        {
            case FileKind.Missing:
                return;
            case FileKind.Folder:
                foreach (var name in disk.List(path)) disk.DeleteTree(Path.Combine(path, name));
                disk.RemoveFolder(path);
                return;
            default:
                disk.Unlink(path);
                return;
        }
    }

    /// <summary>Mode, owner and extended attributes as they stand, to be given back later.</summary>
    public static Access AccessOf(this IDisk disk, string path, in Entry entry) =>
        new(entry.Mode, new Owner(entry.User, entry.Group)) { Extended = entry.Kind == FileKind.Symlink ? ImmutableArray<ExtendedAttributeValue>.Empty : disk.Attributes(path) };
}
