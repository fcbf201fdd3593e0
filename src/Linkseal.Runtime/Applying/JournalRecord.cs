using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Linkseal.Core.Planning;

namespace Linkseal.Runtime.Applying;

/// <summary>What the journal says of one apply, written once, before the swap.</summary>
/// <param name="Version">The format's number.</param>
/// <param name="Started">When it began.</param>
/// <param name="IsUndo">True: it gives an earlier apply back, and leaves nothing to undo.</param>
/// <param name="Root">The place's root: a recovery works there, whatever the command line says now.</param>
/// <param name="Operations">In the order of the swap.</param>
/// <param name="Steps">The steps of the plan.</param>
internal sealed record JournalRecord(
    int Version,
    DateTimeOffset Started,
    bool IsUndo,
    string Root,
    ImmutableArray<Operation> Operations,
    ImmutableArray<PlannedStep> Steps)
{
    public const int CurrentVersion = 1;
}

/// <summary>Written before anything is staged: what to tidy when nothing else was written.</summary>
internal sealed record StagingRecord(DateTimeOffset Started, ImmutableArray<string> Folders);

/// <summary>What a step was going to rewrite: every entry below one path.</summary>
internal sealed record SnapshotRecord(ImmutableArray<KeptTree> Trees);

/// <summary>One path of <see cref="RunStep.Rewrites"/> as it stood: empty entries where nothing was there.</summary>
internal sealed record KeptTree(string Path, ImmutableArray<KeptEntry> Entries);

/// <summary>One entry below a kept path.</summary>
/// <param name="Path">This machine's path.</param>
/// <param name="Kind">File, folder or link.</param>
/// <param name="Access">Mode, owner and attributes.</param>
/// <param name="Sha256">SHA-256 of a file.</param>
/// <param name="Copy">The name of a file's copy in the journal.</param>
/// <param name="Link">Where a link points.</param>
internal sealed record KeptEntry(string Path, FileKind Kind, StoredAccess Access, string? Sha256, string? Copy, string? Link);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(StagingRecord))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(RetiredRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
