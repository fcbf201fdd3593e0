using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;
using Linkseal.Runtime.State;

namespace Linkseal.Runtime.Applying;

/// <summary>How far an apply came. The words are file names in the journal.</summary>
internal enum JournalPhase
{
    /// <summary>Only staging folders may exist: tidied.</summary>
    Staging,

    /// <summary>Everything is staged and the originals are saved: completed, or undone where that can't be.</summary>
    Swapping,

    /// <summary>All files are in place, steps were running: they are remembered.</summary>
    Steps,

    /// <summary>It was being undone: the undo goes on.</summary>
    Undoing,

    /// <summary>All is done; the journal was about to be put away.</summary>
    Done,
}

/// <summary>
/// One apply's folder in the state. <c>journal/pending</c> is one under way, <c>journal/last</c> the last one that came to its end (what undo gives back).
/// The phase is the name of an empty file, so that moving on is one rename and needs no space on a full disk.
/// </summary>
internal sealed class Journal(StateFolder state, string name)
{
    private const string PhasePrefix = "phase-";
    private static readonly JournalPhase[] Phases = Enum.GetValues<JournalPhase>();

    public static Journal Pending(StateFolder state) => new(state, "pending");

    public static Journal Last(StateFolder state) => new(state, "last");

    public string Path { get; } = System.IO.Path.Combine(state.Journal, name);

    /// <summary>The inventory as it will be.</summary>
    public string After => At("after.json");

    /// <summary>The inventory as it was; missing where there was none.</summary>
    public string Before => At("before.json");

    public string Originals => At("originals");

    private IDisk Disk => state.Disk;

    public bool Exists => Disk.Look(Path).Kind == FileKind.Folder;

    public bool Has(string file) => Disk.Look(At(file)).Exists;

    public string At(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>How far it came; null: it was being made or erased, and nothing outside it was touched.</summary>
    public JournalPhase? Phase()
    {
        foreach (var phase in Phases)
        {
            if (Disk.Look(At(Marker(phase))).Exists) return phase;
        }

        return null;
    }

    /// <summary>Makes the folder, and says which staging folders are about to be made.</summary>
    public void Begin(StagingRecord staging)
    {
        state.EnsureFolder(state.Journal);
        Disk.MakeFolder(Path, state.FolderAccess);
        Disk.MakeFolder(Originals, state.FolderAccess);
        Write("staging.json", staging, JournalJson.Default.StagingRecord);
        // The marker promises that the list is whole, so it comes after the list is durable.
        Disk.Sync([At("staging.json")], [Path, state.Journal, state.Path]);
        Disk.Create(At(Marker(JournalPhase.Staging)), [], state.FileAccess);
        Disk.Sync([], [Path]);
    }

    /// <summary>Moves on; durable when it returns.</summary>
    public void Enter(JournalPhase from, JournalPhase to)
    {
        Disk.Rename(At(Marker(from)), At(Marker(to)));
        Disk.Sync([], [Path]);
    }

    /// <summary>Writes a document of the journal; not synced yet.</summary>
    public string Write<T>(string file, T document, JsonTypeInfo<T> type)
    {
        Disk.Create(At(file), JsonSerializer.SerializeToUtf8Bytes(document, type), state.FileAccess);
        return At(file);
    }

    public JournalRecord ReadRecord()
    {
        var record = Read("journal.json", JournalJson.Default.JournalRecord);
        return record.Version <= JournalRecord.CurrentVersion ? record : throw new EnvironmentException($"{Path} was written by a newer Linkseal (format {record.Version})");
    }

    /// <summary>The staging folders; null where not even they were written down, so none was made.</summary>
    public StagingRecord? ReadStaging() => Has("staging.json") ? Read("staging.json", JournalJson.Default.StagingRecord) : null;

    public T Read<T>(string file, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Disk.Read(At(file)), type) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new EnvironmentException($"{At(file)} cannot be read as a journal ({error.Message})", error);
        }
    }

    /// <summary>Puts it away as the one that undo gives back, and erases the one before with its old keys.</summary>
    public void Keep()
    {
        var last = Last(state);
        if (last.Exists) last.Discard();
        Disk.Rename(Path, last.Path);
        Disk.Sync([], [state.Journal]);
    }

    /// <summary>Erases it. Renamed first, so that a half-erased journal is never taken for a whole one.</summary>
    public void Discard()
    {
        Sweep(state);
        Disk.Rename(Path, Discarded(state));
        Disk.Sync([], [state.Journal]);
        Disk.DeleteTree(Discarded(state));
    }

    /// <summary>Goes on erasing what a crash left half erased.</summary>
    public static void Sweep(StateFolder state)
    {
        if (state.Disk.Look(Discarded(state)).Exists) state.Disk.DeleteTree(Discarded(state));
    }

    /// <summary>True when something is left to erase.</summary>
    public static bool NeedsSweep(StateFolder state) => state.Disk.Look(Discarded(state)).Exists;

    private static string Discarded(StateFolder state) => System.IO.Path.Combine(state.Journal, "discarded");

    private static string Marker(JournalPhase phase) => PhasePrefix + phase switch
    {
        JournalPhase.Staging => "staging",
        JournalPhase.Swapping => "swapping",
        JournalPhase.Steps => "steps",
        JournalPhase.Undoing => "undoing",
        _ => "done",
    };
}
