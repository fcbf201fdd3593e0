using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>Asks of every target whether this user may do it, before anything is staged: all refusals in one line, nothing half done.</summary>
internal sealed class PermissionTest(IDisk disk)
{
    private readonly Dictionary<string, int?> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _needRoot = [];
    private readonly List<string> _readOnly = [];

    /// <summary>One line that says what is in the way; null: nothing.</summary>
    public string? Refusal(IEnumerable<LocatedIntent> intents)
    {
        foreach (var intent in intents)
        {
            if (Blocked(intent) is { } reason) return reason;
            Judge(intent);
        }

        if (_readOnly.Count > 0) return $"{Paths(_readOnly)}: the file system is read-only";
        if (_needRoot.Count > 0 && disk.User == 0) return $"{Paths(_needRoot)}: not even root may write there (marked immutable, or a file system of another machine)";
        return _needRoot.Count == 0 ? null : $"needs root for {Paths(_needRoot)}: sudo linkseal apply";
    }

    private static string? Blocked(LocatedIntent intent)
    {
        var (wanted, target, current) = intent;
        if (current.Immutable) return $"{target} is marked immutable (chattr): it cannot be replaced";
        var expected = wanted.Kind switch
        {
            OperationKind.MakeFolder or OperationKind.RemoveFolder => FileKind.Folder,
            OperationKind.PutLink or OperationKind.DeleteLink => FileKind.Symlink,
            _ => FileKind.Regular,
        };
        if (current.Kind is FileKind.Missing or FileKind.Forbidden || current.Kind == expected) return null;
        return current.Kind switch
        {
            _ when expected == FileKind.Symlink => $"{target} is {(current.Kind == FileKind.Folder ? "a folder" : "no symbolic link")}, where Linkseal keeps a link of its own: not replaced; move it away if it is not wanted",
            FileKind.Symlink => $"{target} is a symbolic link where Linkseal writes a file of its own: not followed, not replaced; delete it if it is not wanted",
            FileKind.Folder => $"{target} is a folder, expected a file",
            FileKind.Regular => $"{target} is a file, expected a folder",
            _ => $"{target} is neither a file nor a folder",
        };
    }

    private void Judge(LocatedIntent intent)
    {
        var changesEntry = intent.Intent.Kind != OperationKind.SetAccess;
        if (intent.Current.Kind == FileKind.Forbidden)
        {
            _needRoot.Add(intent.Intent.Path);
            return;
        }

        switch (changesEntry ? FolderRefuses(intent) : disk.Refuses(intent.Target, Need.Exists))
        {
            case Errno.ReadOnly:
                _readOnly.Add(intent.Intent.Path);
                return;
            case not null:
                _needRoot.Add(intent.Intent.Path);
                return;
        }

        if (disk.User != 0 && (!MayOwn(intent) || (intent.Source is { } source && disk.Refuses(source, Need.Read) is not null))) _needRoot.Add(intent.Intent.Path);
    }

    // The nearest folder that is there answers for those that are still to be made in it.
    private int? FolderRefuses(LocatedIntent intent)
    {
        if (_folders.TryGetValue(intent.Folder, out var known)) return known;
        var folder = intent.Folder;
        while (folder != "/" && disk.Look(folder).Kind == FileKind.Missing) folder = Path.GetDirectoryName(folder)!;
        return _folders[intent.Folder] = disk.Refuses(folder, Need.Write | Need.Enter);
    }

    // Without root a file can only be given to oneself and to one's groups, a stranger's file not be chmodded, nor replaced in a sticky folder.
    private bool MayOwn(LocatedIntent intent)
    {
        var (wanted, _, current) = intent;
        var owner = wanted.Access is { } access ? access.Owner : current.Exists && wanted.Kind == OperationKind.Put ? new Owner(current.User, current.Group) : null;
        if (owner is not null && (owner.User != disk.User || !disk.Groups.Contains(owner.Group ?? owner.User))) return false;
        if (!current.Exists) return true;
        // A link is given back as its owner's.
        if (wanted.Kind is OperationKind.SetAccess or OperationKind.PutLink or OperationKind.DeleteLink) return current.User == disk.User;
        // Its original has to be read into the journal.
        if (wanted.Kind is OperationKind.Put or OperationKind.Delete && disk.Refuses(intent.Target, Need.Read) is not null) return false;
        var folder = disk.Look(intent.Folder);
        return !folder.Mode.HasFlag(UnixFileMode.StickyBit) || current.User == disk.User || folder.User == disk.User;
    }

    private static string Paths(List<string> paths)
    {
        var common = paths[0];
        if (paths.Count == 1) return common;
        foreach (var path in paths)
        {
            while (common != "/" && !path.StartsWith(common + "/", StringComparison.Ordinal)) common = Path.GetDirectoryName(common) ?? "/";
        }

        return common == "/" ? $"{paths.Count} paths" : $"{paths.Count} paths under {common}";
    }
}
