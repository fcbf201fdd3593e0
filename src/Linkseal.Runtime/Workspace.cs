using System.Collections.Immutable;
using Linkseal.Core.Description;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Planning;
using Linkseal.Dialects;
using Linkseal.Runtime.Applying;

namespace Linkseal.Runtime;

/// <summary>Which file, which place.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>The description, absolute.</summary>
    public required string File { get; init; }

    /// <summary>The text to use instead of the file's: a description that <c>init</c> would write; null: the file is read.</summary>
    public string? Text { get; init; }

    /// <summary><c>--root</c>, absolute; null: what the description says, else <c>/</c>.</summary>
    public string? Root { get; init; }

    /// <summary>Accept that the authority of installed certificates is not in the state, and make a new one.</summary>
    public bool NewAuthority { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>How closely to look.</summary>
public enum Depth
{
    /// <summary>Hashes; certificates are parsed only where the inventory does not know the hash.</summary>
    Quick,

    /// <summary>Everything parsed and every signature verified: what <c>check</c> and <c>status</c> need.</summary>
    Full,
}

/// <summary>One description at one place with its state: the main flow, read → expand → observe → compare → apply, in one file.</summary>
public sealed class Workspace
{
    internal Workspace(WorkspaceOptions options) => Options = options;

    /// <summary>What it was opened with.</summary>
    public WorkspaceOptions Options { get; }

    /// <summary>The description as read.</summary>
    public PlatformDescription Description => throw new NotSupportedException();

    /// <summary>The platform and all that should be on disk.</summary>
    public Expansion Expansion => throw new NotSupportedException();

    /// <summary>The state folder, <c>.linkseal</c> beside the file.</summary>
    public string StateFolder => throw new NotSupportedException();

    /// <summary>True when commands are run here: no <c>--root</c>.</summary>
    public bool RunsCommands => throw new NotSupportedException();

    /// <summary>What an apply that did not come to its end left; null: nothing.</summary>
    public Interrupted? Interrupted => throw new NotSupportedException();

    /// <summary>Reads description and product files and expands them. Writes nothing.</summary>
    public static Result<Workspace> Open(WorkspaceOptions options) => throw new NotSupportedException();

    /// <summary>Looks at everything that <see cref="Expansion"/> names.</summary>
    public Observed Observe(Depth depth, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>What apply would do.</summary>
    public Result<Plan> Plan(Observed observed) => throw new NotSupportedException();

    /// <summary>What remove would do.</summary>
    /// <param name="observed">A quick look.</param>
    /// <param name="component">Only this component; null: all.</param>
    public Result<Plan> PlanRemove(Observed observed, string? component) => throw new NotSupportedException();

    /// <summary>Everything that can be known from files: the general rules, then the profile's own.</summary>
    public ImmutableArray<Finding> Check(Observed observed) => throw new NotSupportedException();

    /// <summary>Does what the plan says.</summary>
    public ApplyReport Apply(Plan plan, ApplyOptions options, IApplyListener listener, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Gives back what the last apply replaced.</summary>
    public ApplyReport Undo(ApplyOptions options, IApplyListener listener, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Completes or undoes an apply that did not come to its end.</summary>
    public ApplyReport Recover(IApplyListener listener, CancellationToken cancellation) => throw new NotSupportedException();
}
