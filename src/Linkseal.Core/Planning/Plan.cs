using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>What happens to one path.</summary>
public enum ChangeAction
{
    /// <summary>It is written where nothing was.</summary>
    Create,

    /// <summary>Its content, mode or owner changes.</summary>
    Update,

    /// <summary>It is deleted.</summary>
    Remove,
}

/// <summary>What apply will do: plain data, no key in it. Apply does what the plan says, however it was made.</summary>
public sealed record Plan
{
    /// <summary>An empty plan.</summary>
    public static Plan Empty { get; } = new();

    /// <summary>Authorities to make, in order.</summary>
    public ImmutableArray<AuthorityToMake> Authorities { get; init; } = [];

    /// <summary>Leaves to issue or to place, each with why.</summary>
    public ImmutableArray<LeafToIssue> Leaves { get; init; } = [];

    /// <summary>Files written whole, or removed; within a folder in the order in which they are swapped.</summary>
    public ImmutableArray<FileChange> Files { get; init; } = [];

    /// <summary>Folders whose files change together: of each a new generation is written, or its link goes. What changes in them stands in <see cref="Files"/> too, with the reasons.</summary>
    public ImmutableArray<FolderSwitch> Switches { get; init; } = [];

    /// <summary>Configuration files whose text changes.</summary>
    public ImmutableArray<EditChange> Edits { get; init; } = [];

    /// <summary>Commands, in order, after all files.</summary>
    public ImmutableArray<PlannedStep> Steps { get; init; } = [];

    /// <summary>Commands that somebody still has to type, whatever changes: named, never run, and nothing to apply. One that stands in <see cref="Steps"/> is not here. Those that are not <see cref="RunStep.Stands"/> were printed before, and nobody has said that they are done.</summary>
    public ImmutableArray<RunStep> Standing { get; init; } = [];

    /// <summary>The folder rules, for folders that have to be made.</summary>
    public ImmutableArray<FolderRule> Folders { get; init; } = [];

    /// <summary>Steps whose effect has been seen, or that are taken back before they were ever run: forgotten from the state.</summary>
    public ImmutableArray<string> StepsSeen { get; init; } = [];

    /// <summary>
    /// Paths that the inventory names, that are no longer described, and that are not on disk any more or are not ours any more (somebody replaced them):
    /// forgotten from the inventory by the next apply, not touched on disk.
    /// </summary>
    public ImmutableArray<string> Forgotten { get; init; } = [];

    /// <summary>Manifests of Secrets that stay as they are and are meant for this context of kubectl from now on, by path: remembered by the next apply.</summary>
    public ImmutableDictionary<string, string> Placed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>SHA-256 of every observed file that this plan relies on (null: it was missing): apply refuses if one moved.</summary>
    public ImmutableDictionary<string, string?> Basis { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>True when there is nothing at all to do. The one definition of "is there anything to apply?".</summary>
    public bool IsEmpty => Authorities.IsEmpty && Leaves.IsEmpty && Files.IsEmpty && Switches.IsEmpty && Edits.IsEmpty && Steps.IsEmpty;

    /// <summary>True when the state learns something by it that is not on the place: done without a question, where nothing else is to be done.</summary>
    public bool ChangesState => !StepsSeen.IsEmpty || !Forgotten.IsEmpty || !Placed.IsEmpty;
}

/// <summary>An authority to make.</summary>
/// <param name="Spec">What it says.</param>
/// <param name="Generation">Its number.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record AuthorityToMake(AuthoritySpec Spec, int Generation, string Reason);

/// <summary>A leaf to issue, or a brought one to place.</summary>
/// <param name="Spec">What it says.</param>
/// <param name="Reason">Why, in words: <c>expires in 12 days</c>, <c>SAN lacks portal</c>.</param>
/// <param name="Brought">The brought leaf to place; null: it is issued.</param>
public sealed record LeafToIssue(LeafSpec Spec, string Reason, BroughtLeaf? Brought);

/// <summary>One file written whole, or removed.</summary>
public sealed record FileChange
{
    /// <summary>Create, update or remove.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The component it belongs to.</summary>
    public required string Component { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The file to write; null when it is removed.</summary>
    public DesiredFile? File { get; init; }

    /// <summary>True when the content stays and only mode or owner change.</summary>
    public bool ModeOnly { get; init; }
}

/// <summary>A configuration file whose text changes.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Format">How it is parsed.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Before">The text as observed.</param>
/// <param name="After">The text as it will be.</param>
/// <param name="Applied">Everything of ours in the new text, with the originals (what the inventory will hold); empty: nothing of ours is left in it.</param>
public sealed record EditChange(
    string Path,
    string Component,
    ConfigFormat Format,
    string Reason,
    string Before,
    string After,
    ImmutableArray<AppliedEdit> Applied);

/// <summary>A step that is due.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why now, in words.</param>
public sealed record PlannedStep(RunStep Step, string Reason);
