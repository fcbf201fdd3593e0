using System.Collections.Immutable;
using Linkseal.Core.Certificates;

namespace Linkseal.Core.Planning;

/// <summary>What was met, as plain data, at one moment. Paths are the place's own (without <c>--root</c>).</summary>
public sealed record Observed
{
    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Every path that was asked for, missing ones included.</summary>
    public required ImmutableDictionary<string, FileState> Files { get; init; }

    /// <summary>
    /// The names in each folder of <see cref="Desired.Folders"/>, <see cref="Desired.Listings"/> and <see cref="Desired.Switched"/> (there of the current generation too), sorted;
    /// absent where the folder is missing. A quick look (plan) reads no names in those of <see cref="Desired.Folders"/> alone: they are empty.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Listings { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The text of configuration files; absent where missing.</summary>
    public ImmutableDictionary<string, string> Documents { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What certificate and key files hold. A quick look (plan) parses only files whose hash the inventory does not know.</summary>
    public ImmutableDictionary<string, MaterialFacts> Material { get; init; } = ImmutableDictionary<string, MaterialFacts>.Empty;

    /// <summary>Which signatures were verified among all certificates of <see cref="Material"/> and <see cref="Authorities"/>.</summary>
    public Signatures Signatures { get; init; } = Signatures.None;

    /// <summary>The authorities that exist in the state, or were read from the user's files; absent: still to be made.</summary>
    public ImmutableDictionary<string, AuthorityFacts> Authorities { get; init; } = ImmutableDictionary<string, AuthorityFacts>.Empty;

    /// <summary>For each leaf of a brought kind: what was found for it; absent where nothing fits.</summary>
    public ImmutableDictionary<string, BroughtLeaf> Brought { get; init; } = ImmutableDictionary<string, BroughtLeaf>.Empty;

    /// <summary>What the last applies left: the memory that drift is measured against.</summary>
    public Inventory Inventory { get; init; } = Inventory.Empty;

    /// <summary>False where the state holds no inventory at all, not even an empty one: nothing was applied from here, or the state is lost.</summary>
    public bool HasInventory { get; init; } = true;

    /// <summary>The user id that apply would write as; 0: root.</summary>
    public int User { get; init; }

    /// <summary>Users besides root and that one whose symbolic links are followed: the one who called sudo.</summary>
    public ImmutableArray<int> Trusted { get; init; } = [];

    /// <summary>What an apply that did not come to its end was doing, one line for people; null: none was interrupted.</summary>
    public string? Interrupted { get; init; }

    /// <summary>Staging folders that an earlier apply left on the place: paths. Only a full look finds them.</summary>
    public ImmutableArray<string> Leftovers { get; init; } = [];
}

/// <summary>What stands at a path.</summary>
public enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, whatever it leads to.</summary>
    Symlink,

    /// <summary>A device, a socket, a pipe.</summary>
    Other,

    /// <summary>It is there, but this user may not look.</summary>
    Forbidden,
}

/// <summary>One path as it was met, not following a symbolic link.</summary>
/// <param name="Kind">What stands there.</param>
public sealed record FileState(FileKind Kind)
{
    /// <summary>Nothing is there.</summary>
    public static FileState Missing { get; } = new(FileKind.Missing);

    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>Owning user id.</summary>
    public int User { get; init; }

    /// <summary>Owning group id.</summary>
    public int Group { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex; null for anything but a readable regular file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where a symbolic link points, as written; null otherwise.</summary>
    public string? Target { get; init; }

    /// <summary>What stands in the way where it is <see cref="FileKind.Forbidden"/> to everybody: a link above it that is not followed, in words; null: this user's permissions.</summary>
    public string? Obstacle { get; init; }
}

/// <summary>An authority that exists.</summary>
/// <param name="Name">As in <see cref="AuthoritySpec.Name"/>.</param>
/// <param name="Generation">Its number, from 1.</param>
/// <param name="Root">The root: what bundles hold.</param>
/// <param name="Issuer">What signs leaves: the root, or the intermediate.</param>
/// <param name="Bundle">The trust bundle as PEM text.</param>
/// <param name="CanSign">False when only its certificate is here.</param>
public sealed record AuthorityFacts(string Name, int Generation, CertificateFacts Root, CertificateFacts Issuer, string Bundle, bool CanSign)
{
    /// <summary>Where its private key lies; null: it is not here.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What stands at <see cref="KeyPath"/>; null: not looked at.</summary>
    public FileState? Key { get; init; }

    /// <summary>The state folder that holds it; null: the user's own authority, in a folder of the user's.</summary>
    public FileState? Folder { get; init; }
}

/// <summary>What was found for a leaf that the user brings.</summary>
/// <param name="CertificateFile">The file that holds the leaf.</param>
/// <param name="KeyFile">The file that holds its key; null: the key waits in the state since <c>requests</c>, or stands in a PKCS#12.</param>
/// <param name="Chain">Leaf first, then the intermediates that were found, ordered; without the root.</param>
public sealed record BroughtLeaf(string CertificateFile, string? KeyFile, ImmutableArray<CertificateFacts> Chain)
{
    /// <summary>The leaf itself.</summary>
    public CertificateFacts Certificate => Chain[0];
}
