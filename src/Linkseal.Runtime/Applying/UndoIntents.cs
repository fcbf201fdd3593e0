using System.Collections.Immutable;
using System.Text;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>The last apply's journal turned round: everything that gives back what it replaced.</summary>
/// <param name="place">The place it was done to.</param>
/// <param name="last">The last apply's journal.</param>
/// <param name="now">What it left.</param>
/// <param name="was">What had been before it.</param>
internal sealed class UndoIntents(LocalPlace place, Journal last, Inventory now, Inventory was)
{
    private readonly List<string> _moved = [];
    private readonly List<string> _dangling = [];
    private readonly List<string> _remarks = [];
    private readonly Retired _retired = Retired.Of(last);
    private readonly ImmutableArray<Intent>.Builder _intents = ImmutableArray.CreateBuilder<Intent>();

    private IDisk Disk => place.Disk;

    /// <summary>Paths that somebody changed since: nothing is undone over them.</summary>
    public IReadOnlyList<string> Moved => _moved;

    /// <summary>Settings of ours that were changed by hand and would go on naming files that go, each with its place: nothing is undone then.</summary>
    public IReadOnlyList<string> Dangling => _dangling;

    /// <summary>What goes of the user's own.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The intents, last operation first.</summary>
    public ImmutableArray<Intent> Of(JournalRecord record)
    {
        foreach (var operation in record.Operations.Reverse())
        {
            switch (operation.Kind)
            {
                case OperationKind.Put:
                    TakeBack(operation);
                    break;
                case OperationKind.Delete:
                    GiveBack(operation);
                    break;
                case OperationKind.PutLink or OperationKind.DeleteLink:
                    TurnBack(operation);
                    break;
                case OperationKind.SetAccess when Disk.Look(operation.Target).Exists:
                    Add(operation, new() { Kind = OperationKind.SetAccess, Path = operation.Path, Access = operation.Original!.Access.ToAccess() });
                    break;
            }
        }

        return _intents.ToImmutable();
    }

    /// <summary>The folders that it had deleted, as rules to make them by.</summary>
    public static ImmutableArray<FolderRule> Rules(JournalRecord record) =>
        [.. record.Operations.Where(static o => o.Kind == OperationKind.RemoveFolder).Select(static o => Rule(o.Path, o.Original!.Access.ToAccess()))];

    private static FolderRule Rule(string path, Access access) => new(path, "", access.Mode, null) { Owner = access.Owner };

    private bool IsConfiguration(string path) => now.Edits.ContainsKey(path) || was.Edits.ContainsKey(path);

    private void Add(Operation operation, Intent intent) => _intents.Add(intent with { IsConfiguration = IsConfiguration(operation.Path) });

    private void TakeBack(Operation operation)
    {
        var hash = Disk.HashOf(operation.Target);
        if (hash == operation.Original?.Sha256 && hash != operation.Sha256) return;
        if (hash != operation.Sha256)
        {
            if (Spliced(operation) is { } text) Add(operation, new() { Kind = OperationKind.Put, Path = operation.Path, Content = () => text, Basis = hash, ChecksBasis = true });
            else _moved.Add(operation.Path);
            return;
        }

        if (operation.Original is null) Add(operation, new() { Kind = OperationKind.Delete, Path = operation.Path, Basis = hash, ChecksBasis = true });
        else Add(operation, Original(operation, hash));
    }

    // Where it leads back to has to be what it was: a generation that stayed, or one that is given back with it.
    private void TurnBack(Operation operation)
    {
        var leads = Disk.LinkAt(operation.Target);
        var back = operation.Original?.Link;
        var missing = leads is null && Disk.Look(operation.Target).Kind == FileKind.Missing;
        if (leads == back && (leads is not null || missing)) return;
        if (leads != operation.Link || (leads is null && !missing))
        {
            _moved.Add(operation.Path);
            return;
        }

        if (back is null)
        {
            _intents.Add(new() { Kind = OperationKind.DeleteLink, Path = operation.Path, LinkBasis = leads });
            return;
        }

        if (operation.Kind == OperationKind.PutLink) _moved.AddRange(_retired.Moved(Disk, Path.Combine(Path.GetDirectoryName(operation.Target)!, back)));
        _intents.Add(new() { Kind = OperationKind.PutLink, Path = operation.Path, Access = operation.Original!.Access.ToAccess(), Link = back, LinkBasis = leads });
    }

    private void GiveBack(Operation operation)
    {
        var hash = Disk.HashOf(operation.Target);
        if (hash is null && Disk.Look(operation.Target).Kind == FileKind.Missing) Add(operation, Original(operation, null));
        else if (hash != operation.Original!.Sha256) _moved.Add(operation.Path);
    }

    private Intent Original(Operation operation, string? basis)
    {
        var original = operation.Original!;
        return new()
        {
            Kind = OperationKind.Put,
            Path = operation.Path,
            Access = original.Access.ToAccess(),
            Content = () => Copy(original),
            Basis = basis,
            ChecksBasis = true,
        };
    }

    private ReadOnlyMemory<byte> Copy(Original original)
    {
        var path = Path.Combine(last.Originals, original.Copy!);
        var content = Disk.Read(path);
        return DiskExtensions.Sha256(content) == original.Sha256 ? content : throw new EnvironmentException($"{path} is damaged: the original cannot be given back from it");
    }

    // A configuration that was edited by hand since: ours are spliced out where none of ours had been in it before, so that the hand edit survives.
    private ReadOnlyMemory<byte>? Spliced(Operation operation)
    {
        if (!now.Edits.TryGetValue(operation.Path, out var edits) || was.Edits.ContainsKey(operation.Path) || !Disk.Look(operation.Target).Exists) return null;
        var text = Encoding.UTF8.GetString(Disk.Read(operation.Target));
        var reverted = ConfigEditor.Revert(edits.Format, operation.Path, text, edits.Applied);
        foreach (var diagnostic in reverted.Diagnostics.Where(static d => d.Severity != Severity.Error))
        {
            (diagnostic.Severity == Severity.Note ? _remarks : _dangling).Add($"{diagnostic.File}:{diagnostic.At?.Line}:{diagnostic.At?.Column}: {diagnostic.Message}");
        }

        return reverted.Failed || reverted.Value is null ? null : Encoding.UTF8.GetBytes(reverted.Value.Text);
    }
}
