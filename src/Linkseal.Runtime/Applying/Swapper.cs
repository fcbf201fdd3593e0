using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>
/// Does and takes back single operations. Each leaves its path whole: the old file or the new one. Completing and taking back look first,
/// so that they can be begun anew at any point, and leave alone what somebody else changed meanwhile.
/// </summary>
/// <param name="disk">The disk.</param>
/// <param name="journal">Where the originals are.</param>
/// <param name="retired">Generations that go when this apply has ended: a folder that still holds only them is no surprise.</param>
internal sealed class Swapper(IDisk disk, Journal journal, Retired retired)
{
    /// <summary>The end of the names under which something is staged to be given back.</summary>
    public const string Back = ".back";

    private readonly List<string> _remarks = [];

    /// <summary>What was left alone, one line each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The first time: what stands there must be what was saved.</summary>
    public void Do(Operation operation)
    {
        var entry = disk.Look(operation.Target);
        if (operation.Kind is OperationKind.Put or OperationKind.Delete || operation.IsLink)
        {
            var kind = operation.IsLink ? FileKind.Symlink : FileKind.Regular;
            var same = operation.Original is { } original ? entry.Kind == kind && Original.StampOf(entry) == original.Stamp : entry.Kind == FileKind.Missing;
            if (!same) throw new EnvironmentException($"{operation.Path} changed while it was being replaced");
        }

        Act(operation, entry);
    }

    /// <summary>True when <see cref="Complete"/> will find what it needs.</summary>
    public bool CanComplete(Operation operation) => operation.Kind switch
    {
        OperationKind.Put => disk.HashOf(operation.Staged!) == operation.Sha256 || disk.HashOf(operation.Target) == operation.Sha256,
        OperationKind.PutLink => disk.LinkAt(operation.Staged!) == operation.Link || disk.LinkAt(operation.Target) == operation.Link,
        _ => true,
    };

    /// <summary>After a crash: does what is not done yet.</summary>
    public void Complete(Operation operation)
    {
        var entry = disk.Look(operation.Target);
        switch (operation.Kind)
        {
            case OperationKind.Put or OperationKind.PutLink when !disk.Look(operation.Staged!).Exists:
            case OperationKind.Delete or OperationKind.DeleteLink when !entry.Exists:
                return;
            case OperationKind.Put or OperationKind.Delete or OperationKind.PutLink or OperationKind.DeleteLink when !IsOriginal(operation, entry) && !IsNew(operation, entry):
                _remarks.Add($"{operation.Path} was changed by somebody after the interruption: left alone");
                return;
            default:
                Act(operation, entry);
                return;
        }
    }

    /// <summary>Gives back what stood there before.</summary>
    public void TakeBack(Operation operation)
    {
        var entry = disk.Look(operation.Target);
        switch (operation.Kind)
        {
            case OperationKind.MakeFolder:
                if (entry.Kind == FileKind.Folder) RemoveIfEmpty(operation.Target);
                return;
            case OperationKind.RemoveFolder:
                if (!entry.Exists) disk.MakeFolder(operation.Target, operation.Original!.Access.ToAccess());
                return;
            case OperationKind.SetAccess:
                if (entry.Exists) disk.SetAccess(operation.Target, operation.Original!.Access.ToAccess());
                return;
            case OperationKind.PutLink or OperationKind.DeleteLink:
                TakeBackLink(operation, entry);
                return;
            default:
                TakeBackFile(operation, entry);
                return;
        }
    }

    private void TakeBackFile(Operation operation, in Entry entry)
    {
        if (operation.Original is not { } original)
        {
            if (!entry.Exists) return;
            if (IsNew(operation, entry)) disk.Unlink(operation.Target);
            else _remarks.Add($"{operation.Path} was changed by somebody meanwhile: left alone");
            return;
        }

        var access = original.Access.ToAccess();
        if (IsOriginal(operation, entry))
        {
            if (StoredAccess.From(disk.AccessOf(operation.Target, entry)) is var now && (now.Mode, now.User, now.Group) != (original.Access.Mode, original.Access.User, original.Access.Group))
            {
                disk.SetAccess(operation.Target, access);
            }

            return;
        }

        if (entry.Exists && !IsNew(operation, entry))
        {
            _remarks.Add($"{operation.Path} was changed by somebody meanwhile: left alone; the original is kept in {Path.Combine(journal.Originals, original.Copy!)} until the next apply");
            return;
        }

        Restore(disk, Path.Combine(journal.Originals, original.Copy!), original.Sha256!, access, operation.Staged! + Back, operation.Target);
    }

    private void TakeBackLink(Operation operation, in Entry entry)
    {
        if (IsOriginal(operation, entry)) return;
        if (entry.Exists && !IsNew(operation, entry)) _remarks.Add($"{operation.Path} was changed by somebody meanwhile: left alone");
        else if (operation.Original is { } original) RestoreLink(disk, original, operation.Staged! + Back, operation.Target);
        else disk.Unlink(operation.Target);
    }

    private static void RestoreLink(IDisk disk, Original original, string staged, string target)
    {
        // It was staged with the new one; a crash in the end of an earlier attempt may have taken it.
        if (disk.LinkAt(staged) != original.Link)
        {
            var folder = Path.GetDirectoryName(staged)!;
            if (!disk.Look(folder).Exists) disk.MakeFolder(folder, new(DiskExtensions.OwnerOnlyFolder));
            if (disk.Look(staged).Exists) disk.Unlink(staged);
            disk.CreateLink(staged, original.Link!, original.Access.ToAccess().Owner);
            disk.Sync([], [folder]);
        }

        disk.Rename(staged, target);
    }

    /// <summary>Puts a saved copy back in one step.</summary>
    internal static void Restore(IDisk disk, string copy, string hash, Access access, string staged, string target)
    {
        var content = disk.Read(copy);
        if (DiskExtensions.Sha256(content) != hash) throw new EnvironmentException($"{copy} is damaged: {target} cannot be given back from it");
        var folder = Path.GetDirectoryName(staged)!;
        if (!disk.Look(folder).Exists) disk.MakeFolder(folder, new(DiskExtensions.OwnerOnlyFolder));
        if (disk.Look(staged).Exists) disk.Unlink(staged);
        disk.Create(staged, content, access);
        disk.Sync([staged], []);
        disk.Rename(staged, target);
    }

    private void Act(Operation operation, in Entry entry)
    {
        switch (operation.Kind)
        {
            case OperationKind.MakeFolder:
                if (!entry.Exists) disk.MakeFolder(operation.Target, operation.Access!.ToAccess());
                return;
            case OperationKind.Put or OperationKind.PutLink:
                disk.Rename(operation.Staged!, operation.Target);
                return;
            case OperationKind.Delete or OperationKind.DeleteLink:
                disk.Unlink(operation.Target);
                return;
            case OperationKind.SetAccess:
                if (entry.Exists) disk.SetAccess(operation.Target, operation.Access!.ToAccess());
                return;
            default:
                if (entry.Exists) RemoveIfEmpty(operation.Target);
                return;
        }
    }

    // Somebody may have put a file of his own there: then the folder stays.
    private void RemoveIfEmpty(string folder)
    {
        try
        {
            disk.RemoveFolder(folder);
        }
        catch (DiskException error) when (error.Error is Errno.NotEmpty or Errno.Exists)
        {
            if (disk.List(folder).All(n => retired.Holds(Path.Combine(folder, n)))) return;
            _remarks.Add($"{folder} stays: something else is in it");
        }
    }

    private bool IsOriginal(Operation operation, in Entry entry) => operation.Original is not { } original ? entry.Kind == FileKind.Missing
        : operation.IsLink ? entry.Kind == FileKind.Symlink && disk.ReadLink(operation.Target) == original.Link
        : entry.Kind == FileKind.Regular && disk.HashOf(operation.Target) == original.Sha256;

    private bool IsNew(Operation operation, in Entry entry) => operation.Kind switch
    {
        OperationKind.Put => entry.Kind == FileKind.Regular && disk.HashOf(operation.Target) == operation.Sha256,
        OperationKind.PutLink => entry.Kind == FileKind.Symlink && disk.ReadLink(operation.Target) == operation.Link,
        _ => entry.Kind == FileKind.Missing,
    };
}
