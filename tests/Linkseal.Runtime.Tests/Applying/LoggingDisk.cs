using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Tests.Applying;

/// <summary>One operation as it reached the disk.</summary>
internal sealed record Logged(string Operation, string Path)
{
    public string? To { get; init; }

    public string? Target { get; init; }

    public byte[] Content { get; init; } = [];

    public UnixFileMode Mode { get; init; }

    public ImmutableHashSet<string> Files { get; init; } = [];

    public ImmutableHashSet<string> Folders { get; init; } = [];
}

/// <summary>Does everything, and writes down what changed something.</summary>
internal sealed class LoggingDisk : WrappedDisk
{
    private readonly Lock _lock = new();

    public List<Logged> Log { get; } = [];

    public override void Create(string path, ReadOnlySpan<byte> content, Access access)
    {
        Add(new("create", path) { Content = content.ToArray(), Mode = access.Mode });
        base.Create(path, content, access);
    }

    public override void CreateLink(string path, string target, Owner? owner)
    {
        Add(new("link", path) { Target = target });
        base.CreateLink(path, target, owner);
    }

    public override void MakeFolder(string path, Access access)
    {
        Add(new("make", path) { Mode = access.Mode });
        base.MakeFolder(path, access);
    }

    public override void SetAccess(string path, Access access)
    {
        Add(new("mode", path) { Mode = access.Mode });
        base.SetAccess(path, access);
    }

    public override void Rename(string from, string to)
    {
        Add(new("rename", from) { To = to });
        base.Rename(from, to);
    }

    public override void Unlink(string path)
    {
        Add(new("unlink", path));
        base.Unlink(path);
    }

    public override void RemoveFolder(string path)
    {
        Add(new("remove", path));
        base.RemoveFolder(path);
    }

    public override void Sync(IReadOnlyCollection<string> files, IReadOnlyCollection<string> folders)
    {
        Add(new("sync", "") { Files = [.. files], Folders = [.. folders] });
        base.Sync(files, folders);
    }

    protected override void Gate(string operation, string path)
    {
    }

    private void Add(Logged logged)
    {
        lock (_lock) Log.Add(logged);
    }
}
