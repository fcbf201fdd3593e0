using System.Collections.Immutable;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>A generation that a switch put out of force, as it stood then.</summary>
/// <param name="Path">The place's path of its folder.</param>
/// <param name="Target">This machine's path of its folder.</param>
/// <param name="Files">The files of ours in it.</param>
internal sealed record RetiredGeneration(string Path, string Target, ImmutableArray<RetiredFile> Files);

/// <summary>One file of a retired generation.</summary>
internal sealed record RetiredFile(string Name, string Sha256);

/// <summary>What one apply put out of force, as its journal holds it.</summary>
internal sealed record RetiredRecord(ImmutableArray<RetiredGeneration> Generations);

/// <summary>
/// Generations that no link leads to any more. They are part of the journal of the apply that switched: its undo turns the link back to them, and when the
/// next apply drops that journal, they are erased like the originals in it, with their keys.
/// </summary>
internal sealed class Retired
{
    private const string File = "retired.json";
    private readonly HashSet<string> _targets;

    private Retired(ImmutableArray<RetiredGeneration> generations)
    {
        Generations = generations;
        _targets = generations.Select(static g => g.Target).ToHashSet(StringComparer.Ordinal);
    }

    public static Retired None { get; } = new([]);

    public ImmutableArray<RetiredGeneration> Generations { get; }

    /// <summary>This machine's paths of their folders.</summary>
    public IEnumerable<string> Targets => _targets;

    /// <summary>True for the folder of one of them.</summary>
    public bool Holds(string target) => _targets.Contains(target);

    /// <summary>What a journal holds of them; none where there is no such journal.</summary>
    public static Retired Of(Journal journal) =>
        journal.Has(File) ? new(journal.Read(File, JournalJson.Default.RetiredRecord).Generations) : None;

    /// <summary>Writes down what the switches are about to put out of force; null: nothing.</summary>
    public static string? Write(Journal journal, LocalPlace place, ImmutableArray<FolderSwitch> switches)
    {
        var resolver = place.Resolver();
        var generations = switches.Where(static s => s is { From: not null, Retired.IsEmpty: false }).Select(s => Look(place.Disk, resolver, s)).ToImmutableArray();
        return generations.IsEmpty ? null : journal.Write(File, new RetiredRecord(generations), JournalJson.Default.RetiredRecord);
    }

    /// <summary>Deletes them, but for those in <paramref name="kept"/>, durably; what somebody changed or put there stays.</summary>
    /// <returns>What stays, one line each.</returns>
    /// <exception cref="EnvironmentException">One cannot be deleted, and <paramref name="goesOn"/> is false.</exception>
    public IReadOnlyList<string> Erase(IDisk disk, Retired kept, bool goesOn)
    {
        List<string> remarks = [];
        foreach (var generation in Generations.Where(g => !kept.Holds(g.Target) && disk.Look(g.Target).Kind == FileKind.Folder))
        {
            try
            {
                if (!Erase(disk, generation)) remarks.Add($"{generation.Path} stays: something else is in it");
            }
            catch (EnvironmentException error) when (goesOn)
            {
                remarks.Add($"{generation.Path} stays ({error.Message}): delete it by hand, it may hold a private key");
            }
        }

        return remarks;
    }

    /// <summary>Paths of files that are no longer as they were when they were put out of force: the link cannot be turned back to them.</summary>
    public IEnumerable<string> Moved(IDisk disk, string folder) =>
        Generations.Where(g => g.Target == folder).SelectMany(g => g.Files.Where(f => disk.HashOf(Path.Combine(g.Target, f.Name)) != f.Sha256).Select(f => g.Path + "/" + f.Name));

    private static bool Erase(IDisk disk, RetiredGeneration generation)
    {
        foreach (var file in generation.Files)
        {
            var path = Path.Combine(generation.Target, file.Name);
            if (disk.HashOf(path) == file.Sha256) disk.Unlink(path);
        }

        var empty = disk.List(generation.Target).IsEmpty;
        if (empty) disk.RemoveFolder(generation.Target);
        disk.Sync([], [empty ? Path.GetDirectoryName(generation.Target)! : generation.Target]);
        return empty;
    }

    private static RetiredGeneration Look(IDisk disk, PathResolver resolver, FolderSwitch change)
    {
        var path = change.Folder.Generation(change.From!.Value);
        var target = resolver.Folder(path);
        return new(path, target, [.. change.Retired.Select(n => (Name: n, Hash: disk.HashOf(Path.Combine(target, n)))).Where(static f => f.Hash is not null).Select(static f => new RetiredFile(f.Name, f.Hash!))]);
    }
}
