using System.Collections.Immutable;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>What the applies have left, kept in the state folder: no key, no secret.</summary>
public sealed record Inventory
{
    /// <summary>Nothing was ever applied.</summary>
    public static Inventory Empty { get; } = new();

    /// <summary>Every file written whole, by path.</summary>
    public ImmutableDictionary<string, InstalledFile> Files { get; init; } = ImmutableDictionary<string, InstalledFile>.Empty;

    /// <summary>Every leaf in force, by <see cref="Certificates.LeafSpec.Name"/>.</summary>
    public ImmutableDictionary<string, InstalledLeaf> Leaves { get; init; } = ImmutableDictionary<string, InstalledLeaf>.Empty;

    /// <summary>Every configuration file that was edited, by path.</summary>
    public ImmutableDictionary<string, InstalledEdits> Edits { get; init; } = ImmutableDictionary<string, InstalledEdits>.Empty;

    /// <summary>Every folder whose files change together, by its path.</summary>
    public ImmutableDictionary<string, InstalledSwitch> Switched { get; init; } = ImmutableDictionary<string, InstalledSwitch>.Empty;

    /// <summary>Folders that Linkseal made, deepest last: removed again when empty.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Steps that were due and have not been run, or failed: by <see cref="RunStep.Id"/>, with the reason in words.</summary>
    public ImmutableDictionary<string, string> PendingSteps { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Of the pending steps, those that have not been run since the first file was written: what the product runs with is what it was before Linkseal.
    /// A state of an earlier version does not say; its pending steps are taken as run before.
    /// </summary>
    public ImmutableArray<string> NeverRun
    {
        // A document without it gives the default array, not the initial value.
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Steps that were printed for somebody to type and that nobody has said to be done, in the order in which they were printed.</summary>
    public ImmutableArray<ByHandStep> ByHand
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>True when nothing was ever applied, or everything was removed.</summary>
    public bool IsEmpty => Files.IsEmpty && Edits.IsEmpty && Leaves.IsEmpty;
}

/// <summary>A file as it was written.</summary>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
/// <param name="Leaf">The leaf that it holds something of; null: none.</param>
/// <param name="Authority">The authority whose bundle it holds; null: none.</param>
public sealed record InstalledFile(string Component, string Sha256, string? Leaf, string? Authority)
{
    /// <summary>For a Secret's manifest: its <see cref="SecretManifest.Shape"/>; null: another kind of file.</summary>
    public string? Shape { get; init; }

    /// <summary>For a Secret's manifest: <c>NAMESPACE/NAME</c>, as it may lie in the cluster; null: another kind of file.</summary>
    public string? Secret { get; init; }

    /// <summary>For a Secret's manifest: the context of kubectl that it was meant for; null: none was said, or another kind of file.</summary>
    public string? Context { get; init; }
}

/// <summary>A folder whose files change together, as it was left.</summary>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Generation">The generation that its link leads to.</param>
/// <param name="Owner">Owner of folders and link; null: who ran apply.</param>
public sealed record InstalledSwitch(string Component, int Generation, Owner? Owner)
{
    /// <summary>The generation before, which stays until the next apply so that the last one can be undone; null: none.</summary>
    public int? Previous { get; init; }
}

/// <summary>A leaf in force.</summary>
/// <param name="Component">The component that presents it.</param>
/// <param name="Spec">Its <see cref="Certificates.LeafSpec.Fingerprint"/>.</param>
/// <param name="Sha256">The certificate's fingerprint.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="Authority">Who signed it: <see cref="Certificates.AuthoritySpec.Name"/>; null: brought.</param>
/// <param name="IssuerSha256">The fingerprint of the signing certificate; null: brought.</param>
/// <param name="Generation">The authority's generation; 0: brought.</param>
/// <param name="Names">Its subjectAltName.</param>
public sealed record InstalledLeaf(
    string Component,
    string Spec,
    string Sha256,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string? Authority,
    string? IssuerSha256,
    int Generation,
    ImmutableArray<string> Names);

/// <summary>What was changed in a configuration file: enough to take only ours out again.</summary>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Format">How the file is parsed.</param>
/// <param name="Sha256">SHA-256 of the whole file after the last apply: a quick "unchanged".</param>
/// <param name="Applied">Each edit with the original text that it replaced.</param>
public sealed record InstalledEdits(string Component, ConfigFormat Format, string Sha256, ImmutableArray<AppliedEdit> Applied);
