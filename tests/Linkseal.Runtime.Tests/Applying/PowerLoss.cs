namespace Linkseal.Runtime.Tests.Applying;

/// <summary>
/// What may be on the disk after the power went: every operation that a later sync made durable, any choice of the others (entries dropped, in
/// effect in another order), and of content never synced all, half or nothing. A rename is in effect or not, never in part.
/// </summary>
internal sealed class PowerLoss(string folder)
{
    private readonly Dictionary<string, Node> _before = Load(folder);

    private sealed class Node
    {
        public required bool IsFolder { get; init; }

        /// <summary>Where a symbolic link leads; null: it is none.</summary>
        public string? Link { get; init; }

        public byte[] Content { get; set; } = [];

        public UnixFileMode Mode { get; set; }

        /// <summary>The operation that wrote the content; -1: it was there before.</summary>
        public int Written { get; init; } = -1;

        public Node Copy() => new() { IsFolder = IsFolder, Link = Link, Content = Content, Mode = Mode, Written = Written };
    }

    /// <summary>Makes the folder what it may be when the power went after the first <paramref name="count"/> operations.</summary>
    /// <param name="log">What was done to it since.</param>
    /// <param name="count">How many operations had been issued.</param>
    /// <param name="keeps">Whether an operation that no sync covers took effect.</param>
    /// <param name="part">How much of a content that no sync covers is there: 0, 1 or 2 halves.</param>
    public void Strike(IReadOnlyList<Logged> log, int count, Func<int, bool> keeps, Func<int, int> part)
    {
        var tree = new SortedDictionary<string, Node>(_before.ToDictionary(static n => n.Key, static n => n.Value.Copy()), StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (IsDurable(log, i, count) || keeps(i)) Act(log, tree, i);
        }

        foreach (var node in tree.Values.Where(static n => n.Written >= 0))
        {
            if (!ContentIsDurable(log, node.Written, count)) node.Content = node.Content[..(node.Content.Length * part(node.Written) / 2)];
        }

        Store(folder, tree);
    }

    private static bool IsDurable(IReadOnlyList<Logged> log, int at, int count)
    {
        var (operation, path) = (log[at].Operation, log[at].Path);
        if (operation == "sync") return true;
        var entry = log[at].To ?? path;
        for (var i = at + 1; i < count; i++)
        {
            // A folder can only be gone when what was in it is gone.
            if (operation is "unlink" or "remove" && log[i].Operation == "remove" && log[i].Path == Path.GetDirectoryName(path) && IsDurable(log, i, count)) return true;
            if (log[i].Operation != "sync") continue;
            if (operation == "mode" ? log[i].Files.Contains(path) || log[i].Folders.Contains(path) : log[i].Folders.Contains(Path.GetDirectoryName(entry)!)) return true;
        }

        return false;
    }

    // A file's content is synced under the name it has then, or not at all.
    private static bool ContentIsDurable(IReadOnlyList<Logged> log, int at, int count)
    {
        var name = log[at].Path;
        for (var i = at + 1; i < count; i++)
        {
            if (log[i].Operation == "rename" && log[i].Path == name) name = log[i].To!;
            if (log[i].Operation == "sync" && log[i].Files.Contains(name)) return true;
        }

        return log[at].Content.Length == 0;
    }

    private static void Act(IReadOnlyList<Logged> log, SortedDictionary<string, Node> tree, int at)
    {
        var logged = log[at];
        var parent = Path.GetDirectoryName(logged.To ?? logged.Path);
        if (logged.Operation is "create" or "link" or "make" or "rename" && !(tree.TryGetValue(parent!, out var above) && above.IsFolder)) return;
        switch (logged.Operation)
        {
            case "create":
                tree[logged.Path] = new() { IsFolder = false, Content = logged.Content, Mode = logged.Mode, Written = at };
                break;
            case "link":
                tree[logged.Path] = new() { IsFolder = false, Link = logged.Target };
                break;
            case "make" when !tree.ContainsKey(logged.Path):
                tree[logged.Path] = new() { IsFolder = true, Mode = logged.Mode };
                break;
            case "mode" when tree.TryGetValue(logged.Path, out var node):
                node.Mode = logged.Mode;
                break;
            case "unlink":
                tree.Remove(logged.Path);
                break;
            case "remove" when !tree.Keys.Any(k => k.StartsWith(logged.Path + "/", StringComparison.Ordinal)):
                tree.Remove(logged.Path);
                break;
            case "rename":
                Rename(tree, logged.Path, logged.To!);
                break;
        }
    }

    private static void Rename(SortedDictionary<string, Node> tree, string from, string to)
    {
        if (!tree.ContainsKey(from) || tree.Keys.Any(k => k.StartsWith(to + "/", StringComparison.Ordinal))) return;
        foreach (var key in tree.Keys.Where(k => k == from || k.StartsWith(from + "/", StringComparison.Ordinal)).ToList())
        {
            tree[to + key[from.Length..]] = tree[key];
            tree.Remove(key);
        }
    }

    private static Dictionary<string, Node> Load(string folder)
    {
        var tree = new Dictionary<string, Node>(StringComparer.Ordinal) { [folder] = new() { IsFolder = true } };
        foreach (var path in Site.Entries(folder))
        {
            if (new FileInfo(path).LinkTarget is { } link)
            {
                tree[path] = new() { IsFolder = false, Link = link };
                continue;
            }

            var isFolder = Directory.Exists(path);
            tree[path] = new() { IsFolder = isFolder, Content = isFolder ? [] : File.ReadAllBytes(path), Mode = File.GetUnixFileMode(path) };
        }

        return tree;
    }

    private static void Store(string folder, SortedDictionary<string, Node> tree)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is null && entry is DirectoryInfo below) below.Delete(recursive: true);
            else entry.Delete();
        }

        foreach (var (path, node) in tree)
        {
            if (path == folder) continue;
            if (node.IsFolder)
            {
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, node.Mode);
                continue;
            }

            if (node.Link is { } link)
            {
                File.CreateSymbolicLink(path, link);
                continue;
            }

            File.WriteAllBytes(path, node.Content);
            File.SetUnixFileMode(path, node.Mode);
        }
    }
}
