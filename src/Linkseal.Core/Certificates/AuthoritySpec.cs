namespace Linkseal.Core.Certificates;

/// <summary>An authority as described: who signs the leaves that name it.</summary>
public sealed record AuthoritySpec
{
    /// <summary><c>internal</c> for links between components, <c>https</c> for browsers, Docker and people.</summary>
    public required string Name { get; init; }

    /// <summary>Where its certificate and key come from.</summary>
    public required AuthoritySource Source { get; init; }

    /// <summary>Where the passphrase of its key is found; null: the key is not encrypted.</summary>
    public PassphraseSource? Passphrase { get; init; }
}

/// <summary>Where an authority comes from.</summary>
public abstract record AuthoritySource
{
    private AuthoritySource()
    {
    }

    /// <summary>Made by Linkseal, its key kept in the state folder.</summary>
    public sealed record Generated : AuthoritySource
    {
        /// <summary>The kind of key.</summary>
        public KeyAlgorithm Key { get; init; } = KeyAlgorithm.EcdsaP256;

        /// <summary>How long the root lives.</summary>
        public Lifetime Lifetime { get; init; } = Lifetime.DefaultAuthority;

        /// <summary>The subject; the generation's number is added to its common name.</summary>
        public required SubjectName Subject { get; init; }

        /// <summary>Leaves are signed by an intermediate (path length 0 under a root of path length 1) instead of the root.</summary>
        public bool Intermediate { get; init; }
    }

    /// <summary>A CA of the user's.</summary>
    /// <param name="Certificate">Its certificate, with the chain up to the root where it is an intermediate.</param>
    /// <param name="Key">Its private key.</param>
    public sealed record Existing(string Certificate, string Key) : AuthoritySource
    {
        /// <summary>True: the paths are the place's (below <c>--root</c>); false: this machine's.</summary>
        public bool OnPlace { get; init; }
    }

    /// <summary>No key to sign with: the user brings every leaf and the CA certificate.</summary>
    /// <param name="Folder">The folder of brought certificates.</param>
    /// <param name="Certificate">The CA certificate; null: looked for in the folder.</param>
    public sealed record Brought(string Folder, string? Certificate) : AuthoritySource
    {
        /// <summary>True: the paths are the place's (below <c>--root</c>); false: this machine's.</summary>
        public bool OnPlace { get; init; }
    }
}

/// <summary>Where a passphrase is read from: never an argument, never the description itself.</summary>
/// <param name="File">A file whose first line it is; null: <paramref name="Variable"/>.</param>
/// <param name="Variable">An environment variable; null: <paramref name="File"/>.</param>
public sealed record PassphraseSource(string? File, string? Variable);
