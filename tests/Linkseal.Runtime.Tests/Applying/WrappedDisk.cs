using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>A disk whose every operation passes one gate first.</summary>
internal abstract class WrappedDisk : IDisk
{
    protected LocalDisk Inner { get; } = new();

    public virtual int User => Inner.User;

    public virtual ImmutableArray<int> Groups => Inner.Groups;

    /// <summary>Throws where the operation is refused.</summary>
    protected abstract void Gate(string operation, string path);

    public Entry Look(string path) => Asked("look at", path, () => Inner.Look(path));

    public byte[] Read(string path) => Asked("read", path, () => Inner.Read(path));

    public ImmutableArray<string> List(string folder) => Asked("list", folder, () => Inner.List(folder));

    public string ReadLink(string path) => Asked("read the link", path, () => Inner.ReadLink(path));

    public ImmutableArray<ExtendedAttributeValue> Attributes(string path) => Asked("read the attributes of", path, () => Inner.Attributes(path));

    public virtual int? Refuses(string path, Need need) => Asked("ask about", path, () => Inner.Refuses(path, need));

    public virtual void Create(string path, ReadOnlySpan<byte> content, Access access)
    {
        Gate("create", path);
        Inner.Create(path, content, access);
    }

    public virtual void CreateLink(string path, string target, Owner? owner) => Done("create the link", path, () => Inner.CreateLink(path, target, owner));

    public virtual void MakeFolder(string path, Access access) => Done("make the folder", path, () => Inner.MakeFolder(path, access));

    public virtual void SetAccess(string path, Access access) => Done("set the mode of", path, () => Inner.SetAccess(path, access));

    public virtual void Rename(string from, string to) => Done("rename", to, () => Inner.Rename(from, to));

    public virtual void Unlink(string path) => Done("delete", path, () => Inner.Unlink(path));

    public virtual void RemoveFolder(string path) => Done("delete the folder", path, () => Inner.RemoveFolder(path));

    public virtual void Sync(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders) => Done("sync", files.Concat(folders).FirstOrDefault() ?? "", () => Inner.Sync(files, folders));

    public IDisposable? Lock(string path, Owner? owner) => Asked("lock", path, () => Inner.Lock(path, owner));

    public bool IsLocked(string path) => Asked("ask about", path, () => Inner.IsLocked(path));

    private T Asked<T>(string operation, string path, Func<T> ask)
    {
        Gate(operation, path);
        return ask();
    }

    private void Done(string operation, string path, Action act)
    {
        Gate(operation, path);
        act();
    }
}

/// <summary>Dies at its k-th operation: that one and all later ones are refused, so that no <c>finally</c> can tidy up.</summary>
internal sealed class DyingDisk(int at, bool tears) : WrappedDisk
{
    private int _count;

    public bool Died => Volatile.Read(ref _count) >= at;

    public override void Create(string path, ReadOnlySpan<byte> content, Access access)
    {
        if (tears && Interlocked.Increment(ref _count) == at) Inner.Create(path, content[..(content.Length / 2)], new(DiskExtensions.OwnerOnly, access.Owner));
        else if (tears) Interlocked.Decrement(ref _count);
        base.Create(path, content, access);
    }

    protected override void Gate(string operation, string path)
    {
        if (Interlocked.Increment(ref _count) >= at) throw new DiskException(operation, path, 5);
    }
}

/// <summary>Fails at its k-th operation, once, and goes on working.</summary>
internal sealed class HiccupDisk(int at, int errno) : WrappedDisk
{
    private int _count;

    public bool Failed => Volatile.Read(ref _count) >= at;

    protected override void Gate(string operation, string path)
    {
        if (Interlocked.Increment(ref _count) == at) throw new DiskException(operation, path, errno);
    }
}

/// <summary>Has no space for new files or folders from the k-th on.</summary>
internal sealed class FullDisk(int at) : WrappedDisk
{
    private int _count;

    public bool Full => Volatile.Read(ref _count) >= at;

    protected override void Gate(string operation, string path)
    {
        if (operation is "create" or "create the link" or "make the folder" && Interlocked.Increment(ref _count) >= at) throw new DiskException(operation, path, 28);
    }
}
