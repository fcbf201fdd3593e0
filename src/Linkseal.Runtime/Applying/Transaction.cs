using System.Collections.Immutable;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Applying;

/// <summary>What apply and undo have in common: changes to make all or none of, then steps.</summary>
internal sealed record Transaction
{
    /// <summary>The changes, in the order of the swap.</summary>
    public required ImmutableArray<Intent> Intents { get; init; }

    /// <summary>The switches among them: what they put out of force is remembered.</summary>
    public ImmutableArray<FolderSwitch> Switches { get; init; } = [];

    /// <summary>The rules of folders that are made, and where nothing may be staged.</summary>
    public required ImmutableArray<FolderRule> Rules { get; init; }

    /// <summary>Folders of ours that go when they become empty.</summary>
    public required ImmutableArray<string> OwnFolders { get; init; }

    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<PlannedStep> Steps { get; init; }

    /// <summary>The inventory before.</summary>
    public required Inventory Before { get; init; }

    /// <summary>The inventory after the swap, every step still pending; asked when all is staged.</summary>
    public required Func<ImmutableArray<Operation>, Inventory> After { get; init; }

    /// <summary>True: gives an earlier apply back; nothing is left to undo.</summary>
    public bool IsUndo { get; init; }

    /// <summary>What the first phase is called.</summary>
    public required string FirstPhase { get; init; }
}
