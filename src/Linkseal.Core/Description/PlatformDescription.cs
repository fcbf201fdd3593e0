using System.Collections.Immutable;
using Linkseal.Core.Certificates;
using Linkseal.Core.Diagnostics;
using Linkseal.Core.Editing.Yaml;
using Linkseal.Core.Topology;

namespace Linkseal.Core.Description;

/// <summary>What one <c>linkseal.yaml</c> says, read and valid in itself; profile settings are checked by the profile.</summary>
public sealed record PlatformDescription
{
    /// <summary>The file, as it is named in diagnostics.</summary>
    public required string File { get; init; }

    /// <summary>The absolute folder of the file: relative paths start here.</summary>
    public required string Folder { get; init; }

    /// <summary>The platform's name.</summary>
    public required string Platform { get; init; }

    /// <summary>The known platform; null: components and links by hand only.</summary>
    public ProfileEntry? Profile { get; init; }

    /// <summary>Who signs.</summary>
    public AuthorityEntry Authority { get; init; } = new();

    /// <summary>The defaults of every leaf.</summary>
    public LeafEntry Leaf { get; init; } = new();

    /// <summary>Components by hand, and overrides of a profile's components under the same name.</summary>
    public ImmutableArray<ComponentEntry> Components { get; init; } = [];

    /// <summary>Links by hand.</summary>
    public ImmutableArray<LinkEntry> Links { get; init; } = [];

    /// <summary>Client machines to serve, <c>docker</c>, <c>system</c>: a profile's matter.</summary>
    public ImmutableArray<Located> Clients { get; init; } = [];

    /// <summary>The place's root folder, absolute; null: <c>/</c>. <c>--root</c> wins.</summary>
    public string? Root { get; init; }
}

/// <summary>A word and where it stands.</summary>
/// <param name="Value">The word.</param>
/// <param name="At">Where.</param>
public sealed record Located(string Value, Position At);

/// <summary>The profile and its settings, not yet understood.</summary>
/// <param name="Name">The profile's name, known to the catalogue.</param>
/// <param name="Settings">The <c>settings:</c> mapping; null where there is none.</param>
public sealed record ProfileEntry(Located Name, YamlNode.Mapping? Settings);

/// <summary><c>authority:</c>. At most one of <see cref="Existing"/> and <see cref="Certificates"/> is set; neither: generate.</summary>
public sealed record AuthorityEntry
{
    /// <summary>The key to generate.</summary>
    public KeyAlgorithm Key { get; init; } = KeyAlgorithm.EcdsaP256;

    /// <summary>How long the generated root lives.</summary>
    public Lifetime Lifetime { get; init; } = Lifetime.DefaultAuthority;

    /// <summary>The generated root's subject; its common name defaults to <c>PLATFORM authority</c>.</summary>
    public SubjectName Subject { get; init; } = new();

    /// <summary>Sign leaves with an intermediate.</summary>
    public bool Intermediate { get; init; }

    /// <summary>Encrypt (generated) or decrypt (existing) the key with this passphrase; null: not encrypted.</summary>
    public PassphraseSource? Passphrase { get; init; }

    /// <summary>A CA of the user's: absolute paths on this machine.</summary>
    public AuthoritySource.Existing? Existing { get; init; }

    /// <summary>A folder of certificates that the user brings, absolute on this machine.</summary>
    public string? Certificates { get; init; }

    /// <summary>The CA certificate that goes with <see cref="Certificates"/>; null: looked for in the folder.</summary>
    public string? Certificate { get; init; }

    /// <summary>Where <c>authority:</c> stands; null: left out.</summary>
    public Position? At { get; init; }
}

/// <summary><c>leaf:</c>, each null where the dialect's or profile's default holds.</summary>
public sealed record LeafEntry
{
    /// <summary>The key.</summary>
    public KeyAlgorithm? Key { get; init; }

    /// <summary>How long it lives.</summary>
    public Lifetime? Lifetime { get; init; }

    /// <summary>The fraction of its life after which it is renewed, above 0 and below 1.</summary>
    public double? RenewAt { get; init; }

    /// <summary>Subject parts for every leaf, without common name.</summary>
    public SubjectName Subject { get; init; } = new();
}

/// <summary>One entry of <c>components:</c>; null or empty where a key is left out.</summary>
public sealed record ComponentEntry
{
    /// <summary>The component's name.</summary>
    public required Located Name { get; init; }

    /// <summary>The dialect; null only for an override of a profile's component.</summary>
    public Located? Dialect { get; init; }

    /// <summary>The product's configuration, absolute.</summary>
    public string? Config { get; init; }

    /// <summary>The folder that certificates go to, absolute (host side).</summary>
    public string? Folder { get; init; }

    /// <summary>Names for the certificate.</summary>
    public ImmutableArray<AlternativeName> Names { get; init; } = [];

    /// <summary>Hosts that it runs on: in the certificate too.</summary>
    public ImmutableArray<AlternativeName> Hosts { get; init; } = [];

    /// <summary>Where a live look dials it.</summary>
    public string? Address { get; init; }

    /// <summary>Its TLS port.</summary>
    public int? Port { get; init; }

    /// <summary>Numeric owner of its files.</summary>
    public Planning.Owner? Owner { get; init; }

    /// <summary>Mode of its key files; at most 0640.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>True (<c>layout: switched</c>): its files lie behind one link and change together; false: they lie in the folder itself, each replaced by itself.</summary>
    public bool Switched { get; init; }

    /// <summary>Host folder → folder inside the container, longest host side first.</summary>
    public ImmutableArray<(string Host, string Inside)> Mounts { get; init; } = [];

    /// <summary>True: TLS is opened beside plaintext.</summary>
    public bool KeepPlaintext { get; init; }

    /// <summary>The command that restarts it.</summary>
    public string? Restart { get; init; }

    /// <summary>The command by which it reads its certificates again; null: the dialect's own.</summary>
    public string? Reload { get; init; }

    /// <summary>The product's version, <c>7.0.15</c>, where it decides what is written; null: the dialect's newest rules.</summary>
    public Located? Version { get; init; }

    /// <summary>True (<c>into: drop-in</c>): settings go into a file of Linkseal's own, in the folder that the product reads besides its configuration.</summary>
    public bool DropIn { get; init; }

    /// <summary>For dialect <c>files</c>: what is spoken at <see cref="Port"/>; null: nothing is known of it but TLS.</summary>
    public string? Protocol { get; init; }

    /// <summary>The level for every link to it.</summary>
    public Level? Level { get; init; }

    /// <summary>For dialect <c>files</c>: what to write; empty: <c>tls.crt</c>, <c>tls.key</c>, <c>ca.crt</c>.</summary>
    public ImmutableArray<FileEntry> Files { get; init; } = [];

    /// <summary>Where each key of the entry stands, for diagnostics of dialects.</summary>
    public ImmutableDictionary<string, Position> Keys { get; init; } = ImmutableDictionary<string, Position>.Empty;
}

/// <summary>One file of dialect <c>files</c>.</summary>
/// <param name="Name">File name within the folder.</param>
/// <param name="Form">What it holds; null: the trust bundle.</param>
/// <param name="Passphrase">For PKCS#12.</param>
public sealed record FileEntry(string Name, Planning.MaterialForm? Form, PassphraseSource? Passphrase);

/// <summary>One entry of <c>links:</c>.</summary>
/// <param name="Caller">The caller's name.</param>
/// <param name="Callee">The callee's name.</param>
/// <param name="Level">The level asked for; null: the highest that both can do.</param>
public sealed record LinkEntry(Located Caller, Located Callee, Level? Level)
{
    /// <summary>The callee's endpoint, <c>management</c> of <c>- ops -> mq.management</c>; null: its first.</summary>
    public Located? Endpoint { get; init; }

    /// <summary>The account that the caller uses at the callee; null: the caller's name.</summary>
    public string? User { get; init; }

    /// <summary>The database that the caller uses at the callee; null: any.</summary>
    public string? Database { get; init; }
}
