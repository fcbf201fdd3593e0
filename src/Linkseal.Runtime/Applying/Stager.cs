using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>Something that the plan relies on is no longer as it was observed.</summary>
internal sealed class MovedException(string path) : EnvironmentException($"{path} changed since it was looked at: nothing was written; run it again");

/// <summary>Makes every new file beside its place and saves every original, on all cores: nothing that a product reads is touched.</summary>
internal sealed class Stager(LocalPlace place, StateFolder state, Journal journal, IApplyListener listener)
{
    private readonly Lock _telling = new();

    private IDisk Disk => place.Disk;

    /// <summary>Stages all intents and returns the operations in their order; those that have become pointless are left out.</summary>
    public ImmutableArray<Operation> Stage(IReadOnlyList<LocatedIntent> intents, StagingFolders folders, CancellationToken cancellation)
    {
        var staged = new string?[intents.Count];
        for (var i = 0; i < intents.Count; i++)
        {
            if (intents[i].NeedsStaging) staged[i] = Path.Combine(folders.For(intents[i].Folder), $"{i}");
        }

        foreach (var folder in folders.All) Disk.MakeFolder(folder, new(DiskExtensions.OwnerOnlyFolder));
        var operations = new Operation?[intents.Count];
        LocalPlace.Unwrap(() => Parallel.For(0, intents.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            operations[i] = One(intents[i], staged[i], i);
            lock (_telling) listener.Progress();
        }));
        return [.. operations.OfType<Operation>()];
    }

    /// <summary>Makes durable what <see cref="Stage"/> wrote: staged files, originals, and the folders that hold them.</summary>
    public void Sync(ImmutableArray<Operation> operations, ImmutableArray<string> folders, IEnumerable<string> documents)
    {
        List<string> files = [.. documents];
        foreach (var operation in operations)
        {
            if (operation is { Kind: OperationKind.Put, Staged: { } staged }) files.Add(staged);
            if (operation.Original?.Copy is { } copy) files.Add(Path.Combine(journal.Originals, copy));
        }

        Disk.Sync(files, [.. folders, .. folders.Select(static f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal), journal.Originals, journal.Path]);
    }

    private Operation? One(LocatedIntent located, string? staged, int number)
    {
        var (intent, target, _) = located;
        var entry = Disk.Look(target);
        if (intent.Kind is OperationKind.PutLink or OperationKind.DeleteLink) return Link(intent, target, entry, staged!);
        if (entry.Kind is FileKind.Missing && intent.Kind is OperationKind.Delete or OperationKind.SetAccess or OperationKind.RemoveFolder) return Pointless(intent, entry);
        var original = Save(intent, target, entry, number);
        var access = intent.Access ?? (entry.Exists ? Disk.AccessOf(target, entry) : null);
        string? hash = null;
        if (intent.Kind == OperationKind.Put)
        {
            var content = located.Source is { } source ? Carried(intent, source) : intent.Content!().Span;
            hash = DiskExtensions.Sha256(content);
            Disk.Create(staged!, content, access ?? throw new MovedException(intent.Path));
        }

        return new()
        {
            Kind = intent.Kind,
            Path = intent.Path,
            Target = target,
            Staged = staged,
            Sha256 = hash,
            Access = access is null ? null : StoredAccess.From(access),
            Original = original,
        };
    }

    private ReadOnlySpan<byte> Carried(Intent intent, string source)
    {
        if (Disk.Look(source).Kind != FileKind.Regular) throw new MovedException(intent.CarriedFrom!);
        var content = Disk.Read(source);
        return intent.Carried is null || intent.Carried == DiskExtensions.Sha256(content) ? content : throw new MovedException(intent.CarriedFrom!);
    }

    private Operation Link(Intent intent, string target, in Entry entry, string staged)
    {
        var leads = entry.Kind == FileKind.Symlink ? Disk.ReadLink(target) : null;
        if (leads != intent.LinkBasis || (leads is null && entry.Kind != FileKind.Missing)) throw new MovedException(intent.Path);
        if (intent.Link is { } link) Disk.CreateLink(staged, link, intent.Access?.Owner);
        // What giving it back would need: a rename is possible on a full disk too.
        if (leads is not null) Disk.CreateLink(staged + Swapper.Back, leads, new(entry.User, entry.Group));
        return new()
        {
            Kind = intent.Kind,
            Path = intent.Path,
            Target = target,
            Staged = staged,
            Sha256 = null,
            Link = intent.Link,
            Access = intent.Access is { } access ? StoredAccess.From(access) : null,
            Original = leads is null ? null : new(null, null, StoredAccess.From(Disk.AccessOf(target, entry)), Original.StampOf(entry)) { Link = leads },
        };
    }

    private static Operation? Pointless(Intent intent, Entry entry) =>
        entry.Exists || intent is { Kind: OperationKind.Delete, ChecksBasis: true, Basis: not null } or { Kind: OperationKind.SetAccess } ? throw new MovedException(intent.Path) : null;

    private Original? Save(Intent intent, string target, in Entry entry, int number)
    {
        if (!entry.Exists)
        {
            return intent is { ChecksBasis: true, Basis: not null } ? throw new MovedException(intent.Path) : null;
        }

        var access = StoredAccess.From(Disk.AccessOf(target, entry));
        var stamp = Original.StampOf(entry);
        if (intent.Kind is not (OperationKind.Put or OperationKind.Delete)) return new(null, null, access, stamp);
        var content = Disk.Read(target);
        var hash = DiskExtensions.Sha256(content);
        if (intent.ChecksBasis && intent.Basis != hash) throw new MovedException(intent.Path);
        var copy = $"{number}";
        Disk.Create(Path.Combine(journal.Originals, copy), content, state.FileAccess);
        return new(hash, copy, access, stamp);
    }
}
