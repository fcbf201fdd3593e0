using System.Collections.Immutable;
using System.Globalization;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing;

namespace Linkseal.Core.Planning;

/// <summary>
/// What should be, as plain data: profile and dialects say it, the planner compares it with what was observed, the checks hold reality against it.
/// All paths are absolute as the place will see them (without <c>--root</c>).
/// </summary>
public sealed record Desired
{
    /// <summary>The authorities that leaves and trust bundles name.</summary>
    public ImmutableArray<AuthoritySpec> Authorities { get; init; } = [];

    /// <summary>Every leaf.</summary>
    public ImmutableArray<LeafSpec> Leaves { get; init; } = [];

    /// <summary>Every file that Linkseal writes whole. Within one folder, written in this order.</summary>
    public ImmutableArray<DesiredFile> Files { get; init; } = [];

    /// <summary>Folders whose files change together, in one step; the files are among <see cref="Files"/>, below <see cref="SwitchedFolder.Current"/>.</summary>
    public ImmutableArray<SwitchedFolder> Switched { get; init; } = [];

    /// <summary>Every edit of somebody's configuration.</summary>
    public ImmutableArray<DesiredEdit> Edits { get; init; } = [];

    /// <summary>The rules of folders that a product reads whole.</summary>
    public ImmutableArray<FolderRule> Folders { get; init; } = [];

    /// <summary>What puts the files into effect, in order.</summary>
    public ImmutableArray<RunStep> Steps { get; init; } = [];

    /// <summary>The steps that take Secrets of an earlier apply away; null: Secrets are not the platform's matter.</summary>
    public SecretLeftovers? SecretLeftovers { get; init; }

    /// <summary>Configuration files whose text the checks want besides those of <see cref="Edits"/>.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>Certificate and key files whose facts the checks want besides those of <see cref="Files"/> and <see cref="Leaves"/>.</summary>
    public ImmutableArray<string> Material { get; init; } = [];

    /// <summary>Certificates within configuration documents, for the checks.</summary>
    public ImmutableArray<EmbeddedMaterial> Embedded { get; init; } = [];

    /// <summary>
    /// Folders whose file names the checks want to see besides those of <see cref="Folders"/>; certificates and keys in them
    /// (by extension: crt, cert, key, pem) are parsed like <see cref="Material"/>.
    /// </summary>
    public ImmutableArray<string> Listings { get; init; } = [];

    /// <summary>How deep a chain the callers follow, where a product sets a limit.</summary>
    public ImmutableArray<ChainRule> Chains { get; init; } = [];

    /// <summary>How many intermediates every caller of <see cref="Chains"/> follows.</summary>
    public int MaximumIntermediates => Chains.Select(static c => c.MaximumIntermediates).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Limits and choices worth saying, known without looking at anything.</summary>
    public ImmutableArray<Finding> Notes { get; init; } = [];
}

/// <summary>A certificate, as base64 of PEM, in a document of the product's: <see cref="Observed.Material"/> has what it holds under <see cref="Id"/>.</summary>
/// <param name="Document">The document's absolute path.</param>
/// <param name="Key">The path of mapping keys in it.</param>
public sealed record EmbeddedMaterial(string Document, ImmutableArray<string> Key)
{
    /// <summary><c>PATH#key.path</c>.</summary>
    public string Id => Document + "#" + string.Join('.', Key);
}

/// <summary>How deep a chain a caller follows when it judges whom it calls (nginx: <c>proxy_ssl_verify_depth</c>).</summary>
/// <param name="Caller">The component that verifies.</param>
/// <param name="MaximumIntermediates">How many intermediates may stand between leaf and root.</param>
public sealed record ChainRule(string Caller, int MaximumIntermediates);

/// <summary>A file that Linkseal writes whole.</summary>
public sealed record DesiredFile
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The component it belongs to.</summary>
    public required string Component { get; init; }

    /// <summary>What it holds.</summary>
    public required FileContent Content { get; init; }

    /// <summary>Permission bits, <c>0600</c> for everything that holds a key.</summary>
    public required UnixFileMode Mode { get; init; }

    /// <summary>Owner; null: whoever runs apply (root, where the path needs root).</summary>
    public Owner? Owner { get; init; }

    /// <summary>True: under sudo it belongs to whoever typed the command, as the state does.</summary>
    public bool IsInvokers { get; init; }

    /// <summary>True when a different mode or owner on disk is left alone (a brought folder that the user keeps by other rules).</summary>
    public bool AnyMode { get; init; }
}

/// <summary>A folder whose files change together: they lie in a folder of their generation, and one relative symbolic link says which is in force.</summary>
/// <remarks>
/// Files are described directly below the link: <c>PATH/current/tls.crt</c>. Whenever one of them changes, all are written into a new folder <c>PATH/1</c>, <c>PATH/2</c>, …
/// and the link is replaced by one rename: a product that reads through it meets the old set or the new one, never a mix, and every file has a new modification time.
/// </remarks>
/// <param name="Path">Absolute path of the folder that holds the link and the generations.</param>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Mode">The mode of the folders when Linkseal makes them.</param>
public sealed record SwitchedFolder(string Path, string Component, UnixFileMode Mode)
{
    /// <summary>The link's name.</summary>
    public const string Link = "current";

    /// <summary>Owner of folders and link when Linkseal makes them; null: whoever runs apply.</summary>
    public Owner? Owner { get; init; }

    /// <summary>The link's path.</summary>
    public string Current => Path.TrimEnd('/') + "/" + Link;

    /// <summary>The folder of one generation.</summary>
    /// <param name="number">Its number.</param>
    public string Generation(int number) => Path.TrimEnd('/') + "/" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The generation that a link's target or a folder's name says: a plain number from 1 on; null: anything else, which is never followed.</summary>
    /// <param name="name">As written.</param>
    public static int? GenerationOf(string? name) =>
        name is { Length: > 0 and <= 9 } && name[0] is >= '1' and <= '9' && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A numeric owner, as inside the container where there is one.</summary>
/// <param name="User">User id.</param>
/// <param name="Group">Group id; null: the user's number.</param>
public sealed record Owner(int User, int? Group = null);

/// <summary>Edits of one configuration file of the product's.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Format">How it is parsed and spliced.</param>
/// <param name="Edits">What is set and removed, in order.</param>
public sealed record DesiredEdit(string Path, string Component, ConfigFormat Format, ImmutableArray<Edit> Edits)
{
    /// <summary>Made only where this file of <see cref="Desired.Files"/> is written; null: always.</summary>
    public string? IfWritten { get; init; }

    /// <summary>Made only where this file of <see cref="Desired.Files"/> is not written; null: always.</summary>
    public string? UnlessWritten { get; init; }
}

/// <summary>A folder that a product reads, copies or mounts whole.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Component">The component it belongs to.</param>
/// <param name="Mode">The mode when Linkseal makes it.</param>
/// <param name="Allowed">File names that may be in it besides <see cref="Desired.Files"/>; null: anything may.</param>
public sealed record FolderRule(string Path, string Component, UnixFileMode Mode, ImmutableArray<string>? Allowed)
{
    /// <summary>Owner when Linkseal makes it; null: whoever runs apply.</summary>
    public Owner? Owner { get; init; }
}
