using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>Keeps what a step is about to rewrite, and gives it back byte for byte: content, modes, owners, links, and what had not been there.</summary>
internal sealed class Snapshot(LocalPlace place, StateFolder state, Journal journal, int number)
{
    private IDisk Disk => place.Disk;

    private string Document => journal.At($"step-{number}.json");

    private string Copies => journal.At($"step-{number}");

    /// <summary>True when the whole of it was kept.</summary>
    public bool Exists => Disk.Look(Document).Exists;

    /// <summary>Keeps the paths as they stand; durable when it returns.</summary>
    public void Keep(ImmutableArray<string> paths)
    {
        if (paths.IsEmpty) return;
        var resolver = place.Resolver();
        Disk.MakeFolder(Copies, state.FolderAccess);
        List<string> written = [];
        var trees = paths.Select(p => Keep(resolver.Followed(FolderIntents.Trim(p)), written)).ToImmutableArray();
        var fresh = journal.Write($"step-{number}.new", new SnapshotRecord(trees), JournalJson.Default.SnapshotRecord);
        Disk.Sync([.. written, fresh], [Copies, journal.Path]);
        Disk.Rename(fresh, Document);
        Disk.Sync([], [journal.Path]);
    }

    /// <summary>Makes every kept path what it was.</summary>
    public void GiveBack()
    {
        if (!Exists) return;
        foreach (var tree in journal.Read($"step-{number}.json", JournalJson.Default.SnapshotRecord).Trees) GiveBack(tree);
    }

    private KeptTree Keep(string path, List<string> written)
    {
        var entries = ImmutableArray.CreateBuilder<KeptEntry>();
        Walk(path);
        return new(path, entries.ToImmutable());

        void Walk(string at)
        {
            var entry = Disk.Look(at);
            if (entry.Kind is not (FileKind.Regular or FileKind.Folder or FileKind.Symlink)) return;
            var access = StoredAccess.From(Disk.AccessOf(at, entry));
            if (entry.Kind == FileKind.Symlink)
            {
                entries.Add(new(at, entry.Kind, access, null, null, Disk.ReadLink(at)));
                return;
            }

            if (entry.Kind == FileKind.Folder)
            {
                entries.Add(new(at, entry.Kind, access, null, null, null));
                foreach (var name in Disk.List(at)) Walk(Path.Combine(at, name));
                return;
            }

            var content = Disk.Read(at);
            var copy = Path.Combine(Copies, $"{written.Count}");
            Disk.Create(copy, content, state.FileAccess);
            written.Add(copy);
            entries.Add(new(at, entry.Kind, access, DiskExtensions.Sha256(content), Path.GetFileName(copy), null));
        }
    }

    private void GiveBack(KeptTree tree)
    {
        var kept = tree.Entries.ToDictionary(static e => e.Path, StringComparer.Ordinal);
        DeleteWhatWasNot(tree.Path, kept);
        if (tree.Entries.IsEmpty) return;
        MakeFoldersAbove(tree.Path);
        foreach (var entry in tree.Entries) Restore(entry);
        // Deepest first, so that a folder without the right to write is closed again only after its content is back.
        foreach (var folder in tree.Entries.Reverse().Where(static e => e.Kind == FileKind.Folder)) Disk.SetAccess(folder.Path, folder.Access.ToAccess());
        Disk.Sync(
            [.. tree.Entries.Where(static e => e.Kind == FileKind.Regular).Select(static e => e.Path)],
            [.. tree.Entries.Where(static e => e.Kind == FileKind.Folder).Select(static e => e.Path)]);
    }

    private void MakeFoldersAbove(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (Disk.Look(folder).Exists) return;
        MakeFoldersAbove(folder);
        Disk.MakeFolder(folder, new(FolderIntents.Usual));
    }

    private void DeleteWhatWasNot(string path, Dictionary<string, KeptEntry> kept)
    {
        var entry = Disk.Look(path);
        if (!entry.Exists || entry.Kind == FileKind.Other) return;
        if (!kept.TryGetValue(path, out var was) || was.Kind != entry.Kind)
        {
            Disk.DeleteTree(path);
            return;
        }

        if (entry.Kind != FileKind.Folder) return;
        foreach (var name in Disk.List(path)) DeleteWhatWasNot(Path.Combine(path, name), kept);
    }

    private void Restore(KeptEntry entry)
    {
        var access = entry.Access.ToAccess();
        var now = Disk.Look(entry.Path);
        switch (entry.Kind)
        {
            case FileKind.Folder:
                if (!now.Exists) Disk.MakeFolder(entry.Path, new(DiskExtensions.OwnerOnlyFolder));
                return;
            case FileKind.Symlink:
                if (now.Exists && Disk.ReadLink(entry.Path) == entry.Link) return;
                if (now.Exists) Disk.Unlink(entry.Path);
                Disk.CreateLink(entry.Path, entry.Link!, access.Owner);
                return;
            default:
                if (now.Exists && Disk.HashOf(entry.Path) == entry.Sha256) Disk.SetAccess(entry.Path, access);
                else Swapper.Restore(Disk, Path.Combine(Copies, entry.Copy!), entry.Sha256!, access, entry.Path + ".linkseal-back", entry.Path);
                return;
        }
    }
}
