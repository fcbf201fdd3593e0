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

    /// <summary>True: the product's files are looked at as they stand, whoever wrote them (<c>audit</c>); there is no state, and nothing can be planned.</summary>
    public bool AsItStands { get; init; }

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
