using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>
/// Does and takes back single operations. Each leaves its path whole: the old file or the new one. Completing and taking back look first,
/// so that they can be begun anew at any point, and leave alone what somebody else changed meanwhile.
/// </summary>
internal sealed class Swapper(IDisk disk, Journal journal)
{
    private readonly List<string> _remarks = [];

    /// <summary>What was left alone, one line each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The first time: what stands there must be what was saved.</summary>
    public void Do(Operation operation)
    {
        var entry = disk.Look(operation.Target);
        if (operation.Kind is OperationKind.Put or OperationKind.Delete)
        {
            var same = operation.Original is { } original ? entry.Kind == FileKind.Regular && Original.StampOf(entry) == original.Stamp : entry.Kind == FileKind.Missing;
            if (!same) throw new EnvironmentException($"{operation.Path} changed while it was being replaced");
        }

        Act(operation, entry);
    }

    /// <summary>True when <see cref="Complete"/> will find what it needs.</summary>
    public bool CanComplete(Operation operation) =>
        operation.Kind != OperationKind.Put || disk.HashOf(operation.Staged!) == operation.Sha256 || disk.HashOf(operation.Target) == operation.Sha256;

    /// <summary>After a crash: does what is not done yet.</summary>
    public void Complete(Operation operation)
    {
        var entry = disk.Look(operation.Target);
        switch (operation.Kind)
        {
            case OperationKind.Put when !disk.Look(operation.Staged!).Exists:
            case OperationKind.Delete when !entry.Exists:
                return;
            case OperationKind.Put or OperationKind.Delete when !IsOriginal(operation, entry) && !IsNew(operation, entry):
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

        Restore(disk, Path.Combine(journal.Originals, original.Copy!), original.Sha256!, access, operation.Staged! + ".back", operation.Target);
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
            case OperationKind.Put:
                disk.Rename(operation.Staged!, operation.Target);
                return;
            case OperationKind.Delete:
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
            _remarks.Add($"{folder} stays: something else is in it");
        }
    }

    private bool IsOriginal(Operation operation, in Entry entry) => operation.Original is { } original
        ? entry.Kind == FileKind.Regular && disk.HashOf(operation.Target) == original.Sha256
        : entry.Kind == FileKind.Missing;

    private bool IsNew(Operation operation, in Entry entry) =>
        operation.Kind == OperationKind.Put ? entry.Kind == FileKind.Regular && disk.HashOf(operation.Target) == operation.Sha256 : entry.Kind == FileKind.Missing;
}
