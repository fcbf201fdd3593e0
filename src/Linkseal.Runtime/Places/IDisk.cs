using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

/// <summary>
/// Every effect on files that places, state and journal have goes through here, so that tests can refuse, log and replay each operation.
/// Paths are this machine's own. The last component is never followed when it is a symbolic link.
/// Every refusal is a <see cref="DiskException"/>. Members may be called from several threads.
/// </summary>
public interface IDisk
{
    /// <summary>The effective user id; 0: root.</summary>
    int User { get; }

    /// <summary>The effective group and the supplementary ones.</summary>
    ImmutableArray<int> Groups { get; }

    /// <summary>What stands at a path; <see cref="FileKind.Missing"/> and <see cref="FileKind.Forbidden"/> are answers, not failures.</summary>
    Entry Look(string path);

    /// <summary>The whole content of a regular file.</summary>
    byte[] Read(string path);

    /// <summary>The names in a folder, sorted by their bytes.</summary>
    ImmutableArray<string> List(string folder);

    /// <summary>Where a symbolic link points, as written.</summary>
    string ReadLink(string path);

    /// <summary>ACL and other extended attributes that a replacement has to keep; empty where there are none or the file system has none.</summary>
    ImmutableArray<ExtendedAttributeValue> Attributes(string path);

    /// <summary>Whether this user may do that, as the kernel judges it (file system, mode, ACL); null: yes, else the number of the error.</summary>
    int? Refuses(string path, Need need);

    /// <summary>
    /// Makes a new regular file: never through a symbolic link, never over something. From its first byte it has no more than
    /// <c>0600</c> of the mode and its final owner; wider bits come after the content. Not synced: see <see cref="Sync"/>.
    /// </summary>
    void Create(string path, ReadOnlySpan<byte> content, Access access);

    /// <summary>Makes a symbolic link.</summary>
    void CreateLink(string path, string target, Owner? owner);

    /// <summary>Makes one folder; its parent has to be there.</summary>
    void MakeFolder(string path, Access access);

    /// <summary>Changes mode, owner and extended attributes of a file or folder.</summary>
    void SetAccess(string path, Access access);

    /// <summary>Puts <paramref name="from"/> in the place of <paramref name="to"/> in one step, within one file system; never copies.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file or a symbolic link.</summary>
    void Unlink(string path);

    /// <summary>Deletes an empty folder.</summary>
    void RemoveFolder(string path);

    /// <summary>Makes the content of files and the entries of folders durable: one by one when they are few, many waits at once when they are many.</summary>
    void Sync(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders);

    /// <summary>Takes an exclusive lock on a file (made <c>0600</c> where missing) and writes this process's number into it; null: another process has it. Released when disposed or when the process ends.</summary>
    IDisposable? Lock(string path, Owner? owner);

    /// <summary>True when somebody has the lock now. Writes nothing; a file that is not there or may not be read is not locked.</summary>
    bool IsLocked(string path);
}

/// <summary>What is wanted of a path.</summary>
[Flags]
public enum Need
{
    /// <summary>That it is there.</summary>
    Exists = 0,

    /// <summary>Entering a folder.</summary>
    Enter = 1,

    /// <summary>Writing; of a folder: making and deleting entries.</summary>
    Write = 2,

    /// <summary>Reading.</summary>
    Read = 4,
}

/// <summary>Who may do what with a file.</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner">Owner; null: whoever makes it, or unchanged.</param>
public sealed record Access(UnixFileMode Mode, Owner? Owner = null)
{
    /// <summary>Extended attributes, the ACL among them.</summary>
    public ImmutableArray<ExtendedAttributeValue> Extended { get; init; } = [];
}

/// <summary>One extended attribute, <c>system.posix_acl_access</c> among them.</summary>
/// <param name="Name">With its namespace.</param>
/// <param name="Value">As the kernel gives it.</param>
public sealed record ExtendedAttributeValue(string Name, byte[] Value);

/// <summary>What stands at a path, not following a symbolic link.</summary>
/// <param name="Kind">What it is.</param>
public readonly record struct Entry(FileKind Kind)
{
    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>Owning user.</summary>
    public int User { get; init; }

    /// <summary>Owning group.</summary>
    public int Group { get; init; }

    /// <summary>The file system's device number.</summary>
    public ulong Device { get; init; }

    /// <summary>The mount it is seen through: a rename does not cross bind mounts either. 0 before Linux 5.8.</summary>
    public ulong Mount { get; init; }

    /// <summary>The file's number on its device.</summary>
    public ulong Inode { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Last change of content, in nanoseconds since 1970.</summary>
    public long Modified { get; init; }

    /// <summary>True when it is marked immutable or append-only (chattr): not even root may replace it.</summary>
    public bool Immutable { get; init; }

    /// <summary>True when something is there.</summary>
    public bool Exists => Kind is not (FileKind.Missing or FileKind.Forbidden);
}
