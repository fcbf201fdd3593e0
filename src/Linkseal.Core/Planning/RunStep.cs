using System.Collections.Immutable;

namespace Linkseal.Core.Planning;

/// <summary>A command that puts what was written into effect, or takes it out.</summary>
public sealed record RunStep
{
    /// <summary>Stable name within the platform, <c>prepare</c>: what the state remembers.</summary>
    public required string Id { get; init; }

    /// <summary>The component (or the profile's own name) it belongs to.</summary>
    public required string Component { get; init; }

    /// <summary>Program and arguments, as they are run and printed.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>The command of a step that only waits.</summary>
    public static ImmutableArray<string> Nothing { get; } = ["true"];

    /// <summary>True: the product notices by itself, so nothing is run, and what it serves is waited for.</summary>
    public bool Waits => Command.SequenceEqual(Nothing);

    /// <summary>The folder it runs in; null: <c>/</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Why it is needed, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What it interrupts and for how long; null: nothing.</summary>
    public string? Interrupts { get; init; }

    /// <summary>What running it brings about that may not be meant, each one line with its code; shown beside it.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>It is due when one of these files changes: file paths, or folders ending in <c>/</c>.</summary>
    public required ImmutableArray<string> After { get; init; }

    /// <summary>Files and folders that it rewrites: kept in the journal before it runs, given back when it fails.</summary>
    public ImmutableArray<string> Rewrites { get; init; } = [];

    /// <summary>Copies that the step makes: seen to be in effect when each copy equals its source.</summary>
    public ImmutableArray<StepEvidence> Evidence { get; init; } = [];

    /// <summary>The <see cref="Id"/> of a step that does what this one does and more: where that one is due, this one is not (a restart reads everything again).</summary>
    public string? Within { get; init; }

    /// <summary>What the wire has to show once it has run: the served certificate decides, not the command's word.</summary>
    public ImmutableArray<ServedSign> Serves { get; init; } = [];

    /// <summary>The context of kubectl that it acts on: it is due also where the Secrets that were written went to another one; null: it acts on no cluster, or on which one is not said.</summary>
    public string? Context { get; init; }

    /// <summary>False: it is printed, never run (another machine's command).</summary>
    public bool Runs { get; init; } = true;

    /// <summary>False: it belongs to <c>remove</c> only, <see cref="OnRemove"/> is then true.</summary>
    public bool OnApply { get; init; } = true;

    /// <summary>True: nothing that Linkseal writes brings it about or shows that it was run. While it is among the steps it is still to be done, and named by every plan; only with <see cref="Runs"/> false.</summary>
    public bool Stands { get; init; }

    /// <summary>True: once printed it is to be done whatever is applied or removed after it.</summary>
    public bool Outlasts { get; init; }

    /// <summary>True: it is also run by <c>remove</c>, after the files are gone.</summary>
    public bool OnRemove { get; init; } = true;
}

/// <summary>A sign on the wire that a step has been run: the endpoint serves the leaf that was written.</summary>
/// <param name="Leaf">The <see cref="Certificates.LeafSpec.Name"/>.</param>
/// <param name="Address">Where the endpoint is dialled from the place itself.</param>
/// <param name="ServerName">The name for SNI.</param>
/// <param name="Protocol">The endpoint's wire protocol.</param>
public sealed record ServedSign(string Leaf, Topology.DialAddress.Host Address, string ServerName, string Protocol);

/// <summary>A sign on disk that a step has been run.</summary>
/// <param name="Source">What Linkseal wrote.</param>
/// <param name="Copy">What the step makes of it: equal bytes once it has run.</param>
public sealed record StepEvidence(string Source, string Copy);
