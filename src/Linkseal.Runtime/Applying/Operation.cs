using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Linkseal.Core.Planning;
using Linkseal.Runtime.Places;

namespace Linkseal.Runtime.Applying;

/// <summary>What one entry of the journal does to one path.</summary>
internal enum OperationKind
{
    /// <summary>A folder is made.</summary>
    MakeFolder,

    /// <summary>A staged file is put in place, over the old one or where nothing was.</summary>
    Put,

    /// <summary>A file is deleted.</summary>
    Delete,

    /// <summary>Only mode or owner change.</summary>
    SetAccess,

    /// <summary>An empty folder of ours is deleted.</summary>
    RemoveFolder,

    /// <summary>A staged symbolic link is put in place, over the old one or where nothing was.</summary>
    PutLink,

    /// <summary>A symbolic link is deleted.</summary>
    DeleteLink,
}

/// <summary>One change as the journal holds it: enough to do it, to see that it is done, and to take it back.</summary>
internal sealed record Operation
{
    public required OperationKind Kind { get; init; }

    /// <summary>True for what is done to a symbolic link: what it leads to is durable before, and it is durable before what comes after.</summary>
    [JsonIgnore]
    public bool IsLink => Kind is OperationKind.PutLink or OperationKind.DeleteLink;

    /// <summary>The place's path: what messages and the inventory say.</summary>
    public required string Path { get; init; }

    /// <summary>This machine's path, every link on the way resolved.</summary>
    public required string Target { get; init; }

    /// <summary>The path of the staged file; where something is given back, it is staged at this path with <see cref="Swapper.Back"/>. Null for folders and modes.</summary>
    public required string? Staged { get; init; }

    /// <summary>SHA-256 of what is put.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>Mode and owner of what is made, put or set.</summary>
    public required StoredAccess? Access { get; init; }

    /// <summary>Where a link that is put leads, as written; null for anything else.</summary>
    public string? Link { get; init; }

    /// <summary>What stood there before; null: nothing.</summary>
    public required Original? Original { get; init; }
}

/// <summary>What stood at a path before.</summary>
/// <param name="Sha256">SHA-256 of the file's content; null for a folder, or where only the mode changes.</param>
/// <param name="Copy">The name of its copy among the journal's originals; null: no copy was needed.</param>
/// <param name="Access">Its mode, owner and attributes.</param>
/// <param name="Stamp">Inode, size and time of change: whether it moved between copy and swap.</param>
internal sealed record Original(string? Sha256, string? Copy, StoredAccess Access, string Stamp)
{
    /// <summary>Where a link led; null: it was none.</summary>
    public string? Link { get; init; }

    public static string StampOf(in Entry entry) => $"{entry.Device}:{entry.Inode}:{entry.Size}:{entry.Modified}";
}

/// <summary><see cref="Places.Access"/> as JSON: attributes in base64.</summary>
internal sealed record StoredAccess(int Mode, int? User, int? Group, ImmutableArray<StoredAttribute> Extended)
{
    public static StoredAccess From(Access access) => new(
        (int)access.Mode,
        access.Owner?.User,
        access.Owner is { } owner ? owner.Group ?? owner.User : null,
        [.. access.Extended.Select(static a => new StoredAttribute(a.Name, Convert.ToBase64String(a.Value)))]);

    public Access ToAccess() => new((UnixFileMode)Mode, User is { } user ? new Owner(user, Group) : null)
    {
        Extended = [.. Extended.Select(static a => new ExtendedAttributeValue(a.Name, Convert.FromBase64String(a.Value)))],
    };
}

internal sealed record StoredAttribute(string Name, string Value);
