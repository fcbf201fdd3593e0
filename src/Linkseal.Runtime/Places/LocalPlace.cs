using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

/// <summary>
/// This machine, or a folder of it that stands for another (<c>--root</c>). Callers speak in the place's own absolute paths; here they are mapped below the root.
/// Asked in batches, so that a place across a network can answer in few round trips.
/// </summary>
public sealed class LocalPlace
{
    private readonly PathResolver? _remembered;

    /// <summary>A place on a disk.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="root">What stands for <c>/</c>, absolute.</param>
    /// <param name="trusted">Users besides root and the running one whose symbolic links are followed: the one who called sudo.</param>
    public LocalPlace(IDisk disk, string root = "/", ImmutableArray<int>? trusted = null)
    {
        Disk = disk;
        Root = root.Length > 1 ? root.TrimEnd('/') : root;
        Trusted = trusted ?? [];
    }

    /// <summary>The disk.</summary>
    public IDisk Disk { get; }

    /// <summary>What stands for <c>/</c>.</summary>
    public string Root { get; }

    /// <summary>True when it is this machine itself: only there commands are run.</summary>
    public bool IsThisMachine => Root == "/";

    internal ImmutableArray<int> Trusted { get; }

    private LocalPlace(LocalPlace place, ImmutableDictionary<string, Owner?> switched, bool remembers)
        : this(place.Disk, place.Root, place.Trusted)
    {
        Switched = switched;
        if (remembers) _remembered = new(Disk, Root, Trusted, Switched);
    }

    /// <summary>The links of switched folders, by their paths, each with its folder's owner.</summary>
    internal ImmutableDictionary<string, Owner?> Switched { get; } = ImmutableDictionary<string, Owner?>.Empty;

    /// <summary>The same place for the batches of one look: a folder that one of them resolved is not resolved again by the next.</summary>
    internal LocalPlace ForOneLook() => new(this, Switched, remembers: true);

    internal PathResolver Resolver() => _remembered ?? new(Disk, Root, Trusted, Switched);

    /// <summary>The same place, in which the links of these folders are followed too: what is described first, then what the inventory knows.</summary>
    internal LocalPlace Following(IEnumerable<SwitchedFolder> described, Inventory inventory)
    {
        var switched = Switched.ToBuilder();
        foreach (var folder in described) switched.TryAdd(folder.Current, folder.Owner);
        foreach (var (path, known) in inventory.Switched) switched.TryAdd(new SwitchedFolder(path, known.Component, UnixFileMode.None).Current, known.Owner);
        return switched.Count == Switched.Count ? this : new(this, switched.ToImmutable(), remembers: _remembered is not null);
    }

    /// <summary>Each path as it stands, a link at its end not followed. A path behind a link that must not be followed is <see cref="FileKind.Forbidden"/>.</summary>
    public ImmutableDictionary<string, FileState> Observe(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var resolver = Resolver();
        return Batch(paths, p => State(resolver, p), cancellation).ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>The content of each path that is a readable regular file, a link at its end followed; the others are absent.</summary>
    public ImmutableDictionary<string, ReadOnlyMemory<byte>> Read(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var resolver = Resolver();
        return Batch(paths, p => Content(resolver, p), cancellation).Where(static p => p.Value is not null)
            .ToImmutableDictionary(static p => p.Key, static p => new ReadOnlyMemory<byte>(p.Value), StringComparer.Ordinal);
    }

    /// <summary>What keeps a path from being followed to its end, in words: a link that must not be followed, or that leads nowhere; null: nothing.</summary>
    public string? Obstacle(string path)
    {
        try
        {
            Resolver().Followed(path);
            return null;
        }
        catch (EnvironmentException error) when (error is not DiskException)
        {
            return error.Message;
        }
    }

    /// <summary>The names in each folder that is there and may be listed, sorted; the others are absent.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> List(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var resolver = Resolver();
        return Batch(folders, p => Names(resolver, p), cancellation).Where(static p => !p.Value.IsDefault)
            .ToImmutableDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>Those of the folders that <see cref="List"/> would answer for, their names not read.</summary>
    public ImmutableArray<string> Listable(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var resolver = Resolver();
        return [.. Batch(folders, p => Listable(resolver, p), cancellation).Where(static p => p.Value is not null).Select(static p => p.Key)];
    }

    private static KeyValuePair<string, T>[] Batch<T>(IEnumerable<string> paths, Func<string, T> ask, CancellationToken cancellation)
    {
        var all = paths.Distinct(StringComparer.Ordinal).ToArray();
        var answers = new KeyValuePair<string, T>[all.Length];
        if (all.Length < 64)
        {
            for (var i = 0; i < all.Length; i++) answers[i] = new(all[i], ask(all[i]));
        }
        else
        {
            Unwrap(() => Parallel.For(0, all.Length, new ParallelOptions { CancellationToken = cancellation }, i => answers[i] = new(all[i], ask(all[i]))));
        }

        cancellation.ThrowIfCancellationRequested();
        return answers;
    }

    /// <summary>Runs parallel work so that its first failure surfaces as itself.</summary>
    internal static void Unwrap(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException errors)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors.Flatten().InnerExceptions[0]);
        }
    }

    private FileState State(PathResolver resolver, string path)
    {
        string found;
        try
        {
            found = resolver.File(path);
        }
        catch (EnvironmentException error) when (error is not DiskException)
        {
            return new(FileKind.Forbidden) { Obstacle = error.Message };
        }

        var entry = Disk.Look(found);
        return new(entry.Kind)
        {
            Mode = entry.Mode,
            User = entry.User,
            Group = entry.Group,
            Sha256 = entry.Kind == FileKind.Regular ? Readable(found) is { } content ? DiskExtensions.Sha256(content) : null : null,
            Target = entry.Kind == FileKind.Symlink ? Disk.ReadLink(found) : null,
        };
    }

    private byte[]? Content(PathResolver resolver, string path)
    {
        try
        {
            var found = resolver.Followed(path);
            return Disk.Look(found).Kind == FileKind.Regular ? Readable(found) : null;
        }
        catch (EnvironmentException error) when (error is not DiskException)
        {
            return null;
        }
    }

    private ImmutableArray<string> Names(PathResolver resolver, string path) => Listable(resolver, path) is { } found ? Disk.List(found) : default;

    private string? Listable(PathResolver resolver, string path)
    {
        try
        {
            var found = resolver.Folder(path);
            return Disk.Look(found).Kind == FileKind.Folder && Disk.Refuses(found, Need.Read | Need.Enter) is null ? found : null;
        }
        catch (EnvironmentException error) when (error is not DiskException)
        {
            return null;
        }
    }

    // It may vanish or be closed to us between the look and the read: then it is not readable, which is an answer.
    private byte[]? Readable(string found)
    {
        try
        {
            return Disk.Read(found);
        }
        catch (DiskException error) when (error.Error is Errno.AccessDenied or Errno.Missing or Errno.TooManyLinks)
        {
            return null;
        }
    }
}
