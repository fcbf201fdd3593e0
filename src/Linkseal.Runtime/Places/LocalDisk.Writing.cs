using System.Runtime.InteropServices;
using System.Text;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

// What changes something on disk; LocalDisk.cs holds what only looks.
public sealed unsafe partial class LocalDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public void Create(string path, ReadOnlySpan<byte> content, Access access)
    {
        var descriptor = Open("create", path, Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.NoFollow, (uint)OwnerOnly);
        try
        {
            Own(descriptor, path, access.Owner);
            WriteAll(descriptor, path, content);
            // The umask may have taken bits away; and only now may anybody else read it.
            Check(Libc.ChangeMode(descriptor, (uint)access.Mode), "set the mode of", path);
            foreach (var attribute in access.Extended)
            {
                fixed (byte* value = attribute.Value)
                {
                    CheckAttribute(Libc.SetAttribute(descriptor, attribute.Name, value, attribute.Value.Length, 0), attribute.Name, path);
                }
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public void CreateLink(string path, string target, Owner? owner)
    {
        Check(Libc.SymbolicLink(target, path), "create the link", path);
        if (owner is not null) Check(Libc.ChangeOwnerAt(Libc.AtCurrentFolder, path, owner.User, owner.Group ?? owner.User, Libc.AtNoFollow), "set the owner of", path);
    }

    /// <inheritdoc/>
    public void MakeFolder(string path, Access access)
    {
        Check(Libc.MakeFolder(path, 0x1C0 & (uint)access.Mode), "make the folder", path);
        SetAccess(path, access);
    }

    /// <inheritdoc/>
    public void SetAccess(string path, Access access)
    {
        // A descriptor that only names the file: it needs no right to read, and what it names cannot be exchanged for a link meanwhile.
        var descriptor = Open("open", path, Libc.PathOnly | Libc.NoFollow, 0);
        try
        {
            Check(Libc.Stat(descriptor, "", Libc.AtEmptyPath, Libc.AllBasic, out var status), "look at", path);
            if (ToEntry(status).Kind is not (FileKind.Regular or FileKind.Folder)) throw new DiskException("set the mode of", path, Errno.TooManyLinks);
            var owner = access.Owner;
            if (owner is not null && (status.User != owner.User || status.Group != (owner.Group ?? owner.User)))
            {
                Check(Libc.ChangeOwnerAt(descriptor, "", owner.User, owner.Group ?? owner.User, Libc.AtEmptyPath), "set the owner of", path);
            }

            Check(Libc.ChangeModeOf($"/proc/self/fd/{descriptor}", (uint)access.Mode), "set the mode of", path);
            foreach (var attribute in access.Extended)
            {
                fixed (byte* value = attribute.Value)
                {
                    CheckAttribute(Libc.SetAttribute(path, attribute.Name, value, attribute.Value.Length, 0), attribute.Name, path);
                }
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => Check(Libc.Rename(from, to), "put a new file at", to);

    /// <inheritdoc/>
    public void Unlink(string path) => Check(Libc.Unlink(path), "delete", path);

    /// <inheritdoc/>
    public void RemoveFolder(string path) => Check(Libc.RemoveFolder(path), "delete the folder", path);

    /// <inheritdoc/>
    public void Sync(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders)
    {
        if (files.Count + folders.Count > FewFiles)
        {
            ParallelSync.Run(files, folders, SyncOne);
            return;
        }

        foreach (var file in files) SyncOne(file);
        foreach (var folder in folders) SyncOne(folder);
    }

    /// <inheritdoc/>
    public IDisposable? Lock(string path, Owner? owner)
    {
        var descriptor = Open("lock", path, Libc.ReadWrite | Libc.Create | Libc.NoFollow, (uint)OwnerOnly);
        if (Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = Libc.Close(descriptor);
            return error == Errno.WouldBlock ? null : throw new DiskException("lock", path, error);
        }

        Own(descriptor, path, owner);
        _ = Libc.Truncate(descriptor, 0);
        WriteAll(descriptor, path, Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        return new HeldLock(descriptor);
    }

    /// <inheritdoc/>
    public bool IsLocked(string path)
    {
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (descriptor < 0) return false;
        var isLocked = Libc.Lock(descriptor, Libc.LockShared | Libc.LockNonBlocking) != 0 && Marshal.GetLastPInvokeError() == Errno.WouldBlock;
        _ = Libc.Close(descriptor);
        return isLocked;
    }

    private static void SyncOne(string path)
    {
        var descriptor = Open("sync", path, Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking, 0);
        try
        {
            var result = Libc.Sync(descriptor);
            // fsync(2): EINVAL where the file system has nothing to sync (/proc): nothing there outlasts a power failure anyhow.
            if (result != 0 && Marshal.GetLastPInvokeError() == Errno.InvalidArgument) return;
            Check(result, "sync", path);
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static void Own(int descriptor, string path, Owner? owner)
    {
        if (owner is null) return;
        var group = owner.Group ?? owner.User;
        // Some file systems refuse every chown, even one that changes nothing.
        if (Libc.Stat(descriptor, "", Libc.AtEmptyPath, Libc.AllBasic, out var status) == 0 && status.User == owner.User && status.Group == group) return;
        Check(Libc.ChangeOwner(descriptor, owner.User, group), "set the owner of", path);
    }

    // A security label may be the policy's to give, not ours; an ACL that cannot be kept is a failure.
    private static void CheckAttribute(int result, string name, string path)
    {
        if (result >= 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (name.StartsWith("security.", StringComparison.Ordinal) && error is Errno.NotPermitted or Errno.NotSupported or Errno.AccessDenied) return;
        throw new DiskException($"set {name} of", path, error);
    }

    private static void WriteAll(int descriptor, string path, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            nint count;
            fixed (byte* start = content) count = Libc.Write(descriptor, start, content.Length);
            if (count >= 0) content = content[(int)count..];
            else if (Marshal.GetLastPInvokeError() is not Errno.Interrupted and var error) throw new DiskException("write", path, error);
        }
    }

    private sealed class HeldLock(int descriptor) : IDisposable
    {
        private int _descriptor = descriptor;

        public void Dispose()
        {
            var held = Interlocked.Exchange(ref _descriptor, -1);
            if (held < 0) return;
            // Said, not only closed: a process that another thread is just starting still holds a copy of the descriptor.
            _ = Libc.Lock(held, Libc.Unlock);
            _ = Libc.Close(held);
        }
    }
}
