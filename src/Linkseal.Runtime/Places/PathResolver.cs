using System.Collections.Concurrent;
using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Places;

/// <summary>
/// Finds a place's path on this machine, below a root that plays the part of <c>/</c>: an absolute link inside it stays inside it.
/// A link on the way is followed only when root or one of the trusted users made it, so that nobody else can lead a write elsewhere.
/// The link of a switched folder is followed by a stricter rule: only to a plain numbered folder beside it, whoever of these and the folder's owner made it.
/// One instance serves one look: folders that were resolved are remembered.
/// </summary>
internal sealed class PathResolver(IDisk disk, string root, ImmutableArray<int> trusted, ImmutableDictionary<string, Owner?> switched)
{
    private const int MostLinks = 40;
    private readonly ConcurrentDictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>A folder with no link left in its path; its missing end is taken as written.</summary>
    public string Folder(string path)
    {
        if (path is "/" or "") return root;
        if (_folders.TryGetValue(path, out var known)) return known;
        var links = 0;
        var above = Folder(Path.GetDirectoryName(path)!);
        var found = !switched.IsEmpty && switched.TryGetValue(path, out var owner) ? Switched(above, owner) : Step(above, Path.GetFileName(path), ref links);
        _folders[path] = found;
        return found;
    }

    /// <summary>A file's path, its last component as it is: a link there is not followed.</summary>
    public string File(string path) => Path.Combine(Folder(Path.GetDirectoryName(path)!), Path.GetFileName(path));

    /// <summary>A file's path, a link at its end followed: configuration is edited where it really lies.</summary>
    public string Followed(string path)
    {
        var links = 0;
        return Step(Folder(Path.GetDirectoryName(path)!), Path.GetFileName(path), ref links);
    }

    // Where nothing is yet, or not any more, what lies behind it is missing too.
    private string Switched(string folder, Owner? owner)
    {
        var link = Path.Combine(folder, SwitchedFolder.Link);
        var entry = disk.Look(link);
        if (entry.Kind is FileKind.Missing or FileKind.Forbidden) return link;
        if (entry.Kind != FileKind.Symlink) throw new EnvironmentException($"{link} is no symbolic link, expected one of Linkseal's");
        if (!IsTrusted(entry.User) && entry.User != owner?.User) throw new EnvironmentException($"{link} is a symbolic link made by user {entry.User}: not followed");
        var target = disk.ReadLink(link);
        var generation = Path.Combine(folder, target);
        return SwitchedFolder.GenerationOf(target) is not null && disk.Look(generation).Kind is FileKind.Folder or FileKind.Missing or FileKind.Forbidden
            ? generation
            : throw new EnvironmentException($"{link} is a symbolic link to {target}, expected a numbered folder beside it: not followed");
    }

    private bool IsTrusted(int user) => user == 0 || user == disk.User || trusted.Contains(user);

    private string Step(string folder, string name, ref int links)
    {
        var next = Path.Combine(folder, name);
        var entry = disk.Look(next);
        if (entry.Kind != FileKind.Symlink) return next;
        if (!IsTrusted(entry.User))
        {
            throw new EnvironmentException($"{next} is a symbolic link to {disk.ReadLink(next)}, made by user {entry.User}, whose links are not followed");
        }

        if (++links > MostLinks) throw new EnvironmentException($"{next} is a symbolic link that leads in a circle");
        var target = disk.ReadLink(next);
        var found = Walk(Path.IsPathRooted(target) ? root : folder, target, next, ref links);
        if (disk.Look(found).Kind == FileKind.Missing) throw new EnvironmentException($"{next} is a symbolic link to {target}, where nothing is{Below}");
        return found;
    }

    private string Walk(string folder, string target, string link, ref int links)
    {
        foreach (var name in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") folder = Step(folder, name, ref links);
            else if (folder == root && root != "/") throw new EnvironmentException($"{link} is a symbolic link that leads out of {root}");
            else folder = Path.GetDirectoryName(folder) ?? "/";
        }

        return folder;
    }

    private string Below => root == "/" ? "" : " below " + root;
}
