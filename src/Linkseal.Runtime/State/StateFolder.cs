using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.State;

/// <summary>
/// <c>.linkseal/</c> beside the description: authority, inventory, journal. <c>0700</c>, kept out of git by its own <c>.gitignore</c>,
/// owned by the invoking user also under sudo.
/// </summary>
/// <param name="disk">Where it lies.</param>
/// <param name="path">Its absolute path.</param>
/// <param name="owner">The invoking user's numbers (<c>SUDO_UID</c>, <c>SUDO_GID</c>) when root acts for him; null: whoever runs.</param>
public sealed class StateFolder(IDisk disk, string path, Owner? owner)
{
    /// <summary>Its name beside the description.</summary>
    public const string Name = ".linkseal";

    /// <summary>Where it lies.</summary>
    public IDisk Disk { get; } = disk;

    /// <summary>Its absolute path.</summary>
    public string Path { get; } = path;

    /// <summary>Who owns what is made in it; null: whoever runs.</summary>
    public Owner? Owner { get; } = owner;

    /// <summary>Locked by whoever changes anything.</summary>
    public string Lock => At("lock");

    /// <summary>What the applies have left.</summary>
    public string Inventory => At("inventory.json");

    /// <summary>What is being replaced, or was replaced last, with the originals.</summary>
    public string Journal => At("journal");

    /// <summary>The authorities, one folder each.</summary>
    public string Authority => At("authority");

    /// <summary>Keys that wait for the certificates of a CA that is not ours.</summary>
    public string Requests => At("requests");

    /// <summary><c>0600</c> and its owner: every file of the state.</summary>
    public Access FileAccess => new(DiskExtensions.OwnerOnly, Owner);

    /// <summary><c>0700</c> and its owner: every folder of the state.</summary>
    public Access FolderAccess => new(DiskExtensions.OwnerOnlyFolder, Owner);

    /// <summary>True when it is there.</summary>
    public bool Exists => Disk.Look(Path).Kind == FileKind.Folder;

    /// <summary>A path below it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// The lock of whoever changes anything, in a folder that is made where it is missing; null: another process has it. Processes that race for a
    /// folder that is not there yet all find it: only the lock tells them apart.
    /// </summary>
    /// <exception cref="EnvironmentException">The folder is somebody else's, or can't be made.</exception>
    public IDisposable? Enter()
    {
        DemandAccess();
        EnsureItself();
        var held = Disk.Lock(Lock, Owner);
        if (held is null) return null;
        try
        {
            Ignore();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Makes the folder where it is missing, with its <c>.gitignore</c>, and takes away what others may do with it. For whoever has the lock.</summary>
    public void Ensure()
    {
        EnsureItself();
        Ignore();
    }

    /// <summary>Says whose the folder is and what to do, where this user may not look into it.</summary>
    /// <exception cref="EnvironmentException">He may not.</exception>
    public void DemandAccess()
    {
        if (Disk.User == 0 || Disk.Look(Path) is not { Kind: FileKind.Folder } entry || Disk.Refuses(Path, Need.Read | Need.Enter) is null) return;
        var name = UserNames.Of(entry.User);
        var remedy = entry.User == 0 ? "run it as root, sudo linkseal …" : $"run it as that user, sudo -u {(name is null ? $"'#{entry.User}'" : name)} linkseal …, or as root";
        throw new EnvironmentException($"the state {Path} belongs to {name ?? $"user {entry.User}"}, and only its owner may look into it: {remedy}; show, dialects and explain work without it");
    }

    /// <summary>Makes a folder of the state, <c>0700</c>, where it is missing. Two threads may ask for the same one.</summary>
    public void EnsureFolder(string path)
    {
        if (Disk.Look(path).Kind != FileKind.Missing) return;
        try
        {
            Disk.MakeFolder(path, FolderAccess);
        }
        catch (DiskException error) when (error.Error == Errno.Exists)
        {
            // Another thread was quicker (two authorities are made at once), or another process; what it made is the same.
        }
    }

    private void EnsureItself()
    {
        EnsureFolder(Path);
        var entry = Disk.Look(Path);
        if (entry.Kind != FileKind.Folder) throw new EnvironmentException($"{Path} is not a folder: the state cannot be kept there");
        if (entry.Mode != DiskExtensions.OwnerOnlyFolder) Disk.SetAccess(Path, new(DiskExtensions.OwnerOnlyFolder));
    }

    // Before anything that must not get into a repository; the lock, which comes first, holds a process number.
    private void Ignore()
    {
        var ignore = At(".gitignore");
        if (Disk.Look(ignore).Kind != FileKind.Missing) return;
        Disk.Replace(ignore, "*\n"u8, FileAccess);
        Disk.Sync([], [System.IO.Path.GetDirectoryName(Path)!]);
    }
}
